"""Findings on a terminal: one line a rule, then the first findings one by one, aligned for Chinese."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from shutil import get_terminal_size
from typing import Any

import polars as pl

from riskkit.indicators.plain_text import aligned, width
from riskkit.ledger import summary_by_rule
from riskkit.reporting.display import one_line
from riskkit.terms import SEVERITY_LABELS, Label, Lang, Severity

WIDEST_VALUE, WIDEST_PLACE, WIDEST_TEXT = 24, 24, 44
NARROW = 120  # terminals narrower than this get the mend of a rule on a line of its own
# a Chinese Windows console has no such characters, and terminals disagree on how wide … is
SPELT = str.maketrans({"²": "2", "³": "3", "…": "..", "\u00a0": " "})
_RULES = (
    Label("级别", "severity"),
    Label("代码", "code"),
    Label("条数", "count"),
    Label("问题", "problem"),
    Label("例", "example"),
    Label("怎么改", "mend"),
)
_FOUND = (
    Label("级别", "severity"),
    Label("工作表", "sheet"),
    Label("行", "row"),
    Label("列", "column"),
    Label("原值", "value"),
    Label("问题", "problem"),
    Label("怎么改", "mend"),
    Label("规则编号", "code"),
)


def rule_lines(findings: pl.DataFrame, lang: Lang, columns: int | None = None, sheet: str = "") -> list[str]:
    """One line a code: severity, code, how often, what, an example, the mend; errors first.

    ``columns`` is the width of the terminal, None where nobody reads along: a narrow one gets the mend below.
    ``sheet`` is the sheet that was read and need not be named.
    """
    rules = list(summary_by_rule(findings).iter_rows(named=True))
    if not rules:
        return [Label("没有发现问题", "nothing was found").of(lang)]
    narrow = columns is not None and columns < NARROW
    rows = [[head.of(lang) for head in _RULES]] + [_rule_cells(rule, lang, sheet) for rule in rules]
    rows = [[cell.translate(SPELT) for cell in row] for row in rows]
    if not narrow:
        return aligned(rows, "  ")
    lines = aligned([row[:4] for row in rows], "  ")
    below = [f"      {row[4]} → {row[5]}" if row[4] else f"      → {row[5]}" for row in rows[1:]]
    return [lines[0], *(line for pair in zip(lines[1:], below, strict=True) for line in pair)]


def found_lines(findings: pl.DataFrame, lang: Lang, shown: int | None) -> list[str]:
    """The first ``shown`` findings (None: all) as a table, and how many are not shown."""
    some = findings if shown is None else findings.head(shown)
    if not some.height:
        return []
    rows = [[head.of(lang) for head in _FOUND], *(_found_cells(row, lang) for row in some.iter_rows(named=True))]
    if not any(row[1] for row in rows[1:]):
        rows = [[row[0], *row[2:]] for row in rows]
    lines = aligned([[cell.translate(SPELT) for cell in row] for row in rows], "  ")
    left = findings.height - some.height
    if left:
        more = Label(
            f"另有 {left} 条，见 findings.csv，或加 --show all", f"{left} more: see findings.csv, or add --show all"
        )
        lines.append(f"  {more.of(lang)}")
    return lines


def shortened(text: str, columns: int) -> str:
    """``text`` on one line in at most ``columns``, ended by .. where something was cut.

    >>> shortened("安全出口数量", 8), shortened("安全出口", 8)
    ('安全出..', '安全出口')
    """
    text = one_line(text).translate(SPELT)
    if width(text) <= columns:
        return text
    taken, used = "", 2
    for letter in text:
        used += width(letter)
        if used > columns:
            break
        taken += letter
    return f"{taken}.."


def _rule_cells(rule: dict[str, Any], lang: Lang, own: str) -> list[str]:
    row = "" if rule["row"] is None else Label(f"第{rule['row']}行", f"row {rule['row']}").of(lang)
    sheet = rule["sheet"] if rule["sheet"] not in (own, None) else ""
    value = shortened(rule["value"] or "", WIDEST_VALUE)
    place = [shortened(part, WIDEST_PLACE) for part in (sheet, row, rule["column"] or "")]
    example = " ".join([*filter(None, place), *([f"[{value}]"] if value else [])])
    problem = shortened(rule["problem"], WIDEST_TEXT)
    return [_severity(rule["severity"], lang), rule["code"], str(rule["count"]), problem, example, rule["mend"]]


def _found_cells(found: dict[str, Any], lang: Lang) -> list[str]:
    problem = found["problem"]
    return [
        _severity(found["severity"], lang),
        shortened(found["sheet"] or "", WIDEST_PLACE),
        "" if found["row"] is None else str(found["row"]),
        shortened(found["column"] or "", WIDEST_PLACE),
        shortened(found["value"] or "", WIDEST_VALUE),
        shortened(problem, WIDEST_TEXT),
        shortened(found["mend"], WIDEST_TEXT),
        found["code"],
    ]


def _severity(code: str, lang: Lang) -> str:
    return SEVERITY_LABELS[Severity(code)].of(lang)


def watched_columns(as_json: bool) -> int | None:
    """The width of the terminal that shows what is said, None where it goes into a file or a pipe."""
    return get_terminal_size().columns if (sys.stderr if as_json else sys.stdout).isatty() else None


def joined(parts: Sequence[str], lang: Lang) -> str:
    """``parts`` as a list in a sentence."""
    return ("、" if lang == "zh" else ", ").join(parts)
