"""What reads a column: by the kind of its field, and by the form of a code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.indicators.rule_file import FieldShape
from riskkit.intake import contract
from riskkit.intake.area_codes import judge_area_codes
from riskkit.intake.clean_dates import clean_dates
from riskkit.intake.clean_ids import clean_text, is_damaged
from riskkit.intake.clean_numbers import FAILED, failed_numbers, mend_numbers, own_half, parse_numbers
from riskkit.intake.clean_words import NOT_APPLICABLE, UNKNOWN, Lexicon, WordColumn, lexicon, look_up
from riskkit.intake.code_column import CodeColumn
from riskkit.intake.columns import ID_FIELD, ColumnMapping, MappedColumn
from riskkit.intake.coordinates import judge_systems, read_degrees
from riskkit.intake.districts import District
from riskkit.intake.industry_codes import judge_industry_codes
from riskkit.intake.org_codes import judge_org_codes
from riskkit.intake.personal import is_personal
from riskkit.intake.personal_cells import hidden_at, places_of_numbers
from riskkit.intake.raw import column_name
from riskkit.intake.read_column import ReadColumn, nothing_odd


@dataclass(frozen=True)
class AboutExtract:
    """What judging a table needs beside its cells.

    The day, the names of areas that have no code, whether the workbook counts days from 1904, whether a subject has one
    row only, the coordinate system that the user stated, and the outlines of districts by their code.
    """

    as_of: date
    area_aliases: Mapping[str, str]
    epoch_1904: bool = False
    unique_ids: bool = True
    coordinate_system: str = ""
    districts: Mapping[str, District] = field(default_factory=dict)


@dataclass(frozen=True)
class ColumnReaders:
    """Reads the mapped columns of one chunk; numbers and words are parsed for all columns at once."""

    shapes: Mapping[str, FieldShape]
    words: Mapping[str, Lexicon]
    about: AboutExtract

    def read(self, frame: pl.DataFrame, mapping: ColumnMapping) -> list[tuple[MappedColumn, ReadColumn]]:
        """Every mapped column but the id, typed, in the mapping's order."""
        columns = [column for column in mapping.columns if column.field != ID_FIELD]
        kinds = {column_name(column.position): self.shapes[column.field].kind for column in columns}
        parsed = parse_numbers(frame, [name for name, kind in kinds.items() if kind in ("number", "integer")])
        parsed = parsed.hstack(failed_numbers(frame, parsed))
        looked_up = self._look_up(frame, columns)
        return [
            (column, self._one(frame.get_column(column_name(column.position)), column, parsed, looked_up))
            for column in columns
        ]

    def _look_up(self, frame: pl.DataFrame, columns: list[MappedColumn]) -> dict[str, WordColumn]:
        names = {column_name(column.position): column.field for column in columns if column.field in self.words}
        texts = frame.select(list(names)).with_columns(
            clean_text(frame.get_column(name), code=False) for name in names if frame.schema[name] != pl.String
        )
        words = {name: self.words[field] for name, field in names.items()}
        dtypes = {name: contract.typed_as(self.shapes[field]) for name, field in names.items()}
        return dict(zip(names, look_up(texts, words, dtypes), strict=True))

    def _one(
        self, raw: pl.Series, column: MappedColumn, parsed: pl.DataFrame, looked_up: Mapping[str, WordColumn]
    ) -> ReadColumn:
        shape = self.shapes[column.field]
        if column.shared:
            return own_half(raw, shape)
        match shape.kind:
            case "number" | "integer" if shape.form in ("longitude", "latitude"):
                return _degrees(raw)
            case "number" | "integer":
                failed = parsed.get_column(FAILED + raw.name)
                numbers = mend_numbers(raw, parsed.get_column(raw.name), shape, column.factor, failed)
                return numbers._replace(allowed=contract.measure_text(shape))
            case "boolean":
                return _words(looked_up[raw.name], "BOOL-01", "是/否")
            case "category":
                return _words(looked_up[raw.name], "CAT-01", "/".join(level.label.zh for level in shape.levels))
            case "date":
                days = clean_dates(raw, shape, self.about.as_of, epoch_1904=self.about.epoch_1904)
                return days._replace(allowed=contract.days_text(self.about.as_of))
            case _:
                return self._text(raw, shape, announced=is_personal(column.header))

    def _text(self, raw: pl.Series, shape: FieldShape, *, announced: bool) -> ReadColumn:
        """Text or a code; where the header ``announced`` personal numbers, they are what the rulebook asks for."""
        text = clean_text(raw, code=shape.kind == "id" and shape.form is None)
        flags: NDArray[np.bool_] | None = None
        is_none = text.is_in(list(NOT_APPLICABLE)).fill_null(False)
        if is_none.any():
            flags = is_none.to_numpy()
        gone = is_none | text.is_in(list(UNKNOWN)).fill_null(False)
        if gone.any():
            text = text.zip_with(~gone, pl.Series([None], dtype=pl.String).new_from_index(0, len(text)))
        judge = self._forms().get(shape.form or "")
        if judge is not None:
            return _code(judge(text), flags)
        if shape.kind != "id":
            text = text.alias(raw.name)
            return nothing_odd(text, flags) if announced else _without_personal(text, flags)
        damaged = is_damaged(text)
        if not damaged.any():
            return nothing_odd(text.alias(raw.name), flags)
        at = np.flatnonzero(damaged.to_numpy()).astype(np.int64)
        return ReadColumn(text.clone().scatter(at, None).alias(raw.name), flags, at, _same("ID-02", len(at)))

    def _forms(self) -> dict[str, Callable[[pl.Series], CodeColumn]]:
        about = self.about
        return {
            "uscc": judge_org_codes,
            "area_code": lambda cells: judge_area_codes(cells, about.as_of.year, about.area_aliases),
            "industry_code": judge_industry_codes,
            "coordinate_system": lambda cells: CodeColumn(*judge_systems(cells)),
        }


def words_of(shapes: Mapping[str, FieldShape]) -> dict[str, Lexicon]:
    """The lexicon of every boolean or category field."""
    return {name: lexicon(shape) for name, shape in shapes.items() if shape.kind in ("boolean", "category")}


def _words(found: WordColumn, code: str, allowed: str) -> ReadColumn:
    return ReadColumn(found.values, found.not_applicable, found.failed, _same(code, len(found.failed)), allowed)


def _code(column: CodeColumn, flags: NDArray[np.bool_] | None) -> ReadColumn:
    return ReadColumn(column.values, flags, column.at, pl.Series(column.found, dtype=pl.String), column.allowed)


def _without_personal(text: pl.Series, flags: NDArray[np.bool_] | None) -> ReadColumn:
    """The text with personal numbers hidden (TEXT-02)."""
    at = places_of_numbers(text)
    return (
        ReadColumn(hidden_at(text, at), flags, at, _same("TEXT-02", len(at))) if len(at) else nothing_odd(text, flags)
    )


def _degrees(raw: pl.Series) -> ReadColumn:
    found = read_degrees(raw)
    values = pl.Series(raw.name, found.values).fill_nan(None)
    return ReadColumn(values, None, found.at, pl.Series(found.found, dtype=pl.String), found.allowed)


def _same(code: str, length: int) -> pl.Series:
    return pl.Series([code], dtype=pl.String).new_from_index(0, length)
