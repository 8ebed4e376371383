"""The cells of a register: texts of reasons and vetoes, labels, consequence, source."""

from __future__ import annotations

import polars as pl
import pytest

import riskkit as rk
from riskkit.records import REGISTER
from riskkit.register import veto_ids

UNIT = "unit/city_score_100"
DAY = "2026-01-01"


@pytest.fixture(scope="module")
def small():
    return rk.dataset_path("synthetic_city") / "units_small.csv"


@pytest.fixture(scope="module")
def result(small):
    return rk.assess(small, UNIT, DAY)


def test_columns_are_those_of_the_record_then_the_criteria(result):
    names = [column.name for column in REGISTER]
    columns = result.register.columns.tolist()
    assert columns[: len(names)] == names
    criteria = [f"criterion.{child.id}" for child in result.rulebook.root.children]
    assert columns[len(names) :] == criteria


def test_top_reasons_are_the_three_largest_above_zero(result):
    register = result.tables.register
    for subject_id, text in register.select("subject_id", "top_reasons").iter_rows():
        found = [reason for reason in result.explain(subject_id).reasons if reason.contribution > 0][:3]
        wanted = "；".join(f"{reason.label.zh} {_tenth(reason.contribution)}" for reason in found)
        assert text == wanted, subject_id


def _tenth(points: float) -> str:
    """To one decimal, half to even on the published value."""
    return str(round(round(points * 10_000) / 1000) / 10)


def test_veto_cells_name_id_and_label(result):
    labels = {veto.id: veto.label.zh for veto, _ in result.rulebook.vetoes}
    met = [text for text in result.register["veto_clauses"] if text]
    assert met
    for text in met:
        assert text == "；".join(f"{name} {labels[name]}" for name in labels if name in veto_ids(text))


def test_english_words_on_request(small):
    result = rk.assess(small, UNIT, DAY, options=rk.Options(lang="en"))
    text = " ".join(result.register[["grade_label", "place_type", "top_reasons", "veto_clauses"]].to_numpy().ravel())
    assert not any("一" <= letter <= "鿿" for letter in text)
    assert set(result.register["grade_label"]) <= {"low risk", "medium risk", "high risk", "major risk"}


def test_source_names_file_and_row(result, small):
    lines = small.read_text("utf-8-sig").splitlines()
    for subject_id, source in result.tables.register.select("subject_id", "source").iter_rows():
        file, row = source.split("#")
        assert file == "units_small.csv"
        assert subject_id in lines[int(row) - 1]


def test_an_unknown_consequence_is_the_median(small):
    rules = rk.Rulebook.at(DAY, UNIT)
    table = rk.read(small, rules).table.drop(columns="source_row")
    table.loc[table.index[:3], "occupants"] = None
    register = rk.assess(table, rules).register.set_index("subject_id")
    unknown = table["subject_id"].iloc[:3]
    assert set(register.loc[unknown, "consequence"]) == {table["occupants"].median()}
    known = table.set_index("subject_id")["occupants"].drop(unknown)
    assert (register.loc[known.index, "consequence"] == known).all()


def test_no_consequence_at_all_counts_as_one(small):
    rules = rk.Rulebook.at(DAY, UNIT)
    table = rk.read(small, rules).table.drop(columns=["source_row", "occupants"])
    assert set(rk.assess(table, rules).register["consequence"]) == {1.0}


def test_basis_says_what_the_numbers_rest_on(result):
    (basis,) = set(result.register["basis"])
    assert basis.split("、") == result.rulebook.bases() == ["local_rule", "norm", "project_default"]


def test_equal_subjects_share_a_rank_and_stand_by_id():
    """1, 2, 2, 4: the rank counts the subjects before."""
    cells = {"fire_permit_obtained": ["是", "否", "否", "是"]}
    table = pl.DataFrame({"subject_id": ["d", "c", "a", "b"], **cells})
    register = rk.assess(table, UNIT, DAY).register
    assert register["subject_id"].tolist() == ["a", "c", "b", "d"]
    assert register["rank"].tolist() == [1, 1, 3, 3]
