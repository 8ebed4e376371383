"""What ``riskkit targets`` prints: verdicts, those that need a look, problems by code."""

from __future__ import annotations

import codecs
import json
import sys
from pathlib import Path

import click
import polars as pl

from riskkit.cli.said import problem_lines
from riskkit.reporting.display import one_line
from riskkit.reporting.targets_words import title_of
from riskkit.targets.kinds import VERDICT_LABELS, Verdict
from riskkit.targets.report import TargetReport
from riskkit.targets.said import goal_text, number_text, reason_text
from riskkit.terms import Label

MOST_SHOWN = 10


def summary_lines(report: TargetReport) -> list[str]:
    """The report in a few lines; a cp936 console can print them."""
    lang = report.lang
    counts = " · ".join(f"{VERDICT_LABELS[Verdict(name)].of(lang)} {n}" for name, n in report.verdicts().items())
    gone = report.rows_read - report.rows_used
    rows = Label(
        f"实绩读入 {report.rows_read} = 使用 {report.rows_used} + 未使用 {gone}",
        f"figures read {report.rows_read} = used {report.rows_used} + set aside {gone}",
    )
    heading = f"{title_of(report)} · {report.as_of} · {report.fingerprint[:12]}"
    lines = [heading, rows.of(lang), f"{Label('目标', 'targets').of(lang)} {len(report.standings)}: {counts}"]
    if report.notice:
        lines.insert(1, f"▲ {one_line(report.notice)}")
    behind = [standing for standing in report.standings if standing.verdict is Verdict.BEHIND]
    for standing in behind[:MOST_SHOWN]:
        target, figure = standing.target, standing.figure
        shown = number_text(figure.value if figure else None, target, lang)
        goal = goal_text(target, standing.goal, lang)
        word, why = VERDICT_LABELS[standing.verdict].of(lang), reason_text(standing, lang)
        lines.append("  " + one_line(f"{word} {target.city} {target.label.of(lang)} {shown} ({goal}) {why}"))
    if len(behind) > MOST_SHOWN:
        more = len(behind) - MOST_SHOWN
        lines.append(Label(f"  另有 {more} 项滞后", f"  {more} more behind").of(lang))
    return lines + problem_lines(report.findings, lang)


def json_text(report: TargetReport, folder: str, *, ascii_only: bool) -> str:
    """The same as one JSON object on one line."""
    by_code = report.findings.group_by("severity", "code", maintain_order=True).agg(pl.len().alias("count"))
    content = {
        "folder": folder,
        "as_of": report.as_of.isoformat(),
        "targets": len(report.standings),
        "verdicts": report.verdicts(),
        "rows": {
            "read": report.rows_read,
            "used": report.rows_used,
            "set_aside": report.rows_read - report.rows_used,
        },
        "findings": by_code.to_dicts(),
        "notice": report.notice,
    }
    return json.dumps(content, ensure_ascii=ascii_only, sort_keys=True)


def say(report: TargetReport, output: Path, *, as_json: bool) -> None:
    """Summary on stdout, or JSON on stdout and the summary on stderr."""
    if as_json:
        ascii_only = codecs.lookup(sys.stdout.encoding or "ascii").name != "utf-8"
        click.echo(json_text(report, str(output), ascii_only=ascii_only))
    written = Label(f"已写出：{output}", f"written: {output}").of(report.lang)
    click.echo("\n".join([*summary_lines(report), written]), err=as_json)
