"""Pages that are written by a script are the ones it writes."""

from __future__ import annotations

import runpy
from pathlib import Path

from riskkit.cli.code_page import code_page
from riskkit.codes import CODES
from riskkit.codes.families import FAMILIES, family
from riskkit.indicators.loader import load_root
from riskkit.indicators.page import Lines, Section, as_markdown

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_codes_is_fresh() -> None:
    made = runpy.run_path(str(DOCS / "make_codes.py"))["page"]()
    assert (DOCS / "codes.md").read_text("utf-8") == made, "python docs/make_codes.py writes it again"


def test_every_code_has_a_fresh_page() -> None:
    made = runpy.run_path(str(DOCS / "make_codes.py"))["pages"]()
    there = {path.name: path.read_text("utf-8") for path in (DOCS / "codes").glob("*.md")}
    again = "python docs/make_codes.py writes them again"
    assert sorted(there) == sorted(made) == sorted(f"{code}.md" for code in CODES), again
    assert [name for name, text in made.items() if there[name] != text] == [], again


def test_every_page_of_a_code_says_what_riskkit_help_says() -> None:
    made = runpy.run_path(str(DOCS / "make_codes.py"))["pages"]()
    for code in CODES:
        for lang in ("zh", "en"):
            page = made[f"{code}.md"]
            for part, text in code_page(code, lang).texts:
                assert part.of(lang) in page, (code, part)
                assert as_markdown([Section("", (Lines([text]),))]).splitlines()[-1][2:] in page, (code, text)


def test_every_family_has_a_name() -> None:
    assert {family(code) for code in CODES} == set(FAMILIES)


def test_the_pages_of_rules_are_fresh() -> None:
    made = runpy.run_path(str(DOCS / "make_rules.py"))["pages"]()
    home = DOCS / "rules"
    there = {path.relative_to(home).as_posix(): path.read_text("utf-8") for path in home.rglob("*.md")}
    again = "python docs/make_rules.py writes them again"
    assert sorted(there) == sorted(made), again
    assert [name for name, text in made.items() if there[name] != text] == [], again


def test_every_rulebook_has_a_page_with_its_coverage() -> None:
    made = runpy.run_path(str(DOCS / "make_rules.py"))["pages"]()
    for name, folder in load_root().folders.items():
        page = made[f"{name}.md"]
        assert f"({name}.md)" in made["README.md"]
        for word in ("## 指标树与权重", "## 依据构成", "## 风险等级", "## 依据文件", "## 日期变化"):
            assert word in page, (name, word)
        for veto in folder.vetoes.vetoes:
            assert f" {veto.id}  " in page, (name, veto.id)
        for indicator in folder.indicators:
            assert f"({name.split('/')[1]}/{indicator}.md)" in page
            assert "算例" in made[f"{name}/{indicator}.md"], (name, indicator)
