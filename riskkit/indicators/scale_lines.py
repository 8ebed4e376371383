"""The scale of an indicator's dated block in words, limits as the source writes them."""

from __future__ import annotations

from collections.abc import Mapping

from riskkit.indicators.rule_file import DeductionItem, FieldShape, IndicatorBlock, IndicatorFile
from riskkit.indicators.sentences import uom_word, with_uom
from riskkit.terms import Direction, Label, Lang

_LINEAR = Label("逐段线性：", "linear between: ")


def scale_lines(
    name: str, indicator: IndicatorFile, block: IndicatorBlock, fields: Mapping[str, FieldShape], lang: Lang
) -> list[str]:
    """The rows of ``block``, one a line; ``name`` is the indicator's id, its field unless the measure names one."""
    rows = scale_rows(name, indicator, block, fields, lang)
    if block.items is not None:
        joint = "：" if lang == "zh" else ": "
        first, *items = rows
        return [f"{first[0]} {first[1]}", *(f"{words}{joint}{points}" for words, points in items)]
    if block.each is not None:
        return ["，".join(f"{words} {points}" for words, points in rows) if lang == "zh" else _joined(rows)]
    lines = [f"{words}: {points}" for words, points in rows]
    if block.knots is not None:
        return [_LINEAR.of(lang) + ", ".join(lines)]
    if block.present is not None:
        return [("；" if lang == "zh" else "; ").join(lines)]
    return lines


def _joined(rows: list[tuple[str, str]]) -> str:
    return ", ".join(f"{words} {points}" for words, points in rows)


def scale_rows(
    name: str, indicator: IndicatorFile, block: IndicatorBlock, fields: Mapping[str, FieldShape], lang: Lang
) -> list[tuple[str, str]]:
    """The rows of ``block`` as (what is found, its points), in the order of the file."""
    zh, uom = lang == "zh", indicator.measure.uom
    if block.steps is not None:
        return _steps(indicator, block, lang)
    if block.knots is not None:
        return [(with_uom(value, uom, lang), f"{points:g}") for value, points in block.knots]
    if block.levels is not None:
        field = fields.get(indicator.measure.field or name)
        labels = {level.code: (level.label.zh if zh else level.label.en) for level in field.levels} if field else {}
        return [(labels.get(code, code), f"{points:g}") for code, points in block.levels.items()]
    if block.present is not None and block.absent is not None:
        words = ("有", "无") if zh else ("present", "absent")
        return [(words[0], f"{block.present:g}"), (words[1], f"{block.absent:g}")]
    if block.each is not None:
        said = ("满分", "每一项扣", "不低于") if zh else ("from", "each takes off", "not below")
        return list(zip(said, (f"{block.full_points:g}", f"{block.each:g}", f"{block.floor:g}"), strict=True))
    if block.items is not None:
        return _items(block, lang)
    return _memberships(block, uom, lang)


def _steps(indicator: IndicatorFile, block: IndicatorBlock, lang: Lang) -> list[tuple[str, str]]:
    steps, uom = block.steps or [], uom_word(indicator.measure.uom, lang)
    # a value on a legal limit complies: [from, to) unless lower is safer
    left = block.closed == "left" if block.closed else indicator.direction is not Direction.LOWER_IS_SAFER
    rows = []
    for position, step in enumerate(steps):
        opening = "[" if left or position == 0 else "("
        closing = "]" if not left or position == len(steps) - 1 else ")"
        low = "(-∞" if step.from_ is None else f"{opening}{step.from_:.10g}"
        high = "+∞)" if step.to is None else f"{step.to:.10g}{closing}"
        rows.append((f"{low}, {high} {uom}".rstrip(), f"{step.points:g}"))
    return rows


def _items(block: IndicatorBlock, lang: Lang) -> list[tuple[str, str]]:
    zh = lang == "zh"
    floor = (
        f"{block.full_points:g}，不低于 {block.floor:g}" if zh else f"{block.full_points:g}, not below {block.floor:g}"
    )
    rows = [("满分" if zh else "from", floor)]
    for item in block.items or []:
        label = f"{item.label.zh}（{item.field}）" if zh else f"{item.label.en} ({item.field})"
        rows.append((label, _taken_off(item, lang)))
    return rows


def _taken_off(item: DeductionItem, lang: Lang) -> str:
    """What one item takes off: 扣 5, 每项扣 1，最多扣 3, and what it does to the cap."""
    zh = lang == "zh"
    each = ("每项" if zh else " each") if item.each else ""
    most = "" if item.max is None else (f"，最多扣 {item.max:g}" if zh else f", at most {item.max:g}")
    words = f"{each}扣 {item.points:g}{most}" if zh else f"-{item.points:g}{each}{most}"
    if item.raises_cap:
        words += (
            f"，本节最多扣分随之改为 {item.points:g}" if zh else f", and {item.points:g} becomes the cap of the part"
        )
    return words


def _memberships(block: IndicatorBlock, uom: str | None, lang: Lang) -> list[tuple[str, str]]:
    table, word = block.level_points or {}, uom_word(uom, lang)
    shape = "梯形隶属度" if lang == "zh" else "trapezoid"
    rows = []
    for level, corners in (block.membership or {}).items():
        words = f"{level} {shape} [{', '.join(f'{corner:g}' for corner in corners)}] {word}".rstrip()
        rows.append((words, f"{table.get(level, 0):g}"))
    return rows
