"""The tables that travel: their columns, in order, with dtype, measure and both headings.

Machine names stand in parquet and in DataFrames; headings stand in xlsx and csv. ``dtype`` is one of
``str int float bool date``; a nullable column may hold empty cells.
"""

from __future__ import annotations

from typing import NamedTuple

from riskkit.terms import Label


class Column(NamedTuple):
    """One column of a table that travels between stations."""

    name: str
    dtype: str
    label: Label
    uom: str = ""
    nullable: bool = False
    decimals: int | None = None


def _c(
    name: str,
    dtype: str,
    zh: str,
    en: str,
    uom: str = "",
    nullable: bool = False,
    decimals: int | None = None,
) -> Column:
    return Column(name, dtype, Label(zh, en), uom, nullable, decimals)


# Fields every rulebook may use under these names; the stations know them.
RESERVED_FIELDS = (
    "subject_id",
    "name",
    "region_id",
    "industry_id",
    "place_type",
    "exposure_years",
    "consequence",
)

REGISTER: tuple[Column, ...] = (
    _c("rank", "int", "序号", "rank"),
    _c("subject_id", "str", "编号", "id"),
    _c("name", "str", "名称", "name", nullable=True),
    _c("region_id", "str", "区县/乡镇", "region", nullable=True),
    _c("industry_id", "str", "行业", "industry", nullable=True),
    _c("place_type", "str", "场所类型", "place type", nullable=True),
    _c("grade", "str", "风险等级", "grade"),
    _c("grade_label", "str", "等级含义", "meaning of the grade"),
    _c("grade_range", "str", "等级可能范围", "possible grades (unknown items at best to worst)"),
    _c("grade_by", "str", "等级来源", "grade decided by"),
    _c("grade_before_override", "str", "人工调整前等级", "grade before the human override", nullable=True),
    _c("grade_by_before_override", "str", "人工调整前等级来源", "grade decided before the override by", nullable=True),
    _c("override_reason", "str", "人工调整理由", "reason of the override", nullable=True),
    _c("override_by", "str", "人工调整批准人", "override approved by", nullable=True),
    _c("override_on", "date", "人工调整日期", "day of the override", nullable=True),
    _c("overridden_below", "int", "下级人工调整数", "subjects below with a human override", nullable=True),
    _c("veto_clauses", "str", "直接判定条款", "veto clauses", nullable=True),
    _c("undecided_vetoes", "str", "未能判断的直接判定项", "vetoes that cannot be decided", nullable=True),
    _c("credit_records", "int", "在用失信记录", "credit records in use", nullable=True),
    _c("credit_excluded", "int", "未计入失信记录", "credit records not counted", nullable=True),
    _c("score", "float", "得分", "score", "points", decimals=4),
    _c("risk_score", "float", "风险得分(100最差)", "risk score (100 worst)", "points", decimals=4),
    _c("score_low", "float", "风险得分下限", "lowest possible risk score", "points", decimals=4),
    _c("score_high", "float", "风险得分上限", "highest possible risk score", "points", decimals=4),
    _c("unobserved_share", "float", "未知权重占比", "share of weight not observed", "share", decimals=4),
    _c("fires_per_year", "float", "年火灾频率估计", "expected fires a year", "per_year", True, 4),
    _c("fires_low", "float", "频率90%区间下限", "90% interval, low", "per_year", True, 4),
    _c("fires_high", "float", "频率90%区间上限", "90% interval, high", "per_year", True, 4),
    _c("consequence", "float", "后果", "consequence", "", False, 2),
    _c("expected_consequence", "float", "年期望后果", "expected fires a year × consequence", "", True, 6),
    _c("top_reasons", "str", "主要风险因素", "top reasons"),
    _c("basis", "str", "依据性质", "basis"),
    _c("source", "str", "来源(文件#行)", "source (file#row)"),
)

EXPLANATION: tuple[Column, ...] = (
    _c("subject_id", "str", "编号", "id"),
    _c("criterion", "str", "方面", "criterion"),
    _c("indicator", "str", "指标代码", "indicator"),
    _c("indicator_label", "str", "指标", "indicator label"),
    _c("state", "str", "数据状态", "state of the value"),
    _c("value", "str", "实际值", "value", nullable=True),
    _c("points", "float", "得分", "points", "points", True, 4),
    _c("full_points", "float", "满分", "full points", "points", decimals=4),
    _c("weight", "float", "权重", "weight", "share", decimals=6),
    _c("contribution", "float", "对风险得分的贡献", "contribution to the risk score", "points", decimals=4),
    _c("clause", "str", "依据条款", "clause"),
    _c("basis", "str", "依据性质", "basis"),
    _c("remedy", "str", "改进措施", "remedy", nullable=True),
)

HIDDEN_DANGERS: tuple[Column, ...] = (
    _c("subject_id", "str", "编号", "id"),
    _c("criterion", "str", "方面", "criterion"),
    _c("indicator", "str", "指标代码", "indicator"),
    _c("indicator_label", "str", "指标", "indicator label"),
    _c("item", "str", "隐患代码", "hidden danger"),
    _c("item_label", "str", "隐患", "hidden danger in words"),
    _c("times", "float", "处数", "times found", "count", True, 0),
    _c("points_off", "float", "单项扣分(未计分项上限)", "points off alone (before the cap)", "points", decimals=4),
    _c("clause", "str", "依据条款", "clause"),
    _c("basis", "str", "依据性质", "basis"),
    _c("remedy", "str", "改进措施", "remedy", nullable=True),
)

FINDINGS: tuple[Column, ...] = (
    _c("severity", "str", "级别", "severity"),
    _c("file", "str", "文件", "file"),
    _c("sheet", "str", "工作表", "sheet", nullable=True),
    _c("row", "int", "行", "row", nullable=True),
    _c("column", "str", "列", "column", nullable=True),
    _c("subject_id", "str", "编号", "id", nullable=True),
    _c("value", "str", "原值", "value", nullable=True),
    _c("problem", "str", "问题", "problem"),
    _c("allowed", "str", "允许", "allowed", nullable=True),
    _c("mend", "str", "怎么改", "mend"),
    _c("code", "str", "规则编号", "code"),
)

SET_ASIDE: tuple[Column, ...] = (
    _c("file", "str", "文件", "file"),
    _c("sheet", "str", "工作表", "sheet", nullable=True),
    _c("row", "int", "行", "row"),
    _c("subject_id", "str", "编号", "id", nullable=True),
    _c("code", "str", "规则编号", "code"),
    _c("reason", "str", "原因", "reason"),
    _c("cells", "str", "原始内容", "cells as read"),
)

CREDIT: tuple[Column, ...] = (
    _c("subject_id", "str", "编号", "id"),
    _c("recorded_on", "date", "记录日期", "day of the record", nullable=True),
    _c("credit_level", "str", "失信等级", "level or kind of the record", nullable=True),
    _c("publicity_until", "date", "公示截止日期", "last day of publicity", nullable=True),
    _c("repaired_on", "date", "修复日期", "day of the repair", nullable=True),
    _c("document", "str", "文号", "document number", nullable=True),
    _c("authority", "str", "认定机关", "authority", nullable=True),
    _c("use", "str", "使用情况", "use"),
    _c("clause", "str", "依据", "clause", nullable=True),
    _c("basis", "str", "依据性质", "basis", nullable=True),
    _c("row", "int", "行", "row"),
    _c("file", "str", "文件", "file"),
)

CLASSIFICATION: tuple[Column, ...] = (
    _c("list", "str", "名单", "list"),
    _c("answer", "str", "是否属于", "on the list"),
    _c("subject_id", "str", "编号", "id"),
    _c("name", "str", "名称", "name", nullable=True),
    _c("region_id", "str", "区县/乡镇", "region", nullable=True),
    _c("place_type", "str", "场所类型", "place type", nullable=True),
    _c("decided_by", "str", "达到的界限", "line that decided", nullable=True),
    _c("reason", "str", "不能判定或判否的原因", "why not decidable, or no", nullable=True),
    _c("missing", "str", "所缺的值", "values missing", nullable=True),
    _c("own_limits", "str", "本类界限与实际值", "limits of its class and its values", nullable=True),
    _c("near_limit", "str", "临近界限", "near a limit", nullable=True),
    _c("clause", "str", "所依名单", "list in force"),
    _c("since", "date", "名单生效日", "list in force since"),
    _c("basis", "str", "依据性质", "basis"),
    _c("source", "str", "来源(文件#行)", "source (file#row)"),
)

TARGETS: tuple[Column, ...] = (
    _c("target_id", "str", "目标编号", "target id"),
    _c("city", "str", "城市", "city", nullable=True),
    _c("area", "str", "区县", "part of the city", nullable=True),
    _c("indicator", "str", "指标", "indicator"),
    _c("target_direction", "str", "方向", "direction", nullable=True),
    _c("target_kind", "str", "类别", "kind of figure", nullable=True),
    _c("goal_text", "str", "目标", "target", nullable=True),
    _c("goal", "float", "目标值", "target value", nullable=True, decimals=4),
    _c("uom", "str", "计量单位", "measure", nullable=True),
    _c("base", "float", "基期值", "base", nullable=True, decimals=4),
    _c("starts_on", "date", "起算日", "first day", nullable=True),
    _c("due_on", "date", "截止日", "due day", nullable=True),
    _c("due_basis", "str", "截止日依据", "where the due day is from", nullable=True),
    _c("figure_on", "date", "数字日期", "day of the figure", nullable=True),
    _c("figure", "float", "最近数字", "figure", nullable=True, decimals=4),
    _c("figure_met", "bool", "数字达到目标值", "the figure meets the target", nullable=True),
    _c("verdict", "str", "结论", "verdict"),
    _c("reason", "str", "为什么", "why"),
    _c("time_share", "float", "时间进度", "share of the time", "share", True, 4),
    _c("progress_share", "float", "完成进度", "share of the way", "share", True, 4),
    _c("required", "float", "同期应有", "wanted by that day", nullable=True, decimals=4),
    _c("needed_per_year", "float", "今后每年需", "needed a year from now", nullable=True, decimals=4),
    _c("events", "int", "事件数", "events", nullable=True),
    _c("low", "float", "90%区间下限", "90% interval, low", nullable=True, decimals=4),
    _c("high", "float", "90%区间上限", "90% interval, high", nullable=True, decimals=4),
    _c("interval", "str", "90%区间", "90% interval", nullable=True),
    _c("luck", "float", "仅靠运气的可能", "chance that luck alone explains it", "share", True, 4),
    _c(
        "luck_worse",
        "float",
        "真实水平恰为目标时这样或更差的可能",
        "chance of this or worse if the truth were the target",
        "share",
        True,
        4,
    ),
    _c(
        "luck_better",
        "float",
        "真实水平恰为目标时这样或更好的可能",
        "chance of this or better if the truth were the target",
        "share",
        True,
        4,
    ),
    _c(
        "luck_miss",
        "float",
        "真实水平恰为目标时未达标的可能",
        "chance of missing if the truth were the target",
        "share",
        True,
        4,
    ),
    _c("luck_text", "str", "运气", "luck", nullable=True),
    _c("document", "str", "文件名称", "document", nullable=True),
    _c("document_number", "str", "文号", "document number", nullable=True),
    _c("place", "str", "文件内位置", "place in the document", nullable=True),
    _c("note", "str", "说明", "note", nullable=True),
    _c("target_row", "int", "目标表行", "row of the target", nullable=True),
    _c("figure_row", "int", "实绩表行", "row of the figure", nullable=True),
)

TARGET_YEARS: tuple[Column, ...] = (
    _c("target_id", "str", "目标编号", "target id"),
    _c("city", "str", "城市", "city", nullable=True),
    _c("area", "str", "区县", "part of the city", nullable=True),
    _c("indicator", "str", "指标", "indicator"),
    _c("uom", "str", "计量单位", "measure", nullable=True),
    _c("year", "int", "年份", "year"),
    _c("planned", "float", "当年目标", "planned", nullable=True, decimals=2),
    _c("planned_total", "float", "到年末应有", "wanted by its end", nullable=True, decimals=2),
    _c("actual", "float", "当年完成", "done in the year", nullable=True, decimals=2),
    _c("actual_total", "float", "到年末完成", "reached by its end", nullable=True, decimals=2),
    _c("is_met", "bool", "达到当年目标", "met", nullable=True),
)

ITEM_COUNTS: tuple[Column, ...] = (
    _c("subject_id", "str", "单位编号", "unit id"),
    _c("name", "str", "单位名称", "unit name", nullable=True),
    _c("items_checked", "int", "检查项数", "items checked", nullable=True),
    _c("items_unchecked", "int", "未检查项数", "items not checked"),
    _c("a_failed", "int", "A类不合格项数", "failed A items", nullable=True),
    _c("b_failed", "int", "B类不合格项数", "failed B items", nullable=True),
    _c("c_failed", "int", "C类不合格项数", "failed C items", nullable=True),
    _c("direct_items_failed", "int", "直接判定项不合格数", "failed direct-determination items", nullable=True),
    _c("b_failed_at_least", "int", "B类不合格项数（至少）", "failed B items (at least)"),
    _c("items_failed", "int", "不合格项数（各类合计）", "failed items (all classes)"),
    _c("items_listed", "int", "应检项数", "items to be checked"),
    _c("class_sources", "str", "类别来源", "classes found by"),
    _c("a_by_clause", "int", "A类不合格项数（含按条文归类）", "failed A items (class by clause too)", nullable=True),
    _c("b_by_clause", "int", "B类不合格项数（含按条文归类）", "failed B items (class by clause too)", nullable=True),
    _c("c_by_clause", "int", "C类不合格项数（含按条文归类）", "failed C items (class by clause too)", nullable=True),
)

ITEM_CLASSES: tuple[Column, ...] = (
    _c("row", "int", "行", "row"),
    _c("subject_id", "str", "单位编号", "unit id"),
    _c("name", "str", "单位名称", "unit name", nullable=True),
    _c("item", "str", "检查项", "item", nullable=True),
    _c("place", "str", "部位", "place", nullable=True),
    _c("result", "str", "检查结果", "result"),
    _c("item_class", "str", "类别", "class", nullable=True),
    _c("class_from", "str", "类别来源", "class found by"),
    _c("clause_text", "str", "条文", "wording of the clause", nullable=True),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "register": REGISTER,
    "explanations": EXPLANATION,
    "hidden_dangers": HIDDEN_DANGERS,
    "findings": FINDINGS,
    "set_aside": SET_ASIDE,
    "targets": TARGETS,
    "target_years": TARGET_YEARS,
    "classification": CLASSIFICATION,
    "credit": CREDIT,
    "item_counts": ITEM_COUNTS,
    "item_classes": ITEM_CLASSES,
}
