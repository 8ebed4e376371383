"""Part 8's order: veto, grade, expected fires × consequence, risk score, id; equal but for the id share a rank."""

from __future__ import annotations

from types import SimpleNamespace

import polars as pl

from riskkit.register import ranked

# id, vetoed, grade position, fires, risk; consequence 1
ROWS = [
    ("mid-veto", True, 1, 0.1, 10.0),
    ("worst-by-score", False, 3, 9.0, 90.0),
    ("worst-veto", True, 3, 0.1, 5.0),
    ("tie-b", False, 2, 0.2, 30.0),
    ("tie-a", False, 2, 0.2, 30.0),
    ("more-fires", False, 2, 0.3, 20.0),
    ("less-risk", False, 2, 0.2, 25.0),
]


def test_a_veto_comes_before_a_worse_grade_and_equal_keys_share_a_rank() -> None:
    texts = ("name", "region_id", "industry_id", "place_type", "grade", "grade_label", "grade_range", "grade_by")
    more = ("veto_clauses", "undecided_vetoes", "top_reasons", "source")
    numbers = ("score", "score_low", "score_high", "unobserved_share")
    part = pl.DataFrame(ROWS, schema=["subject_id", "_vetoed", "_grade", "fires", "risk_score"], orient="row")
    part = part.with_columns(
        *(pl.lit("").alias(name) for name in (*texts, *more)),
        *(pl.lit(0.0).alias(name) for name in numbers),
        pl.lit(1.0).alias("consequence"),
    )
    fires = part.select("subject_id", fires_per_year="fires", fires_low="fires", fires_high="fires")
    register = ranked([part.drop("fires")], fires, SimpleNamespace(bases=lambda: ["norm"]))
    assert register.select("rank", "subject_id").rows() == [
        (1, "worst-veto"),
        (2, "mid-veto"),
        (3, "worst-by-score"),
        (4, "more-fires"),
        (5, "tie-a"),
        (5, "tie-b"),
        (7, "less-risk"),
    ]
