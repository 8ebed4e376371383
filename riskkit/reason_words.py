"""The texts of explanation rows, once a rulebook: rows hold positions into them, so a million rows cost bytes.

Enums with the rulebook's own texts, not global categoricals: the same rulebook gives the same bytes in any process.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.indicators.rulebook import Leaf, Rulebook
from riskkit.terms import CellState, Lang, basis_code

STATES = [state.name.lower() for state in CellState]


class ReasonWords:
    """Texts of every possible reason: the leaves in the tree's order, the bonus, each veto, and the floor of the score.

    ``column(name, positions)`` gives the texts of a column of records.EXPLANATION as an Enum series.
    """

    def __init__(self, rulebook: Rulebook, lang: Lang) -> None:
        self.bonus_at = len(rulebook.leaves)
        self.floor_at = self.bonus_at + 1 + len(rulebook.vetoes)
        zh, practice = lang == "zh", rulebook.resolved.rulebook.practice
        leaves = rulebook.leaves
        bonus = rulebook.bonus[0].block if rulebook.bonus else rulebook.tree_block
        by_veto = [block for _, block in rulebook.vetoes]
        blocks = [*(leaf.block for leaf in leaves), bonus, *by_veto, rulebook.tree_block]
        vetoes = [veto for veto, _ in rulebook.vetoes]
        bonus_word, veto_word = ("加分", "否决") if zh else ("bonus", "veto")
        floor_word = "得分不低于 0" if zh else "no score is below 0"
        texts = {
            "criterion": [
                *(criterion_label(rulebook, leaf, lang) for leaf in leaves),
                bonus_word,
                *[veto_word] * len(vetoes),
                floor_word,
            ],
            "indicator": [*(leaf.id for leaf in leaves), "_bonus", *(f"_veto:{veto.id}" for veto in vetoes), "_floor"],
            "indicator_label": [
                *(leaf.label.of(lang) for leaf in leaves),
                bonus_word,
                *(getattr(veto.label, lang) for veto in vetoes),
                floor_word,
            ],
            "clause": [clause_text(rulebook, block.reference.source, block.reference.clause, lang) for block in blocks],
            "basis": [
                *(basis_code(block.basis, practice) for block in blocks[: self.bonus_at + 1]),
                *(basis_code(block.outcome.basis, practice) for _, block in rulebook.vetoes),
                basis_code(rulebook.tree_block.basis, practice),
            ],
            "remedy": [
                *(getattr(leaf.indicator.remedy, lang) if leaf.indicator.remedy else "" for leaf in leaves),
                *[""] * (2 + len(vetoes)),
            ],
        }
        self._columns = {name: _enum(words) for name, words in texts.items()}

    def column(self, name: str, positions: NDArray[np.uint32]) -> pl.Series:
        """The texts at ``positions``, shape (rows,)."""
        return self._columns[name].gather(positions)


def states_of(states: NDArray[np.int8]) -> pl.Series:
    """CellState codes as their lower-case names."""
    return pl.Series(STATES, dtype=pl.Enum(STATES)).gather(states.astype(np.uint32))


def clause_text(rulebook: Rulebook, source: str, clause: str, lang: Lang) -> str:
    """Source title, number and clause as users read it."""
    return f"{rulebook.source_title(source).of(lang)} {clause}".strip()


def criterion_label(rulebook: Rulebook, leaf: Leaf, lang: Lang) -> str:
    """Label of the first-level criterion above a leaf."""
    tops = {child.id: child.label for child in rulebook.root.children}
    top = leaf.path[0] if leaf.path else leaf.id
    return tops[top].of(lang) if top in tops else top


def _enum(words: list[str]) -> pl.Series:
    return pl.Series(words, dtype=pl.Enum(list(dict.fromkeys(words))))
