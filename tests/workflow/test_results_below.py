"""Several unit results below one industry, and the alternatives of the roll-up, each computed again by hand."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

import riskkit as rk
from riskkit.errors import RiskkitError

DAY, SECTOR = "2026-01-01", "industry/sector_work"
HOUSES = pl.DataFrame(
    {
        "房屋编号": ["z1", "z2"],
        "行业": ["SYN-I01", "SYN-I01"],
        "乡镇街道": ["SYN-R01", "SYN-R01"],
        "容纳人数": ["10", "30"],
    }
)


@pytest.fixture(scope="module")
def sectors(city_home):
    return city_home / "industries.xlsx"


@pytest.fixture(scope="module")
def houses():
    """Two houses by a rule of four colours: one red, one green. It knows no score."""
    fields = rk.Rulebook.at(DAY, "unit/self_built_houses_hainan").fields
    situations = [name for name in fields if name.startswith("situation_")]
    cells = {fields[name].label.zh: ["是", "否"] for name in situations}
    residents = {fields["residents"].label.zh: ["12", "12"]}
    return rk.assess(
        HOUSES.with_columns(pl.Series(k, v) for k, v in (cells | residents).items()),
        "unit/self_built_houses_hainan",
        DAY,
    )


def measured(result: rk.Assessment, indicator: str, subject: str) -> float:
    rows = result.explanations.query("indicator == @indicator and subject_id == @subject")
    return float(rows["value"].iloc[0])


# ---------------------------------------------------------------- several results of one level


def test_the_worst_grade_is_each_rulebooks_own(sectors, units_without_fires, houses):
    assert houses.register.set_index("subject_id")["grade"].to_dict() == {"z1": "红", "z2": "绿"}
    both = rk.assess(sectors, SECTOR, DAY, below=[units_without_fires, houses])
    city = units_without_fires.register.query("industry_id == 'SYN-I01'")
    worst = (city["grade"] == "D").sum() + 1
    assert measured(both, "unit_worst_grade_share", "SYN-I01") == pytest.approx(worst / (len(city) + 2), abs=5e-5)


def test_a_rule_without_a_score_has_no_part_in_the_mean_risk(sectors, units_without_fires, houses):
    alone = rk.assess(sectors, SECTOR, DAY, below=[units_without_fires])
    both = rk.assess(sectors, SECTOR, DAY, below=[units_without_fires, houses])
    assert measured(both, "unit_mean_risk", "SYN-I01") == measured(alone, "unit_mean_risk", "SYN-I01")
    # but its units are counted
    hazards = units_without_fires.for_roll_up().to_pandas().query("industry_id == 'SYN-I01'")
    wanted = 1000 * hazards["open_major_hazards"].sum() / (len(hazards) + 2)
    assert measured(both, "major_hazards_per_1000", "SYN-I01") == pytest.approx(wanted, abs=0.0051)


def test_it_is_said_that_results_were_put_together(sectors, units_without_fires, houses):
    both = rk.assess(sectors, SECTOR, DAY, below=[houses, units_without_fires])
    (said,) = both.findings.query("code == 'ROLL-03'")["value"]
    assert "unit/self_built_houses_hainan" in said
    assert "unit/city_score_100" in said
    names = [source.file for source in both.sources[1:]]
    assert names == ["unit unit/city_score_100", "unit unit/self_built_houses_hainan"]
    single = rk.assess(sectors, SECTOR, DAY, below=[units_without_fires])
    assert "ROLL-03" not in set(single.findings["code"])
    assert [source.file for source in single.sources[1:]] == ["unit"]


def test_rates_of_only_some_results_are_a_warning(sectors, units, houses):
    both = rk.assess(sectors, SECTOR, DAY, below=[units, houses])
    assert both.findings.query("code == 'ROLL-05'")["value"].tolist() == ["unit/self_built_houses_hainan"]


def test_the_order_of_the_results_does_not_matter(sectors, units_without_fires, houses):
    one = rk.assess(sectors, SECTOR, DAY, below=[units_without_fires, houses])
    other = rk.assess(sectors, SECTOR, DAY, below=[houses, units_without_fires])
    assert one.fingerprint == other.fingerprint
    assert one.tables.register.drop("source").equals(other.tables.register.drop("source"))


def test_a_subject_in_two_results_is_an_error(sectors, units_without_fires):
    with pytest.raises(RiskkitError) as caught:
        rk.assess(sectors, SECTOR, DAY, below=[units_without_fires, units_without_fires])
    assert caught.value.code == "ROLL-04"
    assert "SYN-U0" in caught.value.text()


def test_a_result_of_the_same_level_is_an_error(sectors, industries):
    with pytest.raises(RiskkitError) as caught:
        rk.assess(sectors, SECTOR, DAY, below=[industries])
    assert caught.value.code == "ARG-01"


def test_a_scale_of_one_grade_has_no_worst(sectors):
    """The school table was seen without its grade lines: everybody is 未分级, nobody in the worst grade."""
    schools = rk.assess(
        pl.DataFrame({"单位编号": ["s1"], "行业": ["SYN-I01"], "容纳人数": ["300"]}).with_columns(
            _full_marks("unit/school_100")
        ),
        "unit/school_100",
        DAY,
    )
    assert set(schools.register["grade"]) == {"未分级"}
    result = rk.assess(sectors, SECTOR, DAY, below=[schools])
    rows = result.explanations.query("indicator == 'unit_worst_grade_share' and subject_id == 'SYN-I01'")
    assert rows["state"].tolist() == ["unknown"]
    assert measured(result, "unit_mean_risk", "SYN-I01") == pytest.approx(0)


def _full_marks(rulebook: str) -> list[pl.Series]:
    rules = rk.Rulebook.at(DAY, rulebook)
    names = {(leaf.indicator.measure.field or leaf.id): leaf.block.full_points for leaf in rules.leaves}
    return [pl.Series(rules.fields[name].label.zh, [f"{points:g}"]) for name, points in names.items()]


# ---------------------------------------------------------------- the alternatives


def chosen(sectors, units, choice: str) -> rk.Assessment:
    return rk.assess(sectors, SECTOR, DAY, below=[units], choices={"unit_rollup": choice})


def second_half(result: rk.Assessment) -> dict[str, float]:
    register = result.tables.register
    return dict(register.select("subject_id", "criterion.units").iter_rows())


def test_the_default_is_the_blend_and_nothing_has_moved(sectors, units, industries):
    blend = chosen(sectors, units, "blend")
    assert blend.tables.register.equals(industries.tables.register)


@pytest.mark.parametrize(
    ("choice", "risk"),
    [
        ("mean", lambda rows: rows["risk_score"].mean()),
        ("exposure_weighted", lambda rows: np.average(rows["risk_score"], weights=rows["consequence"])),
    ],
)
def test_a_mean_alone(sectors, units, choice, risk):
    found = second_half(chosen(sectors, units, choice))
    wanted = units.register.groupby("industry_id").apply(risk, include_groups=False)
    assert found == pytest.approx((100 - wanted).to_dict(), abs=1e-4)


def test_the_share_in_the_worst_grade_alone(sectors, units):
    """riskkit's scale: 0 → 100, 5 % → 80, 20 % → 40, 50 % → 0, straight between."""
    found = second_half(chosen(sectors, units, "worst_share"))
    share = units.register.groupby("industry_id")["grade"].apply(lambda grades: (grades == "D").mean())
    wanted = {key: np.interp(value, [0, 0.05, 0.2, 0.5], [100, 80, 40, 0]) for key, value in share.items()}
    assert found == pytest.approx(wanted, abs=1e-4)


def test_the_cap_lowers_the_grade_and_leaves_the_score(sectors, units, industries):
    capped = chosen(sectors, units, "capped").register.set_index("subject_id")
    free = industries.register.set_index("subject_id")
    hazards = units.for_roll_up().to_pandas().groupby("industry_id")["open_major_hazards"].sum()
    order = ["优秀", "良好", "合格", "不合格"]
    assert (capped["score"].loc[free.index] == free["score"]).all()
    for key, grade in free["grade"].items():
        wanted = max(order.index(grade), order.index("合格")) if hazards[key] >= 1 else order.index(grade)
        assert capped["grade"][key] == order[wanted], key
    assert 0 < (hazards >= 1).sum() < len(hazards)


def test_the_cap_is_undecided_without_the_column(sectors, houses):
    result = chosen(sectors, houses, "capped")
    row = result.register.set_index("subject_id").loc["SYN-I01"]
    assert "SECTOR-CAP" in row["undecided_vetoes"]


def test_another_choice_is_another_rulebook(sectors, units, industries):
    assert chosen(sectors, units, "mean").rulebook.digest != industries.rulebook.digest
