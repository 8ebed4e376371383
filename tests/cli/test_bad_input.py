"""Bad input: one clear line on stderr, exit code 2, nothing half-written."""

from __future__ import annotations

import random
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from riskkit.cli.outcome import stopped as stopped_line
from riskkit.datasets import dataset_path
from riskkit.indicators.loader import BUILT_IN_RULES

CITY = dataset_path("synthetic_city")
SMALL = CITY / "units_small.csv"
UNIT = ("--rules", "unit/city_score_100", "--as-of", "2026-01-01")
INDUSTRY = ("--rules", "industry/sector_work", "--as-of", "2026-01-01")
Run = Callable[..., Result]
NOISE = random.Random(1).randbytes(3000)


def stopped(result: Result, home: Path, *parts: str) -> None:
    """Exit code 2, one line on stderr with ``parts``, no traceback, no folder in ``home``."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    line = result.stderr.strip()
    assert "\n" not in line
    assert "Traceback" not in line
    assert "BUG-" not in line
    for part in parts:
        assert part in line
    assert not [path for path in home.iterdir() if path.name == "out" or "unfinished" in path.name]


FILES = {
    "a.pdf": (b"%PDF-1.7\n%", "FILE-06", "PDF"),
    "binary.csv": (bytes(range(256)) * 8, "FILE-06", "csv, xlsx, xls"),
    "noise.xlsx": (b"PK\x03\x04" + NOISE, "FILE-02", "noise.xlsx"),
    "old.xls": (b"\xd0\xcf\x11\xe0" + NOISE, "FILE-02", "old.xls"),
    "broken.parquet": (b"PAR1" + NOISE, "FILE-02", "broken.parquet"),
    "page.xls": (b"<html><body>no table</body></html>", "FILE-04", "page.xls"),
    "empty.csv": (b"", "FILE-04", "empty.csv"),
    "header.csv": ("单位编号,单位名称,近一年演练次数\n".encode(), "FILE-04", "header.csv"),
    "neither.csv": ("单位编号,单位名称\nA1,甲".encode("gb18030") + b"\xff\xff\n", "FILE-03", "--encoding"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read(run: Run, tmp_path: Path, name: str) -> None:
    content, *parts = FILES[name]
    (tmp_path / name).write_bytes(content)
    stopped(run("assess", tmp_path / name, *UNIT, "-o", tmp_path / "out"), tmp_path, name, *parts)


def test_no_file_and_a_folder(run: Run, tmp_path: Path) -> None:
    absent = run("assess", tmp_path / "absent.csv", *UNIT, "-o", tmp_path / "out")
    stopped(absent, tmp_path, "absent.csv: FILE-01 文件不存在")
    (tmp_path / "folder").mkdir()
    stopped(run("assess", tmp_path / "folder", *UNIT, "-o", tmp_path / "out"), tmp_path, "FILE-02")


def test_no_id_column_tells_the_header_and_the_allowed_names(run: Run, tmp_path: Path) -> None:
    (tmp_path / "noid.csv").write_text("单位,建筑面积\n甲,3\n", "utf-8")
    result = run("assess", tmp_path / "noid.csv", *UNIT, "-o", tmp_path / "out")
    stopped(result, tmp_path, "noid.csv#1: COL-01", "单位, 建筑面积", "单位编号, 编号", "subject_id")


def test_a_long_header_is_cut_in_the_message(run: Run, tmp_path: Path, small_text: str) -> None:
    text = small_text.replace("单位编号", "代号甲").replace("统一社会信用代码", "代号乙")
    (tmp_path / "noid.csv").write_text(text, "utf-8")
    result = run("assess", tmp_path / "noid.csv", *UNIT, "-o", tmp_path / "out")
    stopped(result, tmp_path, "代号甲", "… (63)")
    assert "抽考平均分" not in result.stderr


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (("--rules", "unit/nope"), ("RULE-30", "unit/city_score_100", "industry/sector_work")),
        (("--rules", "unit/city_score_100", "--as-of", "1990-01-01"), ("RULE-31", "1990-01-01", ">=")),
        (("--rules", "unit/city_score_100", "--as-of", "明天"), ("--as-of: ARG-01", "明天", "YYYY-MM-DD")),
        ((*UNIT, "--formats", "docx"), ("--formats: ARG-01", "docx", "xlsx, csv, parquet")),
        ((*UNIT, "--formats", ""), ("--formats: ARG-01", "xlsx, csv, parquet")),
        ((*UNIT, "--pages", "3"), ("--pages: ARG-01", "3", "all | top:N | none")),
        ((*UNIT, "--pages", "top:0"), ("--pages: ARG-01", "top:0")),
        ((*UNIT, "--explanations", "none"), ("--explanations: ARG-01", "none", "all | top:N")),
        ((*UNIT, "--encoding", "klingon"), ("ARG-01", "klingon", "gb18030")),
        ((*UNIT, "--encoding", "big5"), ("FILE-34", "big5")),
        ((*UNIT, "--header-row", "500"), ("FILE-33", "500")),
    ],
)
def test_a_bad_word_on_the_command_line(
    run: Run, tmp_path: Path, words: tuple[str, ...], parts: tuple[str, ...]
) -> None:
    stopped(run("assess", SMALL, *words, "-o", tmp_path / "out"), tmp_path, *parts)


def test_bad_words_are_said_in_english_too(run: Run, tmp_path: Path) -> None:
    result = run("assess", SMALL, *UNIT, "-o", tmp_path / "out", "--pages", "3", "--lang", "en")
    stopped(result, tmp_path, "--pages: ARG-01 a value given is not allowed (found: 3; allowed: all | top:N | none)")


def test_an_unknown_sheet_lists_those_there_are(run: Run, tmp_path: Path) -> None:
    words = ("assess", CITY / "industries.xlsx", *INDUSTRY, "-o", tmp_path / "out", "--sheet", "台账")
    stopped(run(*words), tmp_path, "FILE-05", "台账", "合成数据")


def test_an_output_folder_that_exists_is_seen_before_any_work(run: Run, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "mine.txt").write_text("keep", "utf-8")
    # the file does not exist either: the folder is looked at first
    stopped(run("assess", tmp_path / "no.csv", *UNIT, "-o", taken), tmp_path, "OUT-01", "--replace")
    stopped(run("assess", tmp_path / "no.csv", *UNIT, "-o", taken, "--replace"), tmp_path, "OUT-04", "taken")
    stopped(run("demo", "-o", taken), tmp_path, "OUT-04")
    assert [path.name for path in taken.iterdir()] == ["mine.txt"]


def test_an_output_below_a_file_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    stopped(run("assess", SMALL, *UNIT, "-o", tmp_path / "file" / "result"), tmp_path, "OUT-02", "file")


def test_parents_made_for_the_output_go_again(run: Run, tmp_path: Path) -> None:
    stopped(run("assess", tmp_path / "no.csv", *UNIT, "-o", tmp_path / "new" / "deep"), tmp_path, "FILE-01")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_a_result_below(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    words = ("assess", CITY / "industries.xlsx", *INDUSTRY, "-o", tmp_path / "out", "--below", tmp_path / "empty")
    stopped(run(*words), tmp_path, "empty: OUT-03", "manifest.json")


def test_a_result_that_is_not_of_a_lower_level(run: Run, tmp_path: Path, small_result: Path) -> None:
    same = run("assess", SMALL, *UNIT, "-o", tmp_path / "out", "--below", small_result)
    stopped(same, tmp_path, "--below: ARG-01", "unit")
    words = ("assess", CITY / "industries.xlsx", *INDUSTRY, "-o", tmp_path / "out")
    twice = run(*words, "--below", small_result, "--below", small_result)
    stopped(twice, tmp_path, "--below: ROLL-04", "SYN-U00080")  # several results of a level, but no id twice


def test_without_a_level_below_it_goes_on_with_a_note(run: Run, tmp_path: Path) -> None:
    result = run("assess", CITY / "industries.xlsx", *INDUSTRY, "-o", tmp_path / "out", "--pages", "none")
    assert result.exit_code == 1  # more than half of the weight comes from the units
    assert "提示 ROLL-02" in result.stdout
    assert "警告 COL-08" in result.stdout


def test_an_extract_that_feeds_no_indicator_is_refused(run: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("单位编号,单位名称,备注\n1,甲,无\n", "utf-8")
    result = run("assess", wrong, *UNIT, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "COL-09" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_word_document_is_called_so(run: Run, tmp_path: Path) -> None:
    document = tmp_path / "台账.xlsx"
    with zipfile.ZipFile(document, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    result = run("assess", document, *UNIT, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "FILE-06" in result.stderr
    assert "Word" in result.stderr


def test_a_sheet_of_a_csv_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("assess", SMALL, *UNIT, "-o", tmp_path / "out", "--sheet", "第二张")
    assert result.exit_code == 2
    assert "--sheet 第二张" in result.stderr


def test_what_unknown_indicators_leave_open_is_said(run: Run, tmp_path: Path) -> None:
    poor = tmp_path / "poor.csv"
    poor.write_text("单位编号,近一年演练次数,消防手续\n1,2,是\n", "utf-8")
    result = run("assess", poor, *UNIT, "-o", tmp_path / "out", "--pages", "none")
    assert result.exit_code == 1
    assert "1 个对象的等级取决于未知指标" in result.stdout
    assert "警告 COL-08" in result.stdout
    assert "是否指 消防手续齐全" in result.stdout
    assert "（未知）" in (tmp_path / "out" / "register.csv").read_text("utf-8-sig")
    assert "A～D" in (tmp_path / "out" / "register.csv").read_text("utf-8-sig")


def test_a_broken_rule_file_is_named_with_line_and_column(run: Run, tmp_path: Path) -> None:
    root = tmp_path / "rules"
    shutil.copytree(BUILT_IN_RULES, root)
    tree = root / "unit" / "city_score_100" / "tree.yaml"
    text = tree.read_text("utf-8")
    tree.write_text(text.replace("children:", "childs:", 1), "utf-8")
    words = ("assess", SMALL, *UNIT, "-o", tmp_path / "out", "--rule-root", root)
    stopped(run(*words), tmp_path, "unit/city_score_100/tree.yaml:", ": RULE-02", "childs", "children")
    tree.write_text(text + "\n  bad: [1,\n", "utf-8")
    stopped(run(*words), tmp_path, "unit/city_score_100/tree.yaml:", ": RULE-01")
    words = ("assess", SMALL, *UNIT, "-o", tmp_path / "out", "--rule-root", tmp_path / "nowhere")
    stopped(run(*words), tmp_path, "nowhere", "FILE-01")


def test_explain_of_what_is_not_there(run: Run, tmp_path: Path, small_result: Path) -> None:
    stopped(run("explain", small_result, "NOBODY"), tmp_path, "EXP-01", "NOBODY", "SYN-U")
    stopped(run("explain", tmp_path / "nowhere", "A"), tmp_path, "nowhere: OUT-03")
    half = tmp_path / "half"
    shutil.copytree(small_result, half)
    (half / "explanations.parquet").unlink()
    stopped(run("explain", half, "SYN-U00001"), tmp_path, "OUT-03", "explanations.parquet")
    (half / "explanations.parquet").write_bytes(b"PAR1" + NOISE)
    stopped(run("explain", half, "SYN-U00001"), tmp_path, "half: OUT-03")
    shutil.copy(small_result / "explanations.parquet", half)
    (half / "manifest.json").write_text("[]", "utf-8")
    stopped(run("explain", half, "SYN-U00001"), tmp_path, "half: OUT-03")


def test_unknown_codes_days_and_indicators(run: Run, tmp_path: Path) -> None:
    stopped(run("help", "ZZZ-99"), tmp_path, "ARG-01", "ZZZ-99", "NUM")
    stopped(run("rules", "diff", "x", "2026-01-01"), tmp_path, "OLD_DAY: ARG-01", "x")
    stopped(run("rules", "show", "unit/city_score_100", "--indicator", "nope"), tmp_path, "--indicator: ARG-01", "nope")
    stopped(run("rules", "show", "unit/nope"), tmp_path, "RULE-30")
    stopped(run("rules", "check", tmp_path / "nowhere"), tmp_path, "FILE-01")
    stopped(run("weights", SMALL), tmp_path, f"{SMALL} [2, 2]: ARG-01")
    stopped(run("weights", tmp_path / "nowhere.csv"), tmp_path, "FILE-01")


def test_a_process_of_its_own_says_the_same(apart: Callable[..., object], tmp_path: Path) -> None:
    done = apart("assess", tmp_path / "absent.csv", *UNIT, "-o", tmp_path / "out", PYTHONIOENCODING="utf-8")
    assert (done.returncode, done.stdout) == (2, b"")
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1
    assert "absent.csv: FILE-01 文件不存在" in lines[0]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_permission(apart: Callable[..., object], tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        (closed / "probe").mkdir()
    except PermissionError:
        pass
    else:
        (closed / "probe").rmdir()
        closed.chmod(stat.S_IRWXU)
        pytest.skip("this user may write anywhere")
    done = apart("assess", SMALL, *UNIT, "-o", closed / "result", PYTHONIOENCODING="utf-8")
    closed.chmod(stat.S_IRWXU)
    assert done.returncode == 2
    assert "OUT-02" in done.stderr.decode()


def test_rows_without_any_id_leave_an_empty_register(run: Run, tmp_path: Path, small_text: str) -> None:
    head, *rows = small_text.splitlines()
    text = "\n".join([head, *("," + row.split(",", 1)[1] for row in rows)])
    (tmp_path / "units.csv").write_text(text, "utf-8")
    result = run("assess", tmp_path / "units.csv", *UNIT, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "读入 30 = 评分 0 + 未评分 30" in result.stdout
    assert (tmp_path / "out" / "register.xlsx").exists()


def test_an_interruption_is_one_line_too() -> None:
    assert stopped_line(click.Abort(), "zh") == "已中断，没有写出任何结果"
    assert stopped_line(MemoryError(), "en").startswith("BUG-02 out of memory")
    assert stopped_line(ValueError("a\nb"), "zh").startswith("BUG-01 riskkit 遇到未预料的情况（发现：ValueError: a b）")


def test_the_details_of_something_unforeseen_can_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RISKKIT_TRACEBACK", "1")
    with pytest.raises(ValueError, match="odd"):
        stopped_line(ValueError("odd"), "zh")
