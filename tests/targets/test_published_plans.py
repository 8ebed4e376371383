"""The five published plans, fact by fact, as the documents give them (never read off targets.csv)."""

from __future__ import annotations

import csv
import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from riskkit.datasets import dataset_path
from riskkit.targets.kinds import Comparator, Direction, Kind
from riskkit.targets.read_targets import read_targets
from riskkit.targets.shapes import Target

HOME = dataset_path("plan_targets")
TABLE = read_targets(HOME / "targets.csv")
BY_ID: dict[str, Target] = {target.id: target for target in TABLE.targets}

# id: (value or None, last year, year published in the plan, sign)
FACTS: dict[str, tuple[float | None, int, bool, str]] = {
    "zigong_hydrants": (1200, 2025, True, ">="),
    "zigong_operators": (1.0, 2025, True, ">="),
    "zigong_iot": (1.0, 2025, False, ">="),
    "zigong_township_1": (10, 2025, False, ">="),
    "zigong_township_2": (3, 2025, False, ">="),
    "zigong_base": (1, 2023, True, ">="),
    "quzhou_death_rate": (0.047, 2025, True, "<"),
    "quzhou_awareness": (0.90, 2025, True, ">="),
    "quzhou_hydrants_intact": (1.0, 2025, True, ">="),
    "quzhou_coverage": (1.0, 2030, True, ">="),
    "quzhou_plans_revised": (1.0, 2025, True, ">="),
    "quzhou_water_points": (2, 2025, True, ">="),
    "xiuwu_facilities_urban": (0.90, 2025, True, ">="),
    "xiuwu_facilities_rural": (0.30, 2025, True, ">="),
    "xiuwu_warning": (0.80, 2025, True, ">="),
    "xiuwu_iot": (0.83, 2025, True, ">="),
    "xiuwu_grassroots": (0.85, 2025, True, ">="),
    "xiuwu_firefighters": (0.0008, 2025, True, ">="),
    "xiuwu_stations": (0.90, 2025, True, ">="),
    "xiuwu_equipment": (0.95, 2025, True, ">="),
    "xiuwu_hydrants": (200, 2025, True, ">="),
    "ziyang_hydrants": (900, 2024, True, ">="),
    "ziyang_hydrants_yanjiang": (60 + 80 + 80 + 80, 2024, True, ">="),
    "ziyang_hydrants_anyue": (40 + 60 + 60 + 40, 2024, True, ">="),
    "ziyang_hydrants_lezhi": (40 + 60 + 60 + 40, 2024, True, ">="),
    "ziyang_hydrants_gaoxin": (20 + 30 + 30 + 20, 2024, True, ">="),
    "ziyang_hydrants_linkong": (20 + 30 + 30 + 20, 2024, True, ">="),
    "ziyang_hydrants_intact": (1.0, 2025, False, ">="),
    "ziyang_monitoring": (1.0, 2025, True, ">="),
    "ziyang_industries": (1.0, 2023, True, ">="),
    "ziyang_full_time": (245, 2025, False, ">="),
    "ziyang_wharves": (7, 2025, False, ">="),
    "ziyang_hazards": (1, 2022, True, ">="),
    "liaoyuan_standardised": (0.90, 2025, True, ">="),
    "liaoyuan_hydrants_built": (1.0, 2025, False, ">="),
    "liaoyuan_hydrants_intact": (1.0, 2025, False, ">="),
    "liaoyuan_awareness": (0.75, 2025, False, ">="),
    "liaoyuan_grid": (1, 2022, True, ">="),
    "liaoyuan_volunteers": (5000, 2025, True, ">="),
    "liaoyuan_tankers": (0.80, 2025, False, ">="),
    "liaoyuan_death_rate": (None, 2025, False, "<"),
}
INSTALMENTS: dict[str, dict[int, float]] = {
    "zigong_hydrants": {2021: 250, 2022: 250, 2023: 250, 2024: 250, 2025: 200},
    "quzhou_coverage": {2027: 0.75, 2030: 1.0},
    "ziyang_hydrants_yanjiang": {2021: 60, 2022: 80, 2023: 80, 2024: 80},
    "ziyang_hydrants_anyue": {2021: 40, 2022: 60, 2023: 60, 2024: 40},
    "ziyang_hydrants_lezhi": {2021: 40, 2022: 60, 2023: 60, 2024: 40},
    "ziyang_hydrants_gaoxin": {2021: 20, 2022: 30, 2023: 30, 2024: 20},
    "ziyang_hydrants_linkong": {2021: 20, 2022: 30, 2023: 30, 2024: 20},
    "ziyang_monitoring": {2022: 0.4, 2023: 0.6, 2024: 0.8, 2025: 1.0},
}
DOCUMENTS = {
    "自贡": ("自贡市“十四五”消防规划", "", date(2021, 1, 1)),
    "衢州": ("关于加快推进消防安全工作高质量发展的实施意见", "", date(2024, 4, 30)),
    "修武": ("修武县“十四五”消防事业发展规划", "修政〔2023〕4号", date(2021, 1, 1)),
    "资阳": ("资阳市“十四五”消防事业发展规划", "资府发〔2021〕19号", date(2021, 1, 1)),
    "辽源": ("辽源市消防事业发展第十四个五年规划", "辽府发〔2022〕1号", date(2021, 1, 1)),
}
TOTALS = {
    "自贡": {"1941", "14", "7", "2471.52", "60", "57"},
    "资阳": {"4940", "16", "1", "1525.69"},
    "辽源": {"5525", "461", "494", "5317.78"},
}
SIGNS = {">=": Comparator.GE, "<": Comparator.LT}


def rows(name: str) -> list[dict[str, str]]:
    with (HOME / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_nothing_more_and_nothing_less_is_shipped() -> None:
    assert set(BY_ID) == set(FACTS)
    assert TABLE.found == []
    assert TABLE.findings.height == TABLE.set_aside.height == 0


@pytest.mark.parametrize("name", FACTS)
def test_value_sign_and_year(name: str) -> None:
    value, year, published, sign = FACTS[name]
    target = BY_ID[name]
    assert target.value == (None if value is None else pytest.approx(value))
    assert target.due_on == date(year, 12, 31)
    assert target.due_assumed
    assert target.year_assumed == (not published)
    assert target.comparator is SIGNS[sign]
    assert not target.lacks
    assert target.label.zh
    assert target.label.en.isascii()


@pytest.mark.parametrize("name", FACTS)
def test_yearly_numbers(name: str) -> None:
    if name == "ziyang_hydrants":
        parts = [BY_ID[key].instalments for key in BY_ID if key.startswith("ziyang_hydrants_") and "intact" not in key]
        together = {year: sum(dict(part)[year] for part in parts) for year in range(2021, 2025)}
        assert dict(BY_ID[name].instalments) == together
        assert sum(together.values()) == 900
    else:
        assert dict(BY_ID[name].instalments) == pytest.approx(INSTALMENTS.get(name, {}))


def test_every_document_with_its_number_and_no_clause_invented() -> None:
    for target in TABLE.targets:
        title, number, start = DOCUMENTS[target.city]
        assert title in target.document
        assert target.document_number == (number or "未见文号")
        assert target.place.startswith("未见条款号")
        assert target.starts_on == start


def test_kinds_that_matter() -> None:
    assert BY_ID["quzhou_death_rate"].kind is Kind.RATE
    assert BY_ID["quzhou_death_rate"].population == 2_300_000
    assert BY_ID["quzhou_death_rate"].direction is Direction.AT_MOST
    assert BY_ID["liaoyuan_death_rate"].compared_with
    milestones = {name for name, target in BY_ID.items() if target.kind is Kind.MILESTONE}
    assert milestones == {"zigong_base", "ziyang_hazards", "liaoyuan_grid"}
    added = {name for name, target in BY_ID.items() if target.kind is Kind.CUMULATIVE}
    assert added == {"zigong_hydrants", "ziyang_full_time"} | {n for n in INSTALMENTS if n.startswith("ziyang_hyd")} | {
        "ziyang_hydrants"
    }


def test_the_totals_of_2016_to_2020() -> None:
    found: dict[str, set[str]] = {}
    for row in rows("base_totals.csv"):
        found.setdefault(row["城市"], set()).add(row["数值"])
        assert row["统计期"] == "2016—2020"
    assert found == TOTALS
    assert any("刑事案件4人" in row["说明"] for row in rows("base_totals.csv"))


def test_the_example_says_in_every_row_that_it_is_invented() -> None:
    assert all("合成" in row["数据性质"] for row in rows("actuals_example_synthetic.csv"))
    source: dict[str, Any] = yaml.safe_load((HOME / "source.yaml").read_text("utf-8"))
    assert source["synthetic"]["actuals_example_synthetic.csv"] is True


def test_source_yaml_tells_the_truth_about_the_files() -> None:
    source: dict[str, Any] = yaml.safe_load((HOME / "source.yaml").read_text("utf-8"))
    for entry in source["files"]:
        path = HOME / Path(entry["name"])
        assert hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"], path.name
        assert len(rows(path.name)) == entry["rows"]
    assert set(source["columns"]) == set(rows("targets.csv")[0])
