"""The call behind ``validate``, and what it prints: how the file was read, the account, the findings."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from riskkit.cli.decisions_said import rewritten_lines
from riskkit.cli.findings_lines import SPELT, found_lines, rule_lines, watched_columns
from riskkit.cli.progress import progress
from riskkit.cli.read_said import account_line, head_lines, options_of, put_json, read_facts, written_line
from riskkit.reporting.findings_folder import write_validation
from riskkit.reporting.folder_names import folder_beside
from riskkit.reporting.run_folder import run_folder
from riskkit.terms import Label, Lang
from riskkit.validating import validate
from riskkit.validation.result import Validation

FOLDER = Label("检查结果", "findings")


def validate_and_save(
    file: Path | str, rules: str, day: date, output: Path | None, lang: Lang, given: dict[str, Any]
) -> tuple[Validation, list[str], Path]:
    """Check ``file`` and write the folder; whether that can be written is tried before any work."""
    folder = output or folder_beside(file, FOLDER.of(lang))
    with run_folder(folder, replace=given["replace"]) as working, progress(lang) as watch:
        result = validate(
            file,
            rules,
            day,
            rule_root=given["rule_root"],
            choices=given["choices"],
            options=options_of(given, lang, watch),
        )
        watch(Label("写出", "writing").of(lang), result.rows_read)
        notes = write_validation(result, working, copy=not given["no_copy"])
    return result, notes, folder


def say(result: Validation, notes: list[str], folder: Path, seconds: float, given: dict[str, Any]) -> None:
    """Summary on stdout, or JSON on stdout and the summary on stderr."""
    if given["as_json"]:
        put_json(read_facts(result, folder) | {"fail_on": given["fail_on"], "notes": notes})
    lines = said_lines(result, given["show"], watched_columns(given["as_json"]))
    lang = result.lang
    lines += [f"{Label('说明', 'note').of(lang)}：{note}" if lang == "zh" else f"note: {note}" for note in notes]
    lines.append(written_line(folder, seconds, lang))
    click.echo("\n".join(line.translate(SPELT) for line in lines), err=given["as_json"])


def said_lines(result: Validation, shown: int | None, columns: int | None = None) -> list[str]:
    """How it was read, the account, one line a rule, then the first findings one by one."""
    lang, found = result.lang, result.finding_rows
    lines = [*head_lines(result), account_line(result), *rewritten_lines(result.sources[:1], lang)]
    if not found.height:
        return [*lines, Label("未发现问题", "no problem found").of(lang)]
    counts = result.counts()
    title = Label(
        f"问题（按规则）：错误 {counts['error']} · 警告 {counts['warning']} · 提示 {counts['note']}，"
        "代码的含义见 riskkit help 代码",
        f"findings by rule: errors {counts['error']} · warnings {counts['warning']} · notes {counts['note']}; "
        "riskkit help CODE explains a code",
    )
    lines += [title.of(lang), *rule_lines(found, lang, columns, result.source.sheet)]
    if shown != 0:
        lines += [Label("逐条（先列错误）：", "one by one, errors first:").of(lang), *found_lines(found, lang, shown)]
    return lines
