"""``riskkit rules export``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from riskkit.cli.options import day_of
from riskkit.cli.outcome import lang_option
from riskkit.cli.spoken import SpokenCommand, option
from riskkit.terms import Label, Lang

PATH = click.Path(path_type=Path)


@click.command("export", cls=SpokenCommand)
@option("--xlsx", "target", type=PATH, required=True, zh="写到这个工作簿", en="the workbook to write")
@option("--rulebook", "rulebook_ids", multiple=True, zh="只要这一个，可重复", en="only this one; may be repeated")
@option("--as-of", callback=day_of, zh="哪一天的规则 YYYY-MM-DD，默认今天", en="rules of which day, today by default")
@option("--rule-root", type=PATH, zh="自有规则目录", en="a rule root of your own")
@option("--replace", is_flag=True, zh="替换已有的文件", en="replace what is there")
@lang_option
def command(
    target: Path, rulebook_ids: tuple[str, ...], as_of: date | None, rule_root: Path | None, replace: bool, lang: Lang
) -> None:
    """把规则集写成工作簿，供不看 YAML 的人审核：指标树、分档、否决项、等级、依据、缺口；末列留给审核意见。

    Write rulebooks as a workbook for reviewers: tree, scales, vetoes, grades, sources, what is missing.
    """
    from riskkit.indicators.on_day import books_on_day
    from riskkit.reporting.rules_book import write_rules_book

    day = as_of or date.today()
    books = books_on_day(day, rulebook_ids, rule_root)
    write_rules_book(target, books, lang, replace=replace)
    said = Label(
        f"规则集 {len(books)} 个（{day}）已写入 {target}", f"rulebooks: {len(books)} ({day}), written to {target}"
    )
    click.echo(said.of(lang))
