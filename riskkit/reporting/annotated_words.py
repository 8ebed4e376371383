"""How the annotated copy marks and says what was found: colours that differ in grey too, words, sizes, limits."""

from __future__ import annotations

import math
from dataclasses import dataclass

from riskkit.indicators.plain_text import width
from riskkit.terms import SEVERITY_LABELS, Label, Lang, Severity

MAX_COMMENTS = 2_000
MAX_LISTED = 1_000
COPY_NAME = Label("带批注的副本.xlsx", "annotated_copy.xlsx")
SUMMARY_NAME = Label("问题汇总", "findings")
_COMMENT_COLUMNS, _COLUMN_PIXELS, _LINE_PIXELS, _EDGE_PIXELS = 40, 7, 17, 14


@dataclass(frozen=True)
class Look:
    """The fill of a marked cell, and its frame: the severities are told apart without colour by the frame."""

    fill: str
    frame: str
    thick: bool
    meaning: Label


LOOKS: dict[str, Look] = {
    Severity.ERROR: Look(
        "#F2A9A0",
        "#7F1D1D",
        True,
        Label(
            "值或整行没有采用：按未知处理，或另放。必须改",
            "the value or row is not used: unknown or set aside. Must be mended",
        ),
    ),
    Severity.WARNING: Look(
        "#FFE082",
        "#8A6D00",
        False,
        Label("值已采用，但可能不对。请核对", "the value is used but may be wrong. Check it"),
    ),
    Severity.NOTE: Look(
        "#E6EDF5",
        "",
        False,
        Label("读取时的说明，一般不用处理", "how it was read; usually nothing to do"),
    ),
}
# codes whose value names another row: A01 (#5)
OF_TWO_ROWS = ("DUP-01", "DUP-02", "DUP-04")
# title rows and empty rows: listed, but a mark would only distract
UNMARKED = ("ROW-01", "ROW-05")
PROBLEM, COLUMN, ALLOWED, MEND, OTHER_ROW = (
    Label("问题：", "problem: "),
    Label("列：", "column: "),
    Label("允许：", "allowed: "),
    Label("怎么改：", "mend: "),
    Label("另见第 {} 行", "see row {} too"),
)


def severity_word(severity: str, lang: Lang) -> str:
    """The word for a severity.

    >>> severity_word("error", "zh")
    '错误'
    """
    return SEVERITY_LABELS[Severity(severity)].of(lang)


def comment_size(text: str) -> tuple[int, int]:
    """Width and height in pixels at which a comment shows all its text; programs do not size it by themselves.

    >>> comment_size("短") < comment_size("很长的一段批注文字" * 20)
    True
    """
    lines = sum(max(1, math.ceil(width(line) / (_COMMENT_COLUMNS - 2))) for line in text.split("\n"))
    return _COMMENT_COLUMNS * _COLUMN_PIXELS, lines * _LINE_PIXELS + _EDGE_PIXELS
