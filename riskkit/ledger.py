"""Findings and set-aside rows in words, and the account of every row: read = scored + set aside."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from riskkit.codes import CODES
from riskkit.errors import Finding, RiskkitError
from riskkit.records import FINDINGS, SET_ASIDE
from riskkit.terms import BETWEEN_LANGS, Lang

_PLACE: dict[str, type[pl.DataType]] = {
    "row": pl.Int64,
    "column": pl.String,
    "value": pl.String,
    "code": pl.String,
    "allowed": pl.String,
}
_ORIGIN: dict[str, type[pl.DataType]] = {"subject_id": pl.String, "sheet": pl.String, "file": pl.String}


def as_frame(findings: Iterable[Finding], file: str = "") -> pl.DataFrame:
    """Findings as a table of the columns that intake's findings have; ``file`` where a finding names none."""
    rows = [
        {name: getattr(finding, name) for name in (*_PLACE, *_ORIGIN)} | {"file": finding.file or file}
        for finding in findings
    ]
    return pl.DataFrame(rows, schema=_PLACE | _ORIGIN)


def findings_in_words(findings: pl.DataFrame, lang: Lang) -> pl.DataFrame:
    """Findings with severity, problem and mend (records.FINDINGS), errors first, then by code, file and row."""
    words = _words(lang)
    joined = findings.join(words, on="code", how="left").with_columns(
        pl.col("severity").replace_strict({"error": 0, "warning": 1, "note": 2}).alias("_order")
    )
    joined = joined.with_columns(_in_lang(name, lang) for name in ("value", "allowed"))
    ordered = joined.sort(["_order", "code", "file", "row"], nulls_last=True, maintain_order=True)
    return ordered.select([column.name for column in FINDINGS])


def set_aside_in_words(rows: pl.DataFrame, lang: Lang) -> pl.DataFrame:
    """Set-aside rows with the reason in words (records.SET_ASIDE), in the order of the file."""
    joined = rows.join(_words(lang).select("code", pl.col("problem").alias("reason")), on="code", how="left")
    return joined.sort(["file", "row"], maintain_order=True).select([column.name for column in SET_ASIDE])


def check_account(read: int, scored: int, set_aside: int) -> None:
    """Every row read is scored or set aside; raises RiskkitError ROW-99 otherwise, which is a bug of riskkit."""
    if read != scored + set_aside:
        raise RiskkitError("ROW-99", found=f"{read} != {scored} + {set_aside}")


def _in_lang(name: str, lang: Lang) -> pl.Expr:
    """The texts of a column that hold both languages, in one; the others as they are."""
    halves = pl.col(name).str.splitn(BETWEEN_LANGS, 2)
    zh, en = halves.struct.field("field_0"), halves.struct.field("field_1")
    return (en.fill_null(zh) if lang == "en" else zh).alias(name)


def _words(lang: Lang) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "code": name,
                "severity": code.severity.value,
                "problem": code.problem.of(lang),
                "mend": code.mend.of(lang),
            }
            for name, code in CODES.items()
        ]
    )
