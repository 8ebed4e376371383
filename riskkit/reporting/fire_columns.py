"""The columns of fire statistics as people read them; the machine names are those of riskkit.fire_statistics."""

from __future__ import annotations

import polars as pl

from riskkit.fire_statistics.comparison import STATUSES
from riskkit.fire_statistics.counting import UNDECIDED, UNGRADED, grade_codes
from riskkit.fire_statistics.severity_limits import CRITERION_LABELS
from riskkit.fire_statistics.summary import FireSummary
from riskkit.records import Column
from riskkit.terms import Label, Lang

GROUPS = {"all": Label("范围", "group"), "region": Label("区域", "region"), "industry": Label("行业", "industry")}
WAN = 10_000.0
FIGURE_LABELS: dict[str, Label] = {
    "fires": Label("火灾起数", "fires"),
    "deaths": Label("死亡人数", "deaths"),
    "injuries": Label("受伤人数", "injuries"),
    "direct_loss_cny": Label("直接财产损失（万元）", "direct loss (10,000 yuan)"),
}


def _c(name: str, dtype: str, zh: str, en: str, uom: str = "", decimals: int | None = None) -> Column:
    return Column(name, dtype, Label(zh, en), uom, True, decimals)


def _keys(summary: FireSummary) -> list[Column]:
    group = GROUPS[summary.per]
    return [
        Column("group", "str", group),
        _c("period", "str", "时期", "period"),
        _c("scope_words", "str", "统计口径", "statistical scope"),
    ]


def figure_columns(summary: FireSummary) -> list[Column]:
    """四项指标: the four figures, and what is told apart in them."""
    return [
        *_keys(summary),
        _c("is_whole", "bool", "时期完整", "whole period"),
        _c("fires", "int", "火灾起数", "fires"),
        _c("deaths", "int", "死亡人数", "deaths"),
        _c("injuries", "int", "受伤人数", "injuries"),
        _c("direct_loss_wan", "float", "直接财产损失（万元）", "direct loss (10,000 yuan)", decimals=4),
        _c("slight_fires", "int", "其中轻微火灾", "of these slight fires"),
        _c("criminal_fires", "int", "其中刑事案件起数", "of these criminal fires"),
        _c("criminal_deaths", "int", "其中刑事案件死亡", "deaths in criminal fires"),
        _c("late_deaths", "int", "另有时限后死亡（不计入）", "deaths after the window (not counted)"),
        _c("deaths_unknown", "int", "死亡未知的火灾", "fires with deaths unknown"),
        _c("injuries_unknown", "int", "受伤未知的火灾", "fires with injuries unknown"),
        _c("direct_loss_cny_unknown", "int", "损失未知的火灾", "fires with loss unknown"),
    ]


def rate_columns(summary: FireSummary) -> list[Column]:
    """比率: person-years, fires and deaths per 100,000 of them with their interval."""
    percent = f"{summary.options.coverage:.0%}"
    columns = [
        *_keys(summary),
        _c("person_years", "float", "人口（人年）", "person-years", decimals=0),
    ]
    for name, zh, en in (("fires", "火灾率", "fires"), ("deaths", "火灾死亡率", "deaths")):
        uom = "起" if name == "fires" else "人"
        columns += [
            _c(f"{name}_per_100k", "float", f"{zh}（{uom}/10万人年）", f"{en} per 100,000 person-years", decimals=4),
            _c(f"{name}_per_100k_low", "float", f"{zh}{percent}区间下限", f"{en}: {percent} interval, low", decimals=4),
            _c(
                f"{name}_per_100k_high",
                "float",
                f"{zh}{percent}区间上限",
                f"{en}: {percent} interval, high",
                decimals=4,
            ),
        ]
    return columns


def severity_columns(summary: FireSummary) -> list[Column]:
    """火灾等级: fires of each grade, those that cannot be graded, and the slight ones inside the mildest."""
    labels = _grade_labels(summary)
    return [
        *_keys(summary),
        _c("fires", "int", "火灾起数", "fires"),
        *[Column(f"grade.{code}", "int", labels[code]) for code in grade_codes(summary.rules)],
        _c(UNDECIDED, "int", "资料不足，不能定级", "open: unknown values"),
        _c(UNGRADED, "int", "早于等级表，未定级", "older than the first table"),
        _c("slight_fires", "int", "轻微火灾（含在一般内）", "slight fires (among the ordinary)"),
        _c("slight_unknown", "int", "是否轻微不能判断", "slight or not cannot be told"),
    ]


def _grade_labels(summary: FireSummary) -> dict[str, Label]:
    blocks = summary.rules.tables.values()
    return {grade.code: Label(grade.label.zh, grade.label.en) for block in blocks for grade in block.grades}


def comparison_columns(summary: FireSummary) -> list[Column]:
    """比较: each figure against the same days a year before."""
    percent = f"{summary.options.coverage:.0%}"
    return [
        *_keys(summary)[:2],
        _c("measure", "str", "指标", "figure"),
        _c("value", "float", "本期", "this period", decimals=2),
        _c("value_before", "float", "上年同期", "a year before", decimals=2),
        _c("change_percent", "float", "变化（%）", "change (%)", decimals=1),
        _c("change_low", "float", f"{percent}精确区间下限（%）", f"exact {percent} interval, low (%)", decimals=1),
        _c("change_high", "float", f"{percent}精确区间上限（%）", f"exact {percent} interval, high (%)", decimals=1),
        _c("p_value", "float", "p值（若无变化，出现这样大差异的概率）", "p (two-sided)", decimals=4),
        _c("status", "str", "可比性", "comparability"),
        _c("words", "str", "说明", "remark"),
        _c("scope_words", "str", "本期口径", "scope"),
        _c("scope_before_words", "str", "上年同期口径", "scope a year before"),
    ]


def graded_columns(summary: FireSummary) -> list[Column]:
    """逐起定级: every fire counted and its grade."""
    return [
        _c("source_row", "int", "行", "row"),
        _c("unit_id", "str", "单位编号", "unit id"),
        _c("region_id", "str", "区域", "region"),
        _c("industry_id", "str", "行业", "industry"),
        _c("occurred_on", "date", "起火日期", "day of the fire"),
        _c("deaths", "int", "死亡人数（时限内）", "deaths (within the window)"),
        _c("serious_injuries", "int", "重伤人数", "serious injuries"),
        _c("injuries", "int", "受伤人数", "injuries"),
        _c("direct_loss_cny", "float", "直接财产损失（元）", "direct loss (yuan)", decimals=0),
        _c("grade", "str", "火灾等级", "severity"),
        _c("grade_at_least", "str", "至少", "at least"),
        _c("grade_at_most", "str", "至多", "at most"),
        _c("is_slight", "bool", "轻微火灾", "slight"),
        _c("decided_by", "str", "达到界限的条件", "limit reached by"),
        _c("severity_table", "date", "等级表施行日", "table in force from"),
        _c("scope_words", "str", "统计口径", "statistical scope"),
    ]


def shown_figures(summary: FireSummary) -> pl.DataFrame:
    """The figures with the loss in 10,000 yuan."""
    return summary.figures.with_columns((pl.col("direct_loss_cny") / WAN).alias("direct_loss_wan"))


def shown_comparison(summary: FireSummary, lang: Lang) -> pl.DataFrame:
    """The comparison in words, the loss in 10,000 yuan."""
    is_loss = pl.col("measure") == "direct_loss_cny"
    money = [
        pl.when(is_loss).then(pl.col(name) / WAN).otherwise(pl.col(name)).alias(name)
        for name in ("value", "value_before")
    ]
    tags = summary.comparison.get_column("scope_before").unique().to_list()
    return summary.comparison.with_columns(
        *money,
        pl.col("measure").replace_strict({name: label.of(lang) for name, label in FIGURE_LABELS.items()}),
        pl.col("status").replace_strict({name: label.of(lang) for name, label in STATUSES.items()}),
        pl.col("scope_before")
        .replace_strict(tags, [summary.line.words(tag, lang) for tag in tags], return_dtype=pl.String)
        .alias("scope_before_words"),
    )


def shown_graded(summary: FireSummary, lang: Lang) -> pl.DataFrame:
    """Every fire in words; whole numbers as such."""
    joint = "、" if lang == "zh" else ", "
    said = pl.col("decided_by")
    for name, label in CRITERION_LABELS.items():
        said = said.str.replace_all(name, label.of(lang), literal=True)
    grades = {code: code if lang == "zh" else label.en for code, label in _grade_labels(summary).items()}
    tags = summary.graded.get_column("scope").unique().to_list()
    return summary.graded.with_columns(
        *[pl.col(name).cast(pl.Int64) for name in ("deaths", "serious_injuries", "injuries")],
        said.str.replace_all("、", joint, literal=True),
        *[pl.col(name).replace(grades) for name in ("grade", "grade_at_least", "grade_at_most")],
        pl.col("scope")
        .replace_strict(tags, [summary.line.words(tag, lang) for tag in tags], return_dtype=pl.String)
        .alias("scope_words"),
    )
