"""The shape of the files about checked items: item_classes.yaml and item_sampling.yaml."""

from __future__ import annotations

from datetime import date

from riskkit.indicators.rule_file import Block, FieldsFile, Shape


class ClassBlock(Block):
    """How a clause gives its item's class: mandatory → A; one of ``words`` → B; none of them → C.

    A word inside one of ``not_the_word`` is not the word (应 in 相应). ``doubtful`` are those of them that may also be
    the word before another (应用水冲洗): a clause whose only trace of a word is one of these is to be looked at.
    """

    words: list[str]
    not_the_word: list[str] = []
    doubtful: list[str] = []


class ItemClassesFile(Shape):
    """item_classes.yaml: the class rule, dated."""

    in_force: dict[date, ClassBlock]


class FacilityBlock(Block):
    """At least ``at_least`` places, and ``more_after_failure`` more where one fails; all where there are fewer."""

    at_least: int
    more_after_failure: int


class ShareBlock(Block):
    """A share of what there is; 1 is all."""

    share: float


class PeopleBlock(Block):
    """At least so many people are asked."""

    at_least: int


class ManagementBlock(Block):
    """Who of a management is asked: all of ``whole``, a share of the department heads, so many of the staff."""

    whole: list[str]
    department_head_share: float
    staff_limit: int
    staff_above: int
    staff_within: int


class ItemSamplingFile(Shape):
    """item_sampling.yaml: sampling rules, each dated on its own."""

    facility: dict[date, FacilityBlock]
    whole: dict[date, ShareBlock]
    questionnaire: dict[date, PeopleBlock]
    management: dict[date, ManagementBlock]


ITEM_RULE_FILES: dict[str, type[Shape]] = {
    "checked_items.yaml": FieldsFile,
    "item_classes.yaml": ItemClassesFile,
    "item_sampling.yaml": ItemSamplingFile,
}
