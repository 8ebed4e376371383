"""A raw chunk → a typed block of subjects, with every problem as a finding and every row accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.indicators.rule_file import FieldShape
from riskkit.intake import contract, findings
from riskkit.intake.aside import aside_cells, aside_ids, telling_values
from riskkit.intake.changes import CHANGE_DTYPES, column_changes, written
from riskkit.intake.checks import check
from riskkit.intake.clean_ids import SeenIds, as_written, clean_text, is_damaged
from riskkit.intake.column_kinds import AboutExtract, ColumnReaders, words_of
from riskkit.intake.columns import ID_FIELD, ColumnMapping, MappedColumn, with_id
from riskkit.intake.districts import District
from riskkit.intake.personal_cells import hidden_unread, without_numbers
from riskkit.intake.raw import HeaderSeen, RawChunk, column_name
from riskkit.intake.read_column import ReadColumn
from riskkit.intake.rows import row_codes
from riskkit.intake.rules.miss_06_empty_means_none import none_where_empty, was_filled_in
from riskkit.intake.rules.num_11_not_positive import split_off
from riskkit.intake.shared_columns import with_shared
from riskkit.intake.watches import Block
from riskkit.intake.watching import watches_of
from riskkit.terms import Lang
from riskkit.typed_table import SOURCE_ROW, TypedTable


@dataclass(frozen=True)
class CleanChunk:
    """What became of one raw chunk: kept + set aside = read.

    ``findings`` has the columns of :data:`riskkit.intake.findings.FINDING_DTYPES`, ``set_aside`` those of
    :data:`~riskkit.intake.findings.SET_ASIDE_DTYPES`; both in the order of the file. Where a log is asked for,
    ``changes`` has the columns of :data:`riskkit.intake.changes.CHANGE_DTYPES` and ``written`` the rows kept as the
    clean table writes them (columns named as in the raw chunk, those of personal data left out).
    """

    table: TypedTable
    findings: pl.DataFrame
    set_aside: pl.DataFrame
    changes: pl.DataFrame
    written: pl.DataFrame | None = None


class _Typed(NamedTuple):
    table: TypedTable
    findings: list[pl.DataFrame]
    changes: list[pl.DataFrame]
    written: pl.DataFrame | None


class Cleaner:
    """Cleans the chunks of one extract, in their order; remembers the ids it has seen.

    ``as_of`` is the day of the assessment: a later date is a finding. ``unique_ids`` is false for a table of events,
    where one subject has many rows. ``log`` asks for changes and the clean table, in a language.
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
        log: Lang | None = None,
        area_aliases: Mapping[str, str] | None = None,
        head: HeaderSeen | None = None,
        epoch_1904: bool = False,
        coordinate_system: str = "",
        districts: Mapping[str, District] | None = None,
    ) -> None:
        self.unique_ids, self.log, self.head = unique_ids, log, head
        self.header, self.file, self.sheet = header, file, sheet
        self.shapes = with_id(fields)
        self.mapping = with_shared(mapping, self.shapes)
        self.rewritten: Counter[str] = Counter()  # how many cells a note tells of, by its code
        self.doubled: list[tuple[int, int]] = []  # (row, first row) of every id that occurred before
        self._seen = SeenIds()
        self._schema = contract.schema_of(fields, unique_ids)
        about = AboutExtract(as_of, area_aliases or {}, epoch_1904, unique_ids, coordinate_system, districts or {})
        self._readers = ColumnReaders(self.shapes, words_of(self.shapes), about)
        self._watches = watches_of(self.mapping, self.shapes, about)

    def clean(self, raw: RawChunk) -> CleanChunk:
        """Clean one chunk. Never raises on a bad cell; every row is kept or set aside."""
        ids, aside, first_rows = self._judge_rows(raw)
        self.doubled += [(int(raw.rows[at]), first) for at, first in first_rows.items()]
        set_aside, aside_findings = self._set_aside(raw, ids, aside, first_rows)
        if aside:
            keep = np.ones(len(raw.rows), dtype=np.bool_)
            keep[list(aside)] = False
            frame, rows, ids = raw.frame.filter(pl.Series(keep)), raw.rows[keep], ids.filter(pl.Series(keep))
        else:
            frame, rows = raw.frame, raw.rows
        typed = self._type(frame, rows, ids)
        cells = findings.placed(typed.findings, findings.FINDING_DTYPES, rows, ids, self.sheet, self.file)
        if aside_findings.height:
            cells = pl.concat([aside_findings, cells]).sort("row", maintain_order=True)
        changes = pl.DataFrame(schema=CHANGE_DTYPES)
        if self.log:
            changes = findings.placed(typed.changes, CHANGE_DTYPES, rows, ids, self.sheet, self.file)
        return CleanChunk(typed.table, cells, set_aside, changes, typed.written)

    def late_findings(self) -> pl.DataFrame:
        """What only the whole extract tells; final after the last chunk."""
        return pl.concat([findings.findings_frame([]), *(watch.late(self.sheet, self.file) for watch in self._watches)])

    def skip_late_findings(self) -> None:
        """Watch nothing that is only said at the end, so that nothing is remembered for it."""
        self._watches = [watch for watch in self._watches if not watch.only_late]

    # ------------------------------------------------------------------ rows

    def _judge_rows(self, raw: RawChunk) -> tuple[pl.Series, dict[int, str], dict[int, int]]:
        """Clean ids, position → code of the rows set aside, position → first row of a doubled id."""
        id_name = column_name(self.mapping.id_column.position)
        aside = row_codes(raw, self.header, id_name, self.head)
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
        texts = aside_cells(raw, at, codes, self.mapping)
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

    def _type(self, frame: pl.DataFrame, rows: NDArray[np.int64], ids: pl.Series) -> _Typed:
        """Every mapped column typed and checked; findings and changes by position."""
        read = self._readers.read(frame, self.mapping)
        entered = self._entered(frame)
        columns = [ids, pl.Series(SOURCE_ROW, rows, dtype=pl.Int64)]
        not_applicable: dict[str, NDArray[np.bool_]] = {}
        parts: list[pl.DataFrame] = []
        for column, cleaned in read:
            raw = frame.get_column(column_name(column.position))
            values = none_where_empty(cleaned.values, raw, self.shapes[column.field], entered)
            columns.append(values.alias(column.field))
            parts += self._said(cleaned, column, raw)
            if cleaned.not_applicable is not None and cleaned.not_applicable.any():
                not_applicable[column.field] = cleaned.not_applicable
        typed = pl.DataFrame(columns)
        checked, broken = check(typed, self._schema)
        named = {column.field: column for column, _ in read}
        said_later: dict[str, list[tuple[NDArray[np.int64], str]]] = {}
        for field, code, at in broken:
            raw, shape = frame.get_column(column_name(named[field].position)), self.shapes[field]
            allowed = contract.plausible_text(shape) if code == "NUM-02" else ""
            for said, where in split_off(code, at, typed.get_column(field), shape):
                parts.append(findings.cell_findings(where, said, named[field].header, raw.gather(where), allowed))
                said_later.setdefault(field, []).append((where, said))
        block = Block(checked, frame, rows, ids, named)
        for watch in self._watches:
            taken = watch.take(block)
            parts += taken.findings
            for field, changed in taken.mended.items():
                said_later.setdefault(field, []).extend(changed)
            block = block._replace(table=taken.table)
        checked = block.table
        changes, clean = self._logged(frame, read, checked, said_later) if self.log else ([], None)
        return _Typed(TypedTable(checked, not_applicable, self.file, self.sheet), parts, changes, clean)

    def _logged(
        self,
        frame: pl.DataFrame,
        read: list[tuple[MappedColumn, ReadColumn]],
        checked: pl.DataFrame,
        said_later: Mapping[str, list[tuple[NDArray[np.int64], str]]],
    ) -> tuple[list[pl.DataFrame], pl.DataFrame]:
        """The changes column by column, and the rows as the clean table writes them."""
        assert self.log is not None
        changes: list[pl.DataFrame] = []
        texts: dict[str, pl.Series] = {}
        for column, cleaned in read:
            raw, shape = frame.get_column(column_name(column.position)), self.shapes[column.field]
            final = _with_later(cleaned, checked.get_column(column.field), said_later.get(column.field, []))
            text = written(raw, final, shape, column.factor, self.log)
            name = f"{raw.name}+{column.field}" if column.shared else raw.name
            texts[name] = text.alias(name)
            if not column.shared:
                changes.append(column_changes(raw, text, final.at, final.codes, column.header, shape))
        unread, hiding = hidden_unread(frame, texts, self.mapping, self.header)
        return [*changes, *hiding], self._clean_rows(frame, {**texts, **unread})

    def _clean_rows(self, frame: pl.DataFrame, texts: Mapping[str, pl.Series]) -> pl.DataFrame:
        kept = [name for at, name in enumerate(frame.columns) if at not in self.mapping.personal]
        plain = [texts[name] if name in texts else as_written(frame.get_column(name)) for name in kept]
        return pl.DataFrame([*plain, *(text for name, text in texts.items() if "+" in name)])

    def _said(self, column: ReadColumn, mapped: MappedColumn, raw: pl.Series) -> list[pl.DataFrame]:
        """Findings about the cells of one column: what a rule said that is more than a note; notes are counted."""
        if mapped.factor != 1.0 and not mapped.shared:
            self.rewritten["NUM-10"] += column.values.count()
        if not len(column.at):
            return []
        loud = findings.is_said(column.codes)
        if not mapped.shared:
            self.rewritten.update(dict(column.codes.filter(~loud).value_counts().iter_rows()))
        if not loud.any():
            return []
        at = column.at[loud.to_numpy()]
        allowed = column.allowed
        if not isinstance(allowed, str):
            allowed = [text for text, is_loud in zip(allowed, loud.to_list(), strict=True) if is_loud]
        shown = without_numbers(raw.gather(at))
        return [findings.cell_findings(at, column.codes.filter(loud), mapped.header, shown, allowed)]

    def _entered(self, frame: pl.DataFrame) -> pl.Series:
        """Where a form that only defects are entered in was answered at all."""
        form = [column for column in self.mapping.columns if self.shapes[column.field].empty_means is not None]
        return was_filled_in(frame, [column_name(column.position) for column in form])


def _with_later(column: ReadColumn, values: pl.Series, later: list[tuple[NDArray[np.int64], str]]) -> ReadColumn:
    """The column with its values as they are in the end; where rules spoke, those of the contract and watches last."""
    places = [column.at, *(at for at, _ in later)]
    codes = [column.codes, *(pl.Series([code] * len(at), dtype=pl.String) for at, code in later)]
    at, far = np.concatenate(places), column.precision
    if far is not None:
        far = np.concatenate([far, np.zeros(len(at) - len(far), dtype=np.int8)])
    return column._replace(values=values, at=at, codes=pl.concat(codes), precision=far)
