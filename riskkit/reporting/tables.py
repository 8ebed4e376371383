"""Tables to files: parquet with machine names for programs, csv with headings for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from riskkit.errors import RiskkitError
from riskkit.records import TABLES, Column
from riskkit.reporting.words import CODED_COLUMNS
from riskkit.terms import Label, Lang

ROW_GROUP = 131_072
DEFAULT_DECIMALS = 4
DECIMAL_DIGITS = 38
BOM = b"\xef\xbb\xbf"
# A leading ' is doubled too, so that taking one ' away gives the original back.
DANGEROUS = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
GUARDED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")
CODE_JOINT = "、"
YES_NO = (Label("是", "yes"), Label("否", "no"))


def columns_of(df: pl.DataFrame, table: str, labels: Mapping[str, Label] | None = None) -> list[Column]:
    """The columns of ``df`` as records.TABLES[table] orders and describes them, further ones after them.

    A further column (``criterion.<id>``) is headed by ``labels[name]``, or by its name. Raises RiskkitError (ARG-01)
    when a column of the table is missing.
    """
    known = TABLES[table]
    missing = [column.name for column in known if column.name not in df.columns]
    if missing:
        raise RiskkitError("ARG-01", where=table, found=", ".join(df.columns), allowed=", ".join(missing))
    names = {column.name for column in known}
    return [*known, *(_further(df, name, labels or {}) for name in df.columns if name not in names)]


def _further(df: pl.DataFrame, name: str, labels: Mapping[str, Label]) -> Column:
    dtype = df.schema[name]
    kinds = [("float", dtype.is_float()), ("int", dtype.is_integer()), ("bool", dtype == pl.Boolean)]
    kind = next((kind for kind, fits in kinds if fits), "date" if dtype == pl.Date else "str")
    return Column(name, kind, labels.get(name, Label(name, name)), "", True, DEFAULT_DECIMALS)


def write_parquet(df: pl.DataFrame, path: Path, table: str) -> None:
    """Write ``df`` with machine names in the table's column order; equal content gives equal bytes.

    Row groups are cut by rows alone, whatever the frame's chunks, and made one at a time, so that a long table is
    never twice in memory. Enum columns stay dictionaries. Raises RiskkitError as :func:`columns_of`.
    """
    import pyarrow.parquet as pq

    names = [column.name for column in columns_of(df, table)]
    writer = None
    try:
        for start in range(0, max(df.height, 1), ROW_GROUP):
            group = df.slice(start, ROW_GROUP).select(names).rechunk().to_arrow()
            writer = writer or pq.ParquetWriter(path, group.schema, compression="zstd", compression_level=1)
            writer.write_table(group)
    finally:
        if writer is not None:
            writer.close()


def write_csv(
    df: pl.DataFrame,
    path: Path,
    table: str,
    lang: Lang = "zh",
    labels: Mapping[str, Label] | None = None,
) -> None:
    """Write ``df`` for people: UTF-8 with BOM, headings, words for codes, fixed decimals, no formula.

    ``labels`` head further columns. Text that a spreadsheet would take for a formula gets a leading ``'``;
    :func:`unguard` takes it away again. Raises RiskkitError as :func:`columns_of`.
    """
    write_columns(df, path, columns_of(df, table, labels), lang)


def write_columns(df: pl.DataFrame, path: Path, columns: list[Column], lang: Lang = "zh") -> None:
    """Write these ``columns`` of ``df`` as :func:`write_csv` does."""
    with path.open("wb") as stream:
        stream.write(BOM)
        csv_cells(df, columns, lang).write_csv(stream, null_value="", line_terminator="\n")


def csv_cells(df: pl.DataFrame, columns: list[Column], lang: Lang) -> pl.DataFrame:
    """These ``columns`` of ``df`` as a csv shows them: headed, in words, no cell a formula."""
    shown = in_words(df, columns, lang).select(_csv_cell(df, column, lang) for column in columns)
    shown.columns = unique_headings(columns, lang)
    return shown


def guard(text: str) -> str:
    """Make a text harmless for a spreadsheet, reversibly.

    >>> guard("=1+1"), guard("'=1+1"), guard("甲厂")
    ("'=1+1", "''=1+1", '甲厂')
    """
    return "'" + text if DANGEROUS.match(text) else text


def unguard(text: str) -> str:
    """The text before :func:`guard`.

    >>> unguard("'=1+1"), unguard("''=1+1"), unguard("'甲'")
    ('=1+1', "'=1+1", "'甲'")
    """
    return text[1:] if GUARDED.match(text) else text


def in_words(df: pl.DataFrame, columns: list[Column], lang: Lang) -> pl.DataFrame:
    """``df`` with codes said in words, by CODED_COLUMNS.

    A cell may hold several codes joined by 、; a cell without any known code stays as it is.
    """
    names = [column.name for column in columns if column.name in CODED_COLUMNS]
    return df.with_columns(_said(df, name, CODED_COLUMNS[name], lang) for name in names)


def _said(df: pl.DataFrame, name: str, labels: Mapping[str, Label], lang: Lang) -> pl.Expr:
    joint = "；" if lang == "zh" else "; "
    cells = df.get_column(name).cast(pl.String)
    said: dict[str, str] = {}
    for cell in cells.unique().drop_nulls():
        parts = cell.split(CODE_JOINT)
        if any(part in labels for part in parts):
            said[cell] = joint.join(labels[part].of(lang) if part in labels else part for part in parts)
    return pl.col(name).cast(pl.String).replace(list(said), list(said.values()))


def _csv_cell(df: pl.DataFrame, column: Column, lang: Lang) -> pl.Expr:
    cell = pl.col(column.name)
    dtype = df.schema[column.name]
    if dtype.is_float():
        decimals = DEFAULT_DECIMALS if column.decimals is None else column.decimals
        return cell.fill_nan(None).round(decimals).cast(pl.Decimal(DECIMAL_DIGITS, decimals))
    if dtype == pl.Boolean:
        yes, no = (pl.lit(label.of(lang)) for label in YES_NO)
        return pl.when(cell).then(yes).when(~cell).then(no).alias(column.name)
    if dtype.is_numeric() or dtype.is_temporal():
        return cell
    text = cell.cast(pl.String).replace("", None)
    return (
        pl.when(text.str.contains(f"^(?:{DANGEROUS.pattern})"))
        .then(pl.lit("'") + text)
        .otherwise(text)
        .alias(column.name)
    )


def unique_headings(columns: list[Column], lang: Lang) -> list[str]:
    """The headings, guarded; a second one of the same words gets its machine name in brackets.

    >>> unique_headings([Column("a", "str", Label("得分", "s")), Column("b", "str", Label("得分", "s"))], "zh")
    ['得分', '得分(b)']
    """
    headings: list[str] = []
    for column in columns:
        heading = guard(column.label.of(lang))
        headings.append(f"{heading}({column.name})" if heading in headings else heading)
    return headings
