"""``riskkit rules list | show | check | diff | schema | fill | export | stale``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from riskkit.cli.options import choices_of, day_of
from riskkit.cli.outcome import Stop, lang_option
from riskkit.cli.rules_export import command as export
from riskkit.cli.rules_fill import command as fill
from riskkit.cli.rules_stale import command as stale
from riskkit.cli.spoken import SpokenGroup, option
from riskkit.codes import CODES
from riskkit.errors import RiskkitError
from riskkit.terms import Label, Lang, Severity

_ROOT = option("--rule-root", type=click.Path(path_type=Path), zh="自有规则目录", en="a rule root of your own")
_CHOOSE = option(
    "--choose", "choices", multiple=True, callback=choices_of, metavar="OPTION=CHOICE",
    zh="规则集的选项，可重复", en="an option of the rulebook; may be repeated",
)  # fmt: skip


@click.group("rules", cls=SpokenGroup)
@lang_option
def command(lang: Lang) -> None:
    """规则集：列出、查看、检查、对比、导出、哪些该复核。

    Rulebooks: list, show, check, diff, schema, fill, export, stale.
    """


@command.command("list")
@_ROOT
@lang_option
def list_(rule_root: Path | None, lang: Lang) -> None:
    """列出全部规则集：级别、名称、条款变化日、依据性质。

    List the rulebooks: level, name, days on which a clause changes, bases.
    """
    from riskkit.indicators.describe import list_rulebooks
    from riskkit.indicators.loader import BUILT_IN_RULES

    click.echo(list_rulebooks(rule_root, lang))
    home = rule_root or BUILT_IN_RULES
    click.echo(
        Label(f"规则目录（复制后用 --rule-root 指定）：{home}", f"rule root (copy it for --rule-root): {home}").of(lang)
    )


@command.command("show")
@click.argument("rulebook")
@option("--as-of", callback=day_of, zh="评估日 YYYY-MM-DD，默认今天", en="day, today by default")
@option("--indicator", zh="只看一个指标的全部条款", en="one indicator, all its dated blocks")
@_CHOOSE
@_ROOT
@lang_option
def show_(
    rulebook: str,
    as_of: date | None,
    indicator: str | None,
    choices: dict[str, str],
    rule_root: Path | None,
    lang: Lang,
) -> None:
    """按评估日查看规则集：权重、分档、条款、等级、否决项。

    Show a rulebook as in force on a day: weights, steps, clauses, grades, vetoes.
    """
    from riskkit.indicators.describe import show, show_indicator
    from riskkit.indicators.on_day import book_on_day

    day = as_of or date.today()
    if indicator:
        click.echo(show_indicator(rulebook, indicator, lang, rule_root, on=day))
    else:
        click.echo(show(book_on_day(day, rulebook, rule_root, choices), lang))


@command.command("check")
@click.argument("directory", type=click.Path(path_type=Path), required=False)
@lang_option
def check(directory: Path | None, lang: Lang) -> None:
    """检查规则目录，逐条给出 文件:行:列: 代码；默认检查内置规则。退出码：0 无问题，1 有警告，2 有错误。

    Check a rule root (the built-in one by default): a file:line:col: CODE each. Exit code 0 clean, 1 warnings,
    2 errors.
    """
    from riskkit.indicators.lint import lint
    from riskkit.indicators.loader import load_root

    problems = lint(load_root(directory), today=date.today())
    for problem in problems:
        click.echo(problem.error().text(lang))
    errors = sum(CODES[problem.code].severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    click.echo(Label(f"错误 {errors}，警告 {warnings}", f"errors {errors}, warnings {warnings}").of(lang))
    raise Stop(2 if errors else 1 if warnings else 0)


@command.command("diff")
@click.argument("old_day", callback=day_of)
@click.argument("new_day", callback=day_of)
@option("--rulebook", "rulebook_ids", multiple=True, zh="只比较这一个，可重复", en="only this one; may be repeated")
@_ROOT
@lang_option
def diff_(old_day: date, new_day: date, rulebook_ids: tuple[str, ...], rule_root: Path | None, lang: Lang) -> None:
    """两个日期之间规则变了什么。

    What changed in the rules between two days.
    """
    from riskkit.indicators.diff import diff, diff_text
    from riskkit.indicators.loader import BUILT_IN_RULES, rulebook_paths
    from riskkit.indicators.rulebook import Rulebook

    for name in rulebook_ids or rulebook_paths(rule_root or BUILT_IN_RULES):
        try:
            old, new = (Rulebook.at(day, name, rule_root) for day in (old_day, new_day))
        except RiskkitError as absent:  # not in force on both days, or still to be filled in
            if rulebook_ids:
                raise
            click.echo(f"{name}\n{absent.text(lang)}\n")
            continue
        click.echo(f"{name}\n{diff_text(diff(old, new), lang)}")


@command.command("schema")
@option("-o", "--output", type=click.Path(path_type=Path), required=True, zh="写到这个文件夹", en="output folder")
@lang_option
def schema(output: Path, lang: Lang) -> None:
    """写出规则文件的 JSON Schema，供编辑器校验。

    Write the JSON Schemas of rule files, for editors.
    """
    from riskkit.indicators.schema import schema_files
    from riskkit.reporting.manifest import write_texts

    for path in write_texts(output, schema_files()):
        click.echo(str(path))


command.add_command(fill)
command.add_command(export)
command.add_command(stale)
