"""Slots from the command line: the clear error with its template, a filled template, an assessment with it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
HIGH_HAZARD, HAZARD, CROWDED = "unit/high_hazard_60", "unit/major_hazard_35181", "unit/crowded_place_1369"
DAY = ("--as-of", "2026-01-01", "--pages", "none")
DOTS = "……"

UNITS = """单位编号,单位名称,消防安全管理得分,建筑防火得分,消防手续齐全,近一年一般火灾起数
甲,甲单位,90,80,是,0
乙,乙单位,85,85,是,0
丙,丙单位,84.9,85,是,0
丁,丁单位,60,60,是,1
戊,戊单位,59,60,是,1
己,己单位,100,100,否,0
庚,庚单位,100,100,是,2
辛,辛单位,,100,是,0
"""
# 0.6 and 0.4 of the two contents; 85 and 60 are the limits that the template was filled with
GRADES = {"甲": "好", "乙": "好", "丙": "一般", "丁": "一般", "戊": "差", "己": "差", "庚": "差", "辛": "差"}


def register(folder: Path, lang: str = "zh") -> list[dict[str, str]]:
    return list(csv.DictReader((folder / "register.csv").read_text("utf-8-sig").splitlines()))


def fill_in(template: str, *values: tuple[str, str]) -> str:
    """``template`` with the first of each text replaced; nothing may be left to fill in."""
    for old, new in values:
        assert old in template, old
        template = template.replace(old, new, 1)
    filled = "\n".join(line for line in template.splitlines() if not line.lstrip().startswith("#"))
    assert DOTS not in filled, filled
    return template


COMMON = (
    (f'checked: "{DOTS}"', 'checked: "2026-11-22"'),
    (f"issuer: {DOTS}", "issuer: 某省消防救援总队"),
)
FILLED_HIGH_HAZARD = (
    *COMMON,
    (f'from: "{DOTS}"', 'from: "2024-01-01"'),
    (f"clause: {DOTS}", "clause: 附件1"),
    (f"title: {{zh: {DOTS}, en: {DOTS}}}", "title: {zh: 某省评估办法, en: rule of a province}"),
    (f"number: {DOTS}", "number: 某消〔2024〕1号"),
    (f'in_force_from: "{DOTS}"', 'in_force_from: "2024-01-01"'),
    (
        f"{{label: {{zh: {DOTS}, en: {DOTS}}}, weight: 0.5, header: {DOTS}}}",
        "{label: {zh: 消防安全管理, en: management}, weight: 0.6, header: 消防安全管理得分}",
    ),
    (
        f"{{label: {{zh: {DOTS}, en: {DOTS}}}, weight: 0.5, header: {DOTS}}}",
        "{label: {zh: 建筑防火, en: building}, weight: 0.4, header: 建筑防火得分}",
    ),
    (f"from: {DOTS}, to: 100", "from: 85, to: 100"),
    (f"from: {DOTS}, to: {DOTS}", "from: 60, to: 85"),
    (f"from: 0, to: {DOTS}", "from: 0, to: 60"),
)


@pytest.fixture
def units(tmp_path: Path) -> Path:
    path = tmp_path / "units.csv"
    path.write_text(UNITS, "utf-8")
    return path


def filled_root(run: Run, tmp_path: Path, rulebook: str, *values: tuple[str, str]) -> Path:
    """Take the template, fill it in, make the rule root."""
    template = tmp_path / "fill.yaml"
    assert run("rules", "fill", rulebook, "-o", template).exit_code == 0
    template.write_text(fill_in(template.read_text("utf-8"), *values), "utf-8")
    root = tmp_path / "root"
    made = run("rules", "fill", rulebook, "--with", template, "-o", root)
    assert made.exit_code == 0, made.output
    return root


@pytest.mark.parametrize(("lang", "said"), [("zh", "规范没有给出，必须由使用者填写"), ("en", "no norm gives it")])
def test_without_weights_and_limits_the_error_shows_the_template(
    run: Run, tmp_path: Path, units: Path, lang: str, said: str
) -> None:
    result = run("assess", units, "--rules", HIGH_HAZARD, *DAY, "-o", tmp_path / "out", "--lang", lang)
    assert result.exit_code == 2
    assert "RULE-40" in result.stderr
    assert said in result.stderr
    assert "weight: 0.5" in result.stderr
    assert not (tmp_path / "out").exists()


def test_the_template_as_it_is_is_refused(run: Run, tmp_path: Path) -> None:
    template = tmp_path / "fill.yaml"
    run("rules", "fill", HIGH_HAZARD, "-o", template)
    result = run("rules", "fill", HIGH_HAZARD, "--with", template, "-o", tmp_path / "root")
    assert (result.exit_code, (tmp_path / "root").exists()) == (2, False)
    assert "fill.yaml:" in result.stderr


@pytest.mark.parametrize(
    ("lang", "heads"),
    [("zh", ("编号", "风险等级", "等级含义", "好")), ("en", ("id", "grade", "meaning of the grade", "good"))],
)
def test_a_filled_template_assesses(
    run: Run, tmp_path: Path, units: Path, lang: str, heads: tuple[str, str, str, str]
) -> None:
    root = filled_root(run, tmp_path, HIGH_HAZARD, *FILLED_HIGH_HAZARD)
    assert run("rules", "check", root).exit_code in (0, 1)
    out = tmp_path / "out"
    result = run("assess", units, "--rules", HIGH_HAZARD, "--rule-root", root, *DAY, "-o", out, "--lang", lang)
    assert result.exit_code in (0, 1), result.output
    entries = register(out)
    unit, grade, meaning, good = heads
    assert {line[unit]: line[grade] for line in entries} == GRADES
    assert next(line for line in entries if line[unit] == "甲")[meaning] == good


def test_the_day_before_the_fill_the_slot_is_still_open(run: Run, tmp_path: Path, units: Path) -> None:
    root = filled_root(run, tmp_path, HIGH_HAZARD, *FILLED_HIGH_HAZARD)
    words = ("assess", units, "--rules", HIGH_HAZARD, "--rule-root", root, "--as-of", "2023-12-31")
    result = run(*words, "-o", tmp_path / "out")
    assert (result.exit_code, "RULE-40" in result.stderr) == (2, True)


HAZARDS = """单位编号,场所类型,要素甲,是否已按 GB 35181-2025 判定为重大火灾隐患
甲,商店,是,
乙,商店,否,是
丙,商店,否,否
丁,商店,,否
"""
FILLED_2025 = (
    *COMMON,
    (f"label: {{zh: {DOTS}, en: {DOTS}}}", "label: {zh: 要素甲, en: element one}"),
    (f"label: {{zh: {DOTS}, en: {DOTS}}}", "label: {zh: 要素甲, en: element one}"),
)


def test_the_2025_edition_takes_a_verdict_from_outside_until_it_is_filled(run: Run, tmp_path: Path) -> None:
    extract = tmp_path / "hazards.csv"
    extract.write_text(HAZARDS, "utf-8")
    result = run("assess", extract, "--rules", HAZARD, *DAY, "-o", tmp_path / "out")
    assert "RULE-25" in result.stdout
    entries = {line["编号"]: (line["风险等级"], line["等级可能范围"]) for line in register(tmp_path / "out")}
    assert entries == {
        "甲": ("不能判定", "未判定～重大火灾隐患"),
        "乙": ("重大火灾隐患", "重大火灾隐患"),
        "丙": ("未判定", "未判定"),
        "丁": ("未判定", "未判定"),
    }


def test_the_2025_edition_filled_in(run: Run, tmp_path: Path) -> None:
    extract = tmp_path / "hazards.csv"
    extract.write_text(HAZARDS, "utf-8")
    root = filled_root(run, tmp_path, HAZARD, *FILLED_2025)
    result = run("assess", extract, "--rules", HAZARD, "--rule-root", root, *DAY, "-o", tmp_path / "out")
    assert "RULE-25" not in result.stdout
    assert "RULE-26" not in result.stdout
    entries = {line["编号"]: (line["风险等级"], line["等级可能范围"]) for line in register(tmp_path / "out")}
    assert entries == {
        "甲": ("重大火灾隐患", "重大火灾隐患"),
        "乙": ("重大火灾隐患", "重大火灾隐患"),
        "丙": ("未判定", "未判定"),
        "丁": ("未判定", "未判定～重大火灾隐患"),
    }


FILLED_1369 = (
    *COMMON,
    (f'from: "{DOTS}"', 'from: "2020-01-01"'),
    (f"clause: {DOTS}", "clause: 第6章"),
    (f'in_force_from: "{DOTS}"', 'in_force_from: "2017-01-01"'),
    (f"op: gt, value: {DOTS}", "op: gt, value: 2"),
)


def test_the_pass_rule_of_1369_filled_in(run: Run, tmp_path: Path) -> None:
    """The number is made up; the standard's own was not seen."""
    extract = tmp_path / "places.csv"
    extract.write_text("单位编号,B类不合格项数,直接判定项不合格数\n甲,2,0\n乙,3,0\n丙,0,1\n", "utf-8")
    root = filled_root(run, tmp_path, CROWDED, *FILLED_1369)
    run("assess", extract, "--rules", CROWDED, "--rule-root", root, *DAY, "-o", tmp_path / "out")
    assert {line["编号"]: line["风险等级"] for line in register(tmp_path / "out")} == {
        "甲": "好",
        "乙": "一般",
        "丙": "差",
    }
