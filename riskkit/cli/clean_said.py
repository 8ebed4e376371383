"""The call behind ``clean``, and what it prints: how the file was read, the account, changes and findings by rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from riskkit.cleaning import clean_into
from riskkit.cli.findings_lines import SPELT, joined, rule_lines, watched_columns
from riskkit.cli.progress import progress
from riskkit.cli.read_said import account_line, head_lines, options_of, put_json, read_facts, written_line
from riskkit.codes import CODES
from riskkit.indicators.plain_text import aligned
from riskkit.reporting.folder_names import folder_beside
from riskkit.reporting.run_folder import run_folder
from riskkit.terms import Label, Lang
from riskkit.validation.result import Cleaned

FOLDER = Label("清洗结果", "clean")


def clean_and_save(
    file: Path | str, rules: str | None, day: date, output: Path | None, lang: Lang, given: dict[str, Any]
) -> tuple[Cleaned, Path]:
    """Clean ``file`` into the folder; whether that can be written is tried before any work."""
    folder = output or folder_beside(file, FOLDER.of(lang))
    with run_folder(folder, replace=given["replace"]) as working, progress(lang) as watch:
        result = clean_into(
            working,
            file,
            rules,
            day,
            rule_root=given["rule_root"],
            choices=given["choices"],
            options=options_of(given, lang, watch),
        )
    return result, folder


def say(result: Cleaned, folder: Path, seconds: float, given: dict[str, Any]) -> None:
    """Summary on stdout, or JSON on stdout and the summary on stderr."""
    as_json = given["as_json"]
    if as_json:
        more = {"changes": result.changed, "left_out": list(result.left_out), "notes": list(result.notes)}
        put_json(read_facts(result, folder) | more | {"fail_on": given["fail_on"]})
    lines = [*said_lines(result, watched_columns(as_json)), written_line(folder, seconds, result.lang)]
    click.echo("\n".join(line.translate(SPELT) for line in lines), err=as_json)


def said_lines(result: Cleaned, columns: int | None = None) -> list[str]:
    """How it was read, the account, changes by rule, what was left out, findings by rule."""
    lang, total = result.lang, sum(result.changed.values())
    lines = [*head_lines(result), account_line(result)]
    title = Label(f"改动 {total} 格（逐格见 changes.csv）", f"{total} cells changed (each in changes.csv)")
    lines.append(title.of(lang) + (("：" if lang == "zh" else ":") if total else ""))
    lines += aligned([[code, str(count), CODES[code].problem.of(lang)] for code, count in result.changed.items()], "  ")
    if result.left_out:
        names = joined(result.left_out, lang)
        lines.append(Label(f"疑似个人信息，没有写出：{names}", f"looks like personal data, left out: {names}").of(lang))
    lines += result.notes
    if result.finding_rows.height:
        lines += [Label("发现的问题：", "findings:").of(lang)]
    return [*lines, *rule_lines(result.finding_rows, lang, columns, result.source.sheet)]
