"""The one call behind ``assess``, and what it prints."""

from __future__ import annotations

import codecs
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from riskkit.assessment import Assessment
from riskkit.cli.progress import progress
from riskkit.cli.said import as_json as json_text
from riskkit.cli.said import summary_lines
from riskkit.reading import Options
from riskkit.reporting.results import read_result, write_result
from riskkit.reporting.run_folder import run_folder
from riskkit.terms import Label, Lang
from riskkit.workflow import assess


def assess_and_save(
    file: Path | str, rules: str, day: date, output: Path, lang: Lang, given: dict[str, Any]
) -> tuple[Assessment, list[str]]:
    """Assess ``file`` and write ``output``; whether that can be written is tried before any work."""
    with run_folder(output, replace=given["replace"]) as working, progress(lang) as watch:
        options = Options(
            encoding=given["encoding"],
            fires_encoding=given["fires_encoding"],
            sheet=given["sheet"],
            header_row=given["header_row"],
            query=given["query"],
            mapping=given["mapping"],
            area_aliases=given["area_aliases"],
            coordinate_system=given["coordinate_system"],
            districts=given["districts"],
            reasons=given["kept"],
            chunk_rows=given["chunk_rows"],
            threads=given["threads"],
            lang=lang,
            backtest=given["backtest"],
            changes=given["changes"],
            notice=given["notice"],
            progress=watch,
        )
        below = [read_result(folder) for folder in given["below"]]
        tables = {name: given[name] for name in ("fires", "credit", "overrides")}
        result = assess(
            file,
            rules,
            day,
            below=below,
            rule_root=given["rule_root"],
            choices=given["choices"],
            options=options,
            **tables,
        )
        watch(Label("写出", "writing").of(lang), result.rows_read)
        notes = write_result(result, working, given["formats"], given["pages"])
    return result, notes


def say(result: Assessment, notes: list[str], output: Path, lang: Lang, seconds: float, *, as_json: bool) -> None:
    """Summary on stdout, or JSON on stdout and the summary on stderr."""
    written = Label(f"已写出：{output}（用时 {seconds:.1f} 秒）", f"written: {output} (took {seconds:.1f} s)")
    if as_json:
        encoding = sys.stdout.encoding or "ascii"
        ascii_only = codecs.lookup(encoding).name != "utf-8"
        click.echo(json_text(result, str(output), notes, ascii_only=ascii_only))
    click.echo("\n".join([*summary_lines(result, lang), *notes, written.of(lang)]), err=as_json)
