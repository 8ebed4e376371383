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
    """Day, account of rows, totals (of the units whose count can be told), problems by code."""
    lang, aside = result.lang, result.set_aside_rows.height
    checked, a, b, c, _ = (int(result.unit_counts.get_column(name).sum() or 0) for name in COUNTS)
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
            f"检查 {checked} 项，不合格：A类 {a} · B类 {b} · C类 {c}",
            f"{checked} items checked, failed: A {a} · B {b} · C {c}",
        ),
    ]
    if open_:
        lines.append(
            Label(f"{open_} 个单位有不能确定的项数，留空", f"{open_} units have counts that cannot be told, left empty")
        )
    said = [line.of(lang) for line in lines]
    return [line.translate(SPELT) for line in said + problem_lines(result.finding_rows, lang)]


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
        "totals": {name: int(result.unit_counts.get_column(name).sum() or 0) for name in COUNTS},
        "findings": by_code.to_dicts(),
    }
    return json.dumps(content, ensure_ascii=ascii_only, sort_keys=True)
