"""What holds for any two tables: symmetry, no order, nothing below the certainty, every row accounted for."""

from __future__ import annotations

from random import Random

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linking_case import credit_code, identity_cells, organisation, planted
from linking_tables import DAY, table

import riskkit as rk
from riskkit.linking.decide import decide
from riskkit.linking.keys import CELLS, keyed

NAMES = (
    "宏达餐馆",
    "青州市宏达餐馆（个体工商户）",
    "宏达餐馆二店",
    "宏大餐馆",
    "永丰旅社",
    "永丰旅社有限公司",
    "",
    "有限公司",
    "。",
)
CODES = (
    "",
    credit_code("91330106" + organisation(12_345_678)),
    credit_code("91330106" + organisation(23_456_789)),
    "0" * 18,
)
ADDRESSES = (
    "",
    "文一路12号",
    "青州市文一路十二号",
    "文一路12号301",
    "文一路21号",
    "中山路3号",
    "城关镇",
    "河西区文一路12号",
)
ROW = st.fixed_dictionaries(
    {
        "name": st.sampled_from(NAMES),
        "uscc": st.sampled_from(CODES),
        "address": st.sampled_from(ADDRESSES),
        "area": st.sampled_from(("", "330106", "330102")),
        "lon": st.sampled_from(("", "120.1", "120.3")),
    }
)
TABLES = st.lists(ROW, min_size=1, max_size=7)
MANY = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def cells(rows: list[dict[str, str]], letter: str) -> pl.DataFrame:
    """Rows as linking takes them, past intake."""
    named = {"uscc": "uscc", "name": "name", "address": "address", "area": "area_code", "lon": "longitude"}
    filled = [{named[key]: text for key, text in row.items() if text} for row in rows]
    numbered = [{"unit_id": f"{letter}{at}", "source_row": at, **row} for at, row in enumerate(filled)]
    frame = pl.DataFrame(numbered, schema_overrides={"longitude": pl.String})
    given = [pl.col(name) if name in frame.columns else pl.lit(None).alias(name) for name in CELLS]
    read = frame.select(given).with_columns(latitude=pl.when(pl.col("longitude").is_not_null()).then(30.2))
    return read.select(pl.col(name).cast(dtype) for name, dtype in CELLS.items())


def with_ids(rows: list[dict[str, str]], letter: str) -> pl.DataFrame:
    """Rows as an extract."""
    return table([{"id": f"{letter}{at}", "lat": "30.2" if row["lon"] else "", **row} for at, row in enumerate(rows)])


def told(a: pl.DataFrame, b: pl.DataFrame) -> list[set[tuple[object, ...]]]:
    """What is joined and what waits: ids of A and B, how or why, and how certain, to the last bit."""
    sides = keyed(a, b)
    found = []
    for frame, reason in zip(decide(sides)[:2], ("how", "why"), strict=True):
        ids = [side["unit_id"].gather(frame[name]) for name, side in zip("ab", sides, strict=True)]
        rows = zip(*ids, frame[reason], frame["certainty"], frame["agreement"], strict=True)
        found.append(set(rows))
    return found


def swapped(found: list[set[tuple[object, ...]]]) -> list[set[tuple[object, ...]]]:
    return [{(b, a, *rest) for a, b, *rest in part} for part in found]


@MANY
@given(TABLES, TABLES)
def test_exchanging_the_tables_exchanges_the_sides(a: list[dict[str, str]], b: list[dict[str, str]]) -> None:
    here, there = cells(a, "a"), cells(b, "b")
    assert told(here, there) == swapped(told(there, here))


@MANY
@given(TABLES, TABLES, st.randoms(use_true_random=False))
def test_the_order_of_rows_plays_no_part(a: list[dict[str, str]], b: list[dict[str, str]], dice: Random) -> None:
    tables = cells(a, "a"), cells(b, "b")
    mixed = [frame[dice.sample(range(frame.height), frame.height)] for frame in tables]
    assert told(*tables) == told(*mixed)


@pytest.mark.parametrize("seed", [11, 12])
def test_made_up_tables_are_symmetric_and_without_order(seed: int) -> None:
    case = planted(600, seed, 1.3)
    a, b = identity_cells(case.a), identity_cells(case.b)
    found = told(a, b)
    assert all(found)
    assert found == swapped(told(b, a))
    assert found == told(a.sample(fraction=1, shuffle=True, seed=1), b.sample(fraction=1, shuffle=True, seed=2))


@MANY
@given(TABLES, TABLES, st.sampled_from((0.6, 0.9, 0.95, 0.999)))
def test_nothing_below_the_certainty_is_joined_and_every_row_is_accounted_for(
    a: list[dict[str, str]], b: list[dict[str, str]], certainty: float
) -> None:
    result = rk.link(with_ids(a, "a"), with_ids(b, "b"), DAY, certainty=certainty)
    assert (result.linked["certainty"] >= certainty).all()
    aside = dict(result.set_aside_rows.group_by("code").len().rows())
    assert sum(account.set_aside for account in result.accounts) == aside.get("LINK-01", 0) == sum(aside.values())
    for side, account, rows in zip("ab", result.accounts, (a, b), strict=True):
        linked, review = set(result.linked[f"{side}_unit_id"]), set(result.review[f"{side}_unit_id"])
        only = set(getattr(result, f"only_{side}")["unit_id"])
        assert len(linked) == result.linked.height  # one to one
        assert not linked & review
        assert not (linked | review) & only
        assert account == (len(rows), len(linked), len(review), len(only), account.set_aside)
        assert account.read == account.linked + account.review + account.only + account.set_aside
