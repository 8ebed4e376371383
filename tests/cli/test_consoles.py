"""A Chinese Windows console (cp936) shows everything riskkit says of its own; no console makes it fall over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import Result

from riskkit.cli.code_page import code_page
from riskkit.cli.demo_said import demo_lines
from riskkit.cli.help_examples import EXAMPLES
from riskkit.codes import CODES
from riskkit.datasets import dataset_path
from riskkit.demo import RULEBOOKS
from riskkit.terms import Lang
from riskkit.workflow import assess

CITY = dataset_path("synthetic_city")
SMALL = CITY / "units_small.csv"
UNIT = ("--rules", "unit/city_score_100", "--as-of", "2026-01-01", "--pages", "none")
Run = Callable[..., Result]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_cp936_holds_every_text(run: Run, tmp_path: Path, small_result: Path, lang: str) -> None:
    said = [
        run("--lang", lang, *words).output
        for words in (
            ("--help",),
            ("assess", "--help"),
            ("weights", "--help"),
            ("help",),
            ("rules", "list"),
            ("rules", "show", "unit/city_score_100", "--as-of", "2026-01-01"),
            ("rules", "diff", "2025-01-01", "2026-01-01"),
            ("explain", small_result, "SYN-U00001"),
            ("assess", CITY / "industries.xlsx", "--rules", "industry/sector_work", "-o", tmp_path / lang),
            ("assess", tmp_path / "no.csv", *UNIT, "-o", tmp_path / "other"),
        )
    ]
    assert all(said)
    "\n".join(said).encode("gbk")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_cp936_holds_what_the_demo_says(lang: str) -> None:
    results = {}
    for level, (rules, file) in RULEBOOKS.items():
        source = SMALL if file.endswith(".csv") else CITY / file
        results[level] = assess(source, rules, "2026-01-01", below=tuple(results.values()))
    text = "\n".join(demo_lines(SimpleNamespace(results=results, notes=[]), Path("riskkit-demo"), lang, 1.0))
    text.encode("gbk")
    assert ("合成数据" if lang == "zh" else "synthetic data") in text


def test_cp936_holds_every_code() -> None:
    for code in CODES.values():
        (code.problem.zh + code.problem.en + code.mend.zh + code.mend.en).encode("gbk")
    for example in EXAMPLES.values():
        "".join((*example.shown, example.source)).encode("gbk")
    assert set(EXAMPLES) <= set(CODES)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_cp936_holds_what_help_says_about_a_code(lang: Lang) -> None:
    for code in CODES:
        page = code_page(code, lang)
        for text in (*(text for _, text in page.texts), *(cell for row in page.example for cell in row)):
            text.encode("gbk")


@pytest.mark.parametrize("encoding", ["cp936", "ascii", "utf-8"])
def test_no_console_makes_it_fall_over(
    apart: Callable[..., object], tmp_path: Path, small_text: str, encoding: str
) -> None:
    odd = small_text.replace("合成百顺宾馆0001", "𠮷祥🔥宾馆", 1).replace(",1390,", ",🔥,", 1)
    (tmp_path / "odd.csv").write_text(odd, "utf-8")
    done = apart("assess", tmp_path / "odd.csv", *UNIT, "-o", tmp_path / "out", PYTHONIOENCODING=encoding)
    assert done.returncode == 1, done.stderr
    assert b"NUM-01" in done.stdout
    shown = apart("explain", tmp_path / "out", "SYN-U00001", PYTHONIOENCODING=encoding)
    assert shown.returncode == 0, shown.stderr
    assert b"Traceback" not in shown.stderr
