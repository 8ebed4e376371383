"""classification.xlsx: the answers, how they are spread, every line of the lists in force, what they mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from riskkit.classification.limits import OPERATORS, formula, is_limit, leaves
from riskkit.classification.own_limits import LINE_JOINT
from riskkit.classification.result import Classification
from riskkit.indicators.classification_file import ListLine
from riskkit.indicators.classification_lists import ListInForce
from riskkit.reporting.book import Book, open_book, row_height, widths_of
from riskkit.reporting.classification_about import about_rows
from riskkit.reporting.context import ROW_LIMIT
from riskkit.reporting.tables import columns_of, in_words, unique_headings
from riskkit.terms import ANSWER_LABELS, BASIS_LABELS, Answer, Label, Lang

FILLS = {Answer.YES: "#F4C7C3", Answer.UNDECIDED: "#FCE8B2", Answer.NO: "#FFFFFF"}
WIDTHS = {
    "list": 11, "answer": 9, "subject_id": 12, "name": 18, "region_id": 10, "place_type": 10, "decided_by": 23,
    "reason": 18, "missing": 12, "own_limits": 44, "near_limit": 16, "clause": 20, "since": 12, "basis": 9,
    "source": 24,
}  # fmt: skip
LONGEST_ID = 22
# they stand in the title or on 说明 too: behind the printed ones, folded away
FOLDED = ("region_id", "clause", "since", "basis", "source")
ALWAYS = ("list", "answer", "subject_id", "name", "place_type", "clause", "since", "basis", "source")
SHEETS = {
    "answers": Label("分类结果", "answers"),
    "summary": Label("汇总", "summary"),
    "lines": Label("所用界限", "limits used"),
    "about": Label("说明", "about"),
}


def write_classification_workbook(path: Path, result: Classification) -> None:
    """Write ``result`` as a workbook without formulas: 分类结果, 汇总, 所用界限, 说明.

    Equal content gives equal bytes. Raises RiskkitError OUT-02 when the file cannot be written.
    """
    with open_book(path, result.lang) as book:
        _answers(book, result)
        _summary(book, result)
        _lines(book, result)
        _about(book, result)


def _title(result: Classification) -> str:
    head = Label("消防安全重点单位、火灾高危单位判定", "Key and high-hazard units").of(result.lang)
    return f"{result.chosen.jurisdiction.of(result.lang)} {head} {result.as_of}"


def _answers(book: Book, result: Classification) -> None:
    rows = result.answers.head(ROW_LIMIT)
    columns = [column for column in columns_of(rows, "classification") if _shown(rows, column.name)]
    columns = sorted(columns, key=lambda column: column.name in FOLDED)
    a_line_each = pl.col("own_limits").str.replace_all(LINE_JOINT.of(book.lang), "\n", literal=True)
    said = in_words(rows.with_columns(a_line_each), columns, book.lang).select(column.name for column in columns)
    sheet = book.sheet(SHEETS["answers"].of(book.lang), _title(result), result.notice)
    sheet.freeze_panes(1, [column.name for column in columns].index("name") + 1)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(rows.height, 1), len(columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A2:XFD{rows.height + 2}"})
    sheet.set_row(0, 32)
    longest = rows.get_column("subject_id").str.len_chars().max() or 0
    widths = WIDTHS | {"subject_id": min(max(int(str(longest)) + 3, WIDTHS["subject_id"]), LONGEST_ID)}
    for position, (column, heading) in enumerate(zip(columns, unique_headings(columns, book.lang), strict=True)):
        folded = {"level": 1, "hidden": True} if column.name in FOLDED else {}
        sheet.set_column(position, position, widths[column.name], None, folded)
        sheet.write_string(0, position, heading, book.heading())
    sheet.set_column(len(columns), len(columns), None, None, {"collapsed": True})
    _write_answers(book, sheet, said, rows.get_column("answer").to_list(), widths)


def _shown(rows: pl.DataFrame, name: str) -> bool:
    """Whether a column is shown: always, or because some cell of it holds something."""
    return name in ALWAYS or bool((rows.get_column(name).fill_null("") != "").any())


def _write_answers(book: Book, sheet: Any, said: pl.DataFrame, answers: list[str], wide: dict[str, int]) -> None:
    names = said.columns
    styles = {answer.value: book.format(bg_color=fill, bold=True, align="center") for answer, fill in FILLS.items()}
    day, text = book.format(num_format="yyyy-mm-dd"), book.text()
    widths = [wide[name] for name in names if name not in FOLDED]
    for row, (cells, answer) in enumerate(zip(said.iter_rows(), answers, strict=True), 1):
        seen = [cell for name, cell in zip(names, cells, strict=True) if name not in FOLDED]
        sheet.set_row(row, row_height(seen, widths))
        for position, (name, cell) in enumerate(zip(names, cells, strict=True)):
            style = styles[answer] if name == "answer" else day if name == "since" else text
            book.put(sheet, row, position, cell, style)


def _summary(book: Book, result: Classification) -> None:
    """汇总: units of each answer by list and place type, and how many are near a limit."""
    lang = book.lang
    name = SHEETS["summary"].of(lang)
    empty = Label("（未填）", "(empty)").of(lang)
    whole = Label("合计", "total").of(lang)
    counts = [(pl.col("answer") == answer.value).sum().alias(answer.value) for answer in Answer]
    near = (pl.col("near_limit") != "").sum().alias("near")
    filled = result.answers.with_columns(pl.col("place_type").fill_null(empty))
    by_type = filled.group_by("list", "place_type", maintain_order=True).agg(*counts, near, pl.len().alias("all"))
    totals = filled.group_by("list", maintain_order=True).agg(*counts, near, pl.len().alias("all"))
    rows: list[tuple[object, ...]] = []
    for total in totals.iter_rows(named=True):
        rows.append((total["list"], whole, *(total[key] for key in ("all", *Answer, "near"))))
        own = by_type.filter(pl.col("list") == total["list"]).sort(["all", "place_type"], descending=[True, False])
        rows += own.select("list", "place_type", "all", *(answer.value for answer in Answer), "near").rows()
    heads = [
        Label("名单", "list").of(lang),
        Label("场所类型", "place type").of(lang),
        Label("单位数", "units").of(lang),
    ]
    heads += [ANSWER_LABELS[answer].of(lang) for answer in Answer] + [Label("临近界限", "near a limit").of(lang)]
    sheet = book.sheet(name, name)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, len(rows), len(heads) - 1)
    book.table(sheet, heads, rows, widths_of([heads, *rows]))


def _lines(book: Book, result: Classification) -> None:
    """所用界限: every line of the lists in force with its operators, clause and basis."""
    lang = book.lang
    name = SHEETS["lines"].of(lang)
    heads = [
        Label(*pair).of(lang)
        for pair in (
            ("名单", "list"), ("界限", "line"), ("适用类别", "classes"), ("条件", "condition"), ("运算", "operator"),
            ("依据", "source"), ("依据性质", "basis"), ("生效日", "in force since"), ("备注", "note"),
        )
    ]  # fmt: skip
    rows = [_line_cells(entry, line, result) for entry in result.chosen.lists for line in entry.block.lines]
    widths = (11, 22, 24, 38, 14, 22, 9, 11, 26)
    sheet = book.sheet(name, f"{_title(result)} {name}")
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)
    book.table(sheet, heads, rows, widths)


def _line_cells(entry: ListInForce, line: ListLine, result: Classification) -> tuple[object, ...]:
    lang, fields = result.lang, result.chosen.fields
    levels = {level.code: level.label for level in fields[result.chosen.class_field].levels}
    joint = "、" if lang == "zh" else ", "
    classes = joint.join(_of(levels[code].zh, levels[code].en, lang) for code in line.classes)
    ops = dict.fromkeys(leaf.op or "" for leaf in leaves(line.when) if is_limit(leaf))
    note = _of(line.note.zh, line.note.en, lang) if line.note else ""
    return (
        entry.label.of(lang),
        _of(line.label.zh, line.label.en, lang),
        classes or Label("各类单位", "every class").of(lang),
        formula(line, fields, lang),
        "\n".join(OPERATORS[op].of(lang) for op in ops),
        " ".join(part for part in (entry.cited(lang), line.clause) if part),
        BASIS_LABELS[entry.block.basis].of(lang),
        entry.since.isoformat(),
        note,
    )


def _about(book: Book, result: Classification) -> None:
    """说明: day, jurisdiction, the texts and what is missing from them, what the answers mean."""
    lang, name = book.lang, SHEETS["about"].of(book.lang)
    rows = about_rows(result)
    if result.answers.height > ROW_LIMIT:
        cut = Label(
            f"“分类结果”只列前 {ROW_LIMIT} 行，全部见 classification.csv。",
            f"The first {ROW_LIMIT} rows are listed; all stand in classification.csv.",
        )
        rows.insert(0, (Label("注意", "mind").of(lang), cut.of(lang)))
    sheet = book.sheet(name, name)
    book.table(sheet, [Label("项目", "item").of(lang), Label("内容", "content").of(lang)], rows, (24, 110))


def _of(zh: str, en: str, lang: Lang) -> str:
    return zh if lang == "zh" else en
