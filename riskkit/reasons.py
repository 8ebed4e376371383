"""Scores → the additive explanation rows of a block: why each subject stands where it stands."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.indicators.rulebook import Leaf, Rulebook
from riskkit.reason_words import ReasonWords, states_of
from riskkit.records import EXPLANATION
from riskkit.scoring.aggregate import PER_POINT
from riskkit.scoring.leaves import level_codes
from riskkit.scoring.score import Scores
from riskkit.terms import Lang
from riskkit.typed_table import TypedTable

WORD_COLUMNS = ("criterion", "indicator", "indicator_label", "clause", "basis", "remedy")


def explanation_rows(table: TypedTable, scores: Scores, rulebook: Rulebook, lang: Lang = "zh") -> pl.DataFrame:
    """One row per subject and kept reason (records.EXPLANATION), the largest contribution first.

    With all reasons kept, the contributions of a subject sum to its published risk score exactly; a bonus and a
    veto that sets the score have rows of their own.
    """
    reasons = scores.reasons
    n, k = reasons.leaf.shape
    leaf = reasons.leaf.ravel().astype(np.uint32)
    words = ReasonWords(rulebook, lang)
    full_points = pl.Series([item.block.full_points for item in rulebook.leaves])
    rows = pl.DataFrame(
        {
            "subject_id": table.frame.get_column("subject_id").gather(np.repeat(np.arange(n, dtype=np.uint32), k)),
            "state": states_of(reasons.state.ravel()),
            "value": _value_texts(reasons.value.ravel(), leaf, rulebook, lang),
            "points": pl.Series(reasons.points.ravel()).fill_nan(None),
            "full_points": full_points.gather(leaf),
            "weight": pl.Series(reasons.weight.ravel()).round(6),
            "contribution": pl.Series(reasons.amount.ravel() / PER_POINT),
            **{name: words.column(name, leaf) for name in WORD_COLUMNS},
        }
    )
    rows = rows.select([column.name for column in EXPLANATION])
    return rows.filter(pl.Series(np.repeat(~scores.refused, k))) if scores.refused.any() else rows


def adjustment_rows(table: TypedTable, scores: Scores, rulebook: Rulebook, lang: Lang = "zh") -> pl.DataFrame:
    """Rows that close the sum where a bonus or a veto moves the score, the bonus first.

    A bonus contributes what it moves the indicators' sum by, a veto what is left to the risk that it sets.
    """
    base, earned, final = (
        np.rint(risk * PER_POINT).astype(np.int64)
        for risk in (scores.indicator_risk, scores.earned_risk, scores.risk_score)
    )
    by_bonus, by_veto = (
        np.flatnonzero((after != before) & ~scores.refused) for before, after in ((base, earned), (earned, final))
    )
    moved = np.concatenate([by_bonus, by_veto])
    amount = np.concatenate([(earned - base)[by_bonus], (final - earned)[by_veto]])
    words = ReasonWords(rulebook, lang)
    is_bonus = np.arange(len(moved)) < len(by_bonus)
    which = np.where(is_bonus, words.bonus_at, words.bonus_at + 1 + scores.score_veto[moved])
    which = np.where(is_bonus & (scores.bonus[moved] == 0), words.floor_at, which).astype(np.uint32)
    value = pl.Series(np.round(scores.bonus[moved], 4)).cast(pl.String)
    rows = pl.DataFrame(
        {
            "subject_id": table.frame.get_column("subject_id").gather(moved),
            "state": states_of(np.zeros(len(moved), dtype=np.int8)),
            "value": value.zip_with(pl.Series(is_bonus), pl.Series([""], dtype=pl.String)),
            "points": pl.Series(np.full(len(moved), np.nan)).fill_nan(None),
            "full_points": np.zeros(len(moved)),
            "weight": np.zeros(len(moved)),
            "contribution": amount / PER_POINT,
            **{name: words.column(name, which) for name in WORD_COLUMNS},
        }
    )
    return rows.select([column.name for column in EXPLANATION])


def reason_rows(table: TypedTable, scores: Scores, rulebook: Rulebook, lang: Lang = "zh") -> pl.DataFrame:
    """All rows of a block, each subject's adjustments behind its indicators: the same however subjects are cut."""
    rows = explanation_rows(table, scores, rulebook, lang)
    extra = adjustment_rows(table, scores, rulebook, lang)
    if extra.is_empty():
        return rows
    order = table.frame.select("subject_id", pl.int_range(pl.len()).alias("_at"))
    together = pl.concat([rows, extra], how="vertical").join(order, on="subject_id", maintain_order="left")
    return together.sort("_at", maintain_order=True).drop("_at")


def _value_texts(values: NDArray[np.float64], leaf: NDArray[np.uint32], rulebook: Rulebook, lang: Lang) -> pl.Series:
    """Values as text: numbers without needless zeros, the words of categories and of yes and no."""
    text = pl.Series(values).fill_nan(None).round(4).cast(pl.String).str.strip_suffix(".0")
    for i, item in enumerate(rulebook.leaves):
        words = _words_of(item, rulebook, lang)
        if words:
            here = np.flatnonzero((leaf == i) & ~np.isnan(values))
            positions = values[here].astype(np.uint32)
            text = text.scatter(here, pl.Series(words, dtype=pl.String).gather(positions))
    return text


def _words_of(leaf: Leaf, rulebook: Rulebook, lang: Lang) -> list[str]:
    codes = level_codes(leaf, rulebook)
    field = leaf.indicator.measure.field or leaf.id
    if codes:
        return [getattr(level.label, lang) for level in rulebook.fields[field].levels]
    if field in rulebook.fields and rulebook.fields[field].kind == "boolean":
        return ["否", "是"] if lang == "zh" else ["no", "yes"]
    return []
