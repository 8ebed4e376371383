"""How much of a rulebook is norm, local rule, textbook or riskkit's own: by weight, by veto, and what is still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from riskkit.indicators.on_day import BookOnDay
from riskkit.terms import Basis

NumberT = TypeVar("NumberT", int, float)


@dataclass(frozen=True)
class Coverage:
    """What a rulebook rests on, on its day; a mapping lacks a basis that nothing rests on.

    ``scales`` is the share of the global weight by the basis of each indicator's scale (0..1 together, what has no
    scale in force is left out), ``weights`` the basis of the weights themselves (None: the tree is open),
    ``vetoes`` and ``outcomes`` how many vetoes' conditions and consequences rest on each, ``bonus`` the same of bonus
    indicators, ``grades`` the basis of the grade scale (None: open). ``seen`` is the share of the source's points
    that the rulebook holds (None: all of it, or not known of how many), ``open_slots`` how many texts are missing.
    """

    scales: Mapping[Basis, float]
    weights: Basis | None
    vetoes: Mapping[Basis, int]
    outcomes: Mapping[Basis, int]
    bonus: Mapping[Basis, int]
    grades: Basis | None
    seen: float | None
    open_slots: int

    @property
    def without_scale(self) -> float:
        """The share of the global weight whose indicators have no scale in force; 1 where the tree is open."""
        return max(0.0, 1.0 - sum(self.scales.values()))


def coverage(book: BookOnDay) -> Coverage:
    """The coverage of a rulebook on its day.

    >>> from datetime import date
    >>> from riskkit.indicators.on_day import book_on_day
    >>> found = coverage(book_on_day(date(2026, 1, 1), "unit/city_score_100"))
    >>> {basis.value: round(share, 4) for basis, share in found.scales.items()}
    {'local_rule': 0.3, 'project_default': 0.7}
    >>> found.weights.value, found.grades.value, {basis.value: count for basis, count in found.vetoes.items()}
    ('project_default', 'local_rule', {'norm': 10})
    """
    scales: dict[Basis, float] = {}
    for leaf in book.leaves:
        if leaf.block is not None and leaf.weight is not None:
            scales[leaf.block.basis] = scales.get(leaf.block.basis, 0.0) + leaf.global_weight
    seen = book.folder.rulebook.coverage
    return Coverage(
        scales=_ordered(scales),
        weights=book.tree.basis if book.tree else None,
        vetoes=_ordered(Counter(block.basis for _, block in book.vetoes)),
        outcomes=_ordered(Counter(block.outcome.basis for _, block in book.vetoes)),
        bonus=_ordered(Counter(leaf.block.basis for leaf in book.leaves if leaf.weight is None and leaf.block)),
        grades=book.grades.basis if book.grades else None,
        seen=seen.points_seen / seen.points_total if seen and seen.points_total else None,
        open_slots=len(book.slots),
    )


def _ordered(found: Mapping[Basis, NumberT]) -> dict[Basis, NumberT]:
    return {basis: found[basis] for basis in Basis if basis in found}
