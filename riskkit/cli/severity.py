"""``riskkit severity``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from riskkit.cli.options import day_of, yuan_of
from riskkit.cli.outcome import lang_option
from riskkit.cli.spoken import SpokenCommand, option
from riskkit.terms import Lang

COUNT = click.IntRange(min=0)


@click.command("severity", cls=SpokenCommand)
@option("--on", callback=day_of, required=True, zh="起火日期 YYYY-MM-DD", en="day of the fire")
@option("--deaths", type=COUNT, metavar="N", zh="死亡人数（统计时限内）", en="deaths within the window")
@option("--serious", type=COUNT, metavar="N", zh="重伤人数", en="serious injuries")
@option("--injuries", type=COUNT, metavar="N", zh="受伤人数（含重伤）", en="all injured, the serious ones among them")
@option(
    "--loss", callback=yuan_of, metavar="元",
    zh="直接财产损失（元），也可写 3100万、0.31亿", en="direct loss in yuan; 3100万 and 0.31亿 are read too",
)  # fmt: skip
@option("--rule-root", type=click.Path(path_type=Path), zh="自有规则目录", en="a rule root of your own")
@option("--json", "as_json", is_flag=True, zh="标准输出为一行 JSON", en="one line of JSON on stdout")
@lang_option
def command(
    on: date,
    deaths: int | None,
    serious: int | None,
    injuries: int | None,
    loss: float | None,
    rule_root: Path | None,
    as_json: bool,
    lang: Lang,
) -> None:
    """按起火当日的等级表确定一起火灾的等级，给出每项所在的区间和依据。没有给出的数按未知处理，可能只得到等级范围。

    Grade one fire by the table in force on its day, with its clause and the interval that each figure lies in. What is not given is unknown: a range of grades.
    """  # noqa: E501
    from riskkit.cli.fires_said import severity_json
    from riskkit.fire_statistics.one_fire import severity_of
    from riskkit.indicators.plain_text import console_safe

    answer = severity_of(
        on,
        deaths=deaths,
        serious_injuries=serious,
        direct_loss_cny=loss,
        injuries=injuries,
        rule_root=rule_root,
    )
    if as_json:
        click.echo(severity_json(answer))
    click.echo(console_safe(answer.text(lang)), err=as_json)
