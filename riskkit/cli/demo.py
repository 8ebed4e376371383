"""``riskkit demo``."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import click

from riskkit.cli.outcome import lang_option
from riskkit.cli.spoken import SpokenCommand, option
from riskkit.terms import Lang


@click.command("demo", cls=SpokenCommand)
@option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("riskkit-demo"), show_default=True,
    zh="输出文件夹", en="output folder",
)  # fmt: skip
@lang_option
def command(output: Path, lang: Lang) -> None:
    """用随附数据跑一遍全部流程，写到 riskkit-demo/（再次运行会替换它）。数据里预先埋有问题，都会列出；退出码仍为 0。

    Run everything on the shipped data, into riskkit-demo/ (an earlier demo there is replaced). The data holds planted problems, all of which are listed; the exit code is 0 all the same.
    """  # noqa: E501
    started = perf_counter()
    from riskkit.cli.demo_said import demo_lines
    from riskkit.cli.progress import progress
    from riskkit.demo import run_demo

    with progress(lang) as watch:
        demo = run_demo(output, lang, watch)
    click.echo("\n".join(demo_lines(demo, output, lang, perf_counter() - started)))
