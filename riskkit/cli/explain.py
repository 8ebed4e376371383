"""``riskkit explain``."""

from __future__ import annotations

from pathlib import Path

import click

from riskkit.cli.outcome import lang_option
from riskkit.cli.spoken import SpokenCommand
from riskkit.terms import Lang


@click.command("explain", cls=SpokenCommand)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("subject_id")
@lang_option
def command(folder: Path, subject_id: str, lang: Lang) -> None:
    """说明一个对象：FOLDER 是 riskkit assess 写出的文件夹，SUBJECT_ID 是编号。

    Explain one subject: FOLDER is a result of riskkit assess, SUBJECT_ID its id.
    """
    from riskkit.reporting.results import read_result
    from riskkit.reporting.terminal import render_terminal

    click.echo(render_terminal(read_result(folder).account.explain(subject_id), lang))
