"""2,000 × 2,000 made-up rows whose true pairs are known: precision of what is joined, recall with what waits."""

from __future__ import annotations

import pytest
from linking_case import identity_cells, planted

from riskkit.linking.candidates import candidates
from riskkit.linking.decide import decide
from riskkit.linking.keys import Keyed, keyed
from riskkit.linking.neighbours import vectors


def pairs_of(sides: Keyed, frame: object) -> set[tuple[str, str]]:
    ids = [side["unit_id"].to_list() for side in sides]
    return {(ids[0][a], ids[1][b]) for a, b in frame.select("a", "b").rows()}  # type: ignore[attr-defined]


# (how much harder than usual, least recall of what is joined, least recall with what waits for a human)
@pytest.mark.parametrize(("harder", "alone", "with_review"), [(1.0, 0.80, 0.94), (1.6, 0.62, 0.86)])
def test_what_is_joined_is_right_and_most_is_found(harder: float, alone: float, with_review: float) -> None:
    case = planted(2_000, 21, harder)
    sides = keyed(identity_cells(case.a), identity_cells(case.b))
    decided = decide(sides)
    joined, waiting = pairs_of(sides, decided.joined), pairs_of(sides, decided.review)
    precision = len(joined & case.truth) / len(joined)
    recall, recall_with_review = (len(found & case.truth) / len(case.truth) for found in (joined, joined | waiting))
    print(f"precision {precision:.4f}, recall {recall:.3f}, with review {recall_with_review:.3f}")
    assert precision >= 0.99
    assert recall >= alone
    assert recall_with_review >= with_review


def test_few_pairs_are_looked_at_and_hardly_a_true_one_is_missed() -> None:
    case = planted(2_000, 22)
    sides = keyed(identity_cells(case.a), identity_cells(case.b))
    a, b = candidates(sides, vectors(sides))
    ids = [side["unit_id"].to_list() for side in sides]
    looked_at = {(ids[0][i], ids[1][j]) for i, j in zip(a, b, strict=True)}
    assert len(looked_at) < 12 * 2_000
    assert len(looked_at & case.truth) / len(case.truth) >= 0.99


@pytest.mark.parametrize("rows", [1, 2])
def test_the_smallest_tables(rows: int) -> None:
    case = planted(rows, 3)
    sides = keyed(identity_cells(case.a), identity_cells(case.b))
    decided = decide(sides)
    assert pairs_of(sides, decided.joined) | pairs_of(sides, decided.review) <= {
        (a, b) for a in case.a["单位编号"] for b in case.b["主体编号"]
    }
