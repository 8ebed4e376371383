"""What linking has to say: rows without name and code, rivals, codes that differ or are shared, lost answers."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from riskkit.errors import Finding
from riskkit.intake.findings import FINDING_DTYPES, SET_ASIDE_DTYPES, findings_frame
from riskkit.intake.personal import hidden
from riskkit.linking.decide import Answers
from riskkit.linking.keys import Keyed
from riskkit.linking.read_side import Side
from riskkit.linking.reviewed import doubled_answers
from riskkit.linking.words import GroupKind, Why

_CELLS = ("unit_id", "uscc", "address", "area_code", "industry_code")


class Unlinkable(NamedTuple):
    """The rows of one side that hold neither a name nor a usable code, and a finding for each (LINK-01)."""

    rows: pl.DataFrame
    findings: pl.DataFrame


def linkable(side: pl.DataFrame, read: Side) -> tuple[pl.DataFrame, Unlinkable]:
    """The rows that can be linked, and those that are set aside."""
    can = pl.col("name_full").is_not_null() | pl.col("organisation").is_not_null()
    rest = side.filter(~can).sort("source_row")
    cells = pl.concat_str([pl.col(name).fill_null("") for name in _CELLS], separator="\t")
    texts = [hidden(text) for text in rest.select(cells.alias("cells")).get_column("cells")]
    aside = rest.select(
        pl.col("source_row").alias("row"),
        pl.col("unit_id").alias("subject_id"),
        pl.lit("LINK-01").alias("code"),
        pl.Series("cells", texts, dtype=pl.String),
        pl.lit(read.source.sheet).alias("sheet"),
        pl.lit(read.source.file).alias("file"),
    ).cast(pl.Schema(SET_ASIDE_DTYPES))
    findings = rest.select(
        pl.col("source_row").alias("row"),
        pl.lit(read.header("name")).alias("column"),
        pl.coalesce("uscc", pl.lit("")).alias("value"),
        pl.lit("LINK-01").alias("code"),
        pl.lit("").alias("allowed"),
        pl.col("unit_id").alias("subject_id"),
        pl.lit(read.source.sheet).alias("sheet"),
        pl.lit(read.source.file).alias("file"),
    ).cast(pl.Schema(FINDING_DTYPES))
    return side.filter(can), Unlinkable(aside, findings)


def about_pairs(waiting: pl.DataFrame, passed: pl.DataFrame, read: tuple[Side, Side]) -> pl.DataFrame:
    """LINK-03 for each row of A with rivals, LINK-07 for each pair that agrees but for its codes, LINK-10 for each pair
    passed over for a better one, LINK-08 for a side without rows."""
    first = read[0]
    ordered = waiting.sort("a_source_row", "b_source_row")
    rivals = ordered.filter(pl.col("why") == Why.RIVALS.value).unique("a", keep="first", maintain_order=True)
    found = [
        Finding("LINK-03", row, first.header("name"), name or "", other or "", first.source.sheet, unit_id or "", file)
        for row, name, other, unit_id, file in _told(rivals, "name", first)
    ]
    differ = ordered.filter(pl.col("why") == Why.CODES_DIFFER.value)
    found += [
        Finding("LINK-07", row, first.header("uscc"), code or "", other or "", first.source.sheet, unit_id or "", file)
        for row, code, other, unit_id, file in _told(differ, "uscc", first)
    ]
    found += [
        Finding("LINK-10", row, first.header("name"), name or "", other or "", first.source.sheet, unit_id or "", file)
        for row, name, other, unit_id, file in _told(passed.sort("a_source_row", "b_source_row"), "name", first)
    ]
    empty = [Finding("LINK-08", file=side.source.file, sheet=side.source.sheet) for side in read if not side.read]
    return findings_frame([*found, *empty])


def _told(pairs: pl.DataFrame, cell: str, read: Side) -> list[tuple[int, str | None, str | None, str | None, str]]:
    """Row of A, the cell in A, in B with its source, A's id, A's file."""
    other = pl.concat_str([f"b_{cell}", pl.lit(" ("), "b_source", pl.lit(")")])
    told = pairs.select("a_source_row", f"a_{cell}", other.alias("other"), "a_unit_id")
    return [(row, value, beside, unit_id, read.source.file) for row, value, beside, unit_id in told.rows()]


def about_codes(members: pl.DataFrame, sides: Keyed, read: tuple[Side, Side]) -> pl.DataFrame:
    """LINK-04 for each code under which a table has several names, at its first row there."""
    found: list[Finding] = []
    shared = members.filter(pl.col("kind") == GroupKind.SHARED_CODE.value)
    for name, side, table in zip("AB", sides, read, strict=True):
        own = shared.filter(pl.col("side") == name)
        rows = own.with_columns(row=side.get_column("source_row").gather(own.get_column("at")))
        counted = rows.group_by("key").agg(pl.col("row").min(), pl.len().alias("rows")).filter(pl.col("rows") > 1)
        found += [
            Finding("LINK-04", row, table.header("uscc"), f"{key} × {rows}", file=table.source.file)
            for key, row, rows in counted.sort("row").rows()
        ]
    return findings_frame(found)


def about_doubled(sides: Keyed, read: tuple[Side, Side]) -> pl.DataFrame:
    """LINK-11 for each row of a table whose id, or else whose cells, an earlier row has; ``value`` names that row.

    Rows of one id, name and code at different addresses are the sites of a unit, not doubled.
    """
    return pl.concat([_doubled(side, table) for side, table in zip(sides, read, strict=True)])


def _doubled(side: pl.DataFrame, read: Side) -> pl.DataFrame:
    cells = [pl.col(name).fill_null("") for name in ("name", "uscc", "address")]
    rows = side.sort("source_row").select(
        "source_row",
        "unit_id",
        pl.col("name").fill_null("").alias("shown"),
        pl.concat_str(cells[:2], separator="\t").alias("unit"),
        cells[2].alias("place"),
        pl.when(pl.col("unit_id").is_not_null())
        .then(pl.concat_str([pl.lit("id\t"), "unit_id"]))
        .otherwise(pl.concat_str([pl.lit("cells"), *cells], separator="\t"))
        .alias("key"),
    )
    first = {name: pl.col(name).first().over("key") for name in ("source_row", "unit", "place")}
    later = rows.with_columns(**{f"first_{name}": cell for name, cell in first.items()}).filter(
        pl.col("source_row") != pl.col("first_source_row")
    )
    doubled = later.filter((pl.col("unit") != pl.col("first_unit")) | (pl.col("place") == pl.col("first_place")))
    return doubled.select(
        pl.col("source_row").alias("row"),
        pl.when(pl.col("unit_id").is_not_null())
        .then(pl.lit(read.header("unit_id")))
        .otherwise(pl.lit(read.header("name")))
        .alias("column"),
        pl.format("{} (#{})", pl.coalesce("unit_id", "shown"), "first_source_row").alias("value"),
        pl.lit("LINK-11").alias("code"),
        pl.lit("").alias("allowed"),
        pl.col("unit_id").alias("subject_id"),
        pl.lit(read.source.sheet).alias("sheet"),
        pl.lit(read.source.file).alias("file"),
    ).cast(pl.Schema(FINDING_DTYPES))


def about_length(waiting: int, longest: int) -> pl.DataFrame:
    """LINK-09 when more pairs wait than the review workbook lists.

    >>> about_length(11, 10).select("code", "value", "allowed").rows(), about_length(10, 10).height
    ([('LINK-09', '11', '<= 10')], 0)
    """
    return findings_frame(
        [Finding("LINK-09", value=str(waiting), allowed=f"<= {longest}")] if waiting > longest else []
    )


def about_answers(answers: Answers, lost: pl.DataFrame, answered: Side | None, sides: Keyed) -> pl.DataFrame:
    """LINK-05 for each answer whose rows are not there, LINK-06 for each row answered 是 more than once."""
    if answered is None:
        return findings_frame([])
    file, sheet = answered.source.file, answered.source.sheet
    found = [
        Finding("LINK-05", row, answered.header("a_name"), f"{a or ''} ~ {b or ''}", file=file, sheet=sheet)
        for row, a, b in lost.select("source_row", "a_name", "b_name").rows()
    ]
    for side, at in doubled_answers(answers):
        name = sides[side].row(at, named=True)["name"]
        found.append(Finding("LINK-06", value=name or "", file=file, sheet=sheet))
    return findings_frame(found)
