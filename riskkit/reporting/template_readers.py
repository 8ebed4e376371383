"""Which part of a rulebook reads which column, with the clause and the basis it rests on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from riskkit.indicators.rule_file import Block, Condition, FieldShape
from riskkit.indicators.rulebook import Leaf, Rulebook, as_label
from riskkit.terms import Label, basis_code

# a number that names its text alone: GB 35181-2025, 公消〔2013〕60号, 令第201号; not 2018年版
_NAMES_ALONE = re.compile(r"[A-Za-z]|〔|令第")


class ReadBy(StrEnum):
    """What reads a column."""

    INDICATOR = "indicator"
    CONDITION = "condition"
    BONUS = "bonus"
    DIRECT_DETERMINATION = "direct_determination"
    COMBINED_DETERMINATION = "combined_determination"
    LOCAL_VETO = "local_veto"
    GRADE = "grade"
    FREQUENCY = "frequency"
    CONSEQUENCE = "consequence"
    ROLL_UP = "roll_up"
    TABLE = "table"


_NO_TEXT = Label("", "")
SCORES = (ReadBy.INDICATOR, ReadBy.CONDITION, ReadBy.BONUS, ReadBy.GRADE)
VETOES = (ReadBy.DIRECT_DETERMINATION, ReadBy.COMBINED_DETERMINATION, ReadBy.LOCAL_VETO)
BESIDE = (ReadBy.FREQUENCY, ReadBy.CONSEQUENCE)
_DAYS_THERE = ("opened_on", "closed_on")
_GRADES = Label("风险等级", "grades")
_MODEL = Label("火灾频率模型", "fire-frequency model")
_ORDER = Label("后果：同一等级内的排序", "consequence: the order inside a grade")
_ABOVE = Label("汇总到行业、区域", "roll-up to industries and regions")


@dataclass(frozen=True)
class Reader:
    """One thing that reads a column: ``text`` and ``clause`` it rests on, ``basis`` as a code of the basis column.

    ``share`` is the weight of an indicator down the path (0..1). Text, clause and basis are empty where no rule is
    behind it (the frequency model, roll-ups).
    """

    read_by: ReadBy
    label: Label
    text: Label = _NO_TEXT
    clause: str = ""
    basis: str = ""
    share: float | None = None


def readers_of(rulebook: Rulebook, rolled_up: Collection[str] = ()) -> dict[str, list[Reader]]:
    """Every column that an extract brings → what reads it, in the order of the tree; then vetoes, grades, models.

    A computed field passes its readers on to the fields it is computed from. ``rolled_up`` are those that a level
    above takes from the register.

    >>> from datetime import date
    >>> readers = readers_of(Rulebook.at(date(2026, 1, 1), "unit/city_score_100"))
    >>> [reader.read_by.value for reader in readers["floor_area_m2"]][-1], "subject_id" in readers
    ('frequency', False)
    """
    found: dict[str, list[Reader]] = {}
    for names, reader in _uses(rulebook, rolled_up):
        for name in names:
            for source in entered_as(name, rulebook.fields):
                told = found.setdefault(source, [])
                if reader not in told:
                    told.append(reader)
    return found


def fields_in_order(rulebook: Rulebook) -> Iterator[tuple[str, Label]]:
    """Every column an indicator needs with its criterion, in the order of the tree: conditions, then what it measures.

    A column may come again.
    """
    labels = {criterion.id: criterion.label for criterion in rulebook.root.criteria()}
    for leaf in (*rulebook.leaves, *rulebook.bonus):
        criterion = labels.get(leaf.path[0], leaf.label) if leaf.path else leaf.label
        when = leaf.indicator.applies_when
        for name in [*(compared_in(when) if when else []), *measured_by(leaf)]:
            yield from ((source, criterion) for source in entered_as(name, rulebook.fields))


def measured_by(leaf: Leaf) -> list[str]:
    """The fields that the indicator's value is taken from, in the order of its file."""
    spec = leaf.indicator.measure
    if spec.kind == "deduction":
        return list(dict.fromkeys(item.field for item in leaf.block.items or []))
    names = (spec.numerator, spec.denominator) if spec.kind == "rate" else (spec.field or leaf.id,)
    return [name for name in names if name]


def compared_in(condition: Condition) -> list[str]:
    """The fields that a condition compares, each once, in its order."""
    inner = [*(condition.all_ or []), *(condition.any_ or []), *(condition.at_least.of if condition.at_least else [])]
    inner += [condition.not_] if condition.not_ else []
    names = [condition.field] if condition.field else []
    return list(dict.fromkeys([*names, *(name for part in inner for name in compared_in(part))]))


def entered_as(name: str, fields: Mapping[str, FieldShape]) -> list[str]:
    """The columns that an extract brings for a field: itself, those it is computed from, none where riskkit fills it.

    >>> entered_as("no_such_field", {})
    []
    """
    shape = fields.get(name)
    if shape is None:
        return []
    if shape.computed is not None:
        return list(dict.fromkeys(source for part in shape.computed.of for source in entered_as(part, fields)))
    return [] if shape.derived else [name]


def short_title(rulebook: Rulebook, source_id: str) -> Label:
    """The number of a text where that names it alone, else its title.

    >>> from datetime import date
    >>> short_title(Rulebook.at(date(2026, 1, 1), "unit/city_score_100"), "gongxiao_2013_60").zh
    '公消〔2013〕60号'
    """
    source = rulebook.resolved.sources.get(source_id)
    if source is not None and source.number and _NAMES_ALONE.search(source.number):
        return Label(source.number, source.number)
    return rulebook.source_title(source_id)


def _uses(rulebook: Rulebook, rolled_up: Collection[str]) -> Iterator[tuple[list[str], Reader]]:
    about = rulebook.resolved.rulebook

    def reader(read_by: ReadBy, label: Label, block: Block, share: float | None = None) -> Reader:
        text = short_title(rulebook, block.reference.source)
        return Reader(read_by, label, text, block.reference.clause, basis_code(block.basis, about.practice), share)

    for leaf in (*rulebook.leaves, *rulebook.bonus):
        bonus = leaf in rulebook.bonus
        kind, share = (ReadBy.BONUS, None) if bonus else (ReadBy.INDICATOR, leaf.global_weight)
        yield measured_by(leaf), reader(kind, leaf.label, leaf.block, share)
        if leaf.indicator.applies_when:
            yield compared_in(leaf.indicator.applies_when), reader(ReadBy.CONDITION, leaf.label, leaf.block)
    for veto, block in rulebook.vetoes:
        yield compared_in(block.when), reader(ReadBy(veto.kind), as_label(veto.label), block)
    named = [name for grade in rulebook.grades.grades if grade.when for name in compared_in(grade.when)]
    yield named, reader(ReadBy.GRADE, _GRADES, rulebook.grades)
    if about.frequency is not None:
        wanted = about.frequency
        yield [*wanted.numeric, *wanted.log, *wanted.category, *_DAYS_THERE], Reader(ReadBy.FREQUENCY, _MODEL)
    if about.consequence_field:
        yield [about.consequence_field], Reader(ReadBy.CONSEQUENCE, _ORDER)
    yield sorted(rolled_up), Reader(ReadBy.ROLL_UP, _ABOVE)
