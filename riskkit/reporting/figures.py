"""Drawn figures as inline SVG: no font file, no script, readable when printed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from riskkit.reporting.display import clip, one_line, two_decimals

LABEL_PX, PLOT_PX, VALUE_PX = 168, 200, 52
ROW_PX, BAR_PX, FONT_PX = 20, 13, 12
LABEL_COLUMNS = 26
COLOURS = {"up": "#c0504d", "down": "#4f8a5b", "others": "#a6a6a6", "total": "#1f3a5f"}
MARKUP = (
    '<svg class="waterfall" viewBox="0 0 {w} {h}" role="img" aria-label="{aria}" xmlns="http://www.w3.org/2000/svg">'
)


class Bar(NamedTuple):
    """One part of a sum, in hundredths; ``kind`` is a key of COLOURS."""

    label: str
    hundredths: int
    kind: str


def waterfall_svg(bars: Sequence[Bar], total: Bar, title: str) -> str:
    """Bars that start where the one before ended, from 0 up to ``total``, as an SVG element.

    Labels are clipped to fit; the whole text stands in each bar's ``<title>`` and in the figure's aria text.
    Raises ValueError when the bars do not sum to the total.

    >>> svg = waterfall_svg([Bar("安全出口", 1250, "up")], Bar("风险得分", 1250, "total"), "构成")
    >>> "安全出口 12.50" in svg, svg.startswith("<svg")
    (True, True)
    """
    if sum(bar.hundredths for bar in bars) != total.hundredths:
        raise ValueError("the bars do not sum to the total")
    starts, reached = [], 0
    for bar in bars:
        starts.append(reached)
        reached += bar.hundredths
    rows = [*zip(bars, starts, strict=True), (total, 0)]
    low = min(0, *(min(start, start + bar.hundredths) for bar, start in rows))
    high = max(1, *(max(start, start + bar.hundredths) for bar, start in rows))
    scale = PLOT_PX / (high - low)
    parts = [_head([*bars, total], title)]
    for position, (bar, start) in enumerate(rows):
        parts.append(_row(bar, start, position, low, scale))
    zero = LABEL_PX - low * scale
    parts.append(f'<path d="M{zero:.1f} 0V{len(rows) * ROW_PX}" stroke="#666" stroke-width="1"/></svg>')
    return "".join(parts)


def _said(bar: Bar) -> str:
    return f"{one_line(bar.label)} {two_decimals(bar.hundredths)}"


def _head(bars: Sequence[Bar], title: str) -> str:
    aria = escape(f"{title}: " + "; ".join(_said(bar) for bar in bars))
    return MARKUP.format(w=LABEL_PX + PLOT_PX + VALUE_PX, h=len(bars) * ROW_PX, aria=aria)


def _row(bar: Bar, start: int, position: int, low: int, scale: float) -> str:
    """One labelled bar; the thin line leads the eye down to where the next one starts."""
    top = position * ROW_PX
    left = LABEL_PX + (min(start, start + bar.hundredths) - low) * scale
    end = LABEL_PX + (start + bar.hundredths - low) * scale
    long = max(abs(bar.hundredths) * scale, 1.0)
    label = escape(clip(one_line(bar.label), LABEL_COLUMNS))
    box = f'x="{left:.1f}" y="{top + (ROW_PX - BAR_PX) / 2}" width="{long:.1f}" height="{BAR_PX}"'
    text_y = top + ROW_PX / 2 + FONT_PX * 0.36
    value_x = max(left + long, end) + 4
    weight = ' font-weight="bold"' if bar.kind == "total" else ""
    line = (
        "" if bar.kind == "total" else f'<path d="M{end:.1f} {top + 3}v{ROW_PX + 2}" stroke="#999" stroke-width=".6"/>'
    )
    return (
        f"<g{weight}><title>{escape(_said(bar))}</title>"
        f'<text x="{LABEL_PX - 5}" y="{text_y:.1f}" text-anchor="end">{label}</text>'
        f'<rect {box} fill="{COLOURS[bar.kind]}"/>'
        f'<text x="{value_x:.1f}" y="{text_y:.1f}">{two_decimals(bar.hundredths)}</text>{line}</g>'
    )


def text_colour(background: str) -> str:
    """Black or white, whichever reads better on ``background`` (WCAG relative luminance).

    >>> text_colour("#ffff00"), text_colour("#800000")
    ('#000000', '#ffffff')
    """
    channels = [int(background[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if luminance > 0.179 else "#ffffff"
