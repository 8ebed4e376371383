"""``riskkit assess``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from riskkit.cli.options import reasons_kept, units_paged
from riskkit.cli.outcome import Stop, lang_option
from riskkit.terms import Lang

FORMATS = ("xlsx", "csv", "parquet")


@click.command("assess")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--rules", required=True, help="规则集，如 unit/city_score_100（见 riskkit rules list）")
@click.option("--as-of", default=None, help="评估日 YYYY-MM-DD，默认今天 / day of assessment, today by default")
@click.option("--fires", type=click.Path(path_type=Path), help="火灾记录表：编号、起火日期 / table of fires")
@click.option(
    "--below", type=click.Path(path_type=Path), multiple=True, help="下级评估结果文件夹，可重复 / result folders"
)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="输出文件夹 / output folder")
@click.option("--formats", default="xlsx,csv,parquet", show_default=True, help="清单格式 / formats of the register")
@click.option("--explanations", "kept", default="all", show_default=True, callback=reasons_kept, help="all | top:N")
@click.option("--pages", default="all", show_default=True, callback=units_paged, help="all | top:N | none")
@click.option("--rule-root", type=click.Path(path_type=Path), help="自有规则目录 / a rule root of your own")
@click.option("--encoding", help="文件编码，默认自动 / encoding of FILE")
@click.option("--fires-encoding", help="火灾表编码 / encoding of the table of fires")
@click.option("--sheet", help="工作表名 / sheet")
@click.option("--header-row", type=click.IntRange(min=1), help="表头所在行 / row of the header")
@click.option("--backtest", is_flag=True, help="回测频率模型并写入模型卡 / back-test the frequency model")
@click.option("--threads", type=click.IntRange(min=1), help="线程数，不影响结果 / threads; no effect on results")
@click.option(
    "--chunk-rows", type=click.IntRange(min=1000), default=131_072, show_default=True, help="每批行数 / rows a chunk"
)
@click.option("--replace", is_flag=True, help="替换已有的 riskkit 结果 / replace an earlier result")
@click.option("--json", "as_json", is_flag=True, help="结果以 JSON 输出 / JSON on stdout")
@lang_option
def command(file: Path, rules: str, output: Path, lang: Lang, **given: Any) -> None:
    """评估一份数据：写出 register.xlsx/.csv/.parquet、explanations.parquet、findings.csv、逐个对象的页面。

    Assess FILE (csv, xlsx, parquet). Exit code 0: clean, 1: finished with findings, 2: could not finish.
    """
    started = perf_counter()
    from riskkit.cli.run import assess_and_save, say

    day = given["as_of"] or date.today().isoformat()
    result, notes = assess_and_save(file, rules, day, output, lang, given)
    say(result, notes, output, lang, perf_counter() - started, as_json=given["as_json"])
    raise Stop(1 if result.has_problems() else 0)
