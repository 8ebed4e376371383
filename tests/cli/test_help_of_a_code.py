"""``riskkit help CODE``: everything about one code, quickly, in both languages."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

import pytest
from click.testing import Result

from riskkit.codes import CODES
from riskkit.indicators.plain_text import width
from riskkit.rule_homes import rule_modules

Run = Callable[..., Result]
PROBE = """
import json, sys
sys.argv = ["riskkit", "help", sys.argv[1]]
from riskkit.cli import main
try:
    main()
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def test_a_code_of_a_rule_says_all_of_it(run: Run) -> None:
    lines = run("help", "uscc-04").stdout.splitlines()
    assert lines[0] == "USCC-04"
    starts = [line.strip().split("：")[0] for line in lines if line.startswith("  ") and "：" in line]
    assert starts == ["级别", "问题", "riskkit 怎么处理", "为什么", "怎么改", "依据", "始于", "例"]
    assert lines[-2].split() == ["2", "统一社会信用代码", "9.15101E+17", "（未知）"]


def test_english_holds_no_chinese_but_cells_and_titles(run: Run) -> None:
    for line in run("help", "NUM-03", "--lang", "en").stdout.splitlines():
        part = line.strip().split(":")[0]
        assert part.isascii() or line.startswith("    ")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", ["NUM-09", "FIRE-02", "FILE-02", "DUP-02", "FREQ-07"])
def test_lines_fit_a_terminal(run: Run, code: str, lang: str) -> None:
    lines = run("help", code, "--lang", lang).stdout.splitlines()
    assert all(width(line) <= 100 for line in lines if not line.startswith("    "))


@pytest.mark.parametrize("code", ["NUM-09", "USCC-04", "ROW-02", "DATE-06", "FILE-01", "CRED-07"])
def test_only_the_module_of_the_rule_is_imported(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", PROBE, code], capture_output=True, check=True, timeout=60)
    modules = json.loads(done.stderr.splitlines()[-1])
    assert not {"polars", "pandas", "pydantic", "numpy"} & set(modules)
    rules = [name for name in modules if name in rule_modules().values()]
    assert rules == ([rule_modules()[code]] if code in rule_modules() else [])


def test_every_code_can_be_explained(run: Run) -> None:
    for code in list(CODES)[:: len(CODES) // 20]:
        done = run("help", code)
        assert done.exit_code == 0
        assert done.stdout.startswith(f"{code}\n")
