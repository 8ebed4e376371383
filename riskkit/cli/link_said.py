"""What ``link`` prints: how both files were read, accounts, stations, what waits, groups, problems by code."""

from __future__ import annotations

import codecs
import json
import sys
from pathlib import Path

import click
import polars as pl

from riskkit.cli.decisions_said import read_as_lines
from riskkit.cli.said import SPELT, problem_lines
from riskkit.linking.result import Links
from riskkit.linking.words import CONCLUSION_LABELS, GROUP_LABELS, WHY_LABELS, Conflict
from riskkit.reporting.display import clip, one_line
from riskkit.reporting.link_words import REVIEW_BOOKS, account_line, how_line
from riskkit.terms import Label


def say(result: Links, output: Path, seconds: float, *, as_json: bool) -> None:
    """Summary on stdout, or JSON on stdout and the summary on stderr."""
    if as_json:
        ascii_only = codecs.lookup(sys.stdout.encoding or "ascii").name != "utf-8"
        click.echo(as_json_line(result, str(output), ascii_only=ascii_only))
    written = Label(f"已写出：{output}（用时 {seconds:.1f} 秒）", f"written: {output} (took {seconds:.1f} s)")
    click.echo("\n".join([*summary_lines(result), written.of(result.lang)]), err=as_json)


def summary_lines(result: Links) -> list[str]:
    """How the files were read, the account of both, pairs by station, what waits and why, groups, problems."""
    lang = result.lang
    lines = read_as_lines(result.sources, lang)
    lines += [
        account_line(side, account, source.file, lang)
        for side, account, source in zip("AB", result.accounts, result.sources, strict=True)
    ]
    lines.append(how_line(result))
    lines += _waiting(result) + _beside(result)
    lines += problem_lines(result.finding_rows, lang) + _wrong_answers(result)
    return [line.translate(SPELT) for line in lines]


def _wrong_answers(result: Links) -> list[str]:
    """Answers that are none of the words allowed, and which words are."""
    if result.reviewed is None:
        return []
    lang, header = result.lang, result.reviewed.columns.get("conclusion", "")
    wrong = result.finding_rows.filter(
        (pl.col("file") == result.reviewed.file) & (pl.col("column") == header) & pl.col("row").is_not_null()
    )
    if not wrong.height or not header:
        return []
    row, value = wrong.select("row", "value").row(0)
    allowed = "、".join(label.of(lang) for label in CONCLUSION_LABELS.values())
    return [
        Label(
            f"▲ {wrong.height} 个结论不认识（如第 {row} 行 [{clip(one_line(value or ''), 20)}]），只能填 {allowed}",
            f"▲ {wrong.height} answers are not understood (row {row} [{clip(one_line(value or ''), 20)}]): "
            f"allowed are {allowed}",
        ).of(lang)
    ]


def _waiting(result: Links) -> list[str]:
    """How many pairs wait, why, and where."""
    lang, count = result.lang, result.review.height
    if not count:
        return [Label("没有待核的", "nothing to review").of(lang)]
    why = result.review.get_column("why").value_counts(sort=True).sort("count", "why", descending=[True, False])
    parts = " · ".join(f"{WHY_LABELS[name].of(lang)} {rows}" for name, rows in why.rows())
    book = REVIEW_BOOKS.of(lang)
    return [Label(f"▲ 待核 {count} 对（见 {book}）：{parts}", f"▲ {count} pairs to review ({book}): {parts}").of(lang)]


def _beside(result: Links) -> list[str]:
    """What joined pairs say differently, and the groups."""
    lang = result.lang
    differ = result.conflicts.filter(pl.col("kind") == Conflict.CONTENT.value).height
    lines = []
    if differ:
        text = Label(f"已关联而两边内容不同 {differ} 处，见 conflicts.csv", f"{differ} differences, see conflicts.csv")
        lines.append(text.of(lang))
    counts = result.groups.select("group", "kind").unique().get_column("kind").value_counts()
    of_kind = dict(counts.rows())
    parts = " · ".join(f"{GROUP_LABELS[kind].of(lang)} {of_kind[kind]}" for kind in GROUP_LABELS if kind in of_kind)
    if parts:
        lines.append(Label(f"分组（各行分开）：{parts}", f"groups (kept apart): {parts}").of(lang))
    return lines


def as_json_line(result: Links, folder: str, *, ascii_only: bool) -> str:
    """The same as one JSON object for programs, on one line."""
    by_code = result.finding_rows.group_by("severity", "code", maintain_order=True).agg(pl.len().alias("count"))
    content = {
        "folder": folder,
        "as_of": result.as_of.isoformat(),
        "thresholds": result.thresholds._asdict(),
        "rows": {side: account._asdict() for side, account in zip("ab", result.accounts, strict=True)},
        "pairs": {"joined": result.how_counts(), "to_review": result.review.height},
        "findings": by_code.to_dicts(),
    }
    return json.dumps(content, ensure_ascii=ascii_only, sort_keys=True)
