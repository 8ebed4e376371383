"""Every row through every station: rows in = rows out + set aside with a reason, and both sources of a conflict."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

import riskkit as rk
from riskkit.errors import RiskkitError
from riskkit.ledger import Station, account_of, check_stations, conflicts_in_words
from riskkit.which_table import SIDE_TABLES, fields_read, that_matter, which_table

DAY = date(2026, 1, 1)
RULES = rk.Rulebook.at(DAY, "unit/city_score_100")
TABLE = pl.DataFrame(
    {
        "单位编号": ["A1", "A2", "A1", "A2", "", "合计", "A3"],
        "单位名称": ["甲", "乙", "甲", "乙二", "丙", "", "丁"],
        "场所类型": ["餐饮", "餐饮", "餐饮", "餐饮", "餐饮", "", "餐饮"],
        "建筑面积（㎡）": ["100", "200", "100", "约300", "5", "", "很大"],
    }
)


def stations(result: object) -> list[tuple[str, int, int]]:
    return [(one.name, one.rows_in, one.rows_out) for one in result.stations]  # type: ignore[attr-defined]


def test_the_same_rows_leave_at_the_same_stations_everywhere(tmp_path: Path) -> None:
    checked, cleaned = rk.validate(TABLE, RULES), rk.clean(TABLE, RULES)
    assessed = rk.assess(TABLE, RULES)
    shared = [("extract", 7, 7), ("rows", 7, 6), ("validate", 6, 3)]
    assert stations(checked) == shared
    assert stations(cleaned) == [*shared, ("clean", 3, 3)]
    assert stations(assessed) == [*shared, ("score", 3, 3), ("register", 3, 3)]
    assert checked.set_aside_counts() == {"ROW-02": 1, "DUP-01": 2, "ID-01": 1}
    rk.save(assessed, tmp_path / "out", formats=("csv",), pages=0)
    rows = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["stations"]
    assert [(one["station"], one["rows_in"], one["rows_out"]) for one in rows] == stations(assessed)
    assert rows[1]["set_aside"] == [{"code": "ROW-02", "reason": "合计行，不参与评分", "rows": 1}]


def test_doubled_rows_are_shown_with_both_sources(tmp_path: Path) -> None:
    rk.save(rk.assess(TABLE, RULES), tmp_path / "out", formats=("csv",), pages=0)
    written = pl.read_csv(tmp_path / "out" / "conflicts.csv")
    assert written.select("编号", "情况", "列", "保留的行", "保留的值", "另放的行", "另放的值").rows() == [
        ("A1", "重复：各列相同", None, 2, None, 4, None),
        ("A2", "冲突：取值不同", "单位名称", 3, "乙", 5, "乙二"),
        ("A2", "冲突：取值不同", "建筑面积（㎡）", 3, "200", 5, "约300"),
    ]
    assert rk.validate(TABLE, RULES).conflict_rows.height == 3


def test_without_doubled_rows_there_is_no_file_of_them(tmp_path: Path) -> None:
    rk.save(rk.assess(TABLE.head(2), RULES), tmp_path / "out", formats=("csv",), pages=0)
    assert not (tmp_path / "out" / "conflicts.csv").exists()
    assert not (tmp_path / "out" / "changes.csv").exists()


def test_an_assessment_keeps_its_changes_where_it_is_told(tmp_path: Path) -> None:
    result = rk.assess(TABLE, RULES, options=rk.Options(changes=True))
    rk.save(result, tmp_path / "out", formats=("csv",), pages=0)
    written = pl.read_csv(tmp_path / "out" / "changes.csv", infer_schema=False)
    kept = written.filter(pl.col("规则编号") == "NUM-01")
    assert kept.select("行", "列", "原值", "改为", "编号").rows() == [("8", "建筑面积（㎡）", "很大", None, "A3")]
    plain = rk.assess(TABLE, RULES)
    assert result.tables.register.equals(plain.tables.register)
    assert result.fingerprint == plain.fingerprint


def test_a_station_that_does_not_add_up_stops_the_run() -> None:
    aside = pl.DataFrame({"code": ["ROW-02", "ID-01"]})
    with pytest.raises(RiskkitError, match="ROW-99"):
        account_of(9, aside, ("extract", "rows", "validate"), 6)
    with pytest.raises(RiskkitError, match="validate: 8 != 7"):
        account_of(9, aside, ("extract", "rows", "validate"), 7, {"validate": 8})
    with pytest.raises(RiskkitError, match="ROW-99"):
        check_stations([Station("extract", 9, 9, {}), Station("rows", 8, 8, {})], 9, 8)


def test_a_reason_of_no_known_family_is_said_by_the_last_station() -> None:
    found = account_of(3, pl.DataFrame({"code": ["STAT-02"]}), ("extract", "rows", "validate"), 2)
    assert found[-1].set_aside == {"STAT-02": 1}


def test_conflicts_without_any_are_an_empty_table() -> None:
    result = rk.validate(TABLE.head(2), RULES)
    assert result.conflict_rows.height == 0
    empty = conflicts_in_words(result.conflict_rows.drop("same_or_not"), result.finding_rows, "en")
    assert empty.columns == result.conflict_rows.columns


@pytest.mark.parametrize("name", list(SIDE_TABLES))
def test_every_side_table_has_fields_and_many_rows_a_subject(name: str) -> None:
    which = which_table(name, "2026-01-01")
    assert which.fields
    assert not which.unique_ids
    assert which.expected <= set(which.fields)
    assert which.digest == which_table(name, DAY).digest


def test_a_day_that_is_none_and_unknown_rules() -> None:
    with pytest.raises(RiskkitError, match="ARG-01"):
        which_table("table/fires", "yesterday")
    with pytest.raises(RiskkitError, match="ARG-01"):
        rk.validate(TABLE, "unit/city_score_100")
    with pytest.raises(RiskkitError, match=r"RULE-30.*table/fires"):
        which_table("table/fire", DAY)


def test_only_columns_that_something_reads_are_said_to_be_missing_or_empty() -> None:
    found = pl.DataFrame(
        {
            "code": ["COL-03", "COL-03", "COL-04", "MISS-05", "MISS-05"],
            "value": ["floor_area_m2", "nothing_reads_it", "", "", ""],
            "column": ["面积", "别的", "备注", "停业日期", "建筑面积"],
        }
    )
    columns = {"floor_area_m2": "建筑面积", "elsewhere": "停业日期"}
    left = that_matter(found, fields_read(RULES), columns)
    assert left.get_column("column").to_list() == ["面积", "备注", "建筑面积"]


def test_nothing_is_kept_of_a_large_table_but_its_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    from riskkit.validation import copied_rows

    monkeypatch.setattr(copied_rows, "WHOLE_ROWS", 100)
    monkeypatch.setattr(copied_rows, "PART_CELLS", 40)
    rows = 5_000
    table = pl.DataFrame({"单位编号": [f"A{at}" for at in range(rows)], "建筑面积（㎡）": ["很大", "5"] * (rows // 2)})
    result = rk.validate(table, RULES, options=rk.Options(chunk_rows=1000))
    assert result.rows_usable == rows
    assert not result.copied.whole
    assert result.copied.height == 20
    assert result.by_rule.filter(pl.col("code") == "NUM-01").get_column("count").item() == rows // 2
