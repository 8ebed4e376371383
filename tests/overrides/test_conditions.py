"""When an override is applied: each condition at its limit, and what is said when it fails."""

from __future__ import annotations

import json

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import riskkit as rk
from riskkit.errors import RiskkitError

# of the synthetic units on 2026-01-01: D by score, C by score, A
POOR, FAIR, GOOD = "SYN-U00009", "SYN-U00023", "SYN-U00026"
GOOD_ROW = (POOR, "D", "C", "现场复核", "王某", "2026-01-01")


def said(result):
    found = result.findings[result.findings["code"].str.startswith("OVR")]
    return list(zip(found["code"], found["row"], found["column"], found["allowed"], strict=True))


def test_the_units_are_what_the_tests_say(plain, entry):
    assert [(entry(plain, unit)["grade"], entry(plain, unit)["grade_by"]) for unit in (POOR, FAIR, GOOD)] == [
        ("D", "score"), ("C", "score"), ("A", "score"),
    ]  # fmt: skip


def test_applied(assessed, plain, overrides, entry):
    result = assessed(overrides(GOOD_ROW))
    row, before = entry(result, POOR), entry(plain, POOR)
    assert (row["grade"], row["grade_by"], row["grade_before_override"]) == ("C", "override", "D")
    assert row["grade_by_before_override"] == "score"
    assert (row["override_reason"], row["override_by"], str(row["override_on"])) == ("现场复核", "王某", "2026-01-01")
    assert row["grade_label"] == entry(plain, FAIR)["grade_label"]
    assert {name: row[name] for name in ("score", "risk_score", "score_low", "score_high", "grade_range")} == {
        name: before[name] for name in ("score", "risk_score", "score_low", "score_high", "grade_range")
    }
    assert result.tables.explanations.equals(plain.tables.explanations)
    assert said(result) == []
    assert result.overrides == {"read": 1, "applied": 1, "not_applied": 0, "set_aside": 0}


def test_it_ranks_by_the_grade_set_and_moves_nobody_else(assessed, plain, overrides, entry):
    result = assessed(overrides(GOOD_ROW))
    others = [
        frame.filter(pl.col("subject_id") != POOR).drop("rank")
        for frame in (result.tables.register, plain.tables.register)
    ]
    empty = [name for name in others[0].columns if others[0][name].null_count() == others[0].height]
    assert others[0].drop(empty).equals(others[1].drop(empty))
    grades = result.tables.register.filter(pl.col("veto_clauses") == "")["grade"].to_list()
    assert grades == sorted(grades, reverse=True)
    assert entry(result, POOR)["rank"] > entry(plain, POOR)["rank"]


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        (("nobody", "D", "C", "a", "b", "2026-01-01"), [("OVR-01", 2, "单位编号", None)]),
        ((POOR, "C", "B", "a", "b", "2026-01-01"), [("OVR-02", 2, "原等级", "D")]),
        ((POOR, None, "B", "a", "b", "2026-01-01"), [("OVR-02", 2, "原等级", "D")]),
        ((POOR, "D", "E", "a", "b", "2026-01-01"), [("OVR-03", 2, "调整后等级", "A / B / C / D")]),
        ((POOR, "D", None, "a", "b", "2026-01-01"), [("OVR-03", 2, "调整后等级", "A / B / C / D")]),
        ((POOR, "D", "C", None, "b", "2026-01-01"), [("OVR-04", 2, "理由", None)]),
        ((POOR, "D", "C", "无", "b", "2026-01-01"), [("OVR-04", 2, "理由", None)]),
        ((POOR, "D", "C", "a", "", "2026-01-01"), [("OVR-04", 2, "批准人", None)]),
        ((POOR, "D", "C", "a", "b", None), [("OVR-04", 2, "日期", None)]),
        ((POOR, "D", "C", "a", "b", "昨天"), [("OVR-04", 2, "日期", None)]),
        ((POOR, "D", "C", "a", "b", "2026-01-02"), [("OVR-05", 2, "日期", None)]),
        ((POOR, "D", "D", "a", "b", "2026-01-01"), [("OVR-07", 2, "调整后等级", None)]),
        ((POOR, "C", "E", None, "b", "2026-01-02"),
         [("OVR-02", 2, "原等级", "D"), ("OVR-03", 2, "调整后等级", "A / B / C / D"), ("OVR-04", 2, "理由", None),
          ("OVR-05", 2, "日期", None)]),
    ],
)  # fmt: skip
def test_not_applied_and_why(assessed, plain, overrides, row, wanted):
    result = assessed(overrides(row))
    assert [(*found[:3], found[3] or None) for found in said(result)] == wanted
    assert result.tables.register.equals(plain.tables.register)
    assert result.overrides == {"read": 1, "applied": 0, "not_applied": 1, "set_aside": 0}
    assert result.has_problems()


def test_two_for_one_unit_are_none(assessed, plain, overrides):
    """Which of them counts cannot be told, even where one alone would be valid."""
    result = assessed(
        overrides(GOOD_ROW, (POOR, "D", "B", "a", "b", "2025-12-31"), (FAIR, "C", "B", "a", "b", "2026-01-01"))
    )
    assert [found[:2] for found in said(result)] == [("OVR-06", 2), ("OVR-06", 3)]
    assert result.overrides == {"read": 3, "applied": 1, "not_applied": 2, "set_aside": 0}


@pytest.mark.parametrize(
    ("before", "after"), [("D", "C"), ("重大风险", "高风险"), ("Ｄ", "c"), ("D 重大风险", "high risk")]
)
def test_a_grade_goes_by_its_code_or_its_label(assessed, overrides, entry, before, after):
    result = assessed(overrides((POOR, before, after, "a", "b", "2026-01-01")))
    assert (entry(result, POOR)["grade"], entry(result, POOR)["grade_before_override"]) == ("C", "D")


def test_a_worse_grade_may_be_set_too(assessed, overrides, entry):
    result = assessed(overrides((GOOD, "A", "D", "a", "b", "2025-12-31")))
    row = entry(result, GOOD)
    assert (row["grade"], row["rank"]) == ("D", result.grade_counts()["D"])  # the last of the worst, by its score


def test_the_ground_of_a_veto_stands_and_is_said(small, assessed, plain, overrides, entry):
    vetoed = plain.register.query("grade_by == 'direct_determination'")["subject_id"][0]
    result = assessed(overrides((vetoed, "D", "B", "a", "b", "2026-01-01")))
    row, before = entry(result, vetoed), entry(plain, vetoed)
    assert (row["grade"], row["grade_by_before_override"]) == ("B", "direct_determination")
    assert row["veto_clauses"] == before["veto_clauses"] != ""
    others = result.register.query("veto_clauses == ''")
    assert row["rank"] < others["rank"].min()
    assert [found[0] for found in said(result)] == ["OVR-08"]


def test_a_messy_file_is_accounted_for(assessed, tmp_path):
    file = tmp_path / "人工调整.csv"
    text = (
        f"人工调整审批表,,,,,\n单位编码,调整前等级,新等级,调整理由,审批人,批准日期\n{POOR},D,C,复核,王某,2025年12月31日\n"
        ",D,C,复核,王某,2025.12.31\n合计,2,,,,\n"
    )
    file.write_bytes(text.encode("gb18030"))
    result = assessed(file)
    assert result.overrides == {"read": 3, "applied": 1, "not_applied": 0, "set_aside": 2}
    assert {"ID-01", "ROW-02"} <= set(result.findings.query("file == '人工调整.csv'")["code"])


def test_a_table_without_a_column_stops_the_run(assessed, overrides):
    with pytest.raises(RiskkitError) as problem:
        assessed(overrides(GOOD_ROW).drop("批准人"))
    assert (problem.value.code, "批准人" in problem.value.allowed) == ("COL-06", True)


def test_no_table_and_an_empty_one_give_the_same_bytes(assessed, plain, tmp_path):
    file = tmp_path / "override.csv"
    file.write_text("单位编号,原等级,调整后等级,理由,批准人,日期\n", "utf-8")
    rk.save(plain, tmp_path / "none")
    rk.save(assessed(file), tmp_path / "empty")
    rk.save(
        assessed(
            pl.DataFrame(
                schema=dict.fromkeys(("单位编号", "原等级", "调整后等级", "理由", "批准人", "日期"), pl.String)
            )
        ),
        tmp_path / "frame",
    )
    first = {
        path.relative_to(tmp_path / "none"): path.read_bytes()
        for path in (tmp_path / "none").rglob("*")
        if path.is_file()
    }
    assert len(first) > 30
    for name in ("empty", "frame"):
        again = tmp_path / name
        assert {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()} == first
    assert json.loads(first[next(path for path in first if path.name == "manifest.json")])["overrides"] is None


ROW = st.tuples(
    st.sampled_from([POOR, FAIR, GOOD, "SYN-U00001", "nobody"]),
    st.sampled_from(["A", "B", "C", "D", "x", None]),
    st.sampled_from(["A", "B", "C", "D", "x", None]),
    st.sampled_from(["理由", None]),
    st.sampled_from(["王某", None]),
    st.sampled_from(["2025-12-31", "2026-01-01", "2026-01-02", None]),
)


@settings(max_examples=15)
@given(st.lists(ROW, min_size=1, max_size=6), st.sampled_from([7, 100_000]))
def test_any_table_is_accounted_for_and_changes_grades_alone(assessed, plain, overrides, rows, chunk_rows):
    result = assessed(overrides(*rows), options=rk.Options(chunk_rows=chunk_rows))
    account = result.overrides
    assert account["read"] == len(rows) == account["applied"] + account["not_applied"] + account["set_aside"]
    register, before = result.tables.register, plain.tables.register
    assert (register["grade_by"] == "override").sum() == account["applied"] == register["override_by"].count()
    ids = set(result.findings[result.findings["code"].str.match("OVR-0[1-7]")]["row"])
    assert account["not_applied"] == len(ids)
    joined = register.join(before, on="subject_id", suffix="_before")
    assert joined.height == before.height
    assert (joined["score"] == joined["score_before"]).all()
    computed = joined["grade_before_override"].fill_null(joined["grade"])
    assert (computed == joined["grade_before"]).all()
    assert result.tables.explanations.equals(plain.tables.explanations)
