"""隐患: the defects that were found, one row a subject and defect, with clause and remedy."""

from __future__ import annotations

import numpy as np
import polars as pl

from riskkit.explanation import DangerLine
from riskkit.indicators.rulebook import Rulebook
from riskkit.reason_words import clause_text, criterion_label
from riskkit.records import HIDDEN_DANGERS
from riskkit.scoring.columns import Columns
from riskkit.scoring.found import Found, found_defects
from riskkit.terms import Label, Lang, basis_code
from riskkit.typed_table import TypedTable

_DTYPES = {"str": pl.String(), "float": pl.Float64()}
_SCHEMA = {column.name: _DTYPES[column.dtype] for column in HIDDEN_DANGERS}


def hidden_danger_rows(table: TypedTable, rulebook: Rulebook, lang: Lang = "zh") -> pl.DataFrame:
    """The hidden dangers of a block (records.HIDDEN_DANGERS), in the order of the subjects and of the tree.

    >>> import polars as pl
    >>> rules = Rulebook.at("2026-01-01", "unit/city_score_100")
    >>> block = TypedTable(pl.DataFrame({"subject_id": ["a"], "source_row": [2], "fire_rules_missing": [1.0]}))
    >>> hidden_danger_rows(block, rules).select("item_label", "points_off").rows()
    [('无消防安全制度', 1.0)]
    """
    ids = table.frame.get_column("subject_id")
    parts = [
        _rows(found, ids, rulebook, lang)
        for found in found_defects(rulebook, Columns(table, rulebook.fields))
        if len(found.rows)
    ]
    if not parts:
        return pl.DataFrame(schema=_SCHEMA)
    return pl.concat(parts).sort("_at", maintain_order=True).select(*_SCHEMA)


def _rows(found: Found, ids: pl.Series, rulebook: Rulebook, lang: Lang) -> pl.DataFrame:
    leaf, item, reference = found.leaf, found.item, found.leaf.block.reference
    label = getattr(item.label, lang) if item else leaf.label.of(lang)
    if item is None and (leaf.block.present or 0.0) > (leaf.block.absent or 0.0):
        label += Label("：无", ": absent").of(lang)  # what should be there is not
    if np.isnan(found.times).any():
        label += Label("（未知，按有计）", " (unknown, counted as found)").of(lang)
    remedy = (item.remedy if item else None) or leaf.indicator.remedy
    rows = found.rows.astype(np.uint32)
    said = {
        "criterion": criterion_label(rulebook, leaf, lang),
        "indicator": leaf.id,
        "indicator_label": leaf.label.of(lang),
        "item": item.id if item else leaf.id,
        "item_label": label,
        "clause": clause_text(rulebook, reference.source, reference.clause, lang),
        "basis": basis_code(leaf.block.basis, rulebook.resolved.rulebook.practice),
        "remedy": getattr(remedy, lang) if remedy else "",
    }
    frame = pl.DataFrame(
        {"_at": rows, "subject_id": ids.gather(rows), "times": found.times, "points_off": found.points}
    )
    return frame.with_columns(pl.lit(text).alias(name) for name, text in said.items()).with_columns(
        pl.col("times").cast(pl.Float64).fill_nan(None)
    )


def danger_lines(dangers: pl.DataFrame | None, entries: pl.DataFrame) -> dict[str, list[DangerLine]]:
    """The hidden dangers of the given register rows, by subject."""
    if dangers is None:
        return {}
    wanted = dangers.join(entries.select("subject_id"), on="subject_id", how="semi", maintain_order="left")
    grouped = wanted.partition_by("subject_id", as_dict=True, maintain_order=True)
    names = ("indicator", "item_label", "times", "points_off", "remedy")
    return {str(key[0]): [DangerLine(*row) for row in rows.select(names).rows()] for key, rows in grouped.items()}
