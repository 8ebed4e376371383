"""The region rules from a table to a grade: R, government work, DB43/T 1324 filled in, grid cells, public cover."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import riskkit as rk
from riskkit.errors import RiskkitError
from riskkit.filling import fill_rulebook, write_template

DAY = "2026-01-01"
TEMPLATE_VALUES = (
    ("from: null, to: 100", "from: 80, to: 100"),
    ("from: null, to: null", "from: 60, to: 80"),
    ("from: 0, to: null", "from: 0, to: 60"),
    ("weight: null", "weight: 0.2"),
    ("from: null\n# norm", 'from: "2017-11-15"\n# norm'),
    ("clause: null", "clause: 附录 A"),
    ("checked: null", 'checked: "2026-11-22"'),
    ("{code: ……, label: {zh: ……, en: ……}, from: 80", "{code: 好, label: {zh: 好, en: good}, from: 80"),
    ("{code: ……, label: {zh: ……, en: ……}, from: 60", "{code: 一般, label: {zh: 一般, en: fair}, from: 60"),
    ("{code: ……, label: {zh: ……, en: ……}, from: 0", "{code: 差, label: {zh: 差, en: poor}, from: 0"),
)


def grades(result: rk.Assessment) -> dict[str, str]:
    return result.register.set_index("subject_id")["grade"].to_dict()


def indices(destructive: str, resisting: str) -> dict[str, str]:
    return dict.fromkeys(("火灾危险源", "城市基础信息"), destructive) | dict.fromkeys(
        ("消防力量", "火灾预警防控", "社会防控能力"), resisting
    )


def test_the_ratio_settles_grade_and_order():
    """R = 80/50 = 1.6 is 较高, a tenth more 极高; without resistance, or with a gap, there is no R and no grade."""
    powers = {"a": ("80", "50"), "b": ("80.1", "50"), "c": ("80", "0"), "d": ("80", ""), "e": ("39", "100")}
    result = rk.assess(
        pl.DataFrame([{"区域编号": key, **indices(*pair)} for key, pair in powers.items()]), "region/ratio_model", DAY
    )
    assert grades(result) == {"b": "极高", "a": "较高", "e": "低"}
    assert result.register["subject_id"].tolist() == ["b", "a", "e"]
    assert set(result.set_aside["subject_id"]) == {"c", "d"}
    values = result.explanations.query("indicator == 'power_ratio'").set_index("subject_id")["value"]
    assert values["a"] == "1.6"
    assert set(result.register["grade_by"]) == {"conditions"}


def test_government_work_is_the_sum_of_its_blocks():
    blocks = ("火灾预防", "消防安全基础", "消防安全责任")
    points = {"a": ("30", "30", "30"), "b": ("30", "30", "29.99"), "c": ("20", "20", "20"), "d": ("20", "20", "19.99")}
    rows = [{"区域编号": key, **dict(zip(blocks, three, strict=True))} for key, three in points.items()]
    result = rk.assess(pl.DataFrame(rows), "region/government_work_16", DAY)
    assert grades(result) == {"a": "优秀", "b": "良好", "c": "合格", "d": "不合格"}
    assert result.register.set_index("subject_id")["score"]["b"] == pytest.approx(89.99)


def test_db43_needs_annex_a():
    with pytest.raises(RiskkitError) as caught:
        rk.Rulebook.at(DAY, "region/db43_1324_2017")
    assert caught.value.code == "RULE-40"
    assert "附录 A" in caught.value.text()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rule root with annex A entered; the weights are the test's own."""
    home = tmp_path_factory.mktemp("db43")
    write_template("region/db43_1324_2017", home / "fill.yaml")
    text = (home / "fill.yaml").read_text("utf-8")
    for old, new in TEMPLATE_VALUES:
        assert old in text
        text = text.replace(old, new)
    (home / "fill.yaml").write_text(text, "utf-8")
    fill_rulebook("region/db43_1324_2017", home / "fill.yaml", home / "rules")
    return home / "rules"


def test_an_unfilled_template_is_not_accepted(tmp_path):
    write_template("region/db43_1324_2017", tmp_path / "fill.yaml")
    with pytest.raises(RiskkitError) as caught:
        fill_rulebook("region/db43_1324_2017", tmp_path / "fill.yaml", tmp_path / "rules")
    assert "fill.yaml:" in caught.value.text()
    assert not (tmp_path / "rules").exists()


def test_db43_filled_in(filled):
    contents = ("区域和经济", "火灾及其规律", "火灾预防工作", "公共消防设施", "灭火救援能力")
    rows = [
        {"区域编号": key, "重大及以上火灾": fires, **{f"{name}得分": points for name in contents}}
        for key, fires, points in (("a", "0", "80"), ("b", "1", "100"), ("c", "0", "79"), ("d", "0", "59"))
    ]
    result = rk.assess(pl.DataFrame(rows), "region/db43_1324_2017", DAY, rule_root=filled)
    assert grades(result) == {"a": "好", "b": "差", "c": "一般", "d": "差"}
    assert result.register.iloc[0]["subject_id"] == "b"
    assert result.register.iloc[0]["score"] == 0


def test_special_items_are_the_users_choice():
    cell = dict.fromkeys(("易发性", "危险性", "易损性"), "20") | dict.fromkeys(("消防能力", "救援能力"), "80")
    frame = pl.DataFrame([{"网格编号": "g", **cell, "专项一": "100"}])
    without = rk.assess(frame, "region/grid_2_5_n", DAY)
    with_one = rk.assess(frame, "region/grid_2_5_n", DAY, choices={"special_items": "n1"})
    assert without.register["risk_score"].tolist() == [20]
    # 0.8 of the weight at 20, 0.2 of it at 100
    assert with_one.register["risk_score"].tolist() == [pytest.approx(36)]


COVER = {
    "区域编号": "甲",
    "常住人口": "10000",
    "到场时间": "5",
    "消防站辖区面积": "7",
    "是否近郊区": "否",
    "一级站辖区面积": "7",
    "二级站辖区面积": "4",
    "小型站辖区面积": "2",
    "近郊区站辖区面积": "/",
    "消火栓间距": "120",
    "消火栓保护半径": "150",
    "消火栓静压（MPa）": "0.14",
    "火灾时供水压力（MPa）": "0.10",
    "消火栓流量（L/s）": "15",
    "水鹤流量": "/",
    "市政消火栓数": "100",
    "完好消火栓数": "98",
    "消防员数": "8",
}


def test_public_cover_complies_on_every_limit():
    result = rk.assess(pl.DataFrame([COVER]), "region/public_fire_cover", DAY)
    assert result.register["score"].tolist() == [100]
    assert grades(result) == {"甲": "全部达到"}
    assert result.register["unobserved_share"].tolist() == [0]


def test_the_stricter_hydrant_line_is_a_choice():
    result = rk.assess(pl.DataFrame([COVER]), "region/public_fire_cover", DAY, choices={"hydrant_line": "line_100"})
    assert grades(result) == {"甲": "部分达到"}
    lost = result.explanations.query("contribution > 0")
    assert lost["indicator"].tolist() == ["hydrants_intact_100"]


def test_pressure_in_kilopascals_is_read():
    columns = COVER | {"消火栓静压（MPa）": "139 kPa"}
    result = rk.assess(pl.DataFrame([columns]), "region/public_fire_cover", DAY)
    assert result.explanations.query("contribution > 0")["indicator"].tolist() == ["hydrant_static_pressure"]


def test_a_department_by_its_own_rule():
    blocks = ("责任落实", "任务完成", "隐患整改", "宣传培训", "行业专项工作")
    rows = [
        {"行业": key, **dict.fromkeys(blocks, points), "加分": bonus, "一票否决项数": vetoes}
        for key, points, bonus, vetoes in (("a", "17", "5", "0"), ("b", "20", "9", "1"), ("c", "18", "", "0"))
    ]
    result = rk.assess(pl.DataFrame(rows), "industry/sector_department", DAY)
    assert grades(result) == {"a": "优秀", "b": "不合格", "c": "优秀"}
    assert result.register.set_index("subject_id")["score"].to_dict() == {"a": 90, "b": 0, "c": 90}
    assert "RULE-25" in set(result.findings["code"])
