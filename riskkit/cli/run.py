"""The one call behind ``assess``, and what it prints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from riskkit.assessment import Assessment
from riskkit.cli.options import formats_of
from riskkit.cli.progress import progress
from riskkit.cli.said import as_json as json_text
from riskkit.cli.said import summary_lines
from riskkit.errors import RiskkitError
from riskkit.reporting.results import read_result
from riskkit.terms import Lang
from riskkit.workflow import Options, assess, save


def assess_and_save(
    file: Path, rules: str, day: str, output: Path, lang: Lang, given: dict[str, Any]
) -> tuple[Assessment, list[str]]:
    """Assess ``file`` and write ``output``; the folder is looked at before any work."""
    formats = formats_of(given["formats"])
    if output.exists() and not given["replace"]:
        raise RiskkitError("OUT-01", where=str(output), found=output.name)
    with progress(lang) as watch:
        options = Options(
            encoding=given["encoding"],
            fires_encoding=given["fires_encoding"],
            sheet=given["sheet"],
            header_row=given["header_row"],
            reasons=given["kept"],
            chunk_rows=given["chunk_rows"],
            threads=given["threads"],
            lang=lang,
            backtest=given["backtest"],
            progress=watch,
        )
        below = [read_result(folder) for folder in given["below"]]
        result = assess(
            file, rules, day, fires=given["fires"], below=below, rule_root=given["rule_root"], options=options
        )
        notes = save(result, output, formats=formats, pages=given["pages"], replace=given["replace"])
    return result, notes


def say(result: Assessment, notes: list[str], output: Path, lang: Lang, seconds: float, *, as_json: bool) -> None:
    """Summary on stdout, or JSON on stdout and the summary on stderr."""
    zh = lang == "zh"
    lines = [*summary_lines(result, lang), *notes]
    lines.append(f"{'已写出' if zh else 'written'}: {output}（{'用时' if zh else 'took'} {seconds:.1f} s）")
    if as_json:
        click.echo(json_text(result, str(output), notes))
    click.echo("\n".join(lines), err=as_json)
