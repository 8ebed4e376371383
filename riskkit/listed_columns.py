"""Indicators of weight 0 as columns behind the register: what a rulebook only lists, with the value that it has.

A share that a conclusion is held against, or the rate of a block, weighs nothing and decides; so it stands in the list.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from riskkit.indicators.rulebook import Leaf, Rulebook
from riskkit.indicators.sentences import uom_word
from riskkit.scoring.columns import Columns
from riskkit.scoring.measure import measure
from riskkit.terms import Label
from riskkit.typed_table import TypedTable

PREFIX = "listed."
# what is a number; a word or a yes or no has no column of its own
_NUMBERS = ("step", "linear", "count", "rate")


def listed_columns(table: TypedTable, rulebook: Rulebook) -> dict[str, pl.Series]:
    """One ``listed.<indicator>`` for each indicator of weight 0, to 4 decimals; null where it is not known."""
    columns = Columns(table, rulebook.fields)
    found = {}
    for leaf in _listed(rulebook):
        values = pl.Series(np.round(measure(leaf, columns).values, 4)).fill_nan(None)
        found[f"{PREFIX}{leaf.id}"] = values.cast(pl.Int64) if _is_whole(leaf, rulebook) else values
    return found


def listed_labels(rulebook: Rulebook) -> dict[str, Label]:
    """Headings of those columns, with the measure where it is not a plain count."""
    return {f"{PREFIX}{leaf.id}": _heading(leaf) for leaf in _listed(rulebook)}


def is_listed_column(name: str) -> bool:
    """Whether a column of the register holds an indicator that is only listed."""
    return name.startswith(PREFIX)


def _listed(rulebook: Rulebook) -> list[Leaf]:
    return [leaf for leaf in rulebook.leaves if leaf.global_weight == 0 and leaf.indicator.measure.kind in _NUMBERS]


def _is_whole(leaf: Leaf, rulebook: Rulebook) -> bool:
    field = rulebook.fields.get(leaf.indicator.measure.field or leaf.id)
    return leaf.indicator.measure.kind != "rate" and field is not None and field.kind == "integer"


def _heading(leaf: Leaf) -> Label:
    zh, en = uom_word(leaf.indicator.measure.uom, "zh"), uom_word(leaf.indicator.measure.uom, "en")
    return Label(f"{leaf.label.zh}（{zh}）", f"{leaf.label.en} ({en})") if zh else leaf.label
