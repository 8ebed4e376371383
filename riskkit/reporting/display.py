"""How numbers and texts are shown: hundredths that add up, and widths of mixed Chinese and Latin text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

SLACK = 100  # ten-thousandths: published numbers have 4 decimals, so a true sum is far closer
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def _ten_thousandths(value: float) -> int:
    return round(value * 10_000)


def hundredths(value: float) -> int:
    """``value`` as a whole number of hundredths, half up on its 4 published decimals.

    >>> hundredths(12.345), hundredths(-0.004)
    (1235, 0)
    """
    return (_ten_thousandths(value) + 50) // 100


def two_decimals(count: int) -> str:
    """A number of hundredths as text.

    >>> two_decimals(1235), two_decimals(-5)
    ('12.35', '-0.05')
    """
    sign = "-" if count < 0 else ""
    return f"{sign}{abs(count) // 100}.{abs(count) % 100:02d}"


def add_up(parts: Sequence[float], total: float) -> list[int]:
    """Parts in hundredths whose sum is exactly ``hundredths(total)``, by the largest-remainder method.

    Each shown part is less than 0.01 from the true one, equal remainders favour the earlier part. Raises
    ValueError when the parts do not sum to the total in the first place: such a table must not be printed.

    >>> add_up([33.3333, 33.3333, 33.3334], 100.0)
    [3333, 3333, 3334]
    """
    exact = [_ten_thousandths(part) for part in parts]
    if abs(sum(exact) - _ten_thousandths(total)) > SLACK:
        raise ValueError(f"contributions sum to {sum(parts):.4f}, not to {total:.4f}")
    shown = [part // 100 for part in exact]
    missing = hundredths(total) - sum(shown)
    step = 1 if missing >= 0 else -1
    order = sorted(range(len(exact)), key=lambda i: (-step * (exact[i] % 100), i))
    for i in order[: abs(missing)]:
        shown[i] += step
    if sum(shown) != hundredths(total):
        raise ValueError(f"contributions sum to {sum(parts):.4f}, not to {total:.4f}")
    return shown


def percent(share: float, decimals: int = 1) -> str:
    """A share as percent.

    >>> percent(0.125)
    '12.5%'
    """
    return f"{share * 100:.{decimals}f}%"


def plain(value: float, decimals: int = 2) -> str:
    """A number with at most ``decimals`` decimals and no trailing zeros.

    >>> plain(5.0), plain(2.50), plain(-0.001)
    ('5', '2.5', '0')
    """
    text = f"{value:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def significant(value: float) -> str:
    """A rate with two or three significant digits and no exponent.

    >>> significant(0.04237), significant(1.7), significant(12.3)
    ('0.042', '1.70', '12.3')
    """
    if value == 0:
        return "0"
    if value >= 1:
        return f"{value:.3g}" if value >= 10 else f"{value:.2f}"
    decimals = 2
    while decimals < 8 and value < 10.0 ** (1 - decimals):
        decimals += 1
    return f"{value:.{decimals}f}"


def same_decimals(*values: float) -> list[str]:
    """Rates with equal decimals: as many as the first one needs for two digits.

    >>> same_decimals(0.0654, 0.00812, 0.1684)
    ['0.065', '0.008', '0.168']
    """
    decimals = len(significant(values[0]).partition(".")[2])
    return [f"{value:.{decimals}f}" for value in values]


def width(text: str) -> int:
    """Columns that ``text`` takes where a Chinese character takes two.

    >>> width("火灾 A1")
    7
    """
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def clip(text: str, columns: int) -> str:
    """``text`` cut to at most ``columns``, with … when something was cut.

    >>> clip("安全出口数量", 8), clip("安全出口", 8)
    ('安全出…', '安全出口')
    """
    if width(text) <= columns:
        return text
    taken, used = [], 2
    for char in text:
        used += width(char)
        if used > columns:
            break
        taken.append(char)
    return "".join(taken) + "…"


def pad(text: str, columns: int, right: bool = False) -> str:
    """``text`` clipped and filled with spaces to exactly ``columns``.

    >>> pad("火", 4) + "|", pad("5", 3, right=True)
    ('火  |', '  5')
    """
    fitted = clip(text, columns)
    gap = " " * (columns - width(fitted))
    return gap + fitted if right else fitted + gap


def one_line(text: str) -> str:
    """``text`` without control characters and direction overrides, which could rewrite a terminal or a label.

    >>> one_line("甲\\x1b[2J厂")
    '甲 [2J厂'
    """
    return CONTROL.sub(" ", text).strip()
