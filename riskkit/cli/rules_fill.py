"""``riskkit rules fill``."""

from __future__ import annotations

from pathlib import Path

import click

from riskkit.cli.outcome import lang_option
from riskkit.cli.spoken import SpokenCommand, option
from riskkit.terms import Label, Lang

PATH = click.Path(path_type=Path)


@click.command("fill", cls=SpokenCommand)
@click.argument("rulebook")
@option("--with", "filled", type=PATH, zh="填好的模板", en="the template, filled in")
@option("-o", "--output", type=PATH, required=True, zh="模板文件或新规则目录", en="the template, or a new rule root")
@option("--rule-root", type=PATH, zh="自有规则目录", en="a rule root of your own")
@option("--replace", is_flag=True, zh="替换已有的输出", en="replace what is there")
@lang_option
def command(
    rulebook: str, filled: Path | None, output: Path, rule_root: Path | None, replace: bool, lang: Lang
) -> None:
    """填补规则集的空缺（规范没有给出或没有见到原文的部分）：先取模板，填好后用 --with 生成可直接使用的规则目录。

    Fill the open slots of a rulebook: take the template, fill it in, then --with makes a rule root of it.
    """
    from riskkit.filling import fill_rulebook, write_template

    if filled is None:
        write_template(rulebook, output, rule_root, replace=replace)
        said = Label(
            f"模板已写出：{output}。填好后：riskkit rules fill {rulebook} --with {output} -o 规则目录",
            f"template written: {output}. Filled in: riskkit rules fill {rulebook} --with {output} -o DIR",
        )
    else:
        changed = fill_rulebook(rulebook, filled, output, rule_root, replace=replace)
        said = Label(
            f"规则目录已写出：{output}（改动 {len(changed)} 个文件）。评估时加 --rule-root {output}",
            f"rule root written: {output} ({len(changed)} files changed). Assess with --rule-root {output}",
        )
    click.echo(said.of(lang))
