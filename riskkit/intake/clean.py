"""A raw chunk → a typed block of subjects, with every problem as a finding and every row accounted for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.indicators.rule_file import FieldShape
from riskkit.intake import contract, findings
from riskkit.intake.aside import aside_cells, aside_ids, telling_values
from riskkit.intake.checks import check
from riskkit.intake.clean_dates import clean_dates
from riskkit.intake.clean_ids import SeenIds, clean_text, is_damaged, uscc_is_wrong
from riskkit.intake.clean_numbers import mend_numbers, parse_numbers
from riskkit.intake.clean_words import NOT_APPLICABLE, UNKNOWN, Lexicon, WordColumn, lexicon, look_up
from riskkit.intake.columns import ID_FIELD, ColumnMapping, MappedColumn, with_id
from riskkit.intake.percents import PercentWatch
from riskkit.intake.raw import RawChunk, column_name
from riskkit.intake.rows import row_codes
from riskkit.typed_table import SOURCE_ROW, TypedTable


@dataclass(frozen=True)
class CleanChunk:
    """What became of one raw chunk: kept + set aside = read.

    ``findings`` has the columns of :data:`riskkit.intake.findings.FINDING_DTYPES`, ``set_aside`` those of
    :data:`~riskkit.intake.findings.SET_ASIDE_DTYPES`; both in the order of the file.
    """

    table: TypedTable
    findings: pl.DataFrame
    set_aside: pl.DataFrame


@dataclass(frozen=True)
class _Cleaned:
    """One typed column, where it says 不适用, and its findings by position in the chunk."""

    values: pl.Series
    not_applicable: NDArray[np.bool_] | None
    findings: list[pl.DataFrame]


class Cleaner:
    """Cleans the chunks of one extract, in their order; remembers the ids it has seen.

    ``as_of`` is the day of the assessment: a later date is a finding. ``unique_ids`` is false for a table of events,
    where one subject has many rows.
    """

    def __init__(
        self,
        mapping: ColumnMapping,
        header: Sequence[str],
        fields: Mapping[str, FieldShape],
        as_of: date,
        *,
        file: str = "",
        sheet: str = "",
        unique_ids: bool = True,
    ) -> None:
        self.unique_ids = unique_ids
        self.mapping, self.header, self.as_of, self.file, self.sheet = mapping, header, as_of, file, sheet
        self.shapes = with_id(fields)
        self._seen = SeenIds()
        self.percents = PercentWatch()
        self._schema = contract.schema_of(fields, unique_ids)
        self._words: dict[str, Lexicon] = {
            name: lexicon(shape) for name, shape in self.shapes.items() if shape.kind in ("boolean", "category")
        }

    def clean(self, raw: RawChunk) -> CleanChunk:
        """Clean one chunk. Never raises on a bad cell; every row is kept or set aside."""
        ids, aside, first_rows = self._judge_rows(raw)
        set_aside, aside_findings = self._set_aside(raw, ids, aside, first_rows)
        if aside:
            keep = np.ones(len(raw.rows), dtype=np.bool_)
            keep[list(aside)] = False
            frame, rows, ids = raw.frame.filter(pl.Series(keep)), raw.rows[keep], ids.filter(pl.Series(keep))
        else:
            frame, rows = raw.frame, raw.rows
        table, cell_parts = self._type(frame, rows, ids)
        cells = findings.place_findings(cell_parts, rows, ids, self.sheet, self.file)
        if aside_findings.height:
            cells = pl.concat([aside_findings, cells]).sort("row", maintain_order=True)
        return CleanChunk(table, cells, set_aside)

    # ------------------------------------------------------------------ rows

    def _judge_rows(self, raw: RawChunk) -> tuple[pl.Series, dict[int, str], dict[int, int]]:
        """Clean ids, position → code of the rows set aside, position → first row of a doubled id."""
        id_name = column_name(self.mapping.id_column.position)
        aside = row_codes(raw, self.header, id_name)
        ids = clean_text(raw.frame.get_column(id_name), code=True).alias(ID_FIELD)
        for at in np.flatnonzero(is_damaged(ids).to_numpy()).tolist():
            aside.setdefault(at, "ID-02")
        for at in np.flatnonzero(ids.is_null().to_numpy()).tolist():
            aside.setdefault(at, "ID-01")
        if not self.unique_ids:
            return ids, aside, {}
        good = np.ones(len(ids), dtype=np.bool_)
        good[list(aside)] = False
        kept = np.flatnonzero(good)
        before = self._seen.first_rows(ids.filter(pl.Series(good)), raw.rows[kept])
        doubled = np.flatnonzero(before)
        first_rows = dict(zip(kept[doubled].tolist(), before[doubled].tolist(), strict=True))
        aside.update(dict.fromkeys(first_rows, "DUP-01"))
        return ids, aside, first_rows

    def _set_aside(
        self, raw: RawChunk, ids: pl.Series, aside: dict[int, str], first_rows: dict[int, int]
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The rows set aside with their cells, and a finding for each."""
        at = np.array(sorted(aside), dtype=np.int64)
        codes = [aside[where] for where in at.tolist()]
        texts = aside_cells(raw, at, codes, self.mapping, list(self.header))
        table = pl.DataFrame(
            {
                "row": raw.rows[at],
                "subject_id": aside_ids(ids.gather(at), codes),
                "code": codes,
                "cells": texts,
                "sheet": [self.sheet] * len(at),
                "file": [self.file] * len(at),
            },
            schema=findings.SET_ASIDE_DTYPES,
        )
        values = [
            f"{value} (#{first_rows[where]})" if where in first_rows else value
            for where, value in zip(at.tolist(), telling_values(raw, at, codes, ids, self.mapping), strict=True)
        ]
        about_id = pl.col("code").is_in(["ID-01", "ID-02", "DUP-01"])
        reported = table.select(
            "row",
            pl.when(about_id).then(pl.lit(self.mapping.id_column.header)).otherwise(pl.lit("")).alias("column"),
            pl.Series("value", values, dtype=pl.String),
            "code",
            pl.lit("").alias("allowed"),
            "subject_id",
            "sheet",
            "file",
        )
        return table, reported

    # ------------------------------------------------------------------ cells

    def _type(
        self, frame: pl.DataFrame, rows: NDArray[np.int64], ids: pl.Series
    ) -> tuple[TypedTable, list[pl.DataFrame]]:
        """Every mapped column typed and checked; findings by position."""
        parsed, looked_up = self._parse_numbers(frame), self._look_up_words(frame)
        entered = self._entered(frame)
        columns = [ids, pl.Series(SOURCE_ROW, rows, dtype=pl.Int64)]
        not_applicable: dict[str, NDArray[np.bool_]] = {}
        parts: list[pl.DataFrame] = []
        raw_of: dict[str, tuple[pl.Series, MappedColumn]] = {}
        for column in self.mapping.columns:
            if column.field == ID_FIELD:
                continue
            raw = frame.get_column(column_name(column.position))
            cleaned = self._column(raw, column, parsed, looked_up)
            columns.append(_empty_as_none(cleaned.values, raw, self.shapes[column.field], entered).alias(column.field))
            parts += cleaned.findings
            if self.shapes[column.field].uom == "percent" and column.factor == 1.0:
                self.percents.watch(column.header, cleaned.values, raw, rows)
            raw_of[column.field] = raw, column
            if cleaned.not_applicable is not None and cleaned.not_applicable.any():
                not_applicable[column.field] = cleaned.not_applicable
        checked, broken = check(pl.DataFrame(columns), self._schema)
        for field, code, at in broken:
            raw, column = raw_of[field]
            allowed = contract.plausible_text(self.shapes[field]) if code == "NUM-02" else ""
            parts.append(findings.cell_findings(at, code, column.header, raw.gather(at), allowed))
        return TypedTable(checked, not_applicable, self.file, self.sheet), parts

    def _entered(self, frame: pl.DataFrame) -> pl.Series:
        """Where a form that only defects are entered in was answered at all: blanks and 不适用 alone say nothing."""
        form = [
            column_name(column.position)
            for column in self.mapping.columns
            if self.shapes[column.field].empty_means is not None
        ]
        if not form:
            return pl.Series(np.ones(frame.height, dtype=np.bool_))
        return frame.select(pl.any_horizontal(~_says_nothing(frame.get_column(name)) for name in form)).to_series()

    def _parse_numbers(self, frame: pl.DataFrame) -> pl.DataFrame:
        kinds = {column_name(column.position): self.shapes[column.field].kind for column in self.mapping.columns}
        return parse_numbers(frame, [name for name, kind in kinds.items() if kind in ("number", "integer")])

    def _look_up_words(self, frame: pl.DataFrame) -> dict[str, WordColumn]:
        columns = [column for column in self.mapping.columns if column.field in self._words]
        names = {column_name(column.position): column.field for column in columns}
        texts = frame.select(list(names)).with_columns(
            clean_text(frame.get_column(name), code=False) for name in names if frame.schema[name] != pl.String
        )
        words = {name: self._words[field] for name, field in names.items()}
        dtypes = {name: contract.typed_as(self.shapes[field]) for name, field in names.items()}
        return dict(zip(names, look_up(texts, words, dtypes), strict=True))

    def _column(
        self, raw: pl.Series, column: MappedColumn, parsed: pl.DataFrame, looked_up: Mapping[str, WordColumn]
    ) -> _Cleaned:
        shape = self.shapes[column.field]
        match shape.kind:
            case "number" | "integer":
                number = mend_numbers(raw, parsed.get_column(raw.name), shape, column.factor)
                part = self._odd(number.at, number.codes, column, raw, shape.uom or "")
                return _Cleaned(number.values, number.not_applicable, part)
            case "boolean":
                found = looked_up[raw.name]
                part = self._odd(found.failed, "BOOL-01", column, raw, "是/否")
                return _Cleaned(found.values, found.not_applicable, part)
            case "category":
                found = looked_up[raw.name]
                options = "/".join(level.label.zh for level in shape.levels)
                part = self._odd(found.failed, "CAT-01", column, raw, options)
                return _Cleaned(found.values, found.not_applicable, part)
            case "date":
                days = clean_dates(raw, shape, self.as_of)
                part = self._odd(days.at, list(days.codes), column, raw, f"YYYY-MM-DD, <= {self.as_of}")
                return _Cleaned(days.values, days.not_applicable, part)
            case _:
                return self._text_column(raw, column, shape)

    def _text_column(self, raw: pl.Series, column: MappedColumn, shape: FieldShape) -> _Cleaned:
        text = clean_text(raw, code=shape.kind == "id")
        flags: NDArray[np.bool_] | None = None
        is_none = text.is_in(list(NOT_APPLICABLE)).fill_null(False)
        if is_none.any():
            flags = is_none.to_numpy()
        gone = is_none | text.is_in(list(UNKNOWN)).fill_null(False)
        part: list[pl.DataFrame] = []
        if shape.kind == "id":
            damaged = is_damaged(text)
            part += self._odd(np.flatnonzero(damaged.to_numpy()), "ID-02", column, raw, "")
            gone |= damaged
        if gone.any():
            text = text.to_frame("text").select(pl.when(~gone).then(pl.col("text")).alias(raw.name)).to_series()
        if column.field == "uscc":
            part += self._odd(np.flatnonzero(uscc_is_wrong(text)), "USCC-01", column, raw, "GB 32100")
        return _Cleaned(text, flags, part)

    def _odd(
        self,
        at: NDArray[np.int64],
        codes: str | Sequence[str | None],
        column: MappedColumn,
        raw: pl.Series,
        allowed: str,
    ) -> list[pl.DataFrame]:
        """Findings about the cells at ``at``, empty when there are none."""
        if not len(at):
            return []
        return [findings.cell_findings(at, codes, column.header, raw.gather(at), allowed)]


def _is_empty(raw: pl.Series) -> pl.Series:
    return raw.is_null() if raw.dtype != pl.String else raw.is_null() | (raw.str.strip_chars() == "")


def _says_nothing(raw: pl.Series) -> pl.Series:
    skipped = raw.cast(pl.String).str.strip_chars().is_in(list(NOT_APPLICABLE)).fill_null(False)
    return _is_empty(raw) | skipped


def _empty_as_none(values: pl.Series, raw: pl.Series, shape: FieldShape, entered: pl.Series) -> pl.Series:
    """Zero (or no) in the empty cells of a column where only defects are entered (``empty_means``), unless the whole
    form of the subject is blank."""
    if shape.empty_means is None:
        return values
    return values.zip_with(~(_is_empty(raw) & entered), pl.Series([0.0]).new_from_index(0, len(values)))
