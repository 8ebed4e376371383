"""Scores → the additive explanation rows of a block: why each subject stands where it stands."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.indicators.rulebook import Leaf, Rulebook
from riskkit.records import EXPLANATION
from riskkit.scoring.aggregate import PER_POINT
from riskkit.scoring.leaves import level_codes
from riskkit.scoring.score import Scores
from riskkit.terms import CellState, Lang
from riskkit.typed_table import TypedTable


def explanation_rows(table: TypedTable, scores: Scores, rulebook: Rulebook, lang: Lang = "zh") -> pl.DataFrame:
    """One row per subject and kept reason (records.EXPLANATION), the largest contribution first.

    With all reasons kept, the contributions of a subject sum to its published risk score exactly; a bonus and a
    veto that sets the score have rows of their own.
    """
    reasons = scores.reasons
    n, k = reasons.leaf.shape
    leaf = reasons.leaf.ravel().astype(np.uint32)
    subject = np.repeat(np.arange(n, dtype=np.uint32), k)

    def of_leaf(text: list[str]) -> pl.Series:
        return pl.Series(text, dtype=pl.String).cast(pl.Categorical).gather(leaf)

    leaves = rulebook.leaves
    states = [state.name.lower() for state in CellState]
    rows = pl.DataFrame(
        {
            "subject_id": table.frame.get_column("subject_id").gather(subject),
            "criterion": of_leaf([criterion_label(rulebook, item, lang) for item in leaves]),
            "indicator": of_leaf([item.id for item in leaves]),
            "indicator_label": of_leaf([item.label.of(lang) for item in leaves]),
            "state": pl.Series(states, dtype=pl.String)
            .cast(pl.Categorical)
            .gather(reasons.state.ravel().astype(np.uint32)),
            "value": _value_texts(reasons.value.ravel(), leaf, rulebook, lang),
            "points": pl.Series(reasons.points.ravel()).fill_nan(None),
            "full_points": pl.Series([item.block.full_points for item in leaves]).gather(leaf),
            "weight": pl.Series(reasons.weight.ravel()).round(6),
            "contribution": pl.Series(reasons.amount.ravel() / PER_POINT),
            "clause": of_leaf(
                [
                    clause_text(rulebook, item.block.reference.source, item.block.reference.clause, lang)
                    for item in leaves
                ]
            ),
            "basis": of_leaf([item.block.basis.value for item in leaves]),
            "remedy": of_leaf(
                [getattr(item.indicator.remedy, lang) if item.indicator.remedy else "" for item in leaves]
            ),
        }
    )
    kept = pl.Series(np.repeat(~scores.refused, k))
    return rows.filter(kept).select([column.name for column in EXPLANATION])


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
    zh = lang == "zh"
    # position 0 is the bonus, position i + 1 the veto i
    bonus = rulebook.bonus[0].block if rulebook.bonus else rulebook.tree_block
    blocks = [bonus, *(block for _, block in rulebook.vetoes)]
    bases = [bonus.basis, *(block.outcome.basis for _, block in rulebook.vetoes)]
    which = np.concatenate([np.zeros(len(by_bonus), np.uint32), scores.score_veto[by_veto].astype(np.uint32) + 1])
    value = pl.Series(np.round(scores.bonus[moved], 4)).cast(pl.String)

    def worded(words: list[str]) -> pl.Series:
        return pl.Series(words, dtype=pl.String).cast(pl.Categorical).gather(which)

    return pl.DataFrame(
        {
            "subject_id": table.frame.get_column("subject_id").gather(moved),
            "criterion": worded(["加分" if zh else "bonus"] + ["否决" if zh else "veto"] * len(rulebook.vetoes)),
            "indicator": worded(["_bonus", *(f"_veto:{veto.id}" for veto, _ in rulebook.vetoes)]),
            "indicator_label": worded(
                ["加分" if zh else "bonus", *(getattr(v.label, lang) for v, _ in rulebook.vetoes)]
            ),
            "state": worded([CellState.KNOWN.name.lower()] * len(blocks)),
            "value": value.zip_with(pl.Series(which == 0), pl.Series([""], dtype=pl.String)),
            "points": pl.Series(np.full(len(moved), np.nan)).fill_nan(None),
            "full_points": np.zeros(len(moved)),
            "weight": np.zeros(len(moved)),
            "contribution": amount / PER_POINT,
            "clause": worded([clause_text(rulebook, b.reference.source, b.reference.clause, lang) for b in blocks]),
            "basis": worded([basis.value for basis in bases]),
            "remedy": worded([""] * len(blocks)),
        }
    )


def reason_rows(table: TypedTable, scores: Scores, rulebook: Rulebook, lang: Lang = "zh") -> pl.DataFrame:
    """All rows of a block, each subject's adjustments behind its indicators: the same however subjects are cut."""
    rows = explanation_rows(table, scores, rulebook, lang)
    extra = adjustment_rows(table, scores, rulebook, lang)
    if extra.is_empty():
        return rows
    order = table.frame.select("subject_id", pl.int_range(pl.len()).alias("_at"))
    together = pl.concat([rows, extra], how="vertical_relaxed").join(order, on="subject_id", maintain_order="left")
    return together.sort("_at", maintain_order=True).drop("_at")


def clause_text(rulebook: Rulebook, source: str, clause: str, lang: Lang) -> str:
    """Source title, number and clause as users read it."""
    return f"{rulebook.source_title(source).of(lang)} {clause}".strip()


def criterion_label(rulebook: Rulebook, leaf: Leaf, lang: Lang) -> str:
    """Label of the first-level criterion above a leaf."""
    tops = {child.id: child.label for child in rulebook.root.children}
    top = leaf.path[0] if leaf.path else leaf.id
    return tops[top].of(lang) if top in tops else top


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
