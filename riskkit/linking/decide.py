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
# a pair waits because of its rivals when they take more than this from its agreement
RIVALRY = 0.2
# a code and a name that few rows share are shown to a human whatever the addresses say
FEW = 20


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
    """Pairs with a, b (positions), agreement, certainty and the levels of evidence.

    ``joined`` says how, ``review`` why it waits; ``passed`` are pairs that would agree well enough, but a row of them
    is joined with a row that agrees better.
    """

    joined: pl.DataFrame
    review: pl.DataFrame
    passed: pl.DataFrame


def decide(
    sides: Keyed,
    least_certainty: float = DEFAULT_CERTAINTY,
    least_review: float = DEFAULT_REVIEW,
    answers: Answers = NO_ANSWERS,
) -> Decided:
    """Join the rows of two tables that are one unit at one place.

    A pair is joined when its certainty reaches ``least_certainty`` and nothing speaks against it (:func:`_against`),
    or when a human said 是. It waits for a human when neither row is joined and, looked at alone, it reaches
    ``least_review``, or has the same code on both sides (and the same name, where a few rows share the code).

    >>> from riskkit.linking.keys import CELLS, keyed
    >>> rows = [{"name": "青州市宏达餐饮有限公司", "address": "文一路12号"}]
    >>> rows += [{"name": "宏达餐饮", "address": "文一路十二号"}]
    >>> a, b = (pl.DataFrame([row], schema=CELLS) for row in rows)
    >>> decide(keyed(a, b)).joined.select("how", "name", "address").rows()
    [('name_address', 'same', 'same')]
    """
    found = vectors(sides)
    pairs = _with(candidates(sides, found), (answers.a, answers.b), sides.b.height)
    table = evidence(sides, pairs, found).with_columns(a=pl.Series(pairs[0]), b=pl.Series(pairs[1]))
    table = table.with_columns(answer=_answers_at(pairs, answers, sides.b.height))
    yes = table.filter(pl.col("answer") == Conclusion.YES.value)
    settled = pl.col("a").is_in(yes.get_column("a").implode()) | pl.col("b").is_in(yes.get_column("b").implode())
    no = pl.col("answer") == Conclusion.NO.value
    open_ = table.filter(~settled & ~no)
    table = pl.concat([_scored(yes), _scored(open_)]).with_columns(_against().alias("against"))
    said_yes = pl.col("answer") == Conclusion.YES.value
    fits = (pl.col("certainty") >= least_certainty) & pl.col("against").is_null()
    joins = said_yes | (fits & (pl.col("answer") == ""))
    joined = table.filter(joins).with_columns(_how().alias("how"))
    free = ~pl.col("a").is_in(joined.get_column("a").implode()) & ~pl.col("b").is_in(joined.get_column("b").implode())
    seen = (
        (pl.col("agreement") >= least_review)
        | (pl.col("code") == "same")
        | ((pl.col("code") == "shared") & (pl.col("code_rows") <= FEW) & pl.col("name").is_in(["same", "common"]))
        | (pl.col("answer") == Conclusion.UNSURE.value)
    )
    review = table.filter(free & seen).with_columns(_why().alias("why"))
    could = pl.col("against").is_null() | (pl.col("against") == Why.CODE_ELSEWHERE.value)
    passed = table.filter(~free & ~joins & could & (pl.col("agreement") >= least_certainty))
    return Decided(joined.sort("a", "b"), review.sort("a", "b"), passed.sort("a", "b"))


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
    same_code, has_code = pl.col("code") == "same", pl.col("code").is_in(["same", "shared"])
    contradicted = pl.col("address").is_in(["numbered", "different"]) | (pl.col("place") == "far")
    located = pl.col("address").is_in(["same", "house", "near"]) | (
        (pl.col("address") == "street") & (pl.col("place") == "close")
    )
    return (
        pl.when(pl.col("code") == "different")
        .then(pl.lit(Why.CODES_DIFFER.value))
        .when(~same_code & pl.any_horizontal(same_code.any().over(side) for side in ("a", "b")))
        .then(pl.lit(Why.CODE_ELSEWHERE.value))
        .when(pl.col("name") == "numbered")
        .then(pl.lit(Why.NUMBERS_DIFFER.value))
        .when((pl.col("name") == "unknown") & ~has_code)
        .then(pl.lit(Why.NO_NAME.value))
        .when(contradicted & ~(same_code & same_name))
        .then(pl.lit(Why.ADDRESS_DIFFERS.value))
        .when(~located & ~(same_code & (same_name | (pl.col("name") == "near"))))
        .then(pl.lit(Why.NO_ADDRESS.value))
    )


def _how() -> pl.Expr:
    return (
        pl.when(pl.col("answer") == Conclusion.YES.value)
        .then(pl.lit(How.REVIEWED.value))
        .when(pl.col("code") == "same")
        .then(pl.lit(How.CODE.value))
        .when(pl.col("code") == "shared")
        .then(pl.lit(How.CODE_ADDRESS.value))
        .when(pl.col("name").is_in(["same", "common"]) & (pl.col("address") == "same"))
        .then(pl.lit(How.NAME_ADDRESS.value))
        .otherwise(pl.lit(How.COMPARED.value))
    )


def _why() -> pl.Expr:
    return (
        pl.when(pl.col("answer") == Conclusion.UNSURE.value)
        .then(pl.lit(Why.DOUBTED.value))
        .when(pl.col("against").is_not_null())
        .then(pl.col("against"))
        .when(pl.col("agreement") - pl.col("certainty") > RIVALRY)
        .then(pl.lit(Why.RIVALS.value))
        .otherwise(pl.lit(Why.BELOW.value))
    )
