"""``riskkit targets``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from riskkit.cli.options import day_of
from riskkit.cli.outcome import Stop, lang_option
from riskkit.cli.spoken import SpokenCommand, option
from riskkit.terms import Lang

PATH = click.Path(path_type=Path)


@click.command("targets", cls=SpokenCommand)
# texts, not paths: ./plans is a file, plans the word
@click.argument("targets", type=click.Path())
@click.argument("actuals", type=click.Path())
@option("--as-of", callback=day_of, zh="评估日 YYYY-MM-DD，默认今天", en="day of assessment, today by default")
@option("-o", "--output", type=PATH, required=True, zh="输出文件夹", en="output folder")
@option("--encoding", zh="两个表的编码，默认自动", en="encoding of both tables, found by itself")
@option("--notice", default="", zh="写在每页和每张表上的提示", en="said on the page and the sheets")
@option("--replace", is_flag=True, zh="替换已有的 riskkit 结果", en="replace an earlier riskkit result")
@option("--json", "as_json", is_flag=True, zh="标准输出为一行 JSON，其余走标准错误", en="one line of JSON on stdout")
@lang_option
def command(
    targets: str,
    actuals: str,
    as_of: date | None,
    output: Path,
    encoding: str | None,
    notice: str,
    replace: bool,
    as_json: bool,
    lang: Lang,
) -> None:
    """规划目标跟踪：TARGETS 是目标表，写 plans 用随附的五市规划目标；ACTUALS 是实绩表，写 example 用随附的合成示例（csv、xlsx；名叫 plans 的文件写 ./plans）。写出 targets.xlsx、targets.html、targets.csv、target_years.csv、findings.csv、set_aside.csv、manifest.json。退出码：0 无问题，1 完成但有问题，2 未能完成。

    Follow plan targets. TARGETS is a table of targets, or the word plans for the five city plans shipped; ACTUALS a table of figures, or the word example for invented ones (csv, xlsx; write ./plans for a file of that name). Writes targets.xlsx, .html, .csv, findings and a manifest. Exit code: 0 clean, 1 finished with findings, 2 could not finish.
    """  # noqa: E501
    from riskkit.cli.targets_said import say
    from riskkit.reporting.run_folder import run_folder
    from riskkit.reporting.targets_result import write_targets
    from riskkit.tracking import track_targets

    day = as_of or date.today()
    with run_folder(output, replace=replace) as working:
        report = track_targets(targets, actuals, day, encoding=encoding, lang=lang, notice=notice)
        write_targets(report, working)
    say(report, output, as_json=as_json)
    raise Stop(1 if report.has_problems() else 0)
