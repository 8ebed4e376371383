"""Mobile and identity card numbers within texts stand in nothing that is written."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

MOBILE, GROUPED, IDENTITY, UNREAD = "13800000001", "139 0000 0002", "110101199003070003", "13700000004"
NUMBERS = (MOBILE, GROUPED, IDENTITY, UNREAD, "100000001")
HEAD = "单位编号,单位名称,地址,建筑面积（㎡）,随便写写\n"
ROWS = [
    f"A1,甲店,文一路1号 店主{MOBILE},300,好\n",
    f"A2,乙店（{GROUPED}）,文二路2号,200,找王某 {UNREAD}\n",
    f"A3,丙店,文三路3号,{IDENTITY}号,好\n",
    f"A3,丁店,文四路4号 {MOBILE},90,好\n",
    f"A4,戊店,{IDENTITY},400,好\n",
    f",己店 {MOBILE},文六路6号 {IDENTITY},400,好 {UNREAD}\n",
    f"合计,{MOBILE},,1400,\n",
]


@pytest.fixture
def units(tmp_path: Path) -> Path:
    path = tmp_path / "units.csv"
    path.write_text(HEAD + "".join(ROWS), "utf-8")
    return path


def _texts(folder: Path) -> str:
    """Everything in ``folder`` as text, tables and workbooks opened."""
    texts = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        if path.suffix == ".parquet":
            texts.append(pl.read_parquet(path).cast(pl.String, strict=False).write_csv())
        elif path.suffix == ".xlsx":
            import openpyxl

            book = openpyxl.load_workbook(path)
            cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
            texts += [str(cell.value) for cell in cells]
            texts += [cell.comment.text for cell in cells if cell.comment]
        else:
            texts.append(path.read_bytes().decode("utf-8", "replace"))
    return "\n".join(texts)


RULES = ("--rules", "unit/city_score_100", "--as-of", "2026-11-01")


@pytest.mark.parametrize(
    "told",
    [
        ("assess", *RULES, "--pages", "all"),
        ("clean", *RULES),
        ("validate", *RULES),
    ],
    ids=lambda told: told[0],
)
def test_no_number_of_a_text_is_written(run, units: Path, tmp_path: Path, told: tuple[str, ...]) -> None:
    command, *rest = told
    done = run(command, units, *rest, "-o", tmp_path / "out")
    shown = _texts(tmp_path / "out") + done.stdout + done.stderr
    assert "TEXT-02" in shown
    assert [number for number in NUMBERS if number in shown] == []


def test_inspect_shows_none(run, units: Path) -> None:
    for more in ((), ("--json",)):
        done = run("inspect", units, *RULES, *more)
        assert [number for number in NUMBERS if number in done.stdout] == []


def test_the_clean_table_keeps_the_rest_of_the_text_and_the_log_says_so(run, units: Path, tmp_path: Path) -> None:
    run("clean", units, *RULES, "-o", tmp_path / "out")
    clean = pl.read_csv(tmp_path / "out" / "clean.csv", infer_schema=False)
    assert clean.get_column("地址").to_list() == ["文一路1号 店主***", "文二路2号", "文三路3号", "***"]
    assert clean.get_column("随便写写")[1] == "找王某 ***"
    log = pl.read_csv(next((tmp_path / "out").glob("change*.csv")), infer_schema=False)
    assert [row for row in log.rows() if "随便写写" in row and "找王某 ***" in row]
