"""A rulebook that is a practice seen in use says so wherever a basis is shown; other rulebooks say what they said."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from riskkit.indicators.describe import list_rulebooks
from riskkit.indicators.loader import load_root
from riskkit.indicators.rulebook import Rulebook
from riskkit.reporting.words import CODED_COLUMNS, WORDS
from riskkit.terms import PRACTICE, Basis
from riskkit.workflow import assess, save

PLACE = pl.DataFrame({"编号": ["1"], "第18项": ["是"], "第4项": ["是"]})
SAID = "地方规定（做法）"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("practice") / "out"
    save(assess(PLACE, "unit/gd_small_premises", "2025-01-01"), path)
    return path


def cells(path: Path, column: str) -> set[str]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return {row[column] for row in csv.DictReader(stream)}


@pytest.mark.parametrize("table", ["register", "explanations", "hidden_dangers"])
def test_parquet_keeps_a_code_of_its_own_and_people_read_the_word(folder: Path, table: str) -> None:
    codes = set(pl.read_parquet(folder / f"{table}.parquet").get_column("basis").cast(pl.String))
    assert codes == {PRACTICE}
    for path in folder.glob(f"{table}.csv"):
        assert cells(path, "依据性质") == {SAID}


def test_the_workbook_and_the_pages_say_it_and_what_it_means(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "register.xlsx")
    heads = [cell.value for cell in book["清单"][1]]
    assert book["清单"].cell(2, heads.index("依据性质") + 1).value == SAID
    about = {row[0].value: row[1].value for row in book["说明"].iter_rows()}
    assert about[f"性质: {SAID}"] == WORDS["basis_local_rule_practice"].zh
    assert about["等级依据"].startswith(f"{SAID}：")
    (page,) = [path for path in (folder / "pages").glob("*.html") if path.stem != "index"]
    assert f"<b>{SAID}</b>" in page.read_text("utf-8")


def test_the_list_of_rulebooks_says_it_of_practices_alone() -> None:
    practices = {folder.id for folder in load_root().folders.values() if folder.rulebook.practice}
    assert len(practices) == 9
    for lang, word in (("zh", SAID), ("en", "local rule (practice)")):
        lines = list_rulebooks(None, lang).splitlines()  # type: ignore[arg-type]
        assert {line.split()[0] for line in lines if word in line} == practices


def test_another_rulebook_keeps_its_codes() -> None:
    assert Rulebook.at("2026-01-01", "unit/city_score_100").bases() == ["local_rule", "norm", "project_default"]
    assert set(CODED_COLUMNS["basis"]) == {*Basis, PRACTICE}
