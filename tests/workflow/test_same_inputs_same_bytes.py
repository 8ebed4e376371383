"""The same five (day, rulebook, inputs, model, version) give the same bytes, however the work is cut."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import riskkit as rk

FILES = {
    "carried.parquet", "explanations.parquet", "findings.csv", "frequency.parquet", "manifest.json", "model.json",
    "model_card.json", "register.csv", "register.parquet", "register.xlsx", "rulebook.json", "set_aside.csv",
}  # fmt: skip


def test_saving_twice_gives_the_same_bytes(units, saved_units, tmp_path, digests):
    rk.save(units, tmp_path / "again", pages=10)
    first = digests(saved_units)
    assert digests(tmp_path / "again") == first
    assert {name for name in first if "/" not in name} >= FILES
    assert sum(name.startswith("pages/") and name.endswith(".html") for name in first) >= 10


def test_cutting_the_work_otherwise_gives_the_same_bytes(city_home, saved_units, tmp_path, digests):
    """Read, scored and fitted anew, in small chunks by three threads: every file is the same."""
    options = rk.Options(chunk_rows=700, threads=3)
    again = rk.assess(
        city_home / "units.csv", "unit/city_score_100", "2026-01-01", fires=city_home / "fires.csv", options=options
    )
    rk.save(again, tmp_path / "again", pages=10)
    assert digests(tmp_path / "again") == digests(saved_units)


@pytest.mark.parametrize("chunk_rows", [1, 13, 3022])
def test_any_chunk_gives_the_same_tables(city_home, chunk_rows):
    small = city_home / "units_small.csv"
    whole = rk.assess(small, "unit/city_score_100", "2026-01-01")
    options = rk.Options(chunk_rows=chunk_rows, threads=2)
    cut = rk.assess(small, "unit/city_score_100", "2026-01-01", options=options)
    for name in ("register", "explanations", "findings", "set_aside", "carried"):
        assert getattr(cut.tables, name).equals(getattr(whole.tables, name)), name
    assert cut.fingerprint == whole.fingerprint


def test_rows_of_bonus_and_veto_stand_with_their_subject(city_home, units, industries, tmp_path, digests):
    """The sector rules have a bonus and a veto that sets the score: their rows stay in place in any chunk."""
    options = rk.Options(chunk_rows=5)
    cut = rk.assess(city_home / "industries.xlsx", "industry/sector_work", "2026-01-01", below=[units], options=options)
    assert cut.explanations["indicator"].str.startswith("_").any()
    assert cut.tables.explanations.equals(industries.tables.explanations)
    rk.save(industries, tmp_path / "whole")
    rk.save(cut, tmp_path / "cut")
    assert digests(tmp_path / "cut") == digests(tmp_path / "whole")


def test_a_dataframe_gives_the_register_of_the_file(units_without_fires, messy_units):
    """pandas and polars, every cell as text; only the source differs."""
    from_file = units_without_fires.tables.register.drop("source")
    for table in (messy_units, messy_units.to_pandas()):
        result = rk.assess(table, "unit/city_score_100", "2026-01-01")
        assert result.tables.register.drop("source").equals(from_file)
        assert result.tables.explanations.equals(units_without_fires.tables.explanations)
        assert result.rows_read == units_without_fires.rows_read


def test_the_caller_keeps_his_table(messy_units):
    table = messy_units.head(40).to_pandas()
    before = table.copy(deep=True)
    rk.assess(table, "unit/city_score_100", "2026-01-01")
    pd.testing.assert_frame_equal(table, before)


def test_the_manifest_names_every_file_and_the_five(units, saved_units: Path, digests):
    manifest = json.loads((saved_units / "manifest.json").read_text("utf-8"))
    found = digests(saved_units)
    del found["manifest.json"]
    assert manifest["outputs"] == found
    assert manifest["as_of"] == "2026-01-01"
    assert manifest["riskkit"] == rk.__version__
    assert manifest["rulebook"]["digest"] == units.rulebook.digest
    assert manifest["model"] == units.model_id != ""
    assert [source["sha256"] for source in manifest["inputs"]] == [source.sha256 for source in units.sources]
    assert manifest["rows"] == {"read": 3020, "scored": 3000, "set_aside": 20}
    for part in (units.model_id, units.rulebook.digest[:12], "2026-01-01", rk.__version__):
        assert part in manifest["fingerprint"]


def test_another_day_or_input_has_another_fingerprint(city_home, units_without_fires):
    small = city_home / "units_small.csv"
    prints = {
        units_without_fires.fingerprint,
        rk.assess(small, "unit/city_score_100", "2026-01-01").fingerprint,
        rk.assess(small, "unit/city_score_100", "2026-01-02").fingerprint,
    }
    assert len(prints) == 3
