"""rules.xlsx: rulebooks for reviewers who do not read YAML; every sheet ends in an empty column for their remarks."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from riskkit.errors import RiskkitError
from riskkit.indicators.describe_words import heads
from riskkit.indicators.on_day import BookOnDay
from riskkit.reporting.book import Book, open_book
from riskkit.reporting.rules_rows import (
    Row,
    book_row,
    day_rows,
    grade_rows,
    open_rows,
    scale_sheet_rows,
    source_rows,
    tree_rows,
    veto_rows,
)
from riskkit.terms import Label

REVIEW = "审核意见|reviewer's remark"
REVIEW_WIDTH = 24.0
_BOOK, _INDICATOR, _CODE = "规则集|rulebook", "指标|indicator", "代码|id"
_R = ("条款|clause", "依据|source", "依据性质|basis")
# sheet → its title, and the head and width of each column but the last
SHEETS: dict[str, tuple[Label, tuple[tuple[str, float], ...]]] = {
    "books": (Label("规则集", "rulebooks"), (
        (_BOOK, 24), ("层级|level", 7), ("名称|label", 24), ("说明|about", 60), ("分档的依据|scales rest on", 18),
        ("权重的依据|weights rest on", 12), ("等级的依据|grades rest on", 12), ("否决项的依据|vetoes rest on", 14),
        ("缺口|open", 6), ("指纹|digest", 14),
    )),
    "tree": (Label("指标树", "tree"), (
        (_BOOK, 24), ("准则 / 指标|criterion / indicator", 34), (_CODE, 26), ("同级权重|weight", 9),
        ("总权重|global", 9), (_R[0], 26), (_R[1], 26), (_R[2], 11), ("备注|remark", 30),
    )),
    "scales": (Label("分档", "scales"), (
        (_BOOK, 22), (_INDICATOR, 24), (_CODE, 22), ("情形|found", 30), ("得分|points", 14), ("计分方式|measure", 9),
        ("方向|direction", 11), ("未知时|when unknown", 14), ("适用于|applies when", 20), (_R[0], 22), (_R[1], 22),
        (_R[2], 10), ("起|since", 11), ("说明|note", 30),
    )),
    "vetoes": (Label("否决项", "vetoes"), (
        (_BOOK, 22), ("编号|id", 14), ("名称|label", 34), ("种类|kind", 10), ("条件|condition", 44),
        ("后果|outcome", 14), ("后果的依据|outcome rests on", 11), (_R[0], 18), (_R[1], 22), (_R[2], 10),
        ("说明|note", 36),
    )),
    "grades": (Label("等级", "grades"), (
        (_BOOK, 24), ("等级|grade", 12), ("名称|label", 20), ("分值或条件|score or condition", 44), (_R[0], 20),
        (_R[1], 26), (_R[2], 11), ("说明|note", 40),
    )),
    "sources": (Label("依据文件", "sources"), (
        (_CODE, 24), ("文号|number", 20), ("名称|title", 36), ("发布机关|issuer", 22), ("发布|published", 11),
        ("施行|from", 11), ("废止|until", 11), ("代替|replaced by", 18), ("说明|note", 44), ("用于|used by", 30),
    )),
    "open": (Label("缺口", "open"), (
        (_BOOK, 22), ("缺口|what is missing", 36), (_CODE, 20), ("起|from", 11), ("止|until", 11),
        ("必需|required", 7), ("为什么|why", 50), ("依据|source", 30),
    )),
    "days": (Label("日期变化", "days of change"), ((_BOOK, 26), ("日期|day", 12), ("变化|what changes", 70))),
}  # fmt: skip


def write_rules_book(path: Path, books: Sequence[BookOnDay], lang: str, *, replace: bool = False) -> None:
    """Write the rulebooks as a workbook without formulas; equal content gives equal bytes.

    The file is written beside ``path`` and renamed at the end. Raises RiskkitError OUT-01 when it is there and
    ``replace`` is false, OUT-02 when it cannot be written.
    """
    if path.exists() and not replace:
        raise RiskkitError("OUT-01", where=str(path), found=path.name)
    beside = path.with_name(f"{path.name}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open_book(beside, "en" if lang == "en" else "zh") as book:
            for name, rows in sheet_rows(list(books), book).items():
                _sheet(book, name, rows)
        os.replace(beside, path)
    except OSError as problem:
        raise RiskkitError("OUT-02", where=str(path), found=problem.strerror or str(problem)) from problem
    finally:
        with suppress(OSError):
            beside.unlink()


def sheet_rows(books: list[BookOnDay], book: Book) -> dict[str, list[Row]]:
    """The rows of each sheet, rulebook after rulebook."""
    lang = book.lang
    return {
        "books": [book_row(one, lang) for one in books],
        "tree": [row for one in books for row in tree_rows(one, lang)],
        "scales": [row for one in books for row in scale_sheet_rows(one, lang)],
        "vetoes": [row for one in books for row in veto_rows(one, lang)],
        "grades": [row for one in books for row in grade_rows(one, lang)],
        "sources": list(source_rows(books, lang)),
        "open": [row for one in books for row in open_rows(one, lang)],
        "days": [row for one in books for row in day_rows(one, lang)],
    }


def _sheet(book: Book, name: str, rows: Iterable[Row]) -> None:
    title, columns = SHEETS[name]
    sheet = book.sheet(title.of(book.lang), f"riskkit {title.of(book.lang)}")
    named = heads(book.lang, *(head for head, _ in columns), REVIEW)
    widths = [*(wide for _, wide in columns), REVIEW_WIDTH]
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    full = [[*row, ""] for row in rows]
    after = book.table(sheet, named, full, widths)
    sheet.autofilter(0, 0, max(after - 1, 1), len(named) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:Z{after + 1}"})
