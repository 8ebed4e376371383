"""``riskkit template``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from riskkit.cli.options import PATH, choices_of, day_of
from riskkit.cli.outcome import Stop, lang_option
from riskkit.cli.spoken import SpokenCommand, option
from riskkit.terms import Label, Lang

ROWS = 5_000
MOST_ROWS = 1_048_575


@click.command("template", cls=SpokenCommand)
@click.argument("rulebook")
@option("-o", "--output", "target", type=PATH, required=True, zh="写到这个 xlsx 文件", en="the xlsx file to write")
@option("--as-of", callback=day_of, zh="评估日 YYYY-MM-DD，默认今天", en="day of assessment, today by default")
@option(
    "--rows", type=click.IntRange(1, MOST_ROWS), default=ROWS, show_default=True, metavar="N",
    zh="格式和校验覆盖多少行", en="how many rows are validated",
)  # fmt: skip
@option(
    "--choose", "choices", multiple=True, callback=choices_of, metavar="OPTION=CHOICE",
    zh="规则集的选项，可重复", en="an option of the rulebook; may be repeated",
)  # fmt: skip
@option("--rule-root", type=PATH, zh="自有规则目录", en="a rule root of your own")
@option("--replace", is_flag=True, zh="替换已有的文件", en="replace what is there")
@lang_option
def command(
    rulebook: str,
    target: Path,
    as_of: date | None,
    rows: int,
    choices: dict[str, str],
    rule_root: Path | None,
    replace: bool,
    lang: Lang,
) -> None:
    """按规则集做一份填报模板：下拉、范围、文本格式的代码列、批注里的条款，填好后可以直接评估。RULEBOOK 是规则集（见 riskkit rules list），或 table/fires、table/credit_records、table/overrides、table/checked_items。

    Make a workbook to fill in from a rulebook: dropdowns, ranges, text-format codes, clauses in comments. RULEBOOK is a rulebook (see riskkit rules list) or table/fires, table/credit_records, table/overrides, table/checked_items.
    """  # noqa: E501
    from riskkit.reporting.template_book import write_template
    from riskkit.reporting.template_form import form_of
    from riskkit.reporting.template_guide import last_day_said, limits_days

    form = form_of(rulebook, as_of or date.today(), rule_root, choices, last_day=as_of)
    written = write_template(target, form, lang, rows=rows, replace=replace)
    count = len(form.columns)
    said = f"{form.label.zh}：{count} 列（{form.day}），已写入 {written}", f"{form.id}: {count} columns, {written}"
    click.echo(Label(*said).of(lang))
    if as_of is not None and limits_days(form):
        click.echo(last_day_said(as_of).of(lang))
    for remark in form.warnings:
        if remark.code.startswith("RULE-"):
            click.echo(remark.text(lang), err=True)
    if written != target:
        held = f"{target} 被其他程序占用，模板存为 {written.name}", f"{target} is in use; the form is {written.name}"
        click.echo(Label(*held).of(lang), err=True)
        raise Stop(1)
