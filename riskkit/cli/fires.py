"""``riskkit fires``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from riskkit.cli.options import day_of, header_row_option
from riskkit.cli.outcome import Stop, lang_option
from riskkit.cli.spoken import SpokenCommand, option
from riskkit.terms import Lang

PATH = click.Path(path_type=Path)


@click.command("fires", cls=SpokenCommand)
@click.argument("file", type=PATH)
@option(
    "--by", type=click.Choice(["year", "half", "quarter", "month"]), default="year", show_default=True,
    zh="时期", en="periods",
)  # fmt: skip
@option(
    "--per", type=click.Choice(["all", "region", "industry"]), default="all", show_default=True,
    zh="分组", en="groups",
)  # fmt: skip
@option("--population", type=PATH, zh="人口表：区域、年份、人口", en="table of population: region, year, persons")
@option("--as-of", callback=day_of, zh="记录到哪一天为止，默认最后一起火灾的日期", en="last day covered")
@option(
    "--since",
    callback=day_of,
    zh="记录从哪一天起完整，默认最早一起火灾的日期（首期不完整，不作基期）",
    en="first day covered, by default that of the first fire: its period is partial and no base",
)
@option("--across-breaks", is_flag=True, zh="跨统计口径也比较，并逐行注明", en="compare across scopes too, and say so")
@option("-o", "--output", type=PATH, required=True, zh="输出文件夹", en="output folder")
@option("--encoding", zh="FILE 的编码，默认自动", en="encoding of FILE, found by itself")
@option("--population-encoding", zh="人口表的编码", en="encoding of the table of population")
@option("--sheet", zh="工作表名", en="name of the sheet")
@header_row_option
@option("--rule-root", type=PATH, zh="自有规则目录", en="a rule root of your own")
@option("--replace", is_flag=True, zh="替换已有的 riskkit 结果", en="replace an earlier riskkit result")
@option("--json", "as_json", is_flag=True, zh="标准输出为一行 JSON，其余走标准错误", en="one line of JSON on stdout")
@lang_option
def command(file: Path, output: Path, lang: Lang, as_json: bool, **given: Any) -> None:
    """火灾统计：FILE 每行一起火灾，按时期给出四项指标、火灾等级、十万人火灾率和死亡率（精确区间）、与上年同期比较，写出 fire_statistics.xlsx 和 csv。统计口径不同的时期不比较。退出码：0 无问题，1 完成但有问题，2 未能完成。

    Fire statistics: FILE has a row a fire; the four figures, severity, rates with exact intervals and the change against the year before, as fire_statistics.xlsx and csv. Periods of different statistical scopes are not compared. Exit code: 0 clean, 1 finished with findings, 2 could not finish.
    """  # noqa: E501
    from riskkit.cli.fires_said import say, summarise_and_save

    summary = summarise_and_save(file, output, date.today(), lang, given)
    say(summary, output, as_json=as_json)
    raise Stop(1 if summary.has_problems() else 0)
