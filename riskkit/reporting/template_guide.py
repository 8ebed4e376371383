"""The guide in a workbook to fill in: what it is, how to fill it in, the three states, colours, every column."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from riskkit.indicators.rule_file import FieldShape
from riskkit.reporting.book import Book, row_height
from riskkit.reporting.template_guide_words import (
    ALL,
    EMPTY_NONE,
    EMPTY_UNKNOWN,
    FILL_IN,
    HEADS,
    ONE_ROW,
    STATES,
    STATES_HEAD,
    TITLES,
)
from riskkit.reporting.template_readings import (
    USE_LABELS,
    USE_MEANS,
    bases_said,
    basis_words,
    clauses_said,
    readings_said,
)
from riskkit.reporting.template_shape import Form, FormColumn
from riskkit.reporting.template_style import AMBER, BANDS, PRINTED_ROWS
from riskkit.reporting.template_words import (
    joined,
    measure_word,
    options_of,
    private_said,
    states_said,
    values_said,
)
from riskkit.terms import Basis, Label, Lang
from riskkit.version import VERSION

# column letter, header, use, criterion, measure, what may stand there, read by, clause, basis
WIDTHS = (6.0, 24.0, 8.0, 16.0, 9.0, 44.0, 40.0, 34.0, 16.0)
_LAST = len(WIDTHS) - 1
_FACT, _SAID = (0, 1), (2, _LAST)
_STATE_SPANS = ((0, 1), (2, 4), (5, 5), (6, _LAST))
_LEGEND = ((0, 1), (2, _LAST))
_PRINTED = Label(
    f"打印区域是表头和前 {PRINTED_ROWS} 行；填得更多时，先在页面布局里取消打印区域",
    f"the print area is the header and the first {PRINTED_ROWS} rows; clear it in the page layout when more are filled",
)


class _Sheet:
    """A sheet written from the top; each line spans columns of the table at its end."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self.book, self.sheet, self.row = book, sheet, 0

    def line(self, texts: Sequence[str], spans: Sequence[tuple[int, int]], styles: Sequence[Any]) -> None:
        """One line: each text over its span of columns, the row as high as the longest needs."""
        wide = [sum(WIDTHS[first : last + 1]) for first, last in spans]
        self.sheet.set_row(self.row, row_height(texts, wide))
        for text, (first, last), style in zip(texts, spans, styles, strict=True):
            if first == last:
                self.sheet.write_string(self.row, first, text, style)
            else:
                self.sheet.merge_range(self.row, first, self.row, last, text, style)
        self.row += 1

    def title(self, name: str) -> None:
        """The head of a section, after a narrow gap."""
        if self.row:
            self.sheet.set_row(self.row, 8)
            self.row += 1
        text = TITLES[name].of(self.book.lang)
        self.line([text], [(0, _LAST)], [self.book.format(bold=True, font_size=12, border=0, align="left")])


def guide_sheet(book: Book, sheet: Any, form: Form, headers: dict[str, str]) -> None:
    """Write the guide of ``form`` on ``sheet``; ``headers`` is field → header as the form shows it."""
    for position, wide in enumerate(WIDTHS):
        sheet.set_column(position, position, wide)
    page = _Sheet(book, sheet)
    _facts(page, form)
    _how(page, form)
    _states(page)
    _legend(page, form)
    page.title("columns")
    head = page.row
    page.line([word.of(book.lang) for word in HEADS], _each(), [book.heading()] * len(HEADS))
    sheet.repeat_rows(head)
    for position, column in enumerate(form.columns):
        _column_line(page, position, column, headers[column.field], form)
    sheet.hide_gridlines(2)


def _each() -> list[tuple[int, int]]:
    return [(position, position) for position in range(_LAST + 1)]


def _facts(page: _Sheet, form: Form) -> None:
    book, lang = page.book, page.book.lang
    page.title("about")
    rows: list[tuple[str, str, bool]] = [
        (
            (Label("规则集", "rulebook") if form.unique_ids else Label("表", "table")).of(lang),
            _bracketed(form.label.of(lang), form.id, lang),
            False,
        ),
        *((word.of(lang), text.of(lang), False) for word, text in form.facts),
        (Label("规则日期", "rules as on").of(lang), form.day.isoformat(), False),
        (Label("内容指纹", "digest").of(lang), _bracketed(form.digest, f"riskkit {VERSION}", lang), False),
        *(
            (word.of(lang), basis_words(code, lang), code == Basis.PROJECT_DEFAULT.value)
            for word, code in form.rests_on
        ),
        (Label("说明", "about").of(lang), form.about.of(lang), False),
        *(
            (Label("注意", "note").of(lang), warning.text(lang), False)
            for warning in form.warnings
            if not warning.code.startswith("RULE-")  # for who keeps the rules, not for who fills in
        ),
        *_last_day(form, lang),
        (Label("打印", "printing").of(lang), _PRINTED.of(lang), False),
    ]
    plain, amber = book.text(), book.format(text_wrap=True, align="left", indent=1, bg_color=AMBER)
    for word, text, ours in rows:
        page.line([word, text], [_FACT, _SAID], [book.heading(), amber if ours else plain])


def _last_day(form: Form, lang: Lang) -> list[tuple[str, str, bool]]:
    """Which day limits the dates, where one was named."""
    if form.last_day is None or not limits_days(form):
        return []
    return [(Label("最晚日期", "latest date").of(lang), last_day_said(form.last_day).of(lang), False)]


def limits_days(form: Form) -> bool:
    """Whether the form has a date that a last day limits."""
    return not form.any_day and any(column.shape.kind == "date" for column in form.columns)


def last_day_said(day: date) -> Label:
    """Which day limits the dates of a form.

    >>> last_day_said(date(2026, 1, 1)).en
    'no date after 2026-01-01 is accepted (--as-of); without --as-of the limit is the day of filling in'
    """
    return Label(
        f"日期不得晚于 {day.isoformat()}（--as-of 指定）；不给 --as-of 时以填表当天为限",
        f"no date after {day.isoformat()} is accepted (--as-of); without --as-of the limit is the day of filling in",
    )


def _bracketed(text: str, more: str, lang: Lang) -> str:
    return Label(f"{text}（{more}）", f"{text} ({more})").of(lang)


def _how(page: _Sheet, form: Form) -> None:
    page.title("how")
    plain = page.book.format(text_wrap=True, align="left", indent=1, border=0)
    defects = any(column.shape.empty_means is not None for column in form.columns)
    told = {ALL, EMPTY_NONE if defects else EMPTY_UNKNOWN, ONE_ROW if form.unique_ids else ALL}
    lines = [text for text, to_whom in FILL_IN if to_whom in told]
    for number, text in enumerate(lines, 1):
        page.line([f"{number}. {text.of(page.book.lang)}"], [(0, _LAST)], [plain])


def _states(page: _Sheet) -> None:
    page.title("states")
    lang, book = page.book.lang, page.book
    page.line([word.of(lang) for word in STATES_HEAD], _STATE_SPANS, [book.heading()] * len(STATES_HEAD))
    for cells in STATES:
        page.line([cell.of(lang) for cell in cells], _STATE_SPANS, [book.text()] * len(cells))


def _legend(page: _Sheet, form: Form) -> None:
    page.title("colours")
    lang, book = page.book.lang, page.book
    for use in form.uses:
        band = book.format(bold=True, align="center", bg_color=BANDS[use])
        page.line([USE_LABELS[use].of(lang), USE_MEANS[use].of(lang)], _LEGEND, [band, book.text()])
    if _has_default(form):
        amber = book.format(bold=True, align="center", bg_color=AMBER)
        said = Label("依据性质为项目默认：规范没有给出，由 riskkit 设定，可以替换", "a value that no norm gives")
        page.line([Label("项目默认", "default").of(lang), said.of(lang)], _LEGEND, [amber, book.text()])


def _has_default(form: Form) -> bool:
    return any(_rests_on_default(column) for column in form.columns)


def _rests_on_default(column: FormColumn) -> bool:
    return any(reader.basis == Basis.PROJECT_DEFAULT.value for reader in column.readers)


def _column_line(page: _Sheet, position: int, column: FormColumn, header: str, form: Form) -> None:
    from xlsxwriter.utility import xl_col_to_name

    book, lang, shape = page.book, page.book.lang, column.shape
    band = book.format(bold=True, text_wrap=True, align="left", indent=1, bg_color=BANDS[column.use])
    middle = book.format(text_wrap=True, align="center", bg_color=BANDS[column.use])
    ours = book.format(text_wrap=True, align="left", indent=1, bg_color=AMBER)
    texts = [
        xl_col_to_name(position),
        header,
        USE_LABELS[column.use].of(lang),
        column.group.of(lang),
        measure_word(shape, lang) or "-",
        joined((values_said(column, form, lang), _dropdown(shape, lang), states_said(column, lang),
                private_said(shape, lang))),
        readings_said(column.readers, lang) or "-",
        clauses_said(column.readers, lang) or "-",
        bases_said(column.readers, lang) or "-",
    ]  # fmt: skip
    plain, centred = book.text(), book.format(text_wrap=True, align="center")
    basis = ours if _rests_on_default(column) else plain
    page.line(texts, _each(), [centred, band, middle, centred, centred, plain, plain, plain, basis])


def _dropdown(shape: FieldShape, lang: Lang) -> str:
    """The words of the dropdown."""
    return ("、" if lang == "zh" else " | ").join(options_of(shape, lang))
