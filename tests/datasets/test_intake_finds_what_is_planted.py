"""Intake against the planted truth: every problem of the synthetic city is found, and no other."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any

import polars as pl
import pytest

from riskkit.datasets import dataset_path
from riskkit.indicators.identity import with_identity
from riskkit.indicators.loader import fire_fields
from riskkit.indicators.rulebook import Rulebook
from riskkit.intake.extract import read_extract

CITY = dataset_path("synthetic_city")
PLANTED: dict[str, dict[str, int]] = json.loads((CITY / "truth.json").read_text(encoding="utf-8"))["planted"]
DAY = date(2026, 1, 1)
LEVELS = {
    "units.csv": ("unit/city_score_100", 3000, 20),
    "industries.xlsx": ("industry/sector_work", 12, 2),
    "regions.xlsx": ("region/textbook_three_level", 12, 2),
}


def read_all(name: str, fields: Any, **options: Any) -> tuple[Any, pl.DataFrame, list[Any]]:
    extract = read_extract(CITY / name, fields, as_of=DAY, **options)
    chunks = list(extract.chunks())
    findings = pl.concat([extract.findings, *(chunk.findings for chunk in chunks)])
    return extract.summary, findings, chunks


@pytest.mark.parametrize("name", LEVELS)
def test_every_planted_problem_is_found_and_no_other(name: str) -> None:
    rules, kept, set_aside = LEVELS[name]
    summary, findings, _ = read_all(name, with_identity(Rulebook.at(DAY, rules).fields))
    assert Counter(findings.get_column("code")) == PLANTED[name]
    assert (summary.rows_kept, summary.rows_set_aside) == (kept, set_aside)
    assert summary.encoding == ("gb18030" if name == "units.csv" else "")


def test_the_small_extract_has_no_finding() -> None:
    summary, findings, _ = read_all("units_small.csv", Rulebook.at(DAY, "unit/city_score_100").fields)
    assert findings.rows() == []
    assert summary.rows_kept == 30


def test_fires_are_read_with_their_planted_problems() -> None:
    summary, findings, _ = read_all("fires.csv", fire_fields(), unique_ids=False)
    planted = {code: count for code, count in PLANTED["fires.csv"].items() if not code.startswith("FREQ")}
    assert Counter(findings.get_column("code")) == planted
    assert summary.rows_kept == 341 + 5 + 1


def test_a_few_cells_in_a_hundred_are_unknown() -> None:
    _, _, chunks = read_all("units.csv", Rulebook.at(DAY, "unit/city_score_100").fields)
    unknown = cells = 0
    for chunk in chunks:
        for name in set(chunk.table.frame.columns) - {"subject_id", "source_row", "closed_on", "uscc", "address"}:
            mask = chunk.table.is_not_applicable(name)
            lost = chunk.table.frame.get_column(name).is_null().to_numpy()
            unknown += int((lost if mask is None else lost & ~mask).sum())
            cells += len(lost)
    assert 0.03 < unknown / cells < 0.08


def test_clean_values_survive_the_mess() -> None:
    _, findings, chunks = read_all("units.csv", Rulebook.at(DAY, "unit/city_score_100").fields)
    truth = pl.read_csv(CITY / "truth_units.csv")
    touched = findings.filter(pl.col("column") == "建筑面积（㎡）").get_column("subject_id")
    read = pl.concat([chunk.table.frame.select("subject_id", "floor_area_m2", "place_type") for chunk in chunks])
    both = read.join(truth, on="subject_id", suffix="_true", validate="1:1")
    assert both.height == 3000
    clean = both.filter(~pl.col("subject_id").is_in(touched.to_list()) & pl.col("floor_area_m2").is_not_null())
    assert clean.height > 2800
    assert (clean.get_column("floor_area_m2") == clean.get_column("floor_area_m2_true")).all()
    known = both.filter(pl.col("place_type").is_not_null())
    assert (known.get_column("place_type").cast(pl.String) == known.get_column("place_type_true")).all()
