"""The synthetic city: reproducible, said to be synthetic, true to its truth, wrong exactly where it says so."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from riskkit.datasets import dataset_path

CITY = Path(__file__).parents[2] / "datasets" / "synthetic_city"
TRUTH: dict[str, Any] = json.loads((CITY / "truth.json").read_text(encoding="utf-8"))
SOURCE: dict[str, Any] = yaml.safe_load((CITY / "source.yaml").read_text(encoding="utf-8"))
WORKBOOKS = ("industries.xlsx", "regions.xlsx")
TEXTS = (
    "units.csv",
    "units_small.csv",
    "fires.csv",
    "credit.csv",
    "override.csv",
    "checked_items.csv",
    "truth_units.csv",
    "truth.json",
)


def csv_rows(name: str, encoding: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO((CITY / name).read_bytes().decode(encoding), newline="")))


def cells_of(path: Path) -> list[tuple[Any, ...]]:
    return list(load_workbook(path)["合成数据"].values)


UNIT_ROWS = csv_rows("units.csv", "gb18030")
HEADER, BODY = UNIT_ROWS[2], UNIT_ROWS[3:-2]
COLUMN = {heading: at for at, heading in enumerate(HEADER)}
UNITS = list(csv.DictReader(io.StringIO((CITY / "truth_units.csv").read_text(encoding="utf-8"))))
FIRES = csv_rows("fires.csv", "utf-8-sig")[2:-1]


@pytest.fixture(scope="module")
def written_again(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folders = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    for folder in folders:
        subprocess.run([sys.executable, CITY / "generate.py", "--out", folder], check=True, timeout=60)
    return folders


def test_the_same_script_writes_the_same_bytes(written_again: tuple[Path, Path]) -> None:
    first, second = written_again
    assert sorted(path.name for path in first.iterdir()) == sorted([*TEXTS, *WORKBOOKS, "source.yaml"])
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes(), path.name


def test_the_shipped_files_are_what_the_script_writes(written_again: tuple[Path, Path]) -> None:
    for name in TEXTS:
        assert (CITY / name).read_bytes() == (written_again[0] / name).read_bytes(), name
    # another release of the workbook writer may pack the same cells in other bytes
    for name in WORKBOOKS:
        assert cells_of(CITY / name) == cells_of(written_again[0] / name), name


def test_source_lists_every_file_with_its_digest() -> None:
    assert (SOURCE["synthetic"], SOURCE["publisher"], SOURCE["licence"]) == (True, "riskkit project", "Apache-2.0")
    assert {entry["name"] for entry in SOURCE["files"]} == {*TEXTS, *WORKBOOKS}
    for entry in SOURCE["files"]:
        content = (CITY / entry["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], entry["name"]
        assert len(content) == entry["bytes"]
    assert sum(path.stat().st_size for path in CITY.iterdir() if path.is_file()) < 4_000_000


def test_source_lists_the_columns_of_every_extract() -> None:
    listed = {name: [column["heading"] for column in columns] for name, columns in SOURCE["columns"].items()}
    unused = {*TRUTH["unused_columns"], *TRUTH["personal_columns"]}
    assert listed["units.csv"] == [heading for heading in HEADER if heading not in unused]
    for name in WORKBOOKS:
        assert listed[name] == list(cells_of(CITY / name)[2][:-1])
    area = next(column for column in SOURCE["columns"]["units.csv"] if column["field"] == "floor_area_m2")
    assert area["uom"] == "m2"


@pytest.mark.parametrize("name", [*TEXTS, *WORKBOOKS])
def test_every_file_says_that_it_is_synthetic(name: str) -> None:
    if name in WORKBOOKS:
        first = str(cells_of(CITY / name)[0][0])
        assert "合成" in first
        assert "SYNTHETIC" in first
    else:
        encoding = "gb18030" if name == "units.csv" else "utf-8-sig"
        text = (CITY / name).read_bytes().decode(encoding)
        assert "合成" in text or "SYN-" in text.splitlines()[1]


def test_units_are_gb18030_and_not_utf8() -> None:
    content = (CITY / "units.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    with pytest.raises(UnicodeDecodeError):
        content.decode("gbk")  # 𠮷 takes four bytes
    assert "㎡" in content.decode("gb18030")


def test_ids_and_personal_data_are_plainly_invented() -> None:
    id_at = COLUMN["单位编号"]
    ids = [row[id_at].translate({i + 0xFEE0: i for i in range(0x21, 0x7F)}) for row in BODY]
    assert all(re.fullmatch(r"SYN-U\d{5}|", text) for text in ids)
    assert {row[COLUMN["联系人手机"]] for row in BODY} == {"00000000000"}
    codes = {row[COLUMN["统一社会信用代码"]] for row in BODY if len(row[COLUMN["统一社会信用代码"]]) == 18}
    assert len(codes) > 2500
    assert {code[2:8] for code in codes} == {"000000"}
    assert all("合成" in row[COLUMN["单位名称"]] for row in BODY if row[COLUMN["单位名称"]] not in ("", "不详"))


def test_row_problems_are_there_as_often_as_the_truth_says() -> None:
    planted = TRUTH["planted"]["units.csv"]
    ids = Counter(row[COLUMN["单位编号"]] for row in BODY)
    assert ids.pop("") == planted["ID-01"] == 6
    assert sum(count - 1 for count in ids.values()) == planted["DUP-01"] == 12
    assert len(ids) == TRUTH["units"] == 3000
    assert [row[0][:2] for row in UNIT_ROWS[:2]] == ["合成", "填报"]
    assert [row[0][:2] for row in UNIT_ROWS[-2:]] == ["合计", "注："]
    assert {len(row) for row in UNIT_ROWS} == {len(HEADER)}


@pytest.mark.parametrize(
    ("code", "pattern", "headings"),
    [
        ("NUM-04", "约|余", ["建筑面积（㎡）", "最大容纳人数（人）"]),
        ("NUM-03", r"\d[-～]\d", ["建筑面积（㎡）"]),
        ("NUM-02", r"^(2205|0202|999)$", ["建成年份", "地上层数"]),
        ("NUM-11", r"^(-1|0)$", ["建筑面积（㎡）"]),
        ("NUM-01", "若干|很大|同上", ["未整改隐患（处）", "建筑面积（㎡）"]),
        ("NUM-05", r"\.5$", ["消防演练（次）"]),
        ("CAT-01", "未归类|营地|附件|调试", ["场所类型", "喷淋系统状态"]),
        ("BOOL-01", "办理中|基本没有|偶尔", ["消防手续是否齐全", "是否重复违法"]),
        ("DATE-01", "初期|13月|上个月|02-30", ["开业日期", "最近检查日期"]),
        ("DATE-02", "^2099", ["最近检查日期"]),
    ],
)
def test_cell_problems_are_there_as_often_as_the_truth_says(code: str, pattern: str, headings: list[str]) -> None:
    hits = [row[COLUMN[heading]] for row in BODY for heading in headings if re.search(pattern, row[COLUMN[heading]])]
    assert len(hits) == TRUTH["planted"]["units.csv"][code]


def test_fires_agree_with_the_truth_but_for_those_planted() -> None:
    opened = {unit["subject_id"]: (unit["opened_on"], unit["closed_on"] or "9999-12-31") for unit in UNITS}
    fires = [(row[0], date(*map(int, re.findall(r"\d+", row[1])))) for row in FIRES]
    strangers = [subject for subject, _ in fires if subject not in opened]
    outside = [day for subject, day in fires if subject in opened and not date(2021, 1, 1) <= day <= date(2025, 12, 31)]
    planted = TRUTH["planted"]["fires.csv"]
    assert (len(strangers), len(outside)) == (planted["FREQ-04"], planted["FREQ-08"]) == (5, 1)
    counted = [(subject, day) for subject, day in fires if subject in opened and day not in outside]
    assert Counter(subject for subject, _ in counted) == {
        u["subject_id"]: int(u["fires"]) for u in UNITS if u["fires"] != "0"
    }
    assert all(opened[subject][0] <= str(day) <= opened[subject][1] for subject, day in counted)
    scope = {day >= date(2025, 5, 1): row[7] for row, (_, day) in zip(FIRES, fires, strict=True)}
    assert scope == {False: "2025-05-01前口径", True: "消防〔2025〕17号"}


def test_the_levels_fit_together() -> None:
    sectors, towns = ({str(row[0]) for row in cells_of(CITY / name)[3:15]} for name in WORKBOOKS)
    assert {unit["industry_id"] for unit in UNITS} == sectors
    assert {unit["region_id"] for unit in UNITS} == towns
    assert (len(sectors), len(towns)) == (12, 12)
    for name in WORKBOOKS:
        rows = cells_of(CITY / name)
        assert str(rows[15][0]) == "合计"
        assert str(rows[16][0]).startswith("注：")
        book = load_workbook(CITY / name)
        assert next(str(merged) for merged in book["合成数据"].merged_cells.ranges).startswith("A1:")


def test_the_small_extract_is_clean_and_holds_two_vetoed_units() -> None:
    rows = list(csv.DictReader(io.StringIO((CITY / "units_small.csv").read_text(encoding="utf-8"))))
    assert len(rows) == 30
    assert sum(row["单位编号"] in TRUTH["vetoed_units"] for row in rows) == 2
    assert not {"不详", "未检查", "待核"} & {cell for row in rows for cell in row.values()}
    assert 0.02 <= len(TRUTH["vetoed_units"]) / TRUTH["units"] <= 0.06


def test_the_package_finds_the_data() -> None:
    assert (dataset_path("synthetic_city") / "truth.json").read_bytes() == (CITY / "truth.json").read_bytes()
