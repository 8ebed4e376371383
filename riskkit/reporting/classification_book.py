"""classification.xlsx: the answers, how they are spread, every line of the lists in force, what they mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from riskkit.classification.limits import OPERATORS, formula, is_limit, leaves
from riskkit.classification.result import Classification
from riskkit.indicators.classification_file import ListLine
from riskkit.indicators.classification_lists import ListInForce
from riskkit.reporting.book import Book, open_book, row_height, widths_of
from riskkit.reporting.context import ROW_LIMIT
from riskkit.reporting.tables import columns_of, in_words, unique_headings
from riskkit.terms import ANSWER_LABELS, BASIS_LABELS, Answer, Label, Lang

FILLS = {Answer.YES: "#F4C7C3", Answer.UNDECIDED: "#FCE8B2", Answer.NO: "#FFFFFF"}
WIDTHS = {
    "list": 17, "answer": 10, "subject_id": 12, "name": 22, "region_id": 10, "place_type": 14, "decided_by": 30,
    "reason": 22, "missing": 14, "near_limit": 22, "clause": 20, "since": 12, "basis": 9, "source": 24,
}  # fmt: skip
LONGEST_ID = 22
FOLDED = ("since", "source")
ALWAYS = ("list", "answer", "subject_id", "name", "place_type", "clause", "since", "basis", "source")
SHEETS = {
    "answers": Label("分类结果", "answers"),
    "summary": Label("汇总", "summary"),
    "lines": Label("所用界限", "limits used"),
    "about": Label("说明", "about"),
}
ABOUT = (
    (
        Label("是", "yes"),
        Label(
            "至少达到一条界限，“达到的界限”列写明哪一条、实际值和界限。",
            "at least one line is met; the column says which, with value and limit.",
        ),
    ),
    (
        Label("否", "no"),
        Label(
            "名单已录全，且没有达到任何界限。名单没有录全时不判“否”。",
            "the list is entered in full and no line is met. A list that is cut off never gives a 'no'.",
        ),
    ),
    (
        Label("不能判定", "not decidable"),
        Label(
            "缺少判定所需的值，或名单没有录全，或所属类别没有录入；不等于不属于。",
            "a value is unknown, or the list is cut off, or the class is not entered; this does not mean 'not on it'.",
        ),
    ),
    (
        Label("一个单位一个类别", "one class a unit"),
        Label(
            "只按“场所类型”所写的类别判定；一个单位兼有几种用途的，分行各列一次。",
            "only the class written is looked at; a unit of several uses needs a row for each.",
        ),
    ),
    (
        Label("用途", "use"),
        Label(
            "仅供筛选；是否属于，以消防救援机构的确定为准（消防法第十七条）。",
            "a screening only; the fire authority designates the units (Fire Protection Law art. 17).",
        ),
    ),
)  # fmt: skip


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
    said = in_words(rows, columns, book.lang).select(column.name for column in columns)
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
    widths = (17, 30, 30, 44, 20, 30, 10, 12, 34)
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
    lang, chosen = book.lang, result.chosen
    name = SHEETS["about"].of(lang)
    read, aside = result.rows_read, result.set_aside_rows.height
    account = Label(
        f"读入 {read} = 判定 {result.classified} + 未判定 {aside}",
        f"read {read} = classified {result.classified} + set aside {aside}",
    )
    rows: list[tuple[str, str]] = [("", result.notice)] if result.notice else []
    rows += [
        (Label("评估日", "as of").of(lang), result.as_of.isoformat()),
        (Label("辖区", "jurisdiction").of(lang), chosen.jurisdiction.of(lang)),
        (Label("行数", "rows").of(lang), account.of(lang)),
        *[(entry.label.of(lang), _about_list(entry, lang)) for entry in chosen.lists],
        *[(head.of(lang), text.of(lang)) for head, text in ABOUT],
        (Label("临近界限", "near a limit").of(lang), _about_near(result)),
    ]
    if result.answers.height > ROW_LIMIT:
        cut = Label(
            f"“分类结果”只列前 {ROW_LIMIT} 行，全部见 classification.csv。",
            f"The first {ROW_LIMIT} rows are listed; all stand in classification.csv.",
        )
        rows.insert(0, (Label("注意", "mind").of(lang), cut.of(lang)))
    sheet = book.sheet(name, name)
    book.table(sheet, [Label("项目", "item").of(lang), Label("内容", "content").of(lang)], rows, (24, 110))


def _about_list(entry: ListInForce, lang: Lang) -> str:
    block = entry.block
    whole = Label("已录全", "entered in full") if block.complete else Label("没有录全", "not entered in full")
    parts = [entry.cited(lang), f"{entry.since} →", whole.of(lang), BASIS_LABELS[block.basis].of(lang)]
    texts = [" · ".join(parts)]
    if block.note is not None:
        texts.append(_of(block.note.zh, block.note.en, lang))
    if entry.expected is not None:
        newer = Label(
            f"▲ 已知有更新的规定（{entry.expected} 起，日期为假定），文本未录入，目前沿用旧名单。",
            f"▲ A newer text is known of (from {entry.expected}, assumed) and not at hand; the old list is used.",
        )
        texts.append(newer.of(lang))
    return "\n".join(texts)


def _about_near(result: Classification) -> str:
    near, lang = result.chosen.near, result.lang
    note = _of(near.note.zh, near.note.en, lang) if near.note else ""
    return f"±{near.share:.0%} · {BASIS_LABELS[near.basis].of(lang)} · {note}"


def _of(zh: str, en: str, lang: Lang) -> str:
    return zh if lang == "zh" else en
