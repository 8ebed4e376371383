"""A made-up unit, and a made-up register around it: synthetic, for looking at and for tests."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from riskkit.explanation import Explanation, Frequency, GradeLine, Mend, Reason, VetoLine
from riskkit.terms import Label, Level

GRADES = [
    GradeLine("A", Label("好", "good"), "[90,100]", "#2e7d32"),
    GradeLine("B", Label("较好", "fairly good"), "[80,90)", "#f9c74f"),
    GradeLine("C", Label("一般", "fair"), "[70,80)", "#f3722c"),
    GradeLine("D", Label("差", "poor"), "[0,70)", "#b3261e"),
]
# criterion, indicator, value, points, full points, basis, clause
ITEMS = [
    ("消防安全管理", "消防安全责任人和管理人", "已任命", 5, 5, "local_rule", "某市重点单位评估表 1.1（示例）"),
    ("消防安全管理", "每日防火巡查记录完整率", "62%", 1.5, 5, "project_default", "项目默认"),
    ("消防安全管理", "从业人员培训率", "45%", 1, 4, "project_default", "项目默认"),
    ("消防安全管理", "近12个月灭火和应急疏散演练次数", "0", 0, 5, "project_default", "项目默认"),
    ("消防安全管理", "户籍化档案", "不完整", 2, 3, "local_rule", "某市重点单位评估表 1.4（示例）"),
    ("建筑防火", "防火间距与消防车道", "被占用 2 处", 1, 5, "local_rule", "某市重点单位评估表 2.5（示例）"),
    ("建筑防火", "防火分区完整", "是", 4, 4, "local_rule", "某市重点单位评估表 2.6（示例）"),
    ("建筑防火", "保温材料燃烧性能", "", None, 4, "project_default", "项目默认"),
    ("建筑防火", "避难层（间）", "", None, 3, "project_default", "项目默认"),
    ("安全疏散", "安全出口数量", "2", 6, 6, "project_default", "项目默认"),
    ("安全疏散", "每百人疏散净宽度", "0.62 m", 0, 6, "project_default", "项目默认"),
    ("安全疏散", "疏散指示标志完好率", "71%", 2, 5, "project_default", "项目默认"),
    ("安全疏散", "楼梯间防火门完好率", "80%", 3, 5, "project_default", "项目默认"),
    ("消防设施", "火灾自动报警系统", "运行正常", 8, 8, "project_default", "项目默认"),
    ("消防设施", "自动喷水灭火系统", "部分停用", 3, 8, "project_default", "项目默认"),
    ("消防设施", "消火栓系统最不利点压力", "", None, 5, "project_default", "项目默认"),
    ("消防设施", "灭火器配置与有效期", "过期 4 具", 2, 4, "project_default", "项目默认"),
    ("消防设施", "消防控制室持证上岗", "1 人", 2, 5, "project_default", "项目默认"),
    ("应急处置", "微型消防站", "有", 5, 5, "project_default", "项目默认"),
    ("应急处置", "与最近消防站距离", "2.4 km", 4, 5, "project_default", "项目默认"),
]
NO_OVERRIDE = {
    "grade_before_override": pl.String,
    "grade_by_before_override": pl.String,
    "override_reason": pl.String,
    "override_by": pl.String,
    "override_on": pl.Date,
    "overridden_below": pl.Int64,
}
NO_CREDIT = {"credit_records": pl.Int64, "credit_excluded": pl.Int64}
WHOLE = sum(item[4] for item in ITEMS if item[1] != "避难层（间）")


def _reason(number: int, item: tuple) -> Reason:
    criterion, label, value, points, full, basis, clause = item
    state = "known" if points is not None else "not_applicable" if label.startswith("避难层") else "unknown"
    weight = 0.0 if state == "not_applicable" else full / WHOLE
    lost = 1.0 if points is None else 1 - points / full
    remedy = Label(f"整改：{label}", f"mend item {number}") if lost else None
    return Reason(
        indicator=f"item_{number}",
        label=Label(label, f"indicator no. {number}"),
        criterion=Label(criterion, f"criterion {criterion[:2]}"),
        kind="indicator",
        state=state,
        value=value,
        points=points,
        full_points=full,
        weight=round(weight, 6),
        contribution=round(100 * weight * lost, 4),
        clause=clause,
        basis=basis,
        remedy=remedy,
    )


def _veto(number: int, label: str, state: str) -> VetoLine:
    return VetoLine(
        id=f"veto_{number}",
        label=Label(label, f"condition {number}"),
        kind="direct_determination",
        clause=f"公消〔2013〕60号 第六条（{number}）",
        basis="norm",
        outcome=Label("判定为 D 差", "grade D"),
        outcome_basis="project_default",
        state=state,
        remedy=Label("立即停用并清通疏散通道、安全出口", "clear the routes at once"),
    )


@pytest.fixture
def explanation() -> Explanation:
    return make_explanation()


def make_explanation(**changes: object) -> Explanation:
    reasons = [_reason(number, item) for number, item in enumerate(ITEMS, 1)]
    risk = round(sum(reason.contribution for reason in reasons), 4)
    mends = [
        Mend(r.label, r.remedy, r.contribution, round(risk - r.contribution, 4), "D" if r.contribution < 6 else "C")
        for r in reasons
        if r.remedy
    ]
    vetoes = [
        _veto(3, "疏散通道、安全出口数量不足或者严重堵塞，已不具备安全疏散条件", "met"),
        _veto(4, "未按规定设置自动消防系统", "undecided"),
        _veto(10, "一年内发生一次较大以上火灾或两次以上一般火灾", "undecided"),
        *[_veto(number, f"直接判定项 {number}", "not_met") for number in (1, 2, 5, 6, 7, 8, 9)],
    ]
    given = {
        "subject_id": "DW330802000123",
        "name": "合成市柯城区宏达综合商业广场有限公司",
        "level": Level.UNIT,
        "as_of": date(2026, 11, 1),
        "rulebook_id": "unit/key_unit_100",
        "rulebook_label": Label("单位消防安全百分制（示例）", "unit, 100 points (made up)"),
        "rulebook_digest": "sha256:4f1c2a9be0d3",
        "rank": 17,
        "subjects": 2964,
        "grade": GRADES[3],
        "grade_by": "direct_determination",
        "score": round(100 - risk, 4),
        "risk_score": risk,
        "score_low": round(risk - 9.4737, 4),
        "score_high": risk,
        "unobserved_share": 0.0928,
        "median_risk_score": 24.6153,
        "place": "柯城区 府山街道 · 商场",
        "reasons": reasons,
        "vetoes": vetoes,
        "mends": mends,
        "grade_scale": GRADES,
        "frequency": Frequency(
            0.0421,
            0.0213,
            0.0832,
            2.13,
            [
                (Label("建筑面积", "floor area"), 1.62),
                (Label("场所类型：商场", "place type: mall"), 1.31),
                (Label("本单位既往火灾", "own past fires"), 1.18),
                (Label("建成年代", "year built"), 0.85),
            ],
        ),
        "source": "units.csv#124",
        "fingerprint": "riskkit 0.1.0 · as_of 2026-11-01 · inputs 9a7d41f0c2e8 · "
        "rulebook 4f1c2a9be0d3 · model 77b0e1d24c55",
    }
    return Explanation(**{**given, **changes})


def empty(columns: dict, rows: int) -> dict[str, pl.Series]:
    """The columns of a table that was not given."""
    return {name: pl.Series([None] * rows, dtype=dtype) for name, dtype in columns.items()}


def make_register(rows: int = 60) -> pl.DataFrame:
    grades = ["D", "C", "B", "A"]
    names = ["宏达综合商业广场有限公司", "=cmd|' /C calc'!A0", "甲/乙小旅馆", "实验幼儿园（城东分园）"]
    grade = [grades[min(i * 4 // rows, 3)] for i in range(rows)]
    risk = [round(60 - i * 50 / rows, 4) for i in range(rows)]
    veto = ["G60-3 疏散通道、安全出口严重堵塞；G60-1 未办理手续" if i == 0 else "" for i in range(rows)]
    return pl.DataFrame(
        {
            "rank": pl.Series(range(1, rows + 1), dtype=pl.Int64),
            "subject_id": [f"9133080200000{i:04d}X" if i % 2 else f"0033080200{i:08d}" for i in range(rows)],
            "name": [names[i % 4] if i < 4 else f"合成单位{i:04d}号" for i in range(rows)],
            "region_id": [["府山街道", "花园街道", "航埠镇", None][i % 4] for i in range(rows)],
            "industry_id": [["商贸", "教育", "文旅"][i % 3] for i in range(rows)],
            "place_type": [["商场", "旅馆", "幼儿园"][i % 3] for i in range(rows)],
            "grade": grade,
            "grade_label": [next(g.label.zh for g in GRADES if g.code == code) for code in grade],
            "grade_range": ["A～D" if i % 3 == 0 else "D" for i in range(rows)],
            "grade_by": ["direct_determination" if i == 0 else "score" for i in range(rows)],
            **empty(NO_OVERRIDE, rows),
            "veto_clauses": veto,
            "undecided_vetoes": [""] * rows,
            **empty(NO_CREDIT, rows),
            "score": [round(100 - value, 4) for value in risk],
            "risk_score": risk,
            "score_low": [round(value - 3, 4) for value in risk],
            "score_high": risk,
            "unobserved_share": [0.0928 if i % 3 else 0.0 for i in range(rows)],
            "fires_per_year": [0.0421 if i % 5 else None for i in range(rows)],
            "fires_low": [0.0213 if i % 5 else None for i in range(rows)],
            "fires_high": [0.0832 if i % 5 else None for i in range(rows)],
            "consequence": [120.0 + i for i in range(rows)],
            "expected_consequence": [5.052 + i / 7 if i % 5 else None for i in range(rows)],
            "top_reasons": ["每百人疏散净宽度 +6.32；演练次数 +5.26；自动喷水灭火系统部分停用 +5.26"] * rows,
            "basis": ["norm、local_rule、project_default"] * rows,
            "source": [f"units.csv#{i + 3}" for i in range(rows)],
            "criterion.management": [round(i / 7, 4) for i in range(rows)],
        }
    )


def make_findings() -> pl.DataFrame:
    rows = [
        (
            "error",
            "units.csv",
            None,
            9,
            "建筑面积",
            "DW9",
            "一千多",
            "不是数字，按未知处理",
            "数字",
            "填写数字",
            "NUM-01",
        ),
        (
            "error",
            "units.csv",
            None,
            12,
            "建筑面积",
            "DW12",
            "=1+1",
            "不是数字，按未知处理",
            "数字",
            "填写数字",
            "NUM-01",
        ),
        ("note", "units.csv", None, 1, None, None, None, "表头上方的标题行", None, "无需处理", "ROW-01"),
    ]
    names = ["severity", "file", "sheet", "row", "column", "subject_id", "value", "problem", "allowed", "mend", "code"]
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String) | {"row": pl.Int64}, orient="row")


def make_set_aside() -> pl.DataFrame:
    rows = [("units.csv", None, 88, None, "ID-01", "编号为空，不参与评分", "|无编号小店|航埠镇")]
    names = ["file", "sheet", "row", "subject_id", "code", "reason", "cells"]
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String) | {"row": pl.Int64}, orient="row")


@pytest.fixture
def register() -> pl.DataFrame:
    return make_register()


@pytest.fixture
def findings() -> pl.DataFrame:
    return make_findings()


@pytest.fixture
def set_aside() -> pl.DataFrame:
    return make_set_aside()


@pytest.fixture
def grade_scale() -> list[GradeLine]:
    return GRADES
