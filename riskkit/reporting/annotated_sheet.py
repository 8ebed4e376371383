"""What the summary sheet of the annotated copy says, apart from the program that writes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from riskkit.reporting.annotated_marks import Marks
from riskkit.reporting.annotated_words import LOOKS, MAX_COMMENTS, MAX_LISTED, severity_word
from riskkit.reporting.book import row_height
from riskkit.reporting.display import one_line
from riskkit.terms import Label, Severity
from riskkit.validation.result import Validation

LINKED = 3  # the cell of a line that leads to the place
WIDTHS = (9.0, 12.0, 9.0, 30.0, 24.0, 46.0, 46.0)
_RULE_HEADS = (
    Label("级别", "severity"),
    Label("规则编号", "code"),
    Label("条数", "count"),
    Label("例（点击转到）", "example (click)"),
    Label("原值", "value"),
    Label("问题", "problem"),
    Label("怎么改", "mend"),
)
_LIST_HEADS = (
    Label("级别", "severity"),
    Label("规则编号", "code"),
    Label("行", "row"),
    Label("单元格（点击转到）", "cell (click)"),
    Label("原值", "value"),
    Label("问题", "problem"),
    Label("怎么改", "mend"),
)


@dataclass(frozen=True)
class Line:
    """One row of the summary sheet.

    ``style`` is ``title``, ``heading``, ``text`` or a severity; ``wide`` says that the last filled cell takes the rest
    of the row. ``link`` is the (row, position) that its cell LINKED leads to.
    """

    cells: tuple[str | int, ...]
    style: str = "text"
    wide: bool = False
    link: tuple[int, int] | None = None


def line_height(line: Line) -> float:
    """How high the row of a line must be, in points.

    >>> line_height(Line(("说明", "", "一行"), wide=True))
    18.0
    """
    if line.wide or not line.cells:
        return 24.0 if line.style == "title" else 18.0
    return row_height(line.cells, WIDTHS)


def summary_lines(result: Validation, marks: Marks, notes: list[Label]) -> Iterator[Line]:
    """The rows of the sheet from the top: what was checked, the legend, the findings by rule, the findings."""
    lang = result.lang
    yield Line((Label("数据检查：问题汇总", "Check of a table: findings").of(lang),), "title", wide=True)
    for label, text in _facts(result):
        yield Line((label.of(lang), "", text.of(lang)), wide=True)
    for note in [*notes, *_cut(marks)]:
        yield Line((Label("说明", "note").of(lang), "", note.of(lang)), wide=True)
    yield Line(())
    yield Line((Label("图例", "legend").of(lang),), "heading", wide=True)
    for severity, look in LOOKS.items():
        yield Line((severity_word(severity, lang), "", look.meaning.of(lang)), severity, wide=True)
    yield Line(())
    if not marks.findings:
        yield Line((Label("没有发现问题。", "Nothing was found.").of(lang),), wide=True)
        return
    yield Line(tuple(head.of(lang) for head in _RULE_HEADS), "heading")
    yield from _by_rule(result, marks)
    yield Line(())
    yield Line(tuple(head.of(lang) for head in _LIST_HEADS), "heading")
    yield from _listed(result, marks)


def _facts(result: Validation) -> Iterator[tuple[Label, Label]]:
    source, which = result.source, result.which
    place = source.file + (f" · {source.sheet}" if source.sheet else "")
    yield Label("文件", "file"), Label(place, place)
    name = Label(f"{which.label.zh}（{which.id}）", f"{which.label.en} ({which.id})")
    yield Label("规则", "rules"), Label(f"{name.zh} · {which.day}", f"{name.en} · {which.day}")
    read, usable, aside = result.rows_read, result.rows_usable, result.rows_read - result.rows_usable
    account = Label(
        f"读入 {read} 行 = 可用 {usable} + 另放 {aside}", f"{read} rows read = {usable} usable + {aside} set aside"
    )
    yield Label("行数", "rows"), account
    counts = result.counts()
    said = Label(
        " · ".join(f"{severity_word(severity, 'zh')} {counts[severity]}" for severity in Severity),
        " · ".join(f"{severity_word(severity, 'en')} {counts[severity]}" for severity in Severity),
    )
    yield Label("问题", "findings"), said


def _cut(marks: Marks) -> Iterator[Label]:
    """What was left out, so that nobody takes the copy for the whole list."""
    if marks.uncommented:
        yield Label(
            f"另有 {marks.uncommented} 个有问题的单元格只标颜色没有批注（批注最多 {MAX_COMMENTS} 个），"
            "全部见 findings.csv",
            f"{marks.uncommented} more marked cells have no comment ({MAX_COMMENTS} at most): see findings.csv",
        )
    if marks.elsewhere:
        yield Label(
            f"{marks.elsewhere} 条问题所在的行不在本副本里，全部见 findings.csv",
            f"{marks.elsewhere} findings are about rows that are not in this copy: see findings.csv",
        )
    if marks.findings > MAX_LISTED:
        yield Label(
            f"下面逐条只列前 {MAX_LISTED} 条（共 {marks.findings} 条），全部见 findings.csv",
            f"the list below holds the first {MAX_LISTED} of {marks.findings} findings: see findings.csv",
        )


def _by_rule(result: Validation, marks: Marks) -> Iterator[Line]:
    for rule in result.by_rule.iter_rows(named=True):
        cells = (
            severity_word(rule["severity"], result.lang),
            rule["code"],
            rule["count"],
            _where(rule["row"], rule["column"], result),
            one_line(rule["value"] or ""),
            rule["problem"],
            rule["mend"],
        )
        yield Line(cells, rule["severity"], link=marks.first_cells.get(rule["code"]))


def _listed(result: Validation, marks: Marks) -> Iterator[Line]:
    for found in marks.listed.iter_rows(named=True):
        row, position = found["row"], found["position"]
        cells = (
            severity_word(found["severity"], result.lang),
            found["code"],
            "" if row is None else row,
            one_line(found["column"] or "") or _where(row, "", result),
            one_line(found["value"] or ""),
            found["problem"] + _allowed(found["allowed"], result),
            found["mend"],
        )
        yield Line(cells, found["severity"], link=(row, position) if position is not None else None)


def _where(row: int | None, column: str | None, result: Validation) -> str:
    place = "" if row is None else Label(f"第 {row} 行", f"row {row}").of(result.lang)
    return " ".join(part for part in (place, one_line(column or "")) if part)


def _allowed(allowed: str | None, result: Validation) -> str:
    return Label(f"（允许：{allowed}）", f" (allowed: {allowed})").of(result.lang) if allowed else ""
