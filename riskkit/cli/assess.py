"""``riskkit assess``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from riskkit.cli.options import (
    QUERY,
    TABLE,
    choices_of,
    day_of,
    formats_of,
    header_row_option,
    map_option,
    place_options,
    reasons_kept,
    units_paged,
)
from riskkit.cli.outcome import Stop, lang_option
from riskkit.cli.spoken import SpokenCommand, option
from riskkit.terms import Lang

PATH = click.Path(path_type=Path)
COUNT = click.IntRange(min=1)


@click.command("assess", cls=SpokenCommand)
@click.argument("file", type=TABLE)
@option("--rules", required=True, zh="规则集，如 unit/city_score_100（见 riskkit rules list）", en="the rulebook's id")
@option("--as-of", callback=day_of, zh="评估日 YYYY-MM-DD，默认今天", en="day of assessment, today by default")
@option("--fires", type=PATH, zh="火灾记录表：单位编号、起火日期", en="table of fires: unit id, day of the fire")
@option("--below", type=PATH, multiple=True, zh="下级评估结果文件夹，可重复", en="result folder below; repeatable")
@option("--credit", type=PATH, zh="失信记录表：单位编号、记录日期、公示截止、修复日期", en="table of credit records")
@option(
    "--overrides",
    type=PATH,
    zh="人工调整表：单位编号、原等级、调整后等级、理由、批准人、日期",
    en="table of human overrides",
)
@option("-o", "--output", type=PATH, required=True, zh="输出文件夹", en="output folder")
@option(
    "--formats", default="xlsx,csv,parquet", show_default=True, callback=formats_of, zh="清单格式", en="register as"
)
@option(
    "--explanations", "kept", default="all", show_default=True, callback=reasons_kept,
    zh="保留几条理由：all | top:N", en="reasons kept: all | top:N",
)  # fmt: skip
@option(
    "--pages", default="all", show_default=True, callback=units_paged,
    zh="写几页说明：all | top:N | none", en="pages written: all | top:N | none",
)  # fmt: skip
@option(
    "--choose", "choices", multiple=True, callback=choices_of, metavar="OPTION=CHOICE",
    zh="规则集的选项，见 rules show，可重复", en="an option of the rulebook, see rules show; may be repeated",
)  # fmt: skip
@option("--rule-root", type=PATH, zh="自有规则目录", en="a rule root of your own")
@option("--encoding", zh="FILE 的编码，默认自动", en="encoding of FILE, found by itself")
@option("--fires-encoding", zh="火灾记录表的编码", en="encoding of the table of fires")
@option("--sheet", zh="工作表名", en="name of the sheet")
@option("--query", metavar="SQL", zh=QUERY.zh, en=QUERY.en)
@header_row_option
@map_option
@option(
    "--notice",
    default="",
    zh="写在每页和每张表上的提示，如 合成数据",
    en="said on every page and sheet, e.g. synthetic data",
)
@option(
    "--changes",
    is_flag=True,
    zh="写出 changes.csv：未照原样采用的每一格",
    en="write changes.csv: every cell not used as written",
)
@place_options
@option("--backtest", is_flag=True, zh="回测频率模型并写入模型卡", en="back-test the frequency model")
@option("--threads", type=COUNT, metavar="N", zh="线程数，不影响结果", en="threads; no effect on results")
@option(
    "--chunk-rows", type=click.IntRange(min=1000), default=100_000, show_default=True, metavar="N",
    zh="每批行数，不影响结果", en="rows a chunk; no effect on results",
)  # fmt: skip
@option("--replace", is_flag=True, zh="替换已有的 riskkit 结果", en="replace an earlier riskkit result")
@option("--json", "as_json", is_flag=True, zh="标准输出为一行 JSON，其余走标准错误", en="one line of JSON on stdout")
@lang_option
def command(file: Path | str, rules: str, output: Path, lang: Lang, **given: Any) -> None:
    """评估一份数据 FILE（csv、xlsx、xls、et、ods、网页表、parquet 或数据库查询），写出 register.xlsx/.csv/.parquet、explanations.parquet、findings.csv、set_aside.csv、pages/、manifest.json。退出码：0 无问题，1 完成但有问题，2 未能完成。

    Assess FILE (csv, xlsx, parquet or a database query): write the register, an explanation of every subject, findings and a manifest. Exit code: 0 clean, 1 finished with findings, 2 could not finish.
    """  # noqa: E501
    started = perf_counter()
    from riskkit.cli.run import assess_and_save, say

    day = given["as_of"] or date.today()
    result, notes = assess_and_save(file, rules, day, output, lang, given)
    say(result, notes, output, lang, perf_counter() - started, as_json=given["as_json"])
    raise Stop(1 if result.has_problems() else 0)
