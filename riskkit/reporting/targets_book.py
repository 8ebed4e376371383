"""targets.xlsx: the verdicts in colour and words, the instalments, why some cannot be told; no formula."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from riskkit.explanation import GradeLine
from riskkit.reporting.book import Book, open_book
from riskkit.reporting.sheets import DETAIL_LIMIT
from riskkit.reporting.tables import YES_NO, columns_of, in_words
from riskkit.reporting.targets_words import COLOURS, METHOD, title_of, words_of
from riskkit.targets.kinds import VERDICT_LABELS, Kind, Verdict
from riskkit.targets.report import TargetReport
from riskkit.targets.said import due_text, goal_text, interval_text, luck_of, luck_text, number_text, reason_text
from riskkit.targets.shapes import Standing
from riskkit.terms import Label, Lang

COLUMNS = (
    "city", "indicator", "goal", "due_on", "figure", "figure_on", "time_share", "progress_share", "required",
    "needed", "verdict", "reason", "interval", "luck", "target_id",
)  # fmt: skip
WIDTHS = (8, 32, 15, 23, 11, 12, 9, 9, 11, 15, 10, 36, 17, 16, 25)


def write_targets_book(report: TargetReport, path: Path) -> None:
    """Write the workbook; raises RiskkitError OUT-02 when it cannot be written."""
    with open_book(path, report.lang) as book:
        _standing_sheet(book, report)
        _years_sheet(book, report)
        _undecided_sheet(book, report)
        _problems_sheet(book, report)
        if report.base_totals:
            _base_sheet(book, report)
        _about_sheet(book, report)


def verdict_cell(verdict: Verdict, lang: Lang) -> GradeLine:
    """A cell with the verdict in words on its colour."""
    label = VERDICT_LABELS[verdict]
    return GradeLine(label.of(lang), label, "", COLOURS[verdict])


def _foot(report: TargetReport) -> str:
    """The day and the notice, printed under every sheet."""
    day = f"{words_of(report.lang)['as_of']} {report.as_of}"
    return f"{day} · {report.notice}" if report.notice else day


def _standing_sheet(book: Book, report: TargetReport) -> None:
    lang, words = report.lang, words_of(report.lang)
    sheet = book.sheet(words["standing"], f"{title_of(report)} · {report.as_of}", _foot(report))
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(report.standings), 1), len(COLUMNS) - 1)
    book.table(sheet, [words[key] for key in COLUMNS], [_line(s, lang) for s in report.standings], WIDTHS)


def _line(standing: Standing, lang: Lang) -> list[object]:
    target, figure = standing.target, standing.figure
    due = f"{target.due_on}\n{due_text(target, lang)}" if target.due_on else ""
    return [
        target.city,
        target.label.of(lang),
        goal_text(target, standing.goal, lang),
        due,
        number_text(figure.value if figure else None, target, lang),
        figure.day.isoformat() if figure else "",
        standing.time_share,
        standing.progress_share,
        required_text(standing, lang),
        needed_text(standing, lang),
        verdict_cell(standing.verdict, lang),
        reason_text(standing, lang),
        interval_text(standing, lang),
        luck_of(standing),
        target.id,
    ]


def required_text(standing: Standing, lang: Lang) -> str:
    """What the path wanted by the day of the figure."""
    return number_text(standing.required, standing.target, lang)


def needed_text(standing: Standing, lang: Lang) -> str:
    """The pace for the rest, a year; shares in percentage points."""
    pace, target = standing.needed_per_year, standing.target
    if pace is None:
        return ""
    if target.kind is Kind.SHARE:
        points = Label("个百分点", " points").of(lang)
        return f"{100 * pace:+.2g}{points}" if abs(pace) < 0.01 else f"{100 * pace:+.1f}{points}"
    return ("+" if pace > 0 else "") + number_text(round(pace, 1), target, lang)


def year_lines(standings: Sequence[Standing], lang: Lang) -> list[list[object]]:
    """The instalments of ``standings`` as rows of text."""
    rows: list[list[object]] = []
    for standing in standings:
        target = standing.target
        for line in standing.years:
            values = (line.planned, line.planned_total, line.actual, line.actual_total)
            met = "" if line.is_met is None else YES_NO[not line.is_met].of(lang)
            shown = [number_text(value, target, lang) for value in values]
            rows.append([target.city, target.label.of(lang), str(line.year), *shown, met])
    return rows


def _years_sheet(book: Book, report: TargetReport) -> None:
    words = words_of(report.lang)
    keys = ("city", "indicator", "year", "planned", "planned_total", "actual", "actual_total", "is_met")
    sheet = book.sheet(words["by_year"], words["by_year"], _foot(report))
    rows = year_lines(report.standings, report.lang)
    if not rows:
        sheet.write_string(0, 0, words["no_years"])
        return
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    book.table(sheet, [words[key] for key in keys], rows, (10, 36, 10, 14, 14, 14, 14, 14))


def _undecided_sheet(book: Book, report: TargetReport) -> None:
    lang, words = report.lang, words_of(report.lang)
    sheet = book.sheet(words["undecided"], words["undecided"], _foot(report))
    rows: list[list[object]] = []
    for standing in report.standings:
        if standing.verdict is Verdict.UNDECIDED:
            target, figure = standing.target, standing.figure
            met = "" if standing.figure_met is None else YES_NO[not standing.figure_met].of(lang)
            shown = number_text(figure.value if figure else None, target, lang)
            goal = goal_text(target, standing.goal, lang)
            why, luck = reason_text(standing, lang), luck_text(standing, lang) if standing.chance else ""
            rows.append(
                [target.city, target.label.of(lang), goal, shown, met, why, interval_text(standing, lang), luck]
            )
    if not rows:
        sheet.write_string(0, 0, words["none_undecided"])
        return
    keys = ("city", "indicator", "goal", "figure", "figure_met", "reason", "interval", "luck_text")
    sheet.repeat_rows(0)
    book.table(sheet, [words[key] for key in keys], rows, (10, 32, 20, 12, 16, 44, 16, 44))


def _problems_sheet(book: Book, report: TargetReport) -> None:
    """Every finding, the first DETAIL_LIMIT of them; all stand in findings.csv."""
    words = words_of(report.lang)
    sheet = book.sheet(words["problems"], words["problems"], _foot(report))
    if report.findings.is_empty():
        sheet.write_string(0, 0, words["no_problem"])
        return
    names = ["severity", "file", "row", "column", "subject_id", "value", "problem", "allowed", "mend", "code"]
    columns = [column for column in columns_of(report.findings, "findings") if column.name in names]
    said = in_words(report.findings.head(DETAIL_LIMIT), columns, report.lang).select(column.name for column in columns)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    heads = [column.label.of(report.lang) for column in columns]
    book.table(sheet, heads, list(said.iter_rows()), (8, 24, 7, 12, 24, 22, 36, 22, 36, 11))


def _base_sheet(book: Book, report: TargetReport) -> None:
    words = words_of(report.lang)
    sheet = book.sheet(words["base_totals"], words["base_totals"], _foot(report))
    rows = [[t.city, t.period, t.indicator, t.value, t.uom, t.note] for t in report.base_totals]
    heads = [words[key] for key in ("city", "period", "indicator", "value")]
    heads += [Label("计量单位", "measure").of(report.lang), words["note"]]
    book.table(sheet, heads, rows, (10, 14, 28, 12, 10, 70))


def documents_of(report: TargetReport) -> list[tuple[str, str]]:
    """City and document: title, number, place in it."""
    lines: dict[tuple[str, str], None] = {}
    for standing in report.standings:
        target = standing.target
        parts = [part for part in (target.document, target.document_number, target.place) if part]
        lines[target.city, " · ".join(parts)] = None
    return [(city, text) for city, text in lines if text]


def _about_sheet(book: Book, report: TargetReport) -> None:
    lang, words = report.lang, words_of(report.lang)
    rows: list[tuple[str, str]] = [(words["about"], report.notice)] if report.notice else []
    rows += [(words["as_of"], report.as_of.isoformat())]
    read = Label("实绩读入 = 使用 + 未使用（行）", "rows read = used + set aside").of(lang)
    rows += [(read, f"{report.rows_read} = {report.rows_used} + {report.rows_read - report.rows_used}")]
    rows += [(head.of(lang), text.of(lang)) for head, text in METHOD]
    rows += [(f"{Label('依据', 'document').of(lang)} {city}", text) for city, text in documents_of(report)]
    rows += [(s.target.label.of(lang), f"{s.target.city} {s.target.note}") for s in report.standings if s.target.note]
    rows += [(Label("来源", "input").of(lang), f"{source.file} sha256 {source.sha256}") for source in report.sources]
    rows += [(Label("指纹", "fingerprint").of(lang), f"riskkit {report.version} · {report.fingerprint}")]
    rows += [(Label("用途", "use").of(lang), words["use"])]
    sheet = book.sheet(words["about"], words["about"], _foot(report))
    book.table(sheet, [words["item"], words["content"]], rows, (34, 110))
