"""Findings → cells to mark: one mark a cell, by its worst severity, with one comment without repetitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import polars as pl

from riskkit.reporting.annotated_words import (
    ALLOWED,
    COLUMN,
    MAX_COMMENTS,
    MAX_LISTED,
    MEND,
    OF_TWO_ROWS,
    OTHER_ROW,
    PROBLEM,
    UNMARKED,
    severity_word,
)
from riskkit.reporting.display import CONTROL
from riskkit.terms import Lang, Severity
from riskkit.validation.copied_rows import CopiedRows

_RANK = {severity.value: rank for rank, severity in enumerate(Severity)}
NAMES_SHOWN = 12
_PLAIN = CONTROL.pattern.replace(r"\x00-\x1f", r"\x00-\x09\x0b-\x1f")


class Mark(NamedTuple):
    """One cell to mark: its row in the source, its place in the row (from 0), the worst severity, the comment."""

    row: int
    position: int
    severity: str
    comment: str = ""


@dataclass(frozen=True)
class Marks:
    """The marks of a copy by (row, position), and what the summary sheet lists.

    ``listed`` are the first findings, errors first, with their place (``row``, ``position``, null without one);
    ``first_cells`` maps a code to its first marked cell; ``uncommented`` counts the marked cells without a comment,
    ``elsewhere`` the findings about rows not in the copy.
    """

    cells: Mapping[tuple[int, int], Mark]
    listed: pl.DataFrame
    first_cells: Mapping[str, tuple[int, int]]
    findings: int
    uncommented: int
    elsewhere: int


def marks_of(findings: pl.DataFrame, copied: CopiedRows, lang: Lang, *, all_rows: bool = False) -> Marks:
    """Where ``findings`` (records.FINDINGS, in their order) are marked in a copy of ``copied``.

    What is about a column is marked at its header, what is about a row in its first cell. ``all_rows`` says that the
    copy holds every row of the source.
    """
    placed = _placed(findings, copied)
    to_mark = placed.filter(pl.col("row").is_not_null() & ~pl.col("code").is_in(UNMARKED))
    there = to_mark
    if not (all_rows or copied.whole):
        held = np.concatenate([np.arange(1, copied.header_row + 1), *(chunk.rows for chunk in copied.chunks)])
        there = there.filter(pl.col("row").is_in(pl.Series(held)))
    cells = there.group_by("row", "position", maintain_order=True).agg(pl.first("severity"))
    commented = cells.head(MAX_COMMENTS).select("row", "position")
    texts = _comments(there.join(commented, on=["row", "position"], how="semi"), lang)
    marked = cells.join(texts, on=["row", "position"], how="left", maintain_order="left")
    marks = {
        (row, position): Mark(row, position, severity, text or "")
        for row, position, severity, text in marked.select("row", "position", "severity", "text").iter_rows()
    }
    in_copy = pl.col("row").is_in(there.get_column("row").unique().implode())
    listed = placed.head(MAX_LISTED).with_columns(pl.when(in_copy).then(pl.col("position")).alias("position"))
    firsts = there.group_by("code", maintain_order=True).agg(pl.first("row", "position"))
    return Marks(
        cells=marks,
        listed=listed,
        first_cells={code: (row, position) for code, row, position in firsts.iter_rows()},
        findings=findings.height,
        uncommented=max(0, cells.height - MAX_COMMENTS),
        elsewhere=to_mark.height - there.height,
    )


def _placed(findings: pl.DataFrame, copied: CopiedRows) -> pl.DataFrame:
    """The findings with ``position``; one about a column has the header's row, one without a place has none."""
    names = list(copied.places)
    column = pl.col("column").fill_null("")
    known = column.replace_strict(names, list(copied.places.values()), default=None, return_dtype=pl.Int64)
    return findings.with_columns(known.alias("position")).with_columns(
        pl.when(pl.col("row").is_null() & pl.col("position").is_not_null())
        .then(pl.lit(copied.header_row, dtype=pl.Int64))
        .otherwise(pl.col("row"))
        .alias("row"),
        pl.when(pl.col("position").is_null()).then(column).otherwise(pl.lit("")).alias("absent"),
        pl.when(pl.col("row").is_not_null()).then(pl.col("position").fill_null(0)).otherwise(pl.col("position")),
    )


def _absent_together(there: pl.DataFrame) -> pl.DataFrame:
    """The findings with the names of all columns that a code says are not there, shortened, in ``absent``."""
    names = pl.col("absent").filter(pl.col("absent") != "")
    joined = pl.when(names.len() > NAMES_SHOWN).then(
        pl.format("{} … ({})", names.head(NAMES_SHOWN).str.join("、"), names.len())
    )
    together = joined.otherwise(names.str.join("、")).over("row", "position", "code")
    return there.with_columns(together.fill_null("").alias("absent"))


def _comments(there: pl.DataFrame, lang: Lang) -> pl.DataFrame:
    """One text a cell: severity, code, problem, what is allowed, the mend; each code once. No value is quoted."""
    words = {severity: severity_word(severity, lang) for severity in _RANK}
    other = pl.col("value").str.extract(r"\(#(\d+)\)$")
    there = _absent_together(there)
    lines = [
        pl.format("【{} {}】", pl.col("severity").replace_strict(words), pl.col("code")),
        pl.format(f"{PROBLEM.of(lang)}{{}}", pl.col("problem")),
        pl.when(pl.col("absent") != "").then(pl.format(f"{COLUMN.of(lang)}{{}}", pl.col("absent"))),
        pl.when(pl.col("code").is_in(OF_TWO_ROWS)).then(pl.format(OTHER_ROW.of(lang), other)),
        pl.when(pl.col("allowed") != "").then(pl.format(f"{ALLOWED.of(lang)}{{}}", pl.col("allowed"))),
        pl.format(f"{MEND.of(lang)}{{}}", pl.col("mend")),
    ]
    said = there.select("row", "position", pl.concat_str(lines, separator="\n", ignore_nulls=True).alias("text"))
    said = said.unique(maintain_order=True).with_columns(pl.col("text").str.replace_all(_PLAIN, " "))
    return said.group_by("row", "position", maintain_order=True).agg(pl.col("text").str.join("\n"))
