"""What ``riskkit assess`` leaves behind: every file of the list, readable by the programs it is meant for."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
from click.testing import Result

from riskkit.datasets import dataset_path
from riskkit.records import EXPLANATION, FINDINGS, REGISTER, SET_ASIDE, Column

SMALL = dataset_path("synthetic_city") / "units_small.csv"
UNIT = ("--rules", "unit/city_score_100", "--as-of", "2026-01-01")
Run = Callable[..., Result]
BOM = b"\xef\xbb\xbf"


def headings(path: Path) -> list[str]:
    content = path.read_bytes()
    assert content.startswith(BOM)
    return next(csv.reader(content.decode("utf-8-sig").splitlines()))


def zh(columns: tuple[Column, ...]) -> list[str]:
    return [column.label.zh for column in columns]


def test_every_file_is_there(small_result: Path) -> None:
    names = {path.name for path in small_result.iterdir()}
    assert names >= {
        "register.xlsx", "register.csv", "register.parquet", "explanations.parquet", "findings.csv", "set_aside.csv",
        "pages", "manifest.json",
    }  # fmt: skip


def test_the_manifest_lists_every_file(small_result: Path) -> None:
    manifest = json.loads((small_result / "manifest.json").read_text("utf-8"))
    written = {path.relative_to(small_result).as_posix() for path in small_result.rglob("*") if path.is_file()}
    assert set(manifest["outputs"]) == written - {"manifest.json"}
    assert manifest["as_of"] == "2026-01-01"
    assert manifest["rulebook"]["id"] == "unit/city_score_100"
    assert manifest["inputs"][0]["file"] == "units_small.csv"
    assert manifest["rows"] == {"read": 30, "scored": 30, "set_aside": 0}


def test_csv_has_chinese_headings_and_parquet_machine_names(small_result: Path) -> None:
    assert set(headings(small_result / "register.csv")) >= set(zh(REGISTER))
    assert headings(small_result / "findings.csv") == zh(FINDINGS)
    assert headings(small_result / "set_aside.csv") == zh(SET_ASIDE)
    register = pl.read_parquet(small_result / "register.parquet")
    assert set(register.columns) >= {column.name for column in REGISTER}
    explanations = pl.read_parquet(small_result / "explanations.parquet")
    assert set(explanations.columns) >= {column.name for column in EXPLANATION}


def test_three_pages_and_an_index(small_result: Path) -> None:
    pages = sorted(path.name for path in (small_result / "pages").glob("*.html"))
    assert len(pages) == 4
    assert "index.html" in pages
    first = pl.read_parquet(small_result / "register.parquet")["subject_id"].head(3).to_list()
    assert all(any(name.startswith(subject) for name in pages) for subject in first)


def test_five_reasons_and_a_page_that_still_adds_up(run: Run, small_result: Path) -> None:
    explanations = pl.read_parquet(small_result / "explanations.parquet")
    assert explanations.group_by("subject_id").len()["len"].max() == 5
    register = pl.read_parquet(small_result / "register.parquet")
    sums = explanations.group_by("subject_id").agg(pl.col("contribution").sum()).join(register, on="subject_id")
    cut = sums.filter(pl.col("contribution") < pl.col("risk_score") - 0.5)["subject_id"][0]
    assert run("explain", small_result, cut).exit_code == 0


def test_only_the_formats_asked_for(run: Run, tmp_path: Path) -> None:
    result = run("assess", SMALL, *UNIT, "-o", tmp_path / "out", "--formats", "parquet", "--pages", "none")
    assert result.exit_code == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert "register.parquet" in names
    assert not names & {"register.xlsx", "register.csv", "pages"}


def test_a_formula_stays_text(run: Run, tmp_path: Path, small_text: str) -> None:
    name = "=cmd|' /C calc'!A0"
    (tmp_path / "units.csv").write_text(small_text.replace("合成百顺宾馆0001", name, 1), "utf-8")
    run("assess", tmp_path / "units.csv", *UNIT, "-o", tmp_path / "out", "--pages", "top:30")
    with (tmp_path / "out" / "register.csv").open(encoding="utf-8-sig", newline="") as stream:
        names = [row["名称"] for row in csv.DictReader(stream)]
    assert f"'{name}" in names
    book = openpyxl.load_workbook(tmp_path / "out" / "register.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if name in str(cell.value)]
    assert cells
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    formulas = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == []
    book.close()


def test_replace_replaces_a_result_and_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    words = ("assess", SMALL, *UNIT, "-o", tmp_path / "out", "--pages", "top:1")
    assert run(*words).exit_code == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()}
    (tmp_path / "out" / "register.csv").write_text("spoiled", "utf-8")
    assert run(*words).exit_code == 2
    assert run(*words, "--replace").exit_code == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
