"""The scale of an indicator's dated block in words, one line a row, limits as the source writes them."""

from __future__ import annotations

from collections.abc import Mapping

from riskkit.indicators.rule_file import FieldShape, IndicatorBlock, IndicatorFile
from riskkit.indicators.sentences import uom_word, with_uom
from riskkit.terms import Direction, Lang


def scale_lines(
    name: str, indicator: IndicatorFile, block: IndicatorBlock, fields: Mapping[str, FieldShape], lang: Lang
) -> list[str]:
    """The rows of ``block``; ``name`` is the indicator's id, its field unless the measure names one."""
    zh = lang == "zh"
    full = f"{block.full_points:g}"
    if block.steps is not None:
        return _steps(indicator, block, lang)
    if block.knots is not None:
        uom = indicator.measure.uom
        points = ", ".join(f"{with_uom(value, uom, lang)}: {points:g}" for value, points in block.knots)
        return [("逐段线性：" if zh else "linear between: ") + points]
    if block.levels is not None:
        field = fields.get(indicator.measure.field or name)
        labels = {level.code: (level.label.zh if zh else level.label.en) for level in field.levels} if field else {}
        return [f"{labels.get(code, code)}: {points:g}" for code, points in block.levels.items()]
    if block.present is not None and block.absent is not None:
        return [
            f"有: {block.present:g}；无: {block.absent:g}"
            if zh
            else f"present: {block.present:g}; absent: {block.absent:g}"
        ]
    if block.each is not None:
        words = f"满分 {full}，每一项扣 {block.each:g}，不低于 {block.floor:g}"
        return [words if zh else f"{full} less {block.each:g} for each, not below {block.floor:g}"]
    if block.items is not None:
        return _items(block, lang)
    return _memberships(block, indicator.measure.uom, lang)


def _steps(indicator: IndicatorFile, block: IndicatorBlock, lang: Lang) -> list[str]:
    steps, uom = block.steps or [], uom_word(indicator.measure.uom, lang)
    # a value on a legal limit complies: [from, to) unless lower is safer
    declared = getattr(block, "closed", None)
    left = declared == "left" if declared else indicator.direction is not Direction.LOWER_IS_SAFER
    lines = []
    for position, step in enumerate(steps):
        opening = "[" if left or position == 0 else "("
        closing = "]" if not left or position == len(steps) - 1 else ")"
        low = "(-∞" if step.from_ is None else f"{opening}{step.from_:.10g}"
        high = "+∞)" if step.to is None else f"{step.to:.10g}{closing}"
        lines.append(f"{low}, {high} {uom}".rstrip() + f": {step.points:g}")
    return lines


def _items(block: IndicatorBlock, lang: Lang) -> list[str]:
    zh = lang == "zh"
    lines = [
        f"满分 {block.full_points:g}，不低于 {block.floor:g}"
        if zh
        else f"from {block.full_points:g}, not below {block.floor:g}"
    ]
    for item in block.items or []:
        label = item.label.zh if zh else item.label.en
        each = ("每项" if zh else " each") if item.each else ""
        most = "" if item.max is None else (f"，最多扣 {item.max:g}" if zh else f", at most {item.max:g}")
        lines.append(f"{label}：{each}扣 {item.points:g}{most}" if zh else f"{label}: -{item.points:g}{each}{most}")
    return lines


def _memberships(block: IndicatorBlock, uom: str | None, lang: Lang) -> list[str]:
    table, word = block.level_points or {}, uom_word(uom, lang)
    shape = "梯形隶属度" if lang == "zh" else "trapezoid"
    return [
        f"{level} {shape} [{', '.join(f'{corner:g}' for corner in corners)}] {word}".rstrip()
        + f": {table.get(level, 0):g}"
        for level, corners in (block.membership or {}).items()
    ]
