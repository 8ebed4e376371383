"""What must hold of every score, whatever the extract: sums, order of reasons, bounds, weights, worsening, vetoes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from riskkit.indicators.rule_file import Condition
from riskkit.indicators.rulebook import Criterion, Rulebook
from riskkit.reasons import adjustment_rows, explanation_rows
from riskkit.scoring.score import Scores, score_table

BOOKS = ("unit/city_score_100", "industry/sector_work", "region/textbook_three_level", "tiny 2023", "tiny 2026")
SEEDS = st.integers(0, 2**32 - 1)
GAPS = st.sampled_from([0.0, 0.15, 0.6])
quick = settings(max_examples=10, phases=[Phase.generate])
every_book = pytest.mark.parametrize("name", BOOKS)


def summed(rows: pl.DataFrame) -> dict[str, int]:
    """Contributions per subject in ten-thousandths of a point."""
    whole = (pl.col("contribution") * 10_000).round().cast(pl.Int64)
    return dict(rows.group_by("subject_id").agg(whole.sum()).iter_rows())


@every_book
@quick
@given(seed=SEEDS, gaps=GAPS)
def test_contributions_sum_to_the_published_score(book, draw, name, seed, gaps):
    rules = book(name)
    table = draw(rules, seed, 40, gaps)
    scores = score_table(table, rules, threads=1)
    rows = [explanation_rows(table, scores, rules), adjustment_rows(table, scores, rules)]
    found = summed(pl.concat([part.select("subject_id", "contribution") for part in rows]))
    published = np.rint(scores.risk_score * 10_000).astype(int)
    ids = table.frame.get_column("subject_id").to_list()
    wanted = {i: int(risk) for i, risk, out in zip(ids, published, scores.refused, strict=True) if not out}
    assert found == wanted
    # the published score holds nothing beyond the fourth decimal
    assert (published / 10_000 == scores.risk_score).all()


@every_book
@quick
@given(seed=SEEDS, gaps=GAPS, k=st.integers(1, 8))
def test_the_top_reasons_are_the_largest(book, draw, name, seed, gaps, k):
    """Against a plain sort: the largest contribution first, on a tie what comes first in the tree."""
    rules = book(name)
    table = draw(rules, seed, 30, gaps)
    every, top = score_table(table, rules, threads=1).reasons, score_table(table, rules, top=k, threads=1).reasons
    assert every.leaf.shape == (30, len(rules.leaves))
    for i in range(30):
        plain = sorted(zip((-every.amount[i]).tolist(), every.leaf[i].tolist(), strict=True))
        assert sorted(leaf for _, leaf in plain) == list(range(len(rules.leaves)))
        assert [leaf for _, leaf in plain] == every.leaf[i].tolist()
        assert [(-amount, leaf) for amount, leaf in plain[:k]] == list(
            zip(top.amount[i].tolist(), top.leaf[i].tolist(), strict=True)
        )
    for part in ("value", "points", "weight", "state"):
        np.testing.assert_array_equal(getattr(top, part), getattr(every, part)[:, :k])


@every_book
@quick
@given(seed=SEEDS, gaps=GAPS)
def test_the_score_stands_between_its_bounds(book, draw, name, seed, gaps):
    rules = book(name)
    scores = score_table(draw(rules, seed, 60, gaps), rules, threads=1)
    kept = ~scores.refused
    assert (scores.score_low[kept] <= scores.risk_score[kept]).all()
    assert (scores.risk_score[kept] <= scores.score_high[kept]).all()
    for found in (scores.risk_score, scores.score_low, scores.score_high):
        assert (found[kept] >= 0).all()
        assert (found[kept] <= 100).all()
    assert (scores.unobserved >= 0).all()
    assert (scores.unobserved <= 1).all()


@every_book
@quick
@given(seed=SEEDS)
def test_what_is_wholly_known_has_one_score(book, draw, name, seed):
    rules = book(name)
    table = draw(rules, seed, 60, gaps=0.0)
    scores = score_table(table, rules, threads=1)
    known = ~scores.refused & (scores.unobserved == 0) & ~np.any(scores.vetoes.undecided, axis=0)
    assert (scores.score_low[known] == scores.score_high[known]).all()


def scaled(criterion: Criterion, factors: np.random.Generator, choices: list[float]) -> Criterion:
    """Every group of siblings has its weights multiplied by a factor of its own."""
    factor = float(factors.choice(choices))
    children = tuple(
        replace(
            scaled(child, factors, choices) if isinstance(child, Criterion) else child, weight=child.weight * factor
        )
        for child in criterion.children
    )
    return replace(criterion, children=children)


@every_book
@quick
@given(seed=SEEDS, gaps=GAPS)
def test_scaling_the_weights_of_siblings_changes_nothing(book, draw, name, seed, gaps):
    rules = book(name)
    table = draw(rules, seed, 40, gaps)
    plain = score_table(table, rules, threads=1)
    random = np.random.default_rng(seed)
    doubled = replace(rules, root=scaled(rules.root, random, [0.25, 0.5, 2.0, 8.0]))
    assert_same(plain, score_table(table, doubled, threads=1))
    by_any = replace(rules, root=scaled(rules.root, random, [0.3, 1.7, 31.0]))
    other = score_table(table, by_any, threads=1)
    np.testing.assert_allclose(other.risk_score, plain.risk_score, atol=1.0001e-4)


def assert_same(first: Scores, second: Scores) -> None:
    """Bit for bit."""
    for part in ("score", "risk_score", "score_low", "score_high", "unobserved", "grade", "grade_by", "bonus",
                 "score_veto", "refused"):  # fmt: skip
        assert getattr(first, part).tobytes() == getattr(second, part).tobytes(), part
    for part in ("leaf", "amount", "value", "points", "weight", "state"):
        assert getattr(first.reasons, part).tobytes() == getattr(second.reasons, part).tobytes(), part
    assert {name: found.tobytes() for name, found in first.criteria.items()} == {
        name: found.tobytes() for name, found in second.criteria.items()
    }


# ---------------------------------------------------------------- worsening one value


def named_fields(condition: Condition | None) -> set[str]:
    if condition is None:
        return set()
    parts = [*(condition.all_ or []), *(condition.any_ or [])]
    parts += [condition.not_] if condition.not_ else []
    parts += condition.at_least.of if condition.at_least else []
    own = {condition.field} if condition.field else set()
    return own.union(*(named_fields(part) for part in parts))


def worsened(rules: Rulebook) -> dict[str, int]:
    """Fields that feed one scale only, and the sign of a worsening; fields in a condition do other things too."""
    signs: dict[str, list[int]] = {}
    blocked: set[str] = set()
    for _, block in rules.vetoes:
        blocked |= named_fields(block.when)
    for leaf in rules.leaves:
        spec = leaf.indicator.measure
        blocked |= named_fields(leaf.indicator.applies_when)
        names = [spec.numerator] if spec.kind == "rate" else [spec.field or leaf.id]
        blocked |= {spec.denominator or ""} | {item.field for item in leaf.block.items or []}
        sign = {"higher_is_safer": -1, "lower_is_safer": 1}.get(leaf.indicator.direction.value)
        if spec.kind in ("step", "linear", "count", "rate", "presence") and sign:
            for name in names:
                signs.setdefault(name or "", []).append(sign)
    return {name: found[0] for name, found in signs.items() if len(set(found)) == 1 and name not in blocked}


@every_book
@settings(max_examples=25, phases=[Phase.generate])
@given(seed=SEEDS, gaps=st.sampled_from([0.0, 0.3]), by=st.sampled_from([0.01, 1.0, 50.0]))
def test_worsening_one_value_never_improves_anything(book, draw, name, seed, gaps, by):
    rules = book(name)
    table = draw(rules, seed, 40, gaps)
    choices = {field: sign for field, sign in worsened(rules).items() if field in table.frame.columns}
    field = sorted(choices)[seed % len(choices)]
    low, high = rules.fields[field].plausible or (0.0, 1e6)
    # a scale may end where its field's plausible values end
    worse = (pl.col(field) + choices[field] * by).clip(
        low or 0.0, 100.0 if rules.fields[field].uom == "percent" else high
    )
    before = score_table(table, rules, threads=1)
    frame = table.frame.with_columns(
        pl.when(worse * choices[field] > pl.col(field) * choices[field])
        .then(worse)
        .otherwise(pl.col(field))
        .alias(field)
    )
    after = score_table(replace(table, frame=frame), rules, threads=1)
    assert (after.refused == before.refused).all()
    for part in ("risk_score", "score_low", "score_high", "grade"):
        assert (getattr(after, part) >= getattr(before, part)).all(), (field, part)


def test_most_scales_take_part_in_the_worsening(book):
    assert len(worsened(book("unit/city_score_100"))) >= 8
    assert len(worsened(book("region/textbook_three_level"))) >= 15


@every_book
@quick
@given(seed=SEEDS, gaps=GAPS)
def test_a_veto_never_gives_a_better_grade(book, draw, name, seed, gaps):
    rules = book(name)
    table = draw(rules, seed, 60, gaps)
    lenient = Rulebook.of(rules.resolved.model_copy(update={"vetoes": []}), rules.day)
    plain, vetoed = score_table(table, lenient, threads=1), score_table(table, rules, threads=1)
    assert (vetoed.grade >= plain.grade).all()
    assert (vetoed.risk_score >= plain.risk_score).all()
    met = np.any(vetoed.vetoes.met, axis=0)
    assert (vetoed.grade[~met] == plain.grade[~met]).all()
    assert (vetoed.risk_score[~met] == plain.risk_score[~met]).all()
    assert ((vetoed.grade_by > 0) == met).all()
