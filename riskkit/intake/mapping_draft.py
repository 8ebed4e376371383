"""A mapping file to be edited: what was found, and what may have been meant, not adopted unless the user says so."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.columns import SeenColumn
from riskkit.intake.suggestions import Suggestion
from riskkit.terms import Label, Lang

_YES = "是"
_SAID: dict[str, Label] = {
    "unused": Label("未使用", "not used"),
    "doubled": Label("与另一列对应同一字段，未用", "its field has a column already"),
    "measure": Label("计量单位不能换算", "its measure cannot be converted"),
    "personal": Label("疑似个人信息，不读入", "personal data, not loaded"),
    "left_out": Label("不使用", "left out"),
    "nameless": Label("没有表头", "no header"),
}
_SUGGESTED = Label("建议，采用请在“采用”列写 是", "a suggestion: write 是 (yes) to adopt it")
_ADOPTED = Label("已确认的建议", "a suggestion, confirmed")


def draft_rows(
    seen: Sequence[SeenColumn],
    suggestions: Mapping[int, Suggestion],
    shapes: Mapping[str, FieldShape],
    *,
    adopted: Collection[int] = (),
    lang: Lang = "zh",
) -> list[list[str]]:
    """The lines of a mapping file (:data:`riskkit.intake.mapping_file.HEADINGS`), one a column of the extract.

    A column that is read, or whose suggestion is ``adopted``, is marked 是; a column left out by an earlier mapping
    file 否; every other line says nothing until it is edited.

    >>> draft_rows([SeenColumn(1, "营业面积", "unused")], {1: Suggestion("area_m2", "面积", 80.0)}, {})[0][:5]
    ['2', '营业面积', 'area_m2', '', '']
    """
    return [_row(one, suggestions.get(one.position), shapes, one.position in adopted, lang) for one in seen]


def _row(
    one: SeenColumn, near: Suggestion | None, shapes: Mapping[str, FieldShape], adopted: bool, lang: Lang
) -> list[str]:
    place = [str(one.position + 1), one.header]
    if one.use == "read":
        return [*place, one.field, one.measure, _YES, _label(one.field, shapes, lang), "", ""]
    if near is not None:
        said = (_ADOPTED if adopted else _SUGGESTED).of(lang)
        name = _label(near.field, shapes, lang) or near.label
        return [*place, near.field, "", _YES if adopted else "", name, f"{near.score:.0f}", said]
    used = "否" if one.use == "left_out" else ""
    return [*place, "", "", used, "", "", _SAID[one.use].of(lang)]


def _label(field: str, shapes: Mapping[str, FieldShape], lang: Lang) -> str:
    shape = shapes.get(field)
    if shape is None:
        return ""
    return shape.label.zh if lang == "zh" else shape.label.en
