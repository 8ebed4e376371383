"""Units that may be one, or stand in one building: same name and address, same credit code, same address."""

from __future__ import annotations

import zlib
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.intake.columns import ColumnMapping
from riskkit.intake.findings import FINDING_DTYPES, findings_frame
from riskkit.intake.names import comparable
from riskkit.intake.rules import (
    dup_02_same_name_and_address,
    dup_04_one_unit_many_sites,
    dup_05_one_building_many_units,
)
from riskkit.intake.watches import Block, Taken, nothing_said

_NUMBERED = r"[0-9]|[〇零一二三四五六七八九十百]号"
_BETWEEN = "\x1e"


def can_have_twins(mapping: ColumnMapping) -> bool:
    """Whether the table tells the address, and the name or the credit code beside it."""
    fields = {column.field for column in mapping.columns}
    return "address" in fields and bool(fields & {"name", "uscc"})


class Seen(NamedTuple):
    """One entry a subject: 64-bit keys of its name, address and credit code (0: not known), and its row.

    ``numbered`` says whether the address holds a house number; two different texts share a key with probability
    about n² / 2⁶⁵.
    """

    name: NDArray[np.uint64]
    address: NDArray[np.uint64]
    uscc: NDArray[np.uint64]
    numbered: NDArray[np.bool_]
    rows: NDArray[np.uint32]


class Twins:
    """Remembers 29 bytes a subject and its id packed; how the extract is cut changes nothing."""

    only_late = True

    def __init__(self, mapping: ColumnMapping) -> None:
        self._headers = {column.field: column.header for column in mapping.columns}
        self._seen: list[Seen] = []
        self._ids: list[bytes] = []

    def take(self, block: Block) -> Taken:
        """Nothing is said before the end."""
        text = {name: _text(block.table, name) for name in ("name", "address")}
        keys = {name: _keys(comparable(cells)) for name, cells in text.items()}
        keys["uscc"] = _keys(_without_fillers(_text(block.table, "uscc")))
        at = np.flatnonzero((keys["address"] != 0) & ((keys["name"] != 0) | (keys["uscc"] != 0)))
        if len(at):
            numbered = text["address"].gather(at).str.contains(_NUMBERED).fill_null(False).to_numpy()
            rows = block.rows[at].astype(np.uint32)  # no file has four thousand million rows
            self._seen.append(Seen(keys["name"][at], keys["address"][at], keys["uscc"][at], numbered, rows))
            ids = block.ids.gather(at).str.replace_all(_BETWEEN, " ", literal=True)
            self._ids.append(zlib.compress(ids.str.join(_BETWEEN).item().encode(), 1))
        return nothing_said(block)

    def late(self, sheet: str, file: str) -> pl.DataFrame:
        """DUP-02 and DUP-04 for each row concerned, naming another; DUP-05 once for the whole table."""
        if not self._seen:
            return findings_frame([])
        seen = Seen(*(np.concatenate(arrays) for arrays in zip(*self._seen, strict=True)))
        pairs = {
            ("DUP-02", "name"): dup_02_same_name_and_address.pairs(seen),
            ("DUP-04", "uscc"): dup_04_one_unit_many_sites.pairs(seen),
        }
        ids = self._ids_of(np.concatenate([part for pair in pairs.values() for part in pair]))
        parts = [self._said(code, field, pair, ids) for (code, field), pair in pairs.items() if len(pair[0])]
        crowd = dup_05_one_building_many_units.said(seen, self._headers["address"])
        placed = [
            part.with_columns(pl.lit(sheet).alias("sheet"), pl.lit(file).alias("file")) for part in [*parts, crowd]
        ]
        return pl.concat([part.select(list(FINDING_DTYPES)).cast(pl.Schema(FINDING_DTYPES)) for part in placed])

    def _said(
        self, code: str, field: str, pair: tuple[NDArray[np.uint32], NDArray[np.uint32]], ids: pl.DataFrame
    ) -> pl.DataFrame:
        """A finding for each row of a pair, naming the other row and its id."""
        found = pl.DataFrame({"row": pair[0], "other": pair[1]}).join(ids, on="row", how="left", maintain_order="left")
        other = ids.rename({"row": "other", "subject_id": "other_id"})
        return found.join(other, on="other", how="left", maintain_order="left").select(
            pl.col("row").cast(pl.Int64),
            pl.lit(self._headers[field]).alias("column"),
            pl.format("{} (#{})", "other_id", "other").alias("value"),
            pl.lit(code).alias("code"),
            pl.lit("").alias("allowed"),
            "subject_id",
        )

    def _ids_of(self, rows: NDArray[np.uint32]) -> pl.DataFrame:
        """The ids of the subjects in ``rows``; only the blocks that hold one are unpacked."""
        wanted = np.unique(rows)
        parts = [pl.DataFrame(schema={"row": pl.UInt32, "subject_id": pl.String})]
        for seen, packed in zip(self._seen, self._ids, strict=True):
            at = np.flatnonzero(np.isin(seen.rows, wanted, assume_unique=True))
            if len(at):
                texts = pl.Series(zlib.decompress(packed).decode().split(_BETWEEN), dtype=pl.String)
                parts.append(pl.DataFrame({"row": seen.rows[at], "subject_id": texts.gather(at)}))
        return pl.concat(parts)


def _text(table: pl.DataFrame, name: str) -> pl.Series:
    if name in table.columns:
        return table.get_column(name)
    return pl.Series(name, [None], dtype=pl.String).new_from_index(0, table.height)


def _keys(texts: pl.Series) -> NDArray[np.uint64]:
    """A 64-bit key a text; 0 where there is none."""
    hashes = texts.hash(seed=0).to_numpy().copy()
    hashes[texts.is_null().to_numpy()] = 0
    return hashes


def _without_fillers(codes: pl.Series) -> pl.Series:
    """The codes without those that repeat one character, which many units share and none owns."""
    name = codes.name
    first = pl.col(name).str.slice(0, 1)
    is_filler = pl.concat_str([first] * 18) == pl.col(name)
    return codes.to_frame().select(pl.when(~is_filler).then(pl.col(name))).to_series()
