"""The tables that look across units: regions side by side, and the problems that many units share."""

from __future__ import annotations

from riskkit.records import Column
from riskkit.terms import Label

COMPARISON: tuple[Column, ...] = (
    Column("industry_id", "str", Label("行业", "industry")),
    Column("region_id", "str", Label("区县/乡镇", "region")),
    Column("rank", "int", Label("名次(1最差)", "rank (1 worst)"), nullable=True),
    Column("regions", "int", Label("参与比较的区域数", "regions compared")),
    Column("units", "int", Label("单位数", "units")),
    Column(
        "mean_risk_score", "float", Label("平均风险得分(100最差)", "mean risk score (100 worst)"), "points", True, 2
    ),
    Column("risk_difference", "float", Label("与全部区域之差", "difference to all regions"), "points", True, 2),
    Column(
        "risk_difference_low", "float", Label("差的90%区间下限", "difference, 90% interval, low"), "points", True, 2
    ),
    Column(
        "risk_difference_high", "float", Label("差的90%区间上限", "difference, 90% interval, high"), "points", True, 2
    ),
    Column("worst_units", "int", Label("最差等级单位数", "units in the worst grade"), nullable=True),
    Column("overridden_units", "int", Label("其中人工调整等级的单位数", "units whose grade a person set")),
    Column("worst_share", "float", Label("最差等级占比", "share in the worst grade"), "share", True, 4),
    Column("worst_share_low", "float", Label("占比90%区间下限", "share, 90% interval, low"), "share", True, 4),
    Column("worst_share_high", "float", Label("占比90%区间上限", "share, 90% interval, high"), "share", True, 4),
    Column(
        "worst_difference", "float", Label("占比与全部区域之差", "share, difference to all regions"), "share", True, 4
    ),
    Column(
        "worst_difference_low",
        "float",
        Label("占比差90%区间下限", "share difference, 90% interval, low"),
        "share",
        True,
        4,
    ),
    Column(
        "worst_difference_high",
        "float",
        Label("占比差90%区间上限", "share difference, 90% interval, high"),
        "share",
        True,
        4,
    ),
    Column(
        "fires_per_1000",
        "float",
        Label("每千单位年期望火灾", "expected fires a year per 1000 units"),
        "per_1000",
        True,
        2,
    ),
    Column("size_note", "str", Label("单位数提示", "note on the number of units"), nullable=True),
)

COMMON_PROBLEMS: tuple[Column, ...] = (
    Column("industry_id", "str", Label("行业", "industry")),
    Column("region_id", "str", Label("区县/乡镇", "region")),
    Column("rank", "int", Label("序号", "rank")),
    Column("problem", "str", Label("问题", "problem")),
    Column("problem_kind", "str", Label("类别", "kind")),
    Column("clause", "str", Label("依据条款", "clause")),
    Column("basis", "str", Label("依据性质", "basis")),
    Column("units", "int", Label("涉及单位数", "units concerned")),
    Column("of_units", "int", Label("单位总数", "of all units")),
    Column("share", "float", Label("占比", "share"), "share", decimals=4),
    Column("share_low", "float", Label("占比90%区间下限", "share, 90% interval, low"), "share", decimals=4),
    Column("share_high", "float", Label("占比90%区间上限", "share, 90% interval, high"), "share", decimals=4),
    Column(
        "points_off", "float", Label("扣分合计(未计分项上限)", "points off together (before caps)"), "points", True, 2
    ),
    Column("remedy", "str", Label("改进措施", "remedy"), nullable=True),
)
