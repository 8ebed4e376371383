"""``riskkit classify``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from riskkit.cli.options import TABLE, day_of, table_options
from riskkit.cli.outcome import Stop, lang_option
from riskkit.cli.spoken import SpokenCommand, option
from riskkit.terms import Lang

PATH = click.Path(path_type=Path)


@click.command("classify", cls=SpokenCommand)
@click.argument("file", type=TABLE)
@option("--jurisdiction", required=True, zh="辖区，如 湖南、全国", en="whose lists, e.g. 湖南 or hunan, china")
@option("--as-of", callback=day_of, zh="评估日 YYYY-MM-DD，默认今天", en="day, today by default")
@option(
    "--list", "lists", multiple=True, metavar="LIST",
    zh="key_unit（重点单位）| high_hazard_unit（火灾高危单位），可重复，默认两者；third_tier_unit（第三级）须写明",
    en="key_unit | high_hazard_unit, may be repeated, both by default; third_tier_unit only when asked for",
)  # fmt: skip
@option("-o", "--output", type=PATH, required=True, zh="输出文件夹", en="output folder")
@table_options
@lang_option
def command(file: Path | str, jurisdiction: str, output: Path, lang: Lang, **given: Any) -> None:
    """按辖区和日期判定 FILE 中的单位是否属于消防安全重点单位、火灾高危单位：是、否、不能判定，写明达到哪条界限。写出 classification.xlsx/.csv、findings.csv、set_aside.csv、manifest.json。退出码：0 无问题，1 完成但有问题，2 未能完成。

    Decide which units of FILE are key units or high-hazard units in a jurisdiction on a day: yes, no or not decidable, and by which line. Writes classification.xlsx/.csv, findings.csv, set_aside.csv, manifest.json. Exit code: 0 clean, 1 finished with findings, 2 could not finish.
    """  # noqa: E501
    started = perf_counter()
    from riskkit.classifying import classify
    from riskkit.cli.classify_said import say
    from riskkit.cli.progress import progress
    from riskkit.reading import Options
    from riskkit.reporting.classification import write_classification
    from riskkit.reporting.run_folder import run_folder

    with run_folder(output, replace=given["replace"]) as working, progress(lang) as watch:
        options = Options(
            encoding=given["encoding"],
            sheet=given["sheet"],
            header_row=given["header_row"],
            query=given["query"],
            mapping=given["mapping"],
            lang=lang,
            progress=watch,
        )
        result = classify(
            file,
            jurisdiction,
            given["as_of"] or date.today(),
            lists=given["lists"],
            rule_root=given["rule_root"],
            options=options,
        )
        write_classification(result, working)
    say(result, output, perf_counter() - started, as_json=given["as_json"])
    raise Stop(1 if result.has_problems() else 0)
