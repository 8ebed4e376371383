"""What ``classify`` prints: the lists and their days, answers by list, problems by code."""

from __future__ import annotations

import codecs
import json
import sys
from pathlib import Path

import click
import polars as pl

from riskkit.classification.result import Classification
from riskkit.cli.said import SPELT, problem_lines
from riskkit.terms import ANSWER_LABELS, Answer, Label


def say(result: Classification, output: Path, seconds: float, *, as_json: bool) -> None:
    """Summary on stdout, or JSON on stdout and the summary on stderr."""
    if as_json:
        ascii_only = codecs.lookup(sys.stdout.encoding or "ascii").name != "utf-8"
        click.echo(as_json_line(result, str(output), ascii_only=ascii_only))
    written = Label(f"已写出：{output}（用时 {seconds:.1f} 秒）", f"written: {output} (took {seconds:.1f} s)")
    click.echo("\n".join([*summary_lines(result), written.of(result.lang)]), err=as_json)


def summary_lines(result: Classification) -> list[str]:
    """Jurisdiction and day, account of rows, each list with its day and answers, near limits, problems by code."""
    lang, counts, aside = result.lang, result.answer_counts(), result.set_aside_rows.height
    read = Label(
        f"读入 {result.rows_read} = 判定 {result.classified} + 未判定 {aside}",
        f"read {result.rows_read} = classified {result.classified} + set aside {aside}",
    )
    lines = [f"{result.chosen.jurisdiction.of(lang)} · {result.as_of}", read.of(lang)]
    for entry in result.chosen.lists:
        whole = Label("已录全", "in full") if entry.block.complete else Label("没有录全", "not in full")
        said = " · ".join(f"{ANSWER_LABELS[answer].of(lang)} {counts[entry.list_id][answer]}" for answer in Answer)
        about = Label(f"（{entry.since} 起，{whole.zh}）", f" (since {entry.since}, {whole.en})")
        lines.append(f"{entry.label.of(lang)}{about.of(lang)}{'：' if lang == 'zh' else ': '}{said}")
    near, share = result.near_count(), f"{result.chosen.near.share:.0%}"
    lines.append(
        Label(
            f"临近界限（±{share}，项目默认）：{near} 条，见“临近界限”列",
            f"near a limit (±{share}, a project default): {near}, see the column 'near a limit'",
        ).of(lang)
    )
    return [line.translate(SPELT) for line in lines + problem_lines(result.finding_rows, lang)]


def as_json_line(result: Classification, folder: str, *, ascii_only: bool) -> str:
    """The same as one JSON object for programs, on one line."""
    by_code = result.finding_rows.group_by("severity", "code", maintain_order=True).agg(pl.len().alias("count"))
    content = {
        "folder": folder,
        "as_of": result.as_of.isoformat(),
        "jurisdiction": result.chosen.jurisdiction_id,
        "lists": {entry.list_id: entry.since.isoformat() for entry in result.chosen.lists},
        "rows": {
            "read": result.rows_read,
            "classified": result.classified,
            "set_aside": result.set_aside_rows.height,
        },
        "answers": result.answer_counts(),
        "near_limit": result.near_count(),
        "findings": by_code.to_dicts(),
    }
    return json.dumps(content, ensure_ascii=ascii_only, sort_keys=True)
