"""The annotated copy holds no number of a person, in neither kind, and hides nothing that is marked."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.comments import Comment

from riskkit.cleaning import save_clean
from riskkit.cli.app import app
from riskkit.indicators.rulebook import Rulebook
from riskkit.linkage import link, save_links
from riskkit.validating import save_validation, validate

RULES = Rulebook.at(date(2026, 1, 1), "unit/city_score_100")
PHONES = [f"1380013800{n}" for n in range(10)]
CARD = "330106199001011234"
COPY = "带批注的副本.xlsx"
# a column that names no person but holds such numbers (COL-16) and one that says so
HEADER = ["单位编号", "单位名称", "建筑面积（㎡）", "联系电话", "备用"]


def table(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([f"填表人 {PHONES[9]}"])
    sheet.append(HEADER)
    for n in range(8):
        sheet.append([f"A{n}", f"商店{n}", "很大" if n == 4 else 100 + n, int(PHONES[n]), CARD if n % 2 else PHONES[n]])
    sheet["D3"].comment = Comment(f"改为 {PHONES[8]}", "某人")
    sheet["D4"].hyperlink = f"tel:{PHONES[1]}"
    sheet.row_dimensions[7].hidden = True
    sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions["C"].hidden = True
    other = book.create_sheet("附表")
    other.append(["电话", int(PHONES[7]), f"店主 {PHONES[6]}"])
    book.save(path)
    return path


def texts(folder: Path) -> str:
    """Everything that stands in the files of ``folder``, archives opened."""
    said = []
    for path in (path for path in folder.rglob("*") if path.is_file()):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as archive:
                said += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
        else:
            said.append(path.read_text("utf-8-sig"))
    return "\n".join(said)


def numbers_in(folder: Path) -> list[str]:
    everything = texts(folder)
    return [number for number in [*PHONES, CARD] if re.search(rf"(?<!\d){number}(?!\d)", everything)]


def as_csv(path: Path) -> Path:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in sheet.iter_rows(values_only=True)]
    target = path.with_suffix(".csv")
    target.write_text("\n".join(lines), "utf-8")
    return target


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_no_number_of_a_person_is_in_the_folder(tmp_path: Path, kind: str) -> None:
    path = table(tmp_path / "台账.xlsx")
    path = path if kind == "xlsx" else as_csv(path)
    notes = save_validation(validate(path, RULES), tmp_path / "out")
    assert numbers_in(tmp_path / "out") == []
    assert "疑似个人信息的列在副本里留空：联系电话、备用" in notes
    assert "疑似个人信息的列在副本里留空：联系电话、备用" in texts(tmp_path / "out")
    copy = openpyxl.load_workbook(tmp_path / "out" / COPY).worksheets[0]
    assert [cell.value for cell in copy[2]] == HEADER
    assert copy["E2"].comment is not None
    assert "COL-16" in copy["E2"].comment.text
    assert all(copy.cell(row, column).value is None for row in range(3, 11) for column in (4, 5))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_nor_in_the_folders_of_clean_and_link(tmp_path: Path, kind: str) -> None:
    path = table(tmp_path / "台账.xlsx")
    path = path if kind == "xlsx" else as_csv(path)
    save_clean(path, tmp_path / "clean", RULES)
    assert numbers_in(tmp_path / "clean") == []
    save_links(link(path, path, "2026-01-01"), tmp_path / "link")
    assert numbers_in(tmp_path / "link") == []


def test_what_is_marked_is_shown_and_said(tmp_path: Path) -> None:
    path = table(tmp_path / "台账.xlsx")
    done = CliRunner().invoke(
        app,
        ["validate", str(path), "--rules", "unit/city_score_100", "--as-of", "2026-01-01", "-o", str(tmp_path / "out")],
    )
    said = "原来隐藏而有问题的，副本里已取消隐藏：第 7 行；C 列"
    assert said in done.output
    assert said in texts(tmp_path / "out")
    copy = openpyxl.load_workbook(tmp_path / "out" / COPY).worksheets[0]
    assert not copy.row_dimensions[7].hidden
    assert copy.row_dimensions[8].hidden  # nothing was found there
    assert not copy.column_dimensions["C"].hidden
