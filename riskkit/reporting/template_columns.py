"""The form of a rulebook: every column that an extract brings, in the order in which a person fills it in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from riskkit.indicators.rule_file import FieldShape
from riskkit.indicators.rulebook import Rulebook, as_label
from riskkit.intake.columns import with_id
from riskkit.reporting.template_readers import BESIDE, SCORES, VETOES, Reader, fields_in_order, readers_of
from riskkit.reporting.template_shape import DIGEST_SHOWN, Form, FormColumn, Use
from riskkit.terms import LEVEL_LABELS, Label, basis_code

_FIRST = ("subject_id", "name", "uscc", "region_id", "industry_id", "address")
_WHO = Label("基本信息", "who and where")
_GROUPS: dict[Use, Label] = {
    Use.VETO: Label("判定条件", "determinations"),
    Use.FREQUENCY: Label("频率和排序", "frequency and order"),
    Use.LISTED: Label("备查", "for the record"),
}


def form_of_rulebook(
    rulebook: Rulebook,
    *,
    fields: Mapping[str, FieldShape] | None = None,
    last_day: date | None = None,
    rolled_up: Collection[str] = (),
    identity: Sequence[str] = (),
) -> Form:
    """The form of a rulebook; fields that riskkit derives by itself are left out.

    Who and where come first (the fields ``identity`` among them), then the columns in the order of the tree, those
    that only vetoes read, those of the frequency model, and what is only kept for the record. ``rolled_up`` are the
    fields that a level above takes from the register; ``fields`` are those of the rulebook, unless more are given.

    >>> form = form_of_rulebook(Rulebook.at(date(2026, 1, 1), "unit/city_score_100"))
    >>> [column.field for column in form.columns][:2], form.columns[0].use.value
    (['subject_id', 'name'], 'required')
    """
    about = rulebook.resolved.rulebook
    facts = [(Label("层级", "level"), LEVEL_LABELS[rulebook.level])]
    for name, choice in rulebook.choices.items():
        option = about.options[name]
        facts.append((as_label(option.label), as_label(option.choices[choice])))
    blocks = (
        (Label("权重", "weights"), rulebook.tree_block),
        (Label("等级界限", "grade limits"), rulebook.grades),
    )
    return Form(
        id=rulebook.id,
        label=rulebook.label,
        about=as_label(about.about),
        day=rulebook.day,
        digest=rulebook.digest[:DIGEST_SHOWN],
        columns=tuple(_columns(rulebook, fields or rulebook.fields, readers_of(rulebook, rolled_up), identity)),
        last_day=last_day,
        facts=tuple(facts),
        rests_on=tuple((word, basis_code(block.basis, about.practice)) for word, block in blocks),
        warnings=rulebook.warnings,
    )


def _columns(
    rulebook: Rulebook,
    every: Mapping[str, FieldShape],
    readers: Mapping[str, list[Reader]],
    identity: Sequence[str],
) -> list[FormColumn]:
    fields = {name: shape for name, shape in with_id(every).items() if not shape.derived}
    criteria: dict[str, Label] = {}
    for name, criterion in fields_in_order(rulebook):
        criteria.setdefault(name, criterion)
    who = [name for name in dict.fromkeys((*_FIRST, *identity)) if name in fields and name not in criteria]
    uses = {name: _use(shape, readers.get(name, []), name in who) for name, shape in fields.items()}
    rest = [name for name in fields if name not in criteria and name not in who]
    groups = dict.fromkeys(who, _WHO) | {name: criteria[name] for name in criteria if name in fields}
    groups |= {name: _GROUPS.get(use, _WHO) for use in Use for name in rest if uses[name] is use}
    return [
        FormColumn(name, fields[name], group, uses[name], tuple(readers.get(name, [])))
        for name, group in groups.items()
    ]


def _use(shape: FieldShape, readers: Sequence[Reader], who: bool) -> Use:
    """The strongest use of a column."""
    if shape.required:
        return Use.REQUIRED
    kinds = {reader.read_by for reader in readers}
    for use, strong in ((Use.SCORE, SCORES), (Use.VETO, VETOES), (Use.FREQUENCY, BESIDE)):
        if kinds & set(strong):
            return use
    return Use.WHO if who else Use.LISTED
