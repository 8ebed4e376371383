"""``riskkit inspect``."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from riskkit.cli.options import PATH, QUERY, TABLE, choices_of, day_of, header_row_option, map_option
from riskkit.cli.outcome import lang_option
from riskkit.cli.spoken import SpokenCommand, option
from riskkit.errors import RiskkitError
from riskkit.terms import Label, Lang

if TYPE_CHECKING:
    from riskkit.inspecting import Inspection


def on_terminal() -> bool:
    """Whether questions can be asked and answered."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@click.command("inspect", cls=SpokenCommand)
@click.argument("file", type=TABLE)
@option("--rules", zh="规则集，如 unit/city_score_100，或 table/fires", en="a rulebook's id, or table/fires")
@option("--as-of", callback=day_of, zh="评估日 YYYY-MM-DD，默认今天", en="day of assessment, today by default")
@option("--map-out", type=PATH, zh="把找到的对应关系和建议写成映射文件，供修改", en="write a mapping file to be edited")
@option("--confirm", is_flag=True, zh="在终端逐条确认建议，再写映射文件", en="ask about each suggestion, then write it")
@option(
    "--choose", "choices", multiple=True, callback=choices_of, metavar="OPTION=CHOICE",
    zh="规则集的选项，可重复", en="an option of the rulebook; may be repeated",
)  # fmt: skip
@option("--rule-root", type=PATH, zh="自有规则目录", en="a rule root of your own")
@option("--encoding", zh="FILE 的编码，默认自动", en="encoding of FILE, found by itself")
@option("--sheet", zh="工作表名", en="name of the sheet")
@option("--query", metavar="SQL", zh=QUERY.zh, en=QUERY.en)
@header_row_option
@map_option
@option("--replace", is_flag=True, zh="替换已有的映射文件", en="replace a mapping file that is there")
@option("--json", "as_json", is_flag=True, zh="标准输出为一行 JSON，其余走标准错误", en="one line of JSON on stdout")
@lang_option
def command(file: Path | str, lang: Lang, as_json: bool, **given: Any) -> None:
    """先看一眼 FILE：实际格式、编码、工作表、表头在哪几行、每一列对应哪个字段、单位怎么换算、没用上的列像哪个字段、疑似个人信息的列、缺哪些列，以及每个判断用哪个选项改。什么都不评分，不改文件。退出码：0 完成，2 未能完成。

    Look at FILE first: its real format, encoding, sheets, header rows, which column is which field and how its measure is converted, what unused columns may mean, personal data, what is missing, and the option that overrides each decision. Nothing is scored. Exit code: 0 done, 2 could not finish.
    """  # noqa: E501
    if given["confirm"] and not on_terminal():
        raise RiskkitError("ARG-04", where="--confirm")
    from riskkit.cli.inspect_said import inspection_json, inspection_lines
    from riskkit.inspecting import inspect
    from riskkit.reading import Options

    names = ("encoding", "sheet", "query", "header_row", "mapping")
    options = Options(**{name: given[name] for name in names}, lang=lang)
    day = given["as_of"] or date.today()
    seen = inspect(
        file, given["rules"], day, rule_root=given["rule_root"], choices=given["choices"] or None, options=options
    )
    if as_json:
        click.echo(inspection_json(seen))
    click.echo("\n".join(inspection_lines(seen, lang)), err=as_json)
    _write_map(seen, file, lang, given, err=as_json)


def _write_map(seen: Inspection, file: Path | str, lang: Lang, given: dict[str, Any], *, err: bool) -> None:
    """The mapping file asked for, with the suggestions that the user takes."""
    if not (given["map_out"] or given["confirm"]):
        return
    from riskkit.inspecting import save_mapping

    target = given["map_out"] or Path(f"{Path(str(file)).stem}.map.csv")
    adopted = _confirmed(seen, lang) if given["confirm"] else []
    lines = save_mapping(seen, target, adopted=adopted, replace=given["replace"])
    zh = f"已写出映射文件 {target}：{lines} 列采用；改好后用 --map {target}"
    en = f"mapping file {target} written: {lines} columns adopted; edit it and give it as --map {target}"
    click.echo(Label(zh, en).of(lang), err=err)


def _confirmed(seen: Inspection, lang: Lang) -> list[int]:
    """The columns whose suggestion the user takes; a field that was taken is not offered again."""
    from riskkit.indicators.plain_text import console_safe

    taken: set[str] = set()
    adopted = []
    for row in seen.columns[seen.columns["suggestion"] != ""].to_dict("records"):
        if row["suggestion"] in taken:
            continue
        header, example, score = row["header"], row["example"], f"{row['score']:.0f}"
        zh = f"“{header}”（例 {example}）是否就是 {row['suggestion_label']}（相似度 {score}）？"
        en = f"is {header} (e.g. {example}) the field {row['suggestion']} (similarity {score})?"
        if click.confirm(console_safe(Label(zh, en).of(lang)), default=False):
            taken.add(row["suggestion"])
            adopted.append(row["column"])
    return adopted
