"""Whatever records stand in the table, those not in use change no score, grade, order or explanation by a bit."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import riskkit as rk

DAY = date(2026, 6, 1)
AUDIT = ("credit_excluded",)
NEAR = st.integers(-3, 3).map(lambda days: (DAY + timedelta(days=days)).isoformat())
PAST = st.integers(-400, 3).map(lambda days: (DAY + timedelta(days=days)).isoformat())
RECORD = st.tuples(
    st.sampled_from(["u1", "u2", "u3", "nobody"]),
    PAST,
    st.sampled_from(["轻微失信", "一般失信", "严重失信"]),
    st.one_of(st.none(), NEAR),
    st.one_of(st.none(), NEAR),
    st.one_of(st.none(), st.sampled_from(["1号", "2号", "3号"])),
)


def same_but_for_the_audit(first: rk.Assessment, second: rk.Assessment) -> None:
    one, two = (result.tables.register.drop(AUDIT) for result in (first, second))
    assert one.equals(two)
    assert first.tables.explanations.equals(second.tables.explanations)
    assert first.grade_counts() == second.grade_counts()


def in_use_only(table: pl.DataFrame, result: rk.Assessment) -> pl.DataFrame:
    """The rows of the table that the result says are in use: DataFrame row 2 is the first."""
    rows = result.tables.credit.filter(pl.col("use") == "in_use")["row"].to_list()
    return table[[row - 2 for row in rows]]


@settings(max_examples=40)
@given(st.lists(RECORD, min_size=1, max_size=8))
def test_without_them_every_bit_is_the_same(assessed, records, rows):
    table = records(*rows)
    result = assessed(table, DAY.isoformat())
    assert result.credit["read"] == len(rows)
    assert result.credit["read"] == sum(count for name, count in result.credit.items() if name != "read")
    same_but_for_the_audit(result, assessed(in_use_only(table, result), DAY.isoformat()))


@settings(max_examples=25)
@given(st.lists(RECORD, min_size=1, max_size=8))
def test_none_in_use_is_what_the_days_say(assessed, records, rows):
    """Stated again without the code: a row that is repaired, over or later is never in use."""
    result = assessed(records(*rows), DAY.isoformat())
    uses = dict(result.tables.credit.select("row", "use").iter_rows())
    for row, (subject, recorded, _, until, repaired, _) in enumerate(rows, 2):
        repaired_by_now = repaired is not None and repaired <= DAY.isoformat()
        over = until is not None and until < DAY.isoformat()
        if subject == "nobody":
            assert uses[row] == "no_subject"
        elif repaired_by_now or over or recorded > DAY.isoformat():
            assert uses[row] != "in_use"
        else:
            assert uses[row] in ("in_use", "repeated")


@settings(max_examples=15)
@given(st.lists(RECORD, min_size=1, max_size=8), st.permutations(range(8)), st.integers(1, 7))
def test_neither_the_order_of_records_nor_the_chunk_matters(assessed, records, rows, order, chunk_rows):
    shuffled = [rows[i] for i in order if i < len(rows)]
    whole = assessed(records(*rows), DAY.isoformat())
    cut = assessed(records(*shuffled), DAY.isoformat(), options=rk.Options(chunk_rows=chunk_rows))
    assert whole.tables.register.equals(cut.tables.register)
    assert whole.tables.explanations.equals(cut.tables.explanations)
    assert whole.credit == cut.credit


@pytest.mark.parametrize("subject", ["u1", "u4"])
def test_the_explanation_is_the_one_of_a_clean_unit(assessed, records, subject):
    gone = records((subject, "2025-01-01", "严重", "2026-05-31"), (subject, "2025-02-01", "严重", None, "2026-06-01"))
    with_records, clean = assessed(gone).explain(subject), assessed(records()).explain(subject)
    assert with_records.reasons == clean.reasons
    assert with_records.mends == clean.mends
    assert with_records.vetoes == clean.vetoes
    assert (with_records.grade, with_records.score, with_records.rank) == (clean.grade, clean.score, clean.rank)
    assert [line.use for line in with_records.not_counted] == ["publicity_over", "repaired"]
    assert clean.not_counted == []


def test_a_rulebook_without_credit_is_not_moved_by_records_in_use(records):
    """Shipped rulebooks give no points for credit: no text at hand says how many."""
    home = rk.dataset_path("synthetic_city") / "units_small.csv"
    plain = rk.assess(home, "unit/city_score_100", "2026-06-01")
    table = records(("SYN-U00009", "2026-01-01", "严重失信", "2027-01-01"))
    beside = rk.assess(home, "unit/city_score_100", "2026-06-01", credit=table)
    audit = ["credit_records", "credit_excluded"]
    assert beside.tables.register.drop(audit).equals(plain.tables.register.drop(audit))
    assert beside.tables.explanations.equals(plain.tables.explanations)
    assert plain.tables.register[audit].null_count().row(0) == (30, 30)
    assert beside.tables.register[audit].sum().row(0) == (1, 0)
    explanation = beside.explain("SYN-U00009")
    assert (explanation.credit_records, explanation.credit_measured) == (1, False)
