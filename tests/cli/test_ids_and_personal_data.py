"""An extract whose only code is the credit code works; personal data stays out of every file written."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import polars as pl
from click.testing import Result

from riskkit.datasets import dataset_path

SMALL = dataset_path("synthetic_city") / "units_small.csv"
UNIT = ("--rules", "unit/city_score_100", "--as-of", "2026-01-01")
Run = Callable[..., Result]
PHONE, CARD, NAMED = "13912345678", "330102199003078888", "无编号小店"


def table(text: str) -> list[list[str]]:
    return list(csv.reader(text.splitlines()))


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
    return path


def test_the_credit_code_serves_as_the_id(run: Run, tmp_path: Path, small_text: str) -> None:
    rows = table(small_text)
    own, code = rows[0].index("单位编号"), rows[0].index("统一社会信用代码")
    codes = [row[code] for row in rows[1:]]
    path = write(tmp_path / "units.csv", [[cell for at, cell in enumerate(row) if at != own] for row in rows])
    fires = [["统一社会信用代码", "起火日期"], [codes[3], "2024-05-01"], [codes[4], "2023-05-01"]]
    write(tmp_path / "fires.csv", fires)
    result = run("assess", path, *UNIT, "-o", tmp_path / "out", "--pages", "none")
    assert result.exit_code == 0, result.output
    assert "提示 COL-07 × 1 没有编号列，用统一社会信用代码作编号（例 units.csv#1 统一社会信用代码）" in result.stdout
    register = pl.read_parquet(tmp_path / "out" / "register.parquet")
    assert sorted(register["subject_id"]) == sorted(codes)
    again = run("assess", path, *UNIT, "-o", tmp_path / "two", "--pages", "none", "--fires", tmp_path / "fires.csv")
    assert "FREQ-04" not in again.stdout
    assert "FREQ-02" not in again.stdout
    assert run("explain", tmp_path / "out", codes[0]).exit_code == 0


def test_personal_data_of_set_aside_rows_is_not_written(run: Run, tmp_path: Path, small_text: str) -> None:
    personal = [["法人身份证号", "联系手机"], *([CARD, PHONE] for _ in range(30))]
    rows = [[*row, *extra] for row, extra in zip(table(small_text), personal, strict=True)]
    rows[3][0] = ""
    rows[3][1] = NAMED
    rows[5] = list(rows[4])
    rows[6] = [*rows[6][:4], PHONE, CARD]
    rows.append([f"填表人：张三 {PHONE}"])
    rows.insert(0, [f"填报人联系电话 {PHONE}"])
    result = run("assess", write(tmp_path / "units.csv", rows), *UNIT, "-o", tmp_path / "out", "--pages", "all")
    assert result.exit_code == 1
    assert PHONE not in result.output
    aside = pl.read_csv(tmp_path / "out" / "set_aside.csv", infer_schema=False)
    assert aside["规则编号"].to_list() == ["ID-01", "DUP-01", "ROW-06", "ROW-04"]
    assert NAMED in aside["原始内容"][0]
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file():
            assert PHONE.encode() not in path.read_bytes(), path
            assert CARD.encode() not in path.read_bytes(), path
    for name in ("register", "explanations", "carried"):
        text = pl.read_parquet(tmp_path / "out" / f"{name}.parquet").write_csv()
        assert PHONE not in text
        assert CARD not in text


def test_a_finding_about_a_row_shows_one_cell_only(run: Run, tmp_path: Path, small_text: str) -> None:
    rows = table(small_text)
    rows[3][0] = ""
    rows[3][1] = NAMED
    rows.append(["合计", *[""] * (len(rows[0]) - 2), "999"])
    run("assess", write(tmp_path / "units.csv", rows), *UNIT, "-o", tmp_path / "out", "--pages", "none")
    found = pl.read_csv(tmp_path / "out" / "findings.csv", infer_schema=False)
    values = dict(found.select("规则编号", "原值").iter_rows())
    assert values["ID-01"] == NAMED
    assert values["ROW-02"] == "合计"
