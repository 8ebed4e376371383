"""``riskkit weights``."""

from __future__ import annotations

from pathlib import Path

import click

from riskkit.cli.outcome import lang_option
from riskkit.cli.spoken import SpokenCommand, option
from riskkit.terms import Lang

SUBJECTIVE = ("eigenvector", "geometric_mean", "column_normalisation")
OBJECTIVE = ("entropy", "critic", "standard_deviation")


@click.command("weights", cls=SpokenCommand)
@click.argument("file", type=click.Path(path_type=Path))
@option(
    "--method",
    type=click.Choice([*SUBJECTIVE, *OBJECTIVE]),
    default="eigenvector",
    show_default=True,
    zh="方法",
    en="method",
)
@option("--cost", multiple=True, zh="越小越好的准则，可重复", en="a criterion where less is better; may be repeated")
@option("--judgements", type=click.Path(path_type=Path), zh="与客观权重组合的判断矩阵", en="matrix to combine with")
@option(
    "--combine",
    type=click.Choice(["mean", "product", "linear"]),
    default="mean",
    show_default=True,
    zh="组合方式",
    en="how to combine",
)
@option(
    "--alpha",
    type=click.FloatRange(0, 1),
    metavar="X",
    default=0.5,
    show_default=True,
    zh="linear：主观权重的份额",
    en="linear: share of the judged weights",
)
@option(
    "--ri",
    type=click.Choice(["saaty", "donegan_dodd"]),
    default="saaty",
    show_default=True,
    zh="RI 表",
    en="table of RI",
)
@lang_option
def command(
    file: Path,
    method: str,
    cost: tuple[str, ...],
    judgements: Path | None,
    combine: str,
    alpha: float,
    ri: str,
    lang: Lang,
) -> None:
    """计算权重。FILE 是判断矩阵（层次分析法，CR 不小于 0.1 不予采用），或对象×准则的数值表（熵权、CRITIC、标准差）。

    Weights from a judgement matrix FILE (CR >= 0.1 is refused) or from a table subjects × criteria.
    """
    from riskkit.cli.weights_said import combined_text, objective, subjective
    from riskkit.weighting.wording import describe

    if method in SUBJECTIVE:
        click.echo(describe(subjective(file, method, ri), lang))
        return
    data = objective(file, method, cost)
    click.echo(describe(data, lang))
    if judgements is not None:
        click.echo(combined_text(subjective(judgements, "eigenvector", ri), data, combine, alpha, lang))
