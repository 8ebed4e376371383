"""What is joined, what a human must see, what became of every row. No order of rows or of tables plays a part."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.linking.candidates import Pairs, candidates
from riskkit.linking.certainty import agreement, certainty, odds
from riskkit.linking.evidence import evidence
from riskkit.linking.keys import Keyed
from riskkit.linking.neighbours import vectors
from riskkit.linking.words import Conclusion, How, Why

DEFAULT_CERTAINTY, DEFAULT_REVIEW = 0.95, 0.5


class Answers(NamedTuple):
    """Positions in A and in B of pairs that a human looked at, and the Conclusion about each."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    conclusion: NDArray[np.str_]

    def pairs(self, conclusion: Conclusion) -> Pairs:
        """The pairs with this conclusion."""
        these = self.conclusion == conclusion.value
        return self.a[these], self.b[these]


NO_ANSWERS = Answers(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.str_))


class Decided(NamedTuple):
    """``joined`` and ``review``: a, b (positions), agreement, certainty, the levels of evidence, and how or why."""

    joined: pl.DataFrame
    review: pl.DataFrame


def decide(
    sides: Keyed,
    least_certainty: float = DEFAULT_CERTAINTY,
    least_review: float = DEFAULT_REVIEW,
    answers: Answers = NO_ANSWERS,
) -> Decided:
    """Join the rows of two tables that are one unit at one place.

    A pair is joined when its certainty reaches ``least_certainty`` and nothing speaks against it (:func:`_against`),
    or when a human said 是. It waits for a human when, looked at alone, it reaches ``least_review`` or has the same
    code on both sides, and neither row is joined.

    >>> from riskkit.linking.keys import CELLS, keyed
    >>> rows = [{"name": "杭州市宏达餐饮有限公司", "address": "文一路12号"}, {"name": "宏达餐饮", "address": "文一路十二号"}]
    >>> a, b = (pl.DataFrame([row], schema=CELLS) for row in rows)
    >>> decide(keyed(a, b)).joined.select("how", "name", "address").rows()
    [('name_address', 'same', 'same')]
    """
    found = vectors(sides)
    pairs = _with(candidates(sides, found), (answers.a, answers.b), sides.b.height)
    table = evidence(sides, pairs, found).with_columns(a=pl.Series(pairs[0]), b=pl.Series(pairs[1]))
    table = table.with_columns(answer=_answers_at(pairs, answers, sides.b.height))
    yes = table.filter(pl.col("answer") == Conclusion.YES)
    settled = pl.col("a").is_in(yes.get_column("a").implode()) | pl.col("b").is_in(yes.get_column("b").implode())
    no = pl.col("answer") == Conclusion.NO
    open_ = table.filter(~settled & ~no)
    table = pl.concat([_scored(yes), _scored(open_)]).with_columns(_against().alias("against"))
    said_yes = pl.col("answer") == Conclusion.YES
    fits = (pl.col("certainty") >= least_certainty) & pl.col("against").is_null()
    joins = said_yes | (fits & (pl.col("answer") == ""))
    joined = table.filter(joins).with_columns(_how().alias("how"))
    free = ~pl.col("a").is_in(joined.get_column("a").implode()) & ~pl.col("b").is_in(joined.get_column("b").implode())
    seen = (pl.col("agreement") >= least_review) | (pl.col("code") == "same") | (pl.col("answer") == Conclusion.UNSURE)
    review = table.filter(free & seen).with_columns(_why(least_certainty).alias("why"))
    return Decided(joined.sort("a", "b"), review.sort("a", "b"))


def _with(pairs: Pairs, more: Pairs, width: int) -> Pairs:
    keys = np.unique(np.concatenate([pairs[0] * width + pairs[1], more[0] * width + more[1]]))
    return (keys // width, keys % width) if width else pairs


def _answers_at(pairs: Pairs, answers: Answers, width: int) -> pl.Series:
    """The answer about each pair, empty where there is none."""
    given = np.full(len(pairs[0]), "", dtype="<U8")
    keys = pairs[0] * width + pairs[1]
    given[np.searchsorted(keys, answers.a * width + answers.b)] = answers.conclusion
    return pl.Series(given, dtype=pl.String)


def _scored(table: pl.DataFrame) -> pl.DataFrame:
    pairs = table.get_column("a").to_numpy(), table.get_column("b").to_numpy()
    alone = odds(table)
    return table.with_columns(agreement=pl.Series(agreement(alone)), certainty=pl.Series(certainty(pairs, alone)))


def _against() -> pl.Expr:
    """What forbids joining a pair without a human, however well the rest agrees; null where nothing does."""
    same_name = pl.col("name").is_in(["same", "common"])
    same_code = pl.col("code") == "same"
    contradicted = pl.col("address").is_in(["numbered", "different"]) | (pl.col("place") == "far")
    located = pl.col("address").is_in(["same", "house", "near"]) | (
        (pl.col("address") == "street") & (pl.col("place") == "close")
    )
    return (
        pl.when(pl.col("code") == "different")
        .then(pl.lit(Why.CODES_DIFFER))
        .when(pl.col("name") == "numbered")
        .then(pl.lit(Why.NUMBERS_DIFFER))
        .when((pl.col("name") == "unknown") & ~same_code)
        .then(pl.lit(Why.NO_NAME))
        .when(contradicted & ~(same_code & same_name))
        .then(pl.lit(Why.ADDRESS_DIFFERS))
        .when(~located & ~(same_code & same_name))
        .then(pl.lit(Why.NO_ADDRESS))
    )


def _how() -> pl.Expr:
    return (
        pl.when(pl.col("answer") == Conclusion.YES)
        .then(pl.lit(How.REVIEWED))
        .when(pl.col("code") == "same")
        .then(pl.lit(How.CODE))
        .when(pl.col("code") == "shared")
        .then(pl.lit(How.CODE_ADDRESS))
        .when(pl.col("name").is_in(["same", "common"]) & (pl.col("address") == "same"))
        .then(pl.lit(How.NAME_ADDRESS))
        .otherwise(pl.lit(How.COMPARED))
    )


def _why(least_certainty: float) -> pl.Expr:
    rivals = (pl.col("agreement") >= least_certainty) & (pl.col("certainty") < least_certainty)
    return (
        pl.when(pl.col("answer") == Conclusion.UNSURE)
        .then(pl.lit(Why.DOUBTED))
        .when(pl.col("against").is_not_null())
        .then(pl.col("against"))
        .when(rivals)
        .then(pl.lit(Why.RIVALS))
        .otherwise(pl.lit(Why.BELOW))
    )
