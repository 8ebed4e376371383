"""``riskkit template``: rulebooks, side tables, a filled rule root, and what stops it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from string import ascii_uppercase

import openpyxl
import pytest
from click.testing import Result

from riskkit.reporting import template_file

Run = Callable[..., Result]
DAY = ("--as-of", "2026-06-01")
FILLED = """
rulebook: unit/high_hazard_60
fills: [contents_and_limits]
from: "2024-01-01"
basis: local_rule
clause: 附件1
checked: "2026-11-22"
source:
  title: {zh: 某省评估办法, en: rule of a province}
  issuer: 某省消防救援总队
  number: 某消〔2024〕1号
  in_force_from: "2024-01-01"
contents:
  - {label: {zh: 消防安全管理, en: management}, weight: 0.6, header: 消防安全管理得分}
  - {label: {zh: 建筑防火, en: building}, weight: 0.4, header: 建筑防火得分}
grades:
  closed: left
  grades:
    - {code: 好, label: {zh: 好, en: good}, from: 85, to: 100, colour: "#2F6FB7"}
    - {code: 一般, label: {zh: 一般, en: fair}, from: 60, to: 85, colour: "#E6B800"}
    - {code: 差, label: {zh: 差, en: poor}, from: 0, to: 60, colour: "#C0392B"}
"""


def headers(path: Path) -> list[object]:
    return [cell.value for cell in openpyxl.load_workbook(path).worksheets[0][1]]


def test_a_rulebook(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    done = run("template", "unit/school_100", "-o", path, *DAY)
    assert done.exit_code == 0
    # remarks about the rules are for who makes the form
    assert {line.split(" · ")[1] for line in done.stderr.splitlines()} == {"RULE-25", "RULE-26"}
    assert "--as-of" in done.stdout
    book = openpyxl.load_workbook(path)
    guide = book["填报说明"]
    texts = [str(cell) for row in guide.iter_rows(values_only=True) for cell in row if cell is not None]
    assert not [text for text in texts if "RULE-" in text or "rules stale" in text]
    assert any("不给 --as-of 时以填表当天为限" in text for text in texts)
    assert book.worksheets[0].print_area.endswith("$26")
    assert f"（2026-06-01），已写入 {path}\n" in done.stdout
    assert headers(path)[0] == "*单位编号"


def test_in_english(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    assert run("template", "unit/city_score_100", "-o", path, *DAY, "--lang", "en").exit_code == 0
    assert {"*unit id", "floor area (m2)"} <= set(map(str, headers(path)))
    assert openpyxl.load_workbook(path).sheetnames == ["form", "guide", "options"]


def test_a_side_table(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "火灾.xlsx"
    assert run("template", "table/fires", "-o", path, *DAY, "--rows", "20").exit_code == 0
    assert headers(path)[:3] == ["*单位编号", "*起火日期", "死亡人数（人）"]
    assert {"重伤人数（人）", "死亡日期", "统计口径"} <= set(map(str, headers(path)))
    checks = openpyxl.load_workbook(path).worksheets[0].data_validations.dataValidation
    assert {str(check.sqref).split(":")[1].lstrip(ascii_uppercase) for check in checks} == {"21"}


def test_a_rulebook_of_ones_own(run: Run, tmp_path: Path) -> None:
    waiting = run("template", "unit/high_hazard_60", "-o", tmp_path / "a.xlsx", *DAY)
    assert (waiting.exit_code, "RULE-40" in waiting.stderr) == (2, True)
    (tmp_path / "fill.yaml").write_text(FILLED, "utf-8")
    root = tmp_path / "rules"
    done = run("rules", "fill", "unit/high_hazard_60", "--with", tmp_path / "fill.yaml", "-o", root)
    assert done.exit_code == 0, done.output
    made = run("template", "unit/high_hazard_60", "-o", tmp_path / "a.xlsx", *DAY, "--rule-root", root)
    assert made.exit_code == 0, made.output
    assert {"消防安全管理", "建筑防火"} <= {str(header).split("（")[0] for header in headers(tmp_path / "a.xlsx")}


def test_choices_are_printed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    words = ("template", "region/public_fire_cover", "-o", path, *DAY, "--choose")
    assert run(*words, "hydrant_line=line_100").exit_code == 0
    guide = openpyxl.load_workbook(path).worksheets[1]
    assert any("100%（辽源市" in str(cell.value) for row in guide.iter_rows() for cell in row)
    wrong = run(*words, "hydrant_line=none", "--replace")
    assert (wrong.exit_code, "RULE-32" in wrong.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("unit/nothing", "-o", "a.xlsx"), "RULE-30"),
        (("table/nothing", "-o", "a.xlsx"), "RULE-30"),
        (("unit/school_100", "-o", "a.csv"), "ARG-01"),
        (("unit/school_100", "-o", "a.xlsx", "--rows", "0"), "ARG-01"),
        (("unit/school_100",), "ARG-03"),
        (("unit/school_100", "-o", "a.xlsx", "--as-of", "1990-01-01"), "RULE-31"),
    ],
)
def test_what_stops_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("template", *words)
    assert (done.exit_code, code in done.stderr, list(tmp_path.iterdir())) == (2, True, [])


def test_an_old_form_is_kept_unless_replaced(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    words = ("template", "table/overrides", "-o", path, *DAY)
    assert run(*words).exit_code == 0
    before = path.read_bytes()
    again = run(*words)
    assert (again.exit_code, "OUT-01" in again.stderr) == (2, True)
    assert run(*words, "--replace").exit_code == 0
    assert path.read_bytes() == before


def test_a_locked_form_is_said_and_kept_beside(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "模板.xlsx"
    path.write_bytes(b"open")
    really = os.replace

    def held(source: Path, target: Path) -> None:
        if target == path:
            raise PermissionError(13, "in use")
        really(source, target)

    monkeypatch.setattr(template_file.os, "replace", held)
    monkeypatch.setattr(template_file, "PAUSE_SECONDS", 0.0)
    done = run("template", "table/fires", "-o", path, *DAY, "--replace")
    assert done.exit_code == 1
    assert "被其他程序占用，模板存为 模板-2.xlsx" in done.stderr
    assert path.read_bytes() == b"open"
    assert headers(tmp_path / "模板-2.xlsx")[0] == "*单位编号"
