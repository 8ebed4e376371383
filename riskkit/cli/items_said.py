"""What ``items`` prints: the account of rows, counts over all units, problems by code, what to do next."""

from __future__ import annotations

import codecs
import json
import sys
from pathlib import Path

import click
import polars as pl

from riskkit.checked_items.counts import COUNTS
from riskkit.checked_items.result import CheckedItems
from riskkit.cli.said import SPELT, problem_lines
from riskkit.terms import Label


def say(result: CheckedItems, output: Path, seconds: float, *, as_json: bool) -> None:
    """Summary on stdout, or JSON on stdout and the summary on stderr."""
    if as_json:
        ascii_only = codecs.lookup(sys.stdout.encoding or "ascii").name != "utf-8"
        click.echo(as_json_line(result, str(output), ascii_only=ascii_only))
    following = f"riskkit assess {output / 'counts.csv'} --rules unit/acceptance_gb50166 -o"
    written = Label(
        f"已写出：{output}（用时 {seconds:.1f} 秒）。接着：{following} 结果",
        f"written: {output} (took {seconds:.1f} s). Next: {following} RESULT",
    )
    click.echo("\n".join([*summary_lines(result), written.of(result.lang)]), err=as_json)


def summary_lines(result: CheckedItems) -> list[str]:
    """Day, account of rows, totals (of the units whose count can be told), where classes come from, problems."""
    lang, aside, totals = result.lang, result.set_aside_rows.height, totals_of(result)
    checked, unchecked, failed = (totals[name] for name in ("items_checked", "items_unchecked", "items_failed"))
    open_ = result.unit_counts.filter(pl.any_horizontal(pl.col(name).is_null() for name in COUNTS)).height
    lines = [
        Label(
            f"评估日 {result.rules.day} · {result.unit_counts.height} 个单位",
            f"as of {result.rules.day} · {result.unit_counts.height} units",
        ),
        Label(
            f"读入 {result.rows_read} = 计入 {result.row_classes.height} + 未计入 {aside}",
            f"read {result.rows_read} = counted {result.row_classes.height} + set aside {aside}",
        ),
        Label(
            f"检查 {checked} 项，未检查 {unchecked} 项，不合格 {failed} 项",
            f"{checked} items checked, {unchecked} not checked, {failed} failed",
        ),
        *_by_class(result, totals),
    ]
    if open_:
        lines.append(
            Label(f"{open_} 个单位有不能确定的项数，留空", f"{open_} units have counts that cannot be told, left empty")
        )
    said = [line.of(lang) for line in lines]
    return [line.translate(SPELT) for line in said + problem_lines(result.finding_rows, lang)]


def _by_class(result: CheckedItems, totals: dict[str, int]) -> list[Label]:
    """Failed items by class as the checkers gave it; where clauses classed any, those too, and what that is not."""
    given, clause = ([totals[f"{name}_{kind}"] for name in "abc"] for kind in ("failed", "by_clause"))
    lines = [
        Label(
            "不合格（按检查人员填写的类别，能确定的）：A类 {} · B类 {} · C类 {}".format(*given),
            "failed (by the class that the checkers gave, as far as certain): A {} · B {} · C {}".format(*given),
        )
    ]
    if not result.by_clause:
        return lines
    rule, note = result.rules.class_rule, result.rules.classes.note
    return [
        *lines,
        Label(
            "不合格（含按条文归类，能确定的）：A类 {} · B类 {} · C类 {}".format(*clause),
            "failed (class by clause too, as far as certain): A {} · B {} · C {}".format(*clause),
        ),
        Label(
            f"按条文归类依据 {rule}。{note.zh if note else ''}"
            "这不是 GB 50166、GB 51251 的类别：作验收判定前须由检查人员填写“类别”一栏",
            f"class by clause: {rule}. {note.en if note else ''} "
            "It is no class of GB 50166 or GB 51251: for acceptance the checkers fill in the class column",
        ),
    ]


def totals_of(result: CheckedItems) -> dict[str, int]:
    """Sums over the units whose count can be told; items checked are all those listed without the unchecked ones."""
    totals = {name: int(result.unit_counts.get_column(name).sum() or 0) for name in COUNTS}
    return totals | {"items_checked": totals["items_listed"] - totals["items_unchecked"]}


def as_json_line(result: CheckedItems, folder: str, *, ascii_only: bool) -> str:
    """The same as one JSON object for programs, on one line."""
    by_code = result.finding_rows.group_by("severity", "code", maintain_order=True).agg(pl.len().alias("count"))
    content = {
        "folder": folder,
        "as_of": result.rules.day.isoformat(),
        "rows": {
            "read": result.rows_read,
            "counted": result.row_classes.height,
            "set_aside": result.set_aside_rows.height,
        },
        "units": result.unit_counts.height,
        "totals": totals_of(result),
        "class_rule": result.rules.class_rule,
        "findings": by_code.to_dicts(),
    }
    return json.dumps(content, ensure_ascii=ascii_only, sort_keys=True)
