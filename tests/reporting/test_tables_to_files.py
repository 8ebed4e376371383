from __future__ import annotations

import csv

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskkit.errors import RiskkitError
from riskkit.records import FINDINGS, REGISTER
from riskkit.reporting.tables import guard, unguard, write_csv, write_parquet
from riskkit.terms import Label

LABELS = {"criterion.management": Label("消防安全管理得分", "management")}


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="'=+-@\t\r＝＋－＠a甲1 ", max_size=6))
def test_the_guard_can_be_taken_back_and_leaves_nothing_dangerous(text):
    guarded = guard(text)
    assert unguard(guarded) == text
    assert not guarded.startswith(tuple("=+-@\t\r＝＋－＠"))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(alphabet="'=+-@\t\r＝＋－＠a甲", max_size=4), min_size=1, max_size=20))
def test_the_csv_guards_exactly_as_the_function_does(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("csv") / "f.csv"
    blank = {c.name: pl.Series([None] * len(texts), dtype=pl.String) for c in FINDINGS}
    df = pl.DataFrame({**blank, "row": pl.Series(range(len(texts)), dtype=pl.Int64), "value": texts})
    write_csv(df, path, "findings")
    assert [row["原值"] for row in rows_of(path)] == [guard(text) for text in texts]


def test_csv_speaks_chinese_with_bom_words_for_codes_and_fixed_decimals(tmp_path, register):
    write_csv(register, tmp_path / "r.csv", "register", "zh", LABELS)
    assert (tmp_path / "r.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = rows_of(tmp_path / "r.csv")
    assert list(rows[0]) == [c.label.zh for c in REGISTER] + ["消防安全管理得分"]
    assert rows[0]["等级来源"] == "直接判定"
    assert rows[0]["依据性质"] == "规范；地方规定；项目默认"
    assert (rows[0]["风险得分(100最差)"], rows[1]["风险得分(100最差)"]) == ("60.0000", "59.1667")
    assert (rows[0]["年火灾频率估计"], rows[1]["年火灾频率估计"], rows[0]["后果"]) == ("", "0.0421", "120.00")
    assert rows[1]["名称"] == "'=cmd|' /C calc'!A0"
    assert rows[0]["编号"] == "003308020000000000"


def test_an_empty_text_is_an_empty_cell(tmp_path, register):
    write_csv(register, tmp_path / "r.csv", "register")
    assert b'""' not in (tmp_path / "r.csv").read_bytes()


def test_negative_numbers_are_not_guarded(tmp_path, register):
    write_csv(register.with_columns(score=pl.lit(-1.5)), tmp_path / "r.csv", "register")
    assert rows_of(tmp_path / "r.csv")[0]["得分"] == "-1.5000"


def test_csv_in_english(tmp_path, register):
    write_csv(register, tmp_path / "r.csv", "register", "en", LABELS)
    row = rows_of(tmp_path / "r.csv")[0]
    assert (row["grade decided by"], row["management"]) == ("direct determination", "0.0000")


def test_nan_is_an_empty_cell(tmp_path, register):
    write_csv(register.with_columns(score=pl.lit(float("nan"))), tmp_path / "r.csv", "register")
    assert rows_of(tmp_path / "r.csv")[0]["得分"] == ""


def test_parquet_keeps_machine_names_in_order_and_the_same_bytes_for_any_chunking(tmp_path, register):
    write_parquet(register, tmp_path / "a.parquet", "register")
    pieces = pl.concat([register[:7], register[7:]], rechunk=False).select(reversed(register.columns))
    write_parquet(pieces, tmp_path / "b.parquet", "register")
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()
    back = pl.read_parquet(tmp_path / "a.parquet")
    assert back.equals(register)
    assert back.columns == [c.name for c in REGISTER] + ["criterion.management"]


def test_parquet_keeps_dictionaries(tmp_path, register):
    register = register.with_columns(pl.col("grade").cast(pl.Enum(["A", "B", "C", "D"])))
    write_parquet(register, tmp_path / "a.parquet", "register")
    assert pl.read_parquet(tmp_path / "a.parquet").schema["grade"] == pl.Enum(["A", "B", "C", "D"])


def test_a_missing_column_is_named(tmp_path, register):
    with pytest.raises(RiskkitError) as caught:
        write_csv(register.drop("grade"), tmp_path / "r.csv", "register")
    assert (caught.value.code, caught.value.allowed) == ("ARG-01", "grade")
    assert not (tmp_path / "r.csv").exists()
