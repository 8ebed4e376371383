"""``riskkit clean``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from riskkit.cli.options import FAIL_ON, PATH, TABLE, choices_of, day_of, place_options, table_options
from riskkit.cli.outcome import Stop, lang_option
from riskkit.cli.spoken import SpokenCommand, option
from riskkit.terms import Lang


@click.command("clean", cls=SpokenCommand)
@click.argument("file", type=TABLE)
@option(
    "--rules",
    zh="规则集或 table/…（同 validate）；不给则只认编号、名称、地址等基本信息",
    en="a rulebook's id or table/… as for validate; without it only who and where a subject is",
)
@option("--as-of", callback=day_of, zh="评估日 YYYY-MM-DD，默认今天", en="day of assessment, today by default")
@option("-o", "--output", type=PATH, zh="输出文件夹，默认 文件名-清洗结果", en="output folder, NAME-clean by default")
@option(
    "--fail-on", type=click.Choice(FAIL_ON), default="warning", show_default=True,
    zh="有这一级或更重的问题时退出码为 1", en="exit code 1 when a finding is at least this bad",
)  # fmt: skip
@option(
    "--choose", "choices", multiple=True, callback=choices_of, metavar="OPTION=CHOICE",
    zh="规则集的选项，可重复", en="an option of the rulebook; may be repeated",
)  # fmt: skip
@table_options
@place_options
@lang_option
def command(file: Path | str, rules: str | None, output: Path | None, lang: Lang, **given: Any) -> None:
    """把一份数据 FILE 清洗成规范的表：统一计量单位、日期、代码和选项写法，逐格记录改动（changes.csv），不编造数值。写出 clean.xlsx、clean.csv、changes.csv、columns.csv、findings.csv、set_aside.csv、manifest.json。疑似个人信息的列不写出。退出码：0 无问题，1 有问题（见 --fail-on），2 未能完成。

    Clean FILE: one measure, one way to write dates, codes and options, every change logged cell by cell (changes.csv), no value invented. Writes clean.xlsx, clean.csv, changes.csv, columns.csv, findings.csv, set_aside.csv, manifest.json. Columns that look like personal data are left out. Exit code: 0 clean, 1 findings (see --fail-on), 2 could not finish.
    """  # noqa: E501
    started = perf_counter()
    from riskkit.cli.clean_said import clean_and_save, say

    day = given["as_of"] or date.today()
    result, folder = clean_and_save(file, rules, day, output, lang, given)
    say(result, folder, perf_counter() - started, given)
    raise Stop(1 if result.fails(given["fail_on"]) else 0)
