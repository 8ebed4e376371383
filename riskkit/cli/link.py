"""``riskkit link``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from riskkit.cli.options import TABLE, day_of, header_rows_of
from riskkit.cli.outcome import Stop, lang_option
from riskkit.cli.spoken import CommandT, SpokenCommand, option
from riskkit.terms import Lang

PATH = click.Path(path_type=Path)
SHARE = click.FloatRange(0, 1, min_open=True)
# as in riskkit.linking.decide, which costs more to import than the help may
CERTAINTY, REVIEW = 0.95, 0.5


def side_options(command: CommandT) -> CommandT:
    """How to read A and B, each for itself: --encoding-a, --encoding-b and so on."""
    for side in ("b", "a"):
        name = side.upper()
        for decorate in reversed(
            (
                option(f"--encoding-{side}", zh=f"{name} 的编码，默认自动", en=f"encoding of {name}, found by itself"),
                option(f"--sheet-{side}", zh=f"{name} 的工作表名", en=f"name of the sheet of {name}"),
                option(
                    f"--header-row-{side}",
                    callback=header_rows_of,
                    metavar="N[-M]",
                    zh=f"{name} 的表头所在行，默认自动",
                    en=f"row of the header of {name}, found by itself",
                ),
                option(
                    f"--query-{side}",
                    metavar="SQL",
                    zh=f"{name} 是数据库时的查询或表名",
                    en=f"query or table where {name} is a database",
                ),
                option(
                    f"--map-{side}",
                    f"mapping_{side}",
                    type=PATH,
                    zh=f"{name} 的映射文件（csv、yaml）：表头、字段",
                    en=f"mapping file of {name} (csv, yaml): header, field",
                ),
            )
        ):
            command = decorate(command)
    return command


@click.command("link", cls=SpokenCommand)
@click.argument("a", type=TABLE)
@click.argument("b", type=TABLE)
@option("-o", "--output", type=PATH, required=True, zh="输出文件夹", en="output folder")
@option(
    "--certainty", type=SHARE, default=CERTAINTY, show_default=True,
    zh="把握不低于此值才关联", en="join nothing below this certainty",
)  # fmt: skip
@option(
    "--review", type=SHARE, default=REVIEW, show_default=True,
    zh="相符程度不低于此值的列入待核", en="pairs that agree at least so well go to review",
)  # fmt: skip
@option("--reviewed", type=PATH, zh="核对过的待核表", en="the review workbook, filled in")
@option("--as-of", callback=day_of, zh="日期 YYYY-MM-DD，默认今天", en="day, today by default")
@side_options
@option("--rule-root", type=PATH, zh="自有规则目录", en="a rule root of your own")
@option("--replace", is_flag=True, zh="替换已有的 riskkit 结果", en="replace an earlier riskkit result")
@option("--json", "as_json", is_flag=True, zh="标准输出为一行 JSON，其余走标准错误", en="one line of JSON on stdout")
@lang_option
def command(a: Path | str, b: Path | str, output: Path, lang: Lang, **given: Any) -> None:
    """把两个部门的名录 A、B 里写法不同的同一家单位对上：先按代码，再按名称和地址，拿不准的列入待核表由人核对；低于 --certainty 的一律不关联。写出 linked.xlsx/.csv、待核.xlsx、only_a.csv、only_b.csv、groups.csv、conflicts.csv、set_aside.csv、findings.csv、manifest.json。退出码：0 无待核、无问题，1 完成但有待核或问题，2 未能完成。

    Join the extracts A and B of two departments that name the same units differently: by code, then by name and address; what is not certain goes to a workbook for a human, and nothing below --certainty is joined. Writes linked.xlsx/.csv, review.xlsx, only_a.csv, only_b.csv, groups.csv, conflicts.csv, set_aside.csv, findings.csv, manifest.json. Exit code: 0 nothing to review and no finding, 1 finished with either, 2 could not finish.
    """  # noqa: E501
    started = perf_counter()
    from riskkit.cli.link_said import say
    from riskkit.cli.progress import progress
    from riskkit.linkage import link
    from riskkit.reading import Options
    from riskkit.reporting.link_files import write_links
    from riskkit.reporting.run_folder import run_folder

    with run_folder(output, replace=given["replace"]) as working, progress(lang) as watch:
        how = [
            Options(
                encoding=given[f"encoding_{side}"],
                sheet=given[f"sheet_{side}"],
                header_row=given[f"header_row_{side}"],
                query=given[f"query_{side}"],
                mapping=given[f"mapping_{side}"],
                lang=lang,
                progress=watch,
            )
            for side in ("a", "b")
        ]
        result = link(
            a,
            b,
            given["as_of"] or date.today(),
            certainty=given["certainty"],
            review=given["review"],
            reviewed=given["reviewed"],
            rule_root=given["rule_root"],
            options=how[0],
            options_b=how[1],
        )
        write_links(result, working)
    say(result, output, perf_counter() - started, as_json=given["as_json"])
    raise Stop(1 if result.has_problems() else 0)
