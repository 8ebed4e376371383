"""``riskkit validate``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from riskkit.cli.options import FAIL_ON, PATH, TABLE, choices_of, day_of, findings_shown, place_options, table_options
from riskkit.cli.outcome import Stop, lang_option
from riskkit.cli.spoken import SpokenCommand, option
from riskkit.terms import Lang


@click.command("validate", cls=SpokenCommand)
@click.argument("file", type=TABLE)
@option(
    "--rules", required=True,
    zh="规则集（见 riskkit rules list），或 table/fires、table/credit_records、table/overrides、table/checked_items",
    en="a rulebook's id, or table/fires, table/credit_records, table/overrides, table/checked_items",
)  # fmt: skip
@option("--as-of", callback=day_of, zh="评估日 YYYY-MM-DD，默认今天", en="day of assessment, today by default")
@option(
    "-o", "--output", type=PATH, zh="输出文件夹，默认 文件名-检查结果", en="output folder, NAME-findings by default"
)
@option("--show", default="20", callback=findings_shown, metavar="N|all", show_default=True,
        zh="逐条列出几条", en="findings listed one by one")  # fmt: skip
@option(
    "--fail-on", type=click.Choice(FAIL_ON), default="warning", show_default=True,
    zh="有这一级或更重的问题时退出码为 1", en="exit code 1 when a finding is at least this bad",
)  # fmt: skip
@option("--no-copy", is_flag=True, zh="不写带批注的副本", en="write no annotated copy")
@option(
    "--choose", "choices", multiple=True, callback=choices_of, metavar="OPTION=CHOICE",
    zh="规则集的选项，可重复", en="an option of the rulebook; may be repeated",
)  # fmt: skip
@table_options
@place_options
@lang_option
def command(file: Path | str, rules: str, output: Path | None, lang: Lang, **given: Any) -> None:
    """检查一份数据 FILE，不评分：列出每个问题的级别、位置、原值和改法，写出 findings.csv、summary.csv、set_aside.csv、带批注的副本.xlsx、manifest.json。退出码：0 无问题，1 有问题（见 --fail-on），2 未能完成。

    Check FILE without scoring it: every problem with its severity, place, value and mend. Writes findings.csv, summary.csv, set_aside.csv, annotated_copy.xlsx, manifest.json. Exit code: 0 clean, 1 findings (see --fail-on), 2 could not finish.
    """  # noqa: E501
    started = perf_counter()
    from riskkit.cli.validate_said import say, validate_and_save

    day = given["as_of"] or date.today()
    result, notes, folder = validate_and_save(file, rules, day, output, lang, given)
    say(result, notes, folder, perf_counter() - started, given)
    raise Stop(1 if result.fails(given["fail_on"]) else 0)
