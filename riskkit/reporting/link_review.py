"""待核.xlsx: candidates side by side for a human, what differs in red, a conclusion to choose for each pair."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from riskkit.linking.columns import REVIEW
from riskkit.linking.result import Links
from riskkit.linking.words import CONCLUSION_LABELS
from riskkit.reporting.book import Book, open_book, row_height
from riskkit.reporting.context import ROW_LIMIT
from riskkit.reporting.link_book import about_sheet, bare, headed
from riskkit.reporting.link_words import said
from riskkit.terms import Label

SHEET = Label("待核", "to review")
TITLE = Label("两部门名录关联 · 待人工核对", "Two extracts joined · to review")
WIDTHS: dict[str, float] = {
    "group": 5, "conclusion": 8, "name": 22, "address": 25, "uscc": 20, "why": 12, "evidence": 24, "agreement": 9,
    "certainty": 7, "unit_id": 13, "source": 16, "remark": 14,
}  # fmt: skip
# not printed, folded away; an answer is recognised by them
FOLDED = ("certainty", "unit_id", "source")
# what differs without meaning anything: places and towns in front, legal forms, brackets, spaces
MEANINGLESS = re.compile(
    r"(?:\w{1,7}?(?:省|自治区|自治州|市|区|县|旗|街道|镇|乡)|责任|股份|(?:有限)?公司|个体工商户|[（）()\s，,。.])+"
)
COMPARED = ("name", "address", "uscc")
# a run of characters in two formats costs much more to write than a plain cell
MARKED_ROWS = 20_000
RED, BAND, ASKED = "#C00000", "#F0F3F8", "#FFF8DC"


def write_review_book(path: Path, result: Links) -> None:
    """Write the pairs that wait for a human: 待核 and 说明. Equal content gives equal bytes.

    Raises RiskkitError OUT-02 when the file cannot be written.
    """
    with open_book(path, result.lang) as book:
        _pairs(book, result)
        about_sheet(book, result, answering=True)


def _pairs(book: Book, result: Links) -> None:
    rows = said(result.review.head(ROW_LIMIT), REVIEW, book.lang)
    sheet = book.sheet(SHEET.of(book.lang), TITLE.of(book.lang), result.notice)
    names = [column.name for column in REVIEW]
    headed(book, sheet, REVIEW, rows.height, WIDTHS, FOLDED)
    sheet.freeze_panes(1, names.index("conclusion") + 1)
    _ask(book, sheet, names.index("conclusion"), max(rows.height, 1))
    printed = [at for at, name in enumerate(names) if bare(name) not in FOLDED]
    widths = [WIDTHS[bare(names[at])] for at in printed]
    for row, cells in enumerate(rows.iter_rows(), 1):
        sheet.set_row(row, row_height([cells[at] for at in printed], widths))
        _row(book, sheet, row, dict(zip(names, cells, strict=True)))


def _ask(book: Book, sheet: Any, position: int, rows: int) -> None:
    """A choice of 是, 否, 存疑 in the column of conclusions."""
    lang = book.lang
    sheet.data_validation(
        1,
        position,
        rows,
        position,
        {
            "validate": "list",
            "source": [label.of(lang) for label in CONCLUSION_LABELS.values()],
            "error_title": Label("结论", "conclusion").of(lang),
            "error_message": Label("请选 是、否 或 存疑", "choose yes, no or unsure").of(lang),
        },
    )


def _row(book: Book, sheet: Any, row: int, cells: dict[str, Any]) -> None:
    ground = {"bg_color": BAND} if cells["group"] % 2 else {}
    text = book.format(text_wrap=True, align="left", indent=1, **ground)
    styles = {
        "group": book.format(num_format="0", align="center", **ground),
        "conclusion": book.format(bold=True, align="center", bg_color=ASKED),
        "agreement": book.format(num_format="0.00%", **ground),
        "certainty": book.format(num_format="0.00%", **ground),
    }
    for position, (name, cell) in enumerate(cells.items()):
        other = cells.get(f"{'b' if name[0] == 'a' else 'a'}_{bare(name)}")
        if row <= MARKED_ROWS and bare(name) in COMPARED and cell and other and cell != other:
            _marked(book, sheet, row, position, cell, other, text, band=bool(ground))
        else:
            book.put(sheet, row, position, cell, styles.get(name, text))


def _marked(book: Book, sheet: Any, row: int, position: int, cell: str, other: str, style: Any, *, band: bool) -> None:
    """A text whose characters that the other side lacks are red."""
    runs = differing_runs(cell, other)
    font = {"font_color": RED} if runs[0][1] else {}
    if len(runs) == 1:  # a run alone is no rich text: the whole cell has one colour
        ground = {"bg_color": BAND} if band else {}
        book.put(sheet, row, position, cell, book.format(text_wrap=True, align="left", indent=1, **ground, **font))
        return
    red, plain = book.format(font_color=RED, bold=True), book.format()
    pieces = [part for piece, differs in runs for part in (red if differs else plain, piece)]
    sheet.write_rich_string(row, position, *pieces, style)


def differing_runs(text: str, other: str) -> Sequence[tuple[str, bool]]:
    """``text`` in runs, and whether the other text lacks them in that place (by RapidFuzz's indel alignment).

    Places in front, legal forms and brackets do not count.

    >>> differing_runs("文一路12号", "文二路12号")
    [('文', False), ('一', True), ('路12号', False)]
    >>> differing_runs("青州市文一路", "文一路")
    [('青州市文一路', False)]
    """
    from rapidfuzz.distance import Indel

    runs: list[tuple[str, bool]] = []
    for step in Indel.opcodes(text, other):
        piece = text[step.src_start : step.src_end]
        differs = step.tag != "equal" and not MEANINGLESS.fullmatch(piece)
        if piece and runs and runs[-1][1] == differs:
            runs[-1] = (runs[-1][0] + piece, differs)
        elif piece:
            runs.append((piece, differs))
    return runs
