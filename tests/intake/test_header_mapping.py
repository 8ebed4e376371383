"""Header cells and the rulebook's names."""

from __future__ import annotations

import pytest

from riskkit.errors import RiskkitError
from riskkit.indicators.rule_file import FieldShape, RollUp, Text
from riskkit.intake.columns import map_columns
from riskkit.terms import Level

AREA = FieldShape(kind="number", label=Text(zh="建筑面积", en="floor area"), aliases=["总面积"], uom="m2")
RATE = FieldShape(kind="number", label=Text(zh="完好率", en="working"), uom="share")
LOSS = FieldShape(kind="number", label=Text(zh="直接财产损失", en="loss"), uom="cny")
FIELDS = {"area_m2": AREA, "working_share": RATE, "loss_cny": LOSS}


@pytest.mark.parametrize(
    ("header", "field", "factor"),
    [
        ("建筑面积", "area_m2", 1.0),
        (" *建 筑　面积 ", "area_m2", 1.0),
        ("建筑面积(㎡)", "area_m2", 1.0),
        ("建筑面积（平方米）", "area_m2", 1.0),
        ("建筑面积【万㎡】", "area_m2", 1e4),
        ("总面积（亩）", "area_m2", 10000 / 15),
        ("总面积（单位：公顷）", "area_m2", 1e4),
        ("Floor Area", "area_m2", 1.0),
        ("ＡＲＥＡ_m2", "area_m2", 1.0),
        ("完好率（%）", "working_share", 0.01),
        ("直接财产损失（万元）", "loss_cny", 1e4),
        ("直接财产损失（千元）", "loss_cny", 1e3),
    ],
)
def test_a_header_is_recognised_exactly_with_its_measure(header: str, field: str, factor: float) -> None:
    column = map_columns(["编号", header], FIELDS).columns[1]
    assert (column.field, column.header) == (field, header)
    assert column.factor == pytest.approx(factor)


@pytest.mark.parametrize("header", ["建筑面积（元）", "建筑面积（地上）", "建筑 面积 合计", "面积"])
def test_nothing_like_it_is_taken_for_it(header: str) -> None:
    mapping = map_columns(["编号", header], FIELDS)
    assert [column.field for column in mapping.columns] == ["subject_id"]
    assert ("COL-04", header) in {(finding.code, finding.column) for finding in mapping.findings}
    assert ("COL-03", "area_m2") in {(finding.code, finding.value) for finding in mapping.findings}


def test_doubled_unused_personal_and_missing_columns() -> None:
    mapping = map_columns(["编号", "建筑面积", "总面积（亩）", "", "备注", "法人身份证号", "联系电话"], FIELDS)
    found = [(finding.code, finding.column, finding.value) for finding in mapping.findings]
    assert found == [
        ("COL-02", "总面积（亩）", "建筑面积"),
        ("COL-04", "备注", ""),
        ("COL-05", "法人身份证号", ""),
        ("COL-05", "联系电话", ""),
        ("COL-03", "完好率", "working_share"),
        ("COL-03", "直接财产损失", "loss_cny"),
    ]
    assert [column.position for column in mapping.columns] == [0, 1]


def test_a_field_that_rolls_up_is_not_missed_but_read_when_it_is_there() -> None:
    up = RollUp(level=Level.UNIT, by="industry_id", statistic="count")
    fields = {"units": FieldShape(kind="integer", label=Text(zh="单位数", en="units"), roll_up=up)}
    assert map_columns(["编号"], fields).findings == ()
    assert map_columns(["编号", "单位数"], fields).columns[1].field == "units"


def test_no_id_column() -> None:
    with pytest.raises(RiskkitError) as caught:
        map_columns(["名称", "建筑面积"], FIELDS, file="a.csv", header_row=3)
    assert caught.value.code == "COL-01"
    assert caught.value.where == "a.csv#3"
    assert caught.value.found == "名称, 建筑面积"
