"""The columns of a clean table: headers that map back exactly, and what became of every column of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.columns import ID_FIELD, ColumnMapping, known_names, with_id
from riskkit.intake.header_key import matched_key
from riskkit.intake.raw import RawExtract, column_name
from riskkit.intake.shared_columns import with_shared
from riskkit.records_intake import COLUMNS_KEPT
from riskkit.reporting.template_words import header_of
from riskkit.terms import Label, Lang

SOURCE_ROW_HEADER = Label("来源行", "source row")
_READ = Label("按字段清洗", "cleaned as the field")
_KEPT = Label("没有对应字段，原样保留", "no field; kept as it is")
_HALF = Label("从“地上/地下”合写的列分出", "split off a column that states two numbers")
_LEFT_OUT = Label("疑似个人信息，没有写出", "looks like personal data; not written")
_NOT_USED = Label("（未采用）", " (not used)")


@dataclass(frozen=True)
class CleanColumn:
    """One column of the clean table: its name in ``CleanChunk.written``, its headers, its field ("" for none)."""

    name: str
    position: int
    source: str
    header: str
    field: str = ""
    kind: str = "text"
    half: bool = False


@dataclass(frozen=True)
class CleanColumns:
    """The columns written, in their order, and the (position, header) of those left out."""

    columns: tuple[CleanColumn, ...]
    left_out: tuple[tuple[int, str], ...]
    lang: Lang

    @property
    def headers(self) -> list[str]:
        """The headers as they are written, the row of the file last; two columns of the file may have one header."""
        own = [column.header for column in self.columns]
        last = SOURCE_ROW_HEADER.of(self.lang)
        # a clean table cleaned again keeps the rows of its first source
        return [*own, last if last not in own else f"{last}({own.count(last) + 1})"]

    def unique_headers(self) -> list[str]:
        """The headers for a table whose columns must have different names."""
        seen: dict[str, int] = {}
        unique = []
        for header in self.headers:
            seen[header] = seen.get(header, 0) + 1
            unique.append(header if seen[header] == 1 else f"{header}({seen[header]})")
        return unique

    def table(self) -> pl.DataFrame:
        """What became of every column (records_intake.COLUMNS_KEPT), in the order of the file."""
        rows = [
            (one.position + 1, one.source, one.header, one.field, self._use(one).of(self.lang)) for one in self.columns
        ]
        rows += [(at + 1, text, "", "", _LEFT_OUT.of(self.lang)) for at, text in self.left_out]
        schema = {column.name: pl.Int64 if column.dtype == "int" else pl.String for column in COLUMNS_KEPT}
        return pl.DataFrame(rows, schema=schema, orient="row").sort("position", maintain_order=True)

    @staticmethod
    def _use(column: CleanColumn) -> Label:
        return _HALF if column.half else _READ if column.field else _KEPT


def clean_columns(
    raw: RawExtract, mapping: ColumnMapping, fields: Mapping[str, FieldShape], lang: Lang
) -> CleanColumns:
    """The columns of the clean table of an extract with this ``mapping`` (as its rows left it).

    A column that is read is headed as a template heads it; one that is not keeps its header, marked where that would
    be taken for a field's.
    """
    shapes, names = with_id(fields), known_names(fields)
    whole = with_shared(mapping, shapes)
    read = {column.position: column.field for column in whole.columns if not column.shared}
    # the code that serves as the id as well is written as the code
    read |= {c.position: c.field for c in whole.columns if not c.shared and c.field != ID_FIELD}
    columns, left_out = [], []
    for at, text in enumerate(raw.header):
        if at in mapping.personal:
            left_out.append((at, text))
        elif at in read:
            columns.append(_column(column_name(at), at, text, read[at], shapes, names, lang))
        else:
            taken = matched_key(text, names).name in names
            columns.append(CleanColumn(column_name(at), at, text, text + (_NOT_USED.of(lang) if taken else "")))
    for half in (column for column in whole.columns if column.shared):
        name = f"{column_name(half.position)}+{half.field}"
        columns.append(_column(name, half.position, half.header, half.field, shapes, names, lang, half=True))
    return CleanColumns(tuple(columns), tuple(left_out), lang)


def _column(
    name: str,
    at: int,
    text: str,
    field: str,
    shapes: Mapping[str, FieldShape],
    names: Mapping[str, str],
    lang: Lang,
    half: bool = False,
) -> CleanColumn:
    shape = shapes[field]
    return CleanColumn(name, at, text, header_of(field, shape, names, lang), field, shape.kind, half)
