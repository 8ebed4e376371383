"""Every trap of real extracts through the real command: what is seen, how it ends, no row lost, no traceback.

The listing below is the table of traps that must be shown; each is a file of the corpus, or the test that sets it.
"""

from __future__ import annotations

import ast
import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from corpus import TRAPS, Elsewhere, Trap
from corpus.shape import file, table, unit

from riskkit.cli.app import app
from riskkit.codes import CODES
from riskkit.reporting.manifest import is_result
from riskkit.terms import Severity

ROOT = Path(__file__).parents[2]
_RULES = ("--rules", "unit/city_score_100", "--as-of", "2026-01-01", "--fail-on", "error")
RULES = {"validate": (*_RULES, "--no-copy"), "clean": _RULES}
# which columns an extract lacks, and what follows from it, is no matter of these files
ABOUT_THE_REST = ("COL-02", "COL-03", "COL-04", "COL-05", "COL-08", "COL-16")

ELSEWHERE: dict[str, Elsewhere] = {
    "file locked": Elsewhere("tests/cli/test_template_command.py::test_a_locked_form_is_said_and_kept_beside"),
    "folder locked": Elsewhere(
        "tests/reporting/test_run_folder_is_whole.py::test_a_locked_old_folder_keeps_both_the_old_and_the_finished_result"
    ),
    "cp936 console": Elsewhere("tests/cli/test_consoles.py::test_no_console_makes_it_fall_over"),
    "page of a unit name with /": Elsewhere(
        "tests/reporting/test_pages_and_terminal.py::test_names_no_file_system_takes_are_changed"
    ),
    "=cmd in what is written": Elsewhere("tests/cli/test_written_files.py::test_a_formula_stays_text"),
    "zero-fire industry": Elsewhere("tests/models/test_count_glm.py::test_a_level_without_fire_stays_finite_and_low"),
    "tie scores": Elsewhere("tests/register/test_register_cells.py::test_equal_subjects_share_a_rank_and_stand_by_id"),
    "repaired credit record": Elsewhere(
        "tests/credit/test_days_at_their_limits.py::test_repaired_from_the_day_of_the_repair"
    ),
    "cap reached": Elsewhere("tests/scoring/test_hand_computed_scores.py::test_bonus_is_added_up_to_its_cap"),
    "轻微 fires across 2025-05": Elsewhere(
        "tests/fire_statistics/test_fire_summary.py::test_slight_fires_count_and_are_told_apart_from_may_2025"
    ),
    "memory of a workbook": Elsewhere("tests/intake/test_workbook_process.py::test_too_little_memory"),
    "time of a workbook": Elsewhere("tests/intake/test_workbook_process.py::test_too_little_time"),
}
# the users' traps first, then those of reader, guard, header mapping and cleaning
LISTED = (
    "far cell", "zip bomb", "HTML saved as .xls", "xlsx named .xls", "1904 dates", "uncached formulas", "hidden rows",
    "GBK cut at a chunk edge", "short GBK file", "full-width codes", "functional zone without a code",
    "=cmd as a unit name",
    "file locked", "cp936 console", "unit name with /", "100,000-row sheet", "zero-fire industry",
    "an indicator missing everywhere", "two units one code", "two units one USCC",
    "tie scores", "repaired credit record", "cap reached",
    "轻微 fires across 2025-05",
    "title rows", "填报单位", "two-row merged header", "repeated header", "合计", "小计", "总计", "notes below",
    "hidden sheets",
    "DTD", "macro", "encryption", "paths", "a row beyond measure", "NUL bytes", "a quote never closed",
    "mixed line ends",
    "numeric USCC", "a measure in the header", "a measure in the cell", "a range", "约", "余", "2024.3.5",
    "2024年3月",
    "20240305", "a serial day", "a future day", "地上12/地下2", "thousands separators", "a negative area",
    "an area of zero",
    "不适用", "未知", "无", "lon and lat swapped", "personal data",
)  # fmt: skip
FILES = {name: trap for name, trap in TRAPS.items() if isinstance(trap, Trap)}


def ran(command: str, trap: Trap, folder: Path) -> tuple[Result, Path]:
    """``riskkit validate`` or ``clean`` over the file of ``trap``, in this process."""
    out = folder / command
    path = trap.make(folder)
    return CliRunner().invoke(app, [command, str(path), *RULES[command], "-o", str(out), *trap.options]), out


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["规则编号"] not in ABOUT_THE_REST]


def places(rows: list[dict[str, str]]) -> set[tuple[str, int | None, str]]:
    return {(row["规则编号"], int(row["行"]) if row["行"] else None, row["列"]) for row in rows}


def assert_lives(done: Result) -> None:
    assert not isinstance(done.exception, Exception), done.exception
    assert "Traceback" not in done.output
    assert "BUG-" not in done.output


def assert_refused(trap: Trap, done: Result, out: Path) -> None:
    assert done.exit_code == 2, done.output
    assert len(done.output.splitlines()) == 1 or trap.code == "COL-01", (
        done.output
    )  # COL-01 shows a template to fill in
    assert trap.code in done.output.splitlines()[0]
    assert not out.exists()


def assert_seen(trap: Trap, done: Result, out: Path) -> None:
    rows = rows_of(out / "findings.csv")
    assert places(rows) == trap.said
    assert all(row["问题"] and row["怎么改"] for row in rows)
    stations = json.loads((out / "manifest.json").read_text("utf-8"))["stations"]
    aside = sum(reason["rows"] for station in stations for reason in station["set_aside"])
    assert (stations[0]["rows_in"], aside) == (trap.read, trap.aside)
    assert stations[-1]["rows_out"] == trap.read - trap.aside
    has_error = any(CODES[code].severity is Severity.ERROR for code, _, _ in trap.said)
    assert done.exit_code == int(has_error), done.output


@pytest.mark.parametrize("name", FILES)
def test_a_trap_is_seen(tmp_path: Path, name: str) -> None:
    trap = FILES[name]
    done, out = ran("validate", trap, tmp_path)
    assert_lives(done)
    if trap.code:
        assert_refused(trap, done, out)
    else:
        assert_seen(trap, done, out)
    assert [one.name for one in tmp_path.iterdir() if ".unfinished" in one.name] == []


@pytest.mark.parametrize("name", [name for name, trap in FILES.items() if trap.logged])
def test_what_is_mended_is_logged_and_nothing_else(tmp_path: Path, name: str) -> None:
    done, out = ran("clean", FILES[name], tmp_path)
    assert_lives(done)
    assert places(rows_of(out / "changes.csv")) == FILES[name].logged


def test_the_list_of_traps_is_complete() -> None:
    assert not set(LISTED) - set(FILES) - set(ELSEWHERE)
    assert not set(FILES) & set(ELSEWHERE)


@pytest.mark.parametrize("name", ELSEWHERE)
def test_the_test_that_sets_it_is_there(name: str) -> None:
    file, _, test = ELSEWHERE[name].node.partition("::")
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    assert test in {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}


def test_a_run_outlives_every_hostile_file(tmp_path: Path) -> None:
    for at, trap in enumerate(trap for trap in FILES.values() if trap.code):
        folder = tmp_path / str(at)
        folder.mkdir()
        assert_refused(trap, *ran("validate", trap, folder))
    folder = tmp_path / "sound"
    folder.mkdir()
    done, out = ran("validate", FILES["填报单位"], folder)
    assert done.exit_code == 0, done.output
    assert is_result(out)


def test_conflicts_show_both_sources(tmp_path: Path) -> None:
    _, out = ran("validate", FILES["ids doubled, rows differ"], tmp_path)
    with (out / "conflicts.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [
            (row["列"], row["保留的行"], row["保留的值"], row["另放的行"], row["另放的值"])
            for row in csv.DictReader(stream)
        ]
    assert rows == [("建筑面积（㎡）", "2", "120", "3", "999")]


def test_equal_units_with_hostile_names_stand_by_id_and_their_pages_stay_inside(tmp_path: Path) -> None:
    units = unit(3), unit(1, 单位名称="=cmd|' /C calc'!A0"), unit(2, 单位名称="甲/../../乙:*?")
    path, out = file(table(*units))(tmp_path), tmp_path / "out"
    words = ["assess", str(path), *_RULES[:4], "-o", str(out), "--pages", "all", "--formats", "csv"]
    assert_lives(CliRunner().invoke(app, words))
    with (out / "register.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["序号"], row["编号"]) for row in rows] == [("1", "A1"), ("1", "A2"), ("1", "A3")]
    assert rows[0]["名称"].startswith("'=")
    assert {one.name for one in (out / "pages").iterdir()} >= {"A1.html", "A2.html", "A3.html"}
    assert {one.name for one in tmp_path.iterdir()} == {path.name, "out"}
