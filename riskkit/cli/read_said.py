"""What ``validate`` and ``clean`` share: options of reading, the head of what is said, facts for programs."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from riskkit.cli.decisions_said import read_as_lines
from riskkit.codes import CODES
from riskkit.reading import Options
from riskkit.terms import Label, Lang
from riskkit.validation.result import ReadTable


def options_of(given: dict[str, Any], lang: Lang, watch: Callable[[str, int], None]) -> Options:
    """How the table is to be read, from the options of the command line."""
    names = ("encoding", "sheet", "header_row", "query", "mapping", "area_aliases", "coordinate_system", "districts")
    return Options(**{name: given[name] for name in names if name in given}, lang=lang, progress=watch)


def head_lines(result: ReadTable) -> list[str]:
    """The rules and the day, then how the file was understood and the option that overrides each choice."""
    which, lang = result.which, result.lang
    name = f"（{which.id}）" if lang == "zh" else f" ({which.id})"
    return [
        f"{which.label.of(lang)}{name if which.id else ''} · {which.day} · {which.digest[:12]}",
        *read_as_lines(result.sources, lang),
    ]


def account_line(result: ReadTable) -> str:
    """``读入 8 = 可用 4 + 另放 4（DUP-01 编号重复… 1、…）``."""
    lang = result.lang
    aside = result.rows_read - result.rows_usable
    parts = [
        f"{CODES[code].problem.of(lang).split('，')[0]}（{code}）{count}"
        if lang == "zh"
        else f"{code} {CODES[code].problem.en.split(';')[0]} {count}"
        for code, count in result.set_aside_counts().items()
    ]
    reasons = ("：" + "、".join(parts) if lang == "zh" else ": " + ", ".join(parts)) if parts else ""
    said = Label(
        f"读入 {result.rows_read} 行 = 可用 {result.rows_usable} + 另放 {aside}",
        f"{result.rows_read} rows read = {result.rows_usable} usable + {aside} set aside",
    )
    return said.of(lang) + reasons


def read_facts(result: ReadTable, folder: Path) -> dict[str, Any]:
    """The result as one object for programs."""
    lang = result.lang
    return {
        "folder": str(folder),
        "file": result.source.file,
        "rules": result.which.id or None,
        "as_of": result.which.day.isoformat(),
        "read_as": [
            {"what": made.what.of(lang), "chosen": made.chosen, "why": made.why.of(lang), "option": made.option}
            for made in result.source.decisions
        ],
        "rows": {
            "read": result.rows_read,
            "usable": result.rows_usable,
            "set_aside": result.rows_read - result.rows_usable,
        },
        "stations": [station.as_dict(lang) for station in result.stations],
        "findings": result.by_rule.select("severity", "code", "count").to_dicts(),
    }


def written_line(folder: Path, seconds: float, lang: Lang) -> str:
    """Where the files are, and how long it took."""
    return Label(f"已写出：{folder}（用时 {seconds:.1f} 秒）", f"written: {folder} (took {seconds:.1f} s)").of(lang)


def put_json(content: dict[str, Any]) -> None:
    """One line of JSON on stdout; ASCII where a pipe could not hold Chinese."""
    ascii_only = codecs.lookup(sys.stdout.encoding or "ascii").name != "utf-8"
    click.echo(json.dumps(content, ensure_ascii=ascii_only, sort_keys=True))
