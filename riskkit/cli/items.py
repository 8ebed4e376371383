"""``riskkit items``."""

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


@click.command("items", cls=SpokenCommand)
@click.argument("file", type=TABLE)
@option("--as-of", callback=day_of, zh="评估日 YYYY-MM-DD，默认今天", en="day, today by default")
@option("-o", "--output", type=PATH, required=True, zh="输出文件夹", en="output folder")
@table_options
@lang_option
def command(file: Path | str, output: Path, lang: Lang, **given: Any) -> None:
    """把逐项检查表 FILE（每行一个单位的一个检查项）分成A、B、C类，按单位汇总不合格项数，检查取样是否足够。必需的列：单位编号、检查项、检查结果（合格、不合格、不适用、未检查；空白按未检查）。可选的列：单位名称、部位（同一项查几处写几行）、类别（A、B、C，检查人员按所用标准确定；验收判定只认这一栏）、是否强制性条文和条文（类别空着时按条文归类，只供参考，不是GB 50166、GB 51251的类别）、取样类别、抽查数、总数（用来检查取样）。有没有查完的项的单位，受影响的项数留空，不会判为合格。写出 counts.csv（riskkit assess 可以直接读）、classes.csv、findings.csv、set_aside.csv、manifest.json。退出码：0 无问题，1 完成但有问题，2 未能完成。

    Class the items of a long table FILE (a row an item of a unit) as A, B or C, count the failed ones of each unit and judge the samples. Required columns: unit id (单位编号), item (检查项), result (检查结果: 合格, 不合格, 不适用 or 未检查; empty is 未检查). Optional columns: unit name (单位名称), place (部位; a row a place), class (类别: A, B or C, given by the checkers by the standard they use; acceptance rules read nothing else), mandatory clause (是否强制性条文) and wording of the clause (条文), by which an item without a class is classed, for information, since that is no class of GB 50166 or GB 51251; kind of sample (取样类别), sampled (抽查数) and existing (总数), to judge the samples. Where items were not checked the counts that they may belong to are left empty, and the unit cannot pass. Writes counts.csv, which riskkit assess reads, classes.csv, findings.csv, set_aside.csv, manifest.json. Exit code: 0 clean, 1 finished with findings, 2 could not finish.
    """  # noqa: E501
    started = perf_counter()
    from riskkit.cli.items_said import say
    from riskkit.cli.progress import progress
    from riskkit.item_checking import count_items, save_items
    from riskkit.reading import Options

    with progress(lang) as watch:
        options = Options(
            encoding=given["encoding"],
            sheet=given["sheet"],
            header_row=given["header_row"],
            query=given["query"],
            mapping=given["mapping"],
            lang=lang,
            progress=watch,
        )
        day = given["as_of"] or date.today()
        result = count_items(file, day, rule_root=given["rule_root"], options=options)
        save_items(result, output, replace=given["replace"])
    say(result, output, perf_counter() - started, as_json=given["as_json"])
    raise Stop(1 if result.has_problems() else 0)
