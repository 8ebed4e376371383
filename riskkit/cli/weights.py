"""``riskkit weights``."""

from __future__ import annotations

from pathlib import Path

import click

from riskkit.cli.outcome import lang_option
from riskkit.terms import Lang

SUBJECTIVE = ("eigenvector", "geometric_mean", "column_normalisation")
OBJECTIVE = ("entropy", "critic", "standard_deviation")


@click.command("weights")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--method", type=click.Choice([*SUBJECTIVE, *OBJECTIVE]), default="eigenvector", show_default=True)
@click.option("--cost", multiple=True, help="越小越好的准则，可重复 / a criterion where less is better")
@click.option("--judgements", type=click.Path(path_type=Path), help="判断矩阵，与客观权重组合 / matrix to combine with")
@click.option("--combine", type=click.Choice(["mean", "product", "linear"]), default="mean", show_default=True)
@click.option(
    "--alpha", type=click.FloatRange(0, 1), default=0.5, show_default=True, help="linear: 主观权重份额 / share"
)
@click.option(
    "--ri", type=click.Choice(["saaty", "donegan_dodd"]), default="saaty", show_default=True, help="RI 表 / table"
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
    """计算权重。FILE 是判断矩阵（层次分析法），或对象×准则的数值表（熵权、CRITIC、标准差）。

    Weights from a judgement matrix (CR >= 0.1 is refused) or from a table subjects × criteria.
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
