"""The comparisons of a list's lines: where they hold, where a value is near its limit, and how both are said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import polars as pl

from riskkit.indicators.classification_file import ListLine
from riskkit.indicators.classification_lists import ChosenLists, ListInForce
from riskkit.indicators.rule_file import Condition, FieldShape
from riskkit.indicators.sentences import sentence, uom_word, value_word, with_uom
from riskkit.scoring.columns import Bools, Columns
from riskkit.scoring.conditions import Truth, evaluate
from riskkit.terms import Label, Lang
from riskkit.typed_table import TypedTable

SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "=", "ne": "≠"}
OPERATORS = {
    "ge": Label("≥ 以上（含本数）", ">= (inclusive)"),
    "gt": Label("> 大于、超过（不含本数）", "> (exclusive)"),
    "le": Label("≤ 以下（含本数）", "<= (inclusive)"),
    "lt": Label("< 不足、小于（不含本数）", "< (exclusive)"),
}
ROUNDING = 1e-9  # a limit of 1200 and a share of 0.1 must give 1080 in spite of binary fractions


class Known(NamedTuple):
    """The block's columns, and the same where a part that is unknown is as large as its whole."""

    as_read: Columns
    at_most: Columns

    @classmethod
    def of(cls, table: TypedTable, fields: dict[str, FieldShape], parts: Mapping[str, str]) -> Known:
        """Both views of ``table``; ``parts`` is part → whole."""
        brought = table.frame.columns
        filled = [
            pl.coalesce(part, whole).alias(part) if part in brought else pl.col(whole).alias(part)
            for part, whole in parts.items()
            if whole in brought
        ]
        full = TypedTable(table.frame.with_columns(filled), table.not_applicable, table.file, table.sheet)
        return cls(Columns(table, fields), Columns(full, fields))

    def truth(self, condition: Condition) -> Truth:
        """``condition`` for every unit; false also where it fails with every unknown part as large as it can be."""
        truth = evaluate(condition, self.as_read)
        return Truth(truth.true, truth.false | evaluate(condition, self.at_most).false)


class Lines(NamedTuple):
    """The lines of a list with where each is met, and where the unit's class is one of its classes."""

    lines: list[ListLine]
    met: list[Truth]
    own_class: list[Truth]


class Limit(NamedTuple):
    """One comparison of a number with its limit, and the conditions beside it that say whom it concerns."""

    condition: Condition
    gates: tuple[Condition, ...]


def leaves(condition: Condition | None) -> list[Condition]:
    """Every comparison of a condition, in its order; an absent condition has none."""
    if condition is None:
        return []
    if condition.field is not None:
        return [condition]
    of = condition.at_least.of if condition.at_least else []
    groups = [*(condition.all_ or []), *(condition.any_ or []), *of, *([condition.not_] if condition.not_ else [])]
    return [leaf for child in groups for leaf in leaves(child)]


def needed_of_any(entry: ListInForce, chosen: ChosenLists, lang: Lang) -> list[tuple[str, str]]:
    """(column, line) of every line without classes, which a unit of any class must be held against: in words."""
    found = []
    for line in entry.block.lines:
        for leaf in leaves(line.when) if not line.classes else []:
            label = chosen.fields[leaf.field or ""].label
            named = (label.zh, line.label.zh) if lang == "zh" else (label.en, line.label.en)
            found.append(named)
    return list(dict.fromkeys(found))


def is_limit(leaf: Condition) -> bool:
    """Whether a comparison is one with a limit (以上, 超过 …), not a choice of kind."""
    return leaf.op in OPERATORS


def limits_of(condition: Condition | None, gates: tuple[Condition, ...] = ()) -> list[Limit]:
    """The limits of a condition with what stands beside them in the same ``all`` and holds no limit itself.

    >>> one = {"field": "buildings", "op": "eq", "value": 1}
    >>> both = Condition.model_validate({"all": [one, {"field": "rooms", "op": "ge", "value": 60}]})
    >>> [(limit.condition.field, [gate.field for gate in limit.gates]) for limit in limits_of(both)]
    [('rooms', ['buildings'])]
    """
    if condition is None:
        return []
    if condition.field is not None:
        return [Limit(condition, gates)] if is_limit(condition) else []
    beside = tuple(part for part in condition.all_ or [] if not any(map(is_limit, leaves(part))))
    of = condition.at_least.of if condition.at_least else []
    groups = [*(condition.all_ or []), *(condition.any_ or []), *of, *([condition.not_] if condition.not_ else [])]
    return [limit for child in groups if child not in beside for limit in limits_of(child, gates + beside)]


def near(limit: Limit, known: Known, share: float) -> Bools:
    """Where the value lies within ``share`` of the limit and no gate says that the line is about other units."""
    value, bound = known.as_read.numbers(limit.condition.field or ""), bound_of(limit.condition)
    close: Bools = np.abs(value - bound) <= share * abs(bound) * (1 + ROUNDING)
    skipped = known.as_read.not_applicable(limit.condition.field or "")
    if skipped is not None:
        close = close & ~skipped
    for gate in limit.gates:
        close = close & ~known.truth(gate).false
    return close


def said(leaf: Condition, known: Known, lang: Lang) -> pl.Series:
    """``建筑面积 1300 平方米（界限 ≥ 1200 平方米）`` for every unit: the value and its limit; null where unknown."""
    name = leaf.field or ""
    field = known.as_read.fields[name]
    label = field.label.zh if lang == "zh" else field.label.en
    if not is_limit(leaf):
        return _chosen(leaf, known, label, lang)
    number = number_text(pl.Series(known.as_read.numbers(name)))
    bound = f"{SIGNS[leaf.op or 'ge']} {with_uom(bound_of(leaf), field.uom, lang)}"
    uom = uom_word(field.uom, lang)
    tail = f"（界限 {bound}）" if lang == "zh" else f" (limit {bound})"
    return f"{label} " + number + f"{' ' + uom if uom else ''}{tail}"


def _chosen(leaf: Condition, known: Known, label: str, lang: Lang) -> pl.Series:
    """``高层公共建筑类别 一类高层公共建筑``: a choice of kind as the unit has it."""
    name = leaf.field or ""
    field, values = known.as_read.fields[name], known.as_read.numbers(name)
    if field.kind == "category":
        words = [level.label.zh if lang == "zh" else level.label.en for level in field.levels]
        at = pl.Series(values, nan_to_null=True).cast(pl.Int64)
        return f"{label} " + pl.Series(words, dtype=pl.String).gather(at)
    if field.kind == "boolean":
        return pl.Series([f"{label}：{value_word(True, None, lang)}"]).new_from_index(0, len(values))
    return f"{label} " + number_text(pl.Series(values))


def number_text(values: pl.Series) -> pl.Series:
    """Numbers as text without a needless ``.0``; null for unknown ones.

    >>> number_text(pl.Series([1300.0, 2.5, float("nan")])).to_list()
    ['1300', '2.5', None]
    """
    return values.cast(pl.Float64).fill_nan(None).cast(pl.String).str.replace(r"\.0$", "")


def formula(line: ListLine, fields: Mapping[str, FieldShape], lang: Lang) -> str:
    """A line's condition with the signs of its operators, ``建筑面积 ≥ 1200 平方米``.

    >>> line = ListLine.model_validate({"id": "a", "label": {"zh": "甲", "en": "a"}})
    >>> formula(line, {}, "zh")
    '不论规模'
    """
    if line.when is None:
        return Label("不论规模", "of any size").of(lang)
    return _signs(line.when, fields, lang)


def _signs(condition: Condition, fields: Mapping[str, FieldShape], lang: Lang) -> str:
    opening, closing = ("（", "）") if lang == "zh" else ("(", ")")
    for group, word in ((condition.all_, Label(" 且 ", " and ")), (condition.any_, Label(" 或 ", " or "))):
        if group is not None:
            texts = [(part.field is not None, _signs(part, fields, lang)) for part in group]
            return word.of(lang).join(text if bare else f"{opening}{text}{closing}" for bare, text in texts)
    field = fields.get(condition.field or "")
    if field is None or field.kind == "category" or condition.op not in SIGNS:
        return sentence(condition, fields, lang)
    label = field.label.zh if lang == "zh" else field.label.en
    return f"{label} {SIGNS[condition.op]} {with_uom(bound_of(condition), field.uom, lang)}"


def bound_of(leaf: Condition) -> float:
    """The limit itself."""
    assert isinstance(leaf.value, float | int), "lint lets only numbers stand beside these operators"
    return float(leaf.value)
