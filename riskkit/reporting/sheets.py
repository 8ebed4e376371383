"""The sheets beside the list: what the numbers rest on, how grades are spread, what was wrong with the input."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from riskkit.explanation import GradeLine
from riskkit.reporting.book import Book, widths_of
from riskkit.reporting.context import RegisterContext
from riskkit.reporting.tables import columns_of, in_words, unique_headings
from riskkit.reporting.words import WORDS, basis_legend
from riskkit.terms import Label, Lang

DETAIL_LIMIT = 20_000
CROSSTABS = {
    "region_id": (Label("乡镇×等级", "region × grade"), Label("区县/乡镇", "region")),
    "industry_id": (Label("行业×等级", "industry × grade"), Label("行业", "industry")),
}
# what kind of number each column is
NATURE: tuple[tuple[Label, Label], ...] = (
    (
        Label("得分、风险得分、风险等级", "score, risk score, grade"),
        Label(
            "由规则集算出；“依据性质”列列出用到的依据。风险得分 0～100，100 最差。",
            "computed by the rulebook; the column 'basis' lists what it rests on. Risk score 0 to 100, 100 worst.",
        ),
    ),
    (
        Label("直接判定条款", "veto clauses"),
        Label(
            "所引文件列明的情形，优先于得分；换算成本规则集哪一级，依据另见单位说明页。",
            "grounds listed by the text cited; they override the score. What grade follows: see the page.",
        ),
    ),
    (
        Label("风险得分上下限、未知权重占比", "lowest and highest risk score, share not observed"),
        Label(
            "未知项全部最好或全部最差时的风险得分；不是置信区间。",
            "the risk score if all unknowns were best or worst; no confidence interval.",
        ),
    ),
    (
        Label("年火灾频率估计及 90% 区间", "expected fires a year and 90% interval"),
        Label(
            "统计模型估计，不是规范值，不影响等级，只用于同等级内排序。",
            "a statistical estimate, no norm; never changes the grade, only the order inside one.",
        ),
    ),
    (
        Label("后果、年期望后果", "consequence, expected consequence"),
        Label(
            "项目默认的后果量，可替换；不是损失预测。", "a project default that can be replaced; no forecast of losses."
        ),
    ),
)


def about_sheet(book: Book, context: RegisterContext, title: str, notes: Sequence[Label]) -> None:
    """说明: what was cut, the facts as given, what kind of number each one is."""
    lang = book.lang
    rows = [
        (_t(lang, "名称", "title"), title),
        *[(_t(lang, "注意", "mind"), note.of(lang)) for note in notes],
        *[(label.of(lang), text) for label, text in context.facts],
        *[(head.of(lang), text.of(lang)) for head, text in NATURE],
        *[(f"{WORDS['basis'].of(lang)}: {word}", meaning) for word, meaning in basis_legend(context.bases, lang)],
        (
            _t(lang, "清单的列", "columns of the list"),
            _t(
                lang,
                "打印左侧各列；右侧明细列已折叠，点表头上方的 + 展开。",
                "The left columns are printed; the others are folded: click + above the headings.",
            ),
        ),
        (_t(lang, "用途", "use"), WORDS["warning_only"].of(lang)),
    ]
    sheet = book.sheet(_t(lang, "说明", "about"), _t(lang, "说明", "about"))
    book.table(sheet, [_t(lang, "项目", "item"), _t(lang, "内容", "content")], rows, (36, 100))


def grades_sheet(book: Book, register: pl.DataFrame, scale: Sequence[GradeLine]) -> None:
    """等级分布: how many subjects have each grade, from worst to best."""
    lang = book.lang
    counts = dict(register.group_by("grade").len().iter_rows())
    name = _t(lang, "等级分布", "grades")
    sheet = book.sheet(name, name)
    heads = [_t(lang, *pair) for pair in (("等级", "grade"), ("含义", "meaning"), ("得分界限", "cuts on the score"))]
    heads += [_t(lang, "数量", "count"), _t(lang, "占比", "share")]
    whole = max(register.height, 1)
    rows: list[list[object]] = [
        [g, g.label.of(lang), g.interval, counts.get(g.code, 0), counts.get(g.code, 0) / whole] for g in reversed(scale)
    ]
    rows.append([_t(lang, "合计", "total"), "", "", register.height, register.height / whole])
    book.table(sheet, heads, rows, (14, 18, 20, 12, 12))


def crosstab_sheet(book: Book, register: pl.DataFrame, context: RegisterContext, by: str) -> None:
    """How many subjects of each grade, by region or industry; the largest share of the worst grade first."""
    if register[by].count() == 0:
        return
    name, head = (label.of(book.lang) for label in CROSSTABS[by])
    codes = [grade.code for grade in reversed(context.grade_scale)]
    group = pl.col(by).cast(pl.String).fill_null(_t(book.lang, "（未填）", "(empty)"))
    counts = (
        register.group_by(group.alias(by))
        .agg(*[(pl.col("grade") == code).sum().alias(f"n{i}") for i, code in enumerate(codes)], pl.len().alias("all"))
        .with_columns((pl.col("n0") / pl.col("all")).alias("worst"))
        .sort(["worst", "all", by], descending=[True, True, False])
    )
    worst = _t(book.lang, f"{codes[0]} 占比", f"share of {codes[0]}")
    heads = [head, *codes, _t(book.lang, "合计", "total"), worst]
    rows = list(counts.iter_rows())
    sheet = book.sheet(name, name)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    book.table(sheet, heads, rows, widths_of([heads, *rows]))


def quality_sheet(book: Book, findings: pl.DataFrame | None) -> None:
    """数据质量: findings by code: problem, count, an example, the mend; the most frequent first."""
    lang = book.lang
    name = _t(lang, "数据质量", "input quality")
    sheet = book.sheet(name, name)
    if findings is None or findings.is_empty():
        sheet.write_string(0, 0, _t(lang, "没有发现问题。", "No finding."))
        return
    by_code = _by_code(in_words(findings, columns_of(findings, "findings"), lang))
    heads = [_t(lang, *pair) for pair in (("规则编号", "code"), ("级别", "severity"), ("问题", "problem"))]
    heads += [_t(lang, *pair) for pair in (("数量", "count"), ("示例", "example"), ("怎么改", "mend"))]
    book.table(sheet, heads, by_code, (12, 10, 44, 10, 44, 44))


def findings_sheet(book: Book, findings: pl.DataFrame | None) -> None:
    """问题明细: the findings one by one, to be filtered."""
    if findings is None or findings.is_empty():
        return
    name = _t(book.lang, "问题明细", "findings")
    widths = (9, 22, 12, 8, 18, 22, 22, 36, 22, 36, 12)
    _detail(book, book.sheet(name, name), findings, "findings", widths)


def _by_code(findings: pl.DataFrame) -> list[Sequence[Any]]:
    place = pl.concat_str(
        [pl.col("file"), pl.format("#{}", pl.col("row")), pl.col("column"), pl.col("value")],
        separator=" ",
        ignore_nulls=True,
    )
    grouped = findings.with_columns(place.alias("example")).group_by("code", maintain_order=True)
    counted = grouped.agg(
        pl.col("severity").first(),
        pl.col("problem").first(),
        pl.len(),
        pl.col("example").first(),
        pl.col("mend").first(),
    )
    return list(counted.sort(["len", "code"], descending=[True, False]).iter_rows())


def set_aside_sheet(book: Book, rows: pl.DataFrame | None) -> None:
    """不参与评分: every row that was not scored, with its reason."""
    lang = book.lang
    sheet = book.sheet(_t(lang, "不参与评分", "set aside"), _t(lang, "不参与评分", "set aside"))
    if rows is None or rows.is_empty():
        sheet.write_string(0, 0, _t(lang, "没有：读入的行全部参与评分。", "None: every row was scored."))
        return
    _detail(book, sheet, rows, "set_aside", (22, 14, 8, 22, 12, 44, 60))


def _detail(book: Book, sheet: Any, rows: pl.DataFrame, table: str, widths: Sequence[float]) -> None:
    columns = columns_of(rows, table)[: len(widths)]
    said = in_words(rows.head(DETAIL_LIMIT), columns, book.lang).select(column.name for column in columns)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, said.height, len(columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A2:XFD{said.height + 2}"})
    after = book.table(sheet, unique_headings(columns, book.lang), list(said.iter_rows()), widths)
    if rows.height > DETAIL_LIMIT:
        text = _t(
            book.lang,
            f"只列前 {DETAIL_LIMIT} 条（共 {rows.height} 条）；全部见 {table}.csv。",
            f"The first {DETAIL_LIMIT} of {rows.height} rows; all stand in {table}.csv.",
        )
        sheet.write_string(after, 0, text, book.format(bold=True))


def _t(lang: Lang, zh: str, en: str) -> str:
    return Label(zh, en).of(lang)
