"""read = scored + set aside, row by row, at every level."""

from __future__ import annotations

import pytest

import riskkit as rk
from riskkit.ledger import check_account


@pytest.mark.parametrize("level", ["unit", "industry", "region"])
def test_read_is_scored_plus_set_aside(city, level):
    result = city[level]
    assert result.rows_read == len(result.register) + len(result.set_aside)
    assert result.register["subject_id"].is_unique
    assert result.explanations["subject_id"].nunique() == len(result.register)


def test_every_row_of_the_file_stands_in_one_place(units, city_home):
    """Rows of the register and rows set aside are disjoint and cover the file below its header without a hole."""
    scored = units.register["source"].str.extract(r"^units\.csv#(\d+)$")[0].astype(int)
    aside = units.set_aside["row"]
    rows = sorted([*scored, *aside])
    assert len(set(rows)) == len(rows)
    lines = (city_home / "units.csv").read_bytes().decode("gb18030").splitlines()
    header = next(i for i, line in enumerate(lines, 1) if "单位编号" in line)
    assert rows[0] == header + 1
    missing = set(range(header + 1, len(lines) + 1)) - set(rows)
    # only lines without a single cell
    assert all(not lines[row - 1].strip(', "') for row in missing)


def test_set_aside_rows_say_why(units):
    aside = units.set_aside
    assert (aside["reason"].str.len() > 0).all()
    assert (aside["cells"].str.len() > 0).all()
    assert set(aside["code"]) == {"ID-01", "DUP-01", "ROW-02", "ROW-04"}
    # a doubled id is set aside the second time, and stays in the register once
    doubled = aside.loc[aside["code"] == "DUP-01", "subject_id"]
    assert doubled.isin(units.register["subject_id"]).all()


def test_a_lost_row_stops_the_assessment():
    check_account(5, 3, 2)
    with pytest.raises(rk.RiskkitError, match="ROW-99") as caught:
        check_account(5, 3, 1)
    assert caught.value.found == "5 != 3 + 1"


def test_findings_have_a_place_a_mend_and_a_code(units):
    found = units.findings
    assert units.has_problems()
    assert (found["code"].str.len() > 0).all()
    assert (found["mend"].str.len() > 0).all()
    assert set(found["severity"]) <= {"error", "warning", "note"}
    order = found["severity"].map({"error": 0, "warning": 1, "note": 2})
    assert order.is_monotonic_increasing


def test_read_alone_keeps_the_same_account(city_home, units):
    reading = rk.read(city_home / "units.csv", units.rulebook)
    assert len(reading.table) == len(units.register)
    assert reading.set_aside.equals(units.set_aside)
    assert reading.columns["subject_id"] == "单位编号"
