"""Text for a terminal: aligned for double-width Chinese, and only characters that code page 936 has."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

# what rules like to write and a Chinese Windows console cannot show
_SPELT = str.maketrans({"²": "2", "³": "3", "\u00a0": " "})


def width(text: str) -> int:
    """How many columns of a terminal ``text`` takes.

    >>> width("面积 m2")
    7
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def padded(text: str, columns: int) -> str:
    """``text`` with spaces up to ``columns``."""
    return text + " " * max(0, columns - width(text))


def aligned(rows: Sequence[Sequence[str]], indent: str = "") -> list[str]:
    """The rows as lines, every column as wide as its widest cell, two spaces between; no trailing space.

    >>> aligned([["权重", "0.5"], ["a", "1"]])
    ['权重  0.5', 'a     1']
    """
    if not rows:
        return []
    widths = [max(width(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        (indent + "  ".join(padded(cell, columns) for cell, columns in zip(row, widths, strict=True))).rstrip()
        for row in rows
    ]


def console_safe(text: str) -> str:
    """``text`` with every character that code page 936 lacks spelt out, or "?".

    >>> console_safe("12 m² ≥ 宽度 é")
    '12 m2 ≥ 宽度 é'
    """
    return text.translate(_SPELT).encode("gbk", "replace").decode("gbk")
