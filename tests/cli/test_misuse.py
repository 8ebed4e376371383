"""A command line that riskkit cannot take: one line with a code, in the language asked for, exit code 2."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result

from riskkit.cli.spoken import lang_of, wrap
from riskkit.indicators.plain_text import width

Run = Callable[..., Result]
CASES = [
    (("asess",), "riskkit: ARG-02 没有这个命令、选项或参数（发现：asess；允许：demo, assess"),
    (("rules", "lst"), "riskkit rules: ARG-02 没有这个命令、选项或参数（发现：lst；允许：check"),
    (("assess", "--foo"), "riskkit assess: ARG-02 没有这个命令、选项或参数（发现：--foo"),
    (("assess",), "riskkit assess FILE: ARG-03 缺少必需的参数或选项的值"),
    (("assess", "a.csv"), "riskkit assess --rules: ARG-03"),
    (("assess", "a.csv", "--rules"), "--rules: ARG-03"),
    (("explain", "a", "b", "c"), "riskkit explain: ARG-02 没有这个命令、选项或参数（发现：c）"),
    (("--lang", "fr", "help"), "riskkit --lang: ARG-01 参数的值不对（发现：fr；允许：zh, en）"),
    (("weights", "a.csv", "--alpha", "2"), "riskkit weights --alpha: ARG-01 参数的值不对（发现：2.0；允许：0 .. 1）"),
    (("weights", "a.csv", "--method", "guess"), "--method: ARG-01 参数的值不对（发现：guess；允许：eigenvector"),
    (("assess", "a", "--threads", "many"), "riskkit assess --threads: ARG-01 参数的值不对（发现：many；允许：>= 1）"),
    (("--lang", "en", "asess"), "riskkit: ARG-02 no such command, option or argument (found: asess"),
    (("assess", "a.csv", "--lang", "en"), "riskkit assess --rules: ARG-03 a required argument or an option's value"),
    (("assess", "--foo", "--lang=en"), "riskkit assess: ARG-02 no such command, option or argument (found: --foo"),
]


@pytest.mark.parametrize(("words", "said"), CASES)
def test_one_line_with_a_code(run: Run, words: tuple[str, ...], said: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    result = run()
    assert "用法：riskkit [选项] 命令" in result.output
    assert "assess    评估一份数据" in result.output


def test_a_close_option_is_offered(run: Run) -> None:
    assert "--formats" in run("assess", "a.csv", "--format", "csv").stderr


def test_help_speaks_the_language_asked_for(run: Run) -> None:
    chinese, english = run("assess", "--help"), run("assess", "--help", "--lang", "en")
    assert chinese.exit_code == english.exit_code == 0
    assert "规则集，如 unit/city_score_100" in chinese.stdout
    assert "[必填]" in chinese.stdout
    assert "the rulebook's id [required]" in english.stdout
    assert not [char for char in english.stdout if "\u4e00" <= char <= "\u9fff"]
    assert run("--lang", "en", "help", "assess").stdout == english.stdout


@pytest.mark.parametrize("command", ["demo", "assess", "explain", "rules", "weights", "help"])
def test_every_command_has_help_in_both_languages(run: Run, command: str) -> None:
    for lang in ("zh", "en"):
        result = run(command, "--help", "--lang", lang)
        assert result.exit_code == 0
        assert all(width(line) <= 100 for line in result.stdout.splitlines() if "[" not in line)


def test_a_code_a_family_and_all_codes(run: Run) -> None:
    one = run("help", "num-01", "--lang", "en").stdout.splitlines()
    assert one[0] == "NUM-01"
    assert one[2] == "  problem: not a number; counts as unknown"
    scope = run("help", "FREQ-07").stdout
    assert "例：" in scope
    assert "依据：火灾统计管理规定 消防〔2025〕17号" in scope
    assert [line.split()[0] for line in run("help", "NUM").stdout.splitlines()] == [f"NUM-{i:02}" for i in range(1, 13)]
    assert "FREQ-02" in run("help").stdout


def test_the_last_language_counts() -> None:
    assert lang_of(["--lang", "en", "help", "--lang", "zh"]) == "zh"
    assert lang_of([]) == "zh"
    assert lang_of(["--lang"]) == "zh"


def test_lines_never_start_with_a_closing_mark() -> None:
    text = "评估一份数据（单位、行业或区域），写出清单、说明和问题。" * 3
    for columns in range(8, 40):
        lines = wrap(text, columns)
        assert "".join(lines) == text
        assert not [line for line in lines if line[0] in "，。、）；："]
