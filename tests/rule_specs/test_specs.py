"""Every spec file agrees with the built-in rules, and the specs leave no rule file, limit or day of change out."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest
from spec_coverage import gaps, unknown_words
from spec_runner import agree, read_spec, run

from riskkit.indicators.loader import RuleFolder, load_root

HERE = Path(__file__).parent
SPECS = sorted(path for path in HERE.glob("*/*/*.yaml"))
BOOKS = sorted(load_root().folders)


@cache
def built_in() -> dict[str, RuleFolder]:
    return load_root().folders


def folder_of(path: Path) -> RuleFolder:
    return built_in()[path.parent.relative_to(HERE).as_posix()]


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.relative_to(HERE).with_suffix("").as_posix())
def test_the_rules_give_what_the_spec_says(path: Path) -> None:
    cases = read_spec(path)
    if path.stem not in ("tree", "grades", "vetoes"):
        assert unknown_words(cases) == []
    given = run(folder_of(path), path.stem, cases)
    wrong = [
        f"{case.where} {case.on} {case.veto or case.node} {dict(case.given)}: gives {got}, not {case.gives}"
        for case, got in zip(cases, given, strict=True)
        if not agree(got, case.gives)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("book", BOOKS)
def test_the_specs_leave_nothing_out(book: str) -> None:
    found = gaps(built_in()[book], HERE / book)
    assert not found, "\n".join(found)


def test_there_is_no_spec_of_a_rulebook_that_is_not_there() -> None:
    assert {path.parent.relative_to(HERE).as_posix() for path in SPECS} <= set(BOOKS)


# ---------------------------------------------------------------- proof that these tests can fail

CITY = HERE / "unit" / "city_score_100"


def left_out(tmp_path: Path, name: str, *dropped: str) -> list[str]:
    """The gaps when every case that holds one of the texts ``dropped`` is taken out of a copy of the specs."""
    specs = tmp_path / "specs"
    shutil.copytree(CITY, specs)
    path = specs / f"{name}.yaml"
    lines = path.read_text("utf-8").splitlines()
    kept = [line for line in lines if not any(text in line for text in dropped)]
    assert len(kept) < len(lines)
    path.write_text("\n".join(kept) + "\n", "utf-8")
    return gaps(built_in()["unit/city_score_100"], specs)


@pytest.mark.parametrize(
    ("name", "dropped", "said"),
    [
        ("shop_area", ("floor_area_m2: 10000}",), "from 2022-04-07: no case at 10000"),
        ("shop_area", ("gives: unknown",), 'from 2022-04-07: no case that gives "unknown"'),
        ("shop_area", ("gives: not applicable",), 'from 2022-04-07: no case that gives "not applicable"'),
        ("shop_area", ("2022-04-06",), "no case on 2022-04-06"),
        ("staff_quiz", ("staff_quiz_score: 65}",), "from 2022-04-07: no case at 65"),
        ("exit_width_per_100", ("exit_width_m: 0.5,", "exit_width_m: 2, occupants: 400"), "no case at 0.5"),
        ("sprinkler", ("stopped",), "no case with the level stopped"),
        ("drills_12m", ("drills_12m: 2}",), "no case at 2"),
        ("open_hidden_dangers", ("open_hidden_dangers: 10}",), "no case at 10"),
        ("fire_permit", ("fire_permit_obtained: 0}",), "no case at 0"),
        ("management_records", ("hot_work_unpermitted: 2", "hot_work_unpermitted: 9"), "hot_work reaches its most"),
        ("grades", ("score: 80}",), "no case with the score 80"),
        ("grades", ("gives: C",), "no case that gives C"),
        ("vetoes", ("ordinary_fires_12m: 2",), "G60-10 from 2013-03-07: no case with ordinary_fires_12m = 2"),
        ("vetoes", ("2025-05-01",), "G60-10: no case on 2025-05-01"),
        ("vetoes", ("2025-04-30",), "G60-10: no case on 2025-04-30"),
        ("vetoes", ("sprinkler_status: absent",), "G60-4 from 2013-03-07: no case with sprinkler_status = absent"),
        ("tree", ("node: exits_blocked",), "no case for the node exits_blocked"),
        ("tree", ("node: fire_doors_ok_share", "node: exit_signs"), "fire_doors_ok_share or exit_signs_faulty"),
    ],
)
def test_a_case_left_out_is_named(tmp_path: Path, name: str, dropped: tuple[str, ...], said: str) -> None:
    found = left_out(tmp_path, name, *dropped)
    assert any(gap.startswith(f"unit/city_score_100/{name}.yaml: ") and said in gap for gap in found), found


def test_a_spec_left_out_is_named(tmp_path: Path) -> None:
    shutil.copytree(CITY, tmp_path / "specs")
    (tmp_path / "specs" / "sprinkler.yaml").rename(tmp_path / "specs" / "sprinklers.yaml")
    assert gaps(built_in()["unit/city_score_100"], tmp_path / "specs") == [
        "unit/city_score_100/sprinkler.yaml: no spec",
        "unit/city_score_100/sprinklers.yaml: a spec without a rule file",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{on: "2022-04-07", given: {}}', "t.yaml:2: on, gives"),
        ('{on: "2022-04-07", gvien: {}, gives: 1}', "gvien"),
    ],
)
def test_a_case_that_is_none_is_refused(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "t.yaml").write_text(f"cases:\n  - {line}\n", "utf-8")
    with pytest.raises(AssertionError, match=said):
        read_spec(tmp_path / "t.yaml")


def test_a_wrong_expectation_fails() -> None:
    cases = read_spec(CITY / "shop_area.yaml")
    given = run(folder_of(CITY / "shop_area.yaml"), "shop_area", cases)
    assert agree(given[1], 25.0)
    assert not agree(given[1], 24.9)
    assert not agree("unknown", "not applicable")
    assert not agree("not in force", "slot")
