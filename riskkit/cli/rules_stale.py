"""``riskkit rules stale``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from riskkit.cli.options import day_of
from riskkit.cli.outcome import Stop, lang_option
from riskkit.cli.spoken import SpokenCommand, option
from riskkit.indicators.plain_text import console_safe
from riskkit.terms import Label, Lang


@click.command("stale", cls=SpokenCommand)
@option(
    "--days", type=click.IntRange(0), default=400, show_default=True, zh="核对多少天算旧", en="how old a check may be"
)
@option("--today", callback=day_of, zh="按哪一天算 YYYY-MM-DD，默认今天", en="the day to judge on, today by default")
@option("--rule-root", type=click.Path(path_type=Path), zh="自有规则目录", en="a rule root of your own")
@lang_option
def command(days: int, today: date | None, rule_root: Path | None, lang: Lang) -> None:
    """哪些规则该复核：核对日太旧、依据已废止或被代替、已到施行日而文本未录入、缺口。退出码：0 没有，1 有。

    Rules to look at again: old checks, texts repealed or replaced, announced days that have come, open slots. Exit
    code 0 none, 1 some.
    """
    from riskkit.indicators.stale import KIND_LABELS, stale

    found = stale(today or date.today(), days, rule_root)
    for entry in found:
        click.echo(console_safe(f"{entry.where}: {entry.day} {KIND_LABELS[entry.kind].of(lang)}  {entry.what}"))
    kinds = [(label.of(lang), sum(entry.kind == kind for entry in found)) for kind, label in KIND_LABELS.items()]
    counts = ("，" if lang == "zh" else ", ").join(f"{word} {count}" for word, count in kinds)
    click.echo(Label(f"合计 {len(found)}：{counts}", f"{len(found)} in all: {counts}").of(lang))
    raise Stop(1 if found else 0)
