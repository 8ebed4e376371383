"""``riskkit severity``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from riskkit.cli.options import day_of
from riskkit.cli.outcome import lang_option
from riskkit.cli.spoken import SpokenCommand, option
from riskkit.terms import Lang

COUNT = click.IntRange(min=0)


@click.command("severity", cls=SpokenCommand)
@option("--on", callback=day_of, required=True, zh="起火日期 YYYY-MM-DD", en="day of the fire")
@option("--deaths", type=COUNT, metavar="N", zh="死亡人数（统计时限内）", en="deaths within the window")
@option("--serious", type=COUNT, metavar="N", zh="重伤人数", en="serious injuries")
@option("--injuries", type=COUNT, metavar="N", zh="受伤人数（含重伤）", en="all injured, the serious ones among them")
@option("--loss", type=click.FloatRange(min=0), metavar="元", zh="直接财产损失（元）", en="direct loss in yuan")
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
    """按起火当日的等级表确定一起火灾的等级，给出依据。没有给出的数按未知处理，可能只得到等级范围。

    Grade one fire by the table in force on its day, with its clause. What is not given is unknown: a range of grades.
    """
    from riskkit.cli.fires_said import severity_json
    from riskkit.fire_statistics.severity import severity_of
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
