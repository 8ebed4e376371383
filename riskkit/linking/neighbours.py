"""Which rows of the other table are nearest: TF-IDF of the character pairs of names and of streets, never n × m."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.linking.keys import Keyed

NEAREST = 10
LEAST = 0.35
ADDRESS_SHARE = 0.5
HIGHEST = 1 + ADDRESS_SHARE**2
# multiplications that the search may cost; what is most frequent in both tables (餐饮, 超市) tells least and goes first
BUDGET = 150_000_000
_PART = 20_000_000


class Vectors(NamedTuple):
    """Rows as sparse vectors of length 1, by names and by addresses; the same columns on both sides."""

    names_a: Any
    names_b: Any
    addresses_a: Any
    addresses_b: Any


def vectors(sides: Keyed) -> Vectors:
    """TF-IDF over both tables together: pairs of characters of ``name_core``; street, house, room."""
    names = [side.get_column("name_core").fill_null("").to_list() for side in sides]
    places = [_place_tokens(side) for side in sides]
    return Vectors(*_tfidf(*names, analyzer="char", ngram_range=(2, 2)), *_tfidf(*places, token_pattern=r"\S+"))


def _place_tokens(side: pl.DataFrame) -> list[str]:
    street = pl.col("street").str.replace_all(r"\s", "")
    house = pl.concat_str(
        [street, *(pl.col(name).fill_null("") for name in ("lane", "house", "building"))], separator="#"
    )
    room = pl.concat_str([house, pl.col("room")], separator="#")
    tokens = pl.concat_str([street, house, room], separator=" ", ignore_nulls=True)
    return side.select(tokens.fill_null("").alias("tokens")).get_column("tokens").to_list()


def _tfidf(texts_a: list[str], texts_b: list[str], **settings: Any) -> tuple[Any, Any]:
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(lowercase=False, **settings)
    try:
        both = _sorted(vectorizer.fit_transform([*texts_a, *texts_b]))
    except ValueError:  # no text holds a single pair of characters
        return csr_matrix((len(texts_a), 0)), csr_matrix((len(texts_b), 0))
    return both[: len(texts_a)], both[len(texts_a) :]


def _sorted(matrix: Any) -> Any:
    """Columns in one order, so that a sum over them has the same bits from either side."""
    matrix = matrix.tocsr()
    matrix.sort_indices()
    return matrix


def neighbours(found: Vectors) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows of A and of B that are near: the NEAREST of each row on the other side, if they are LEAST near at least.

    The same pairs whichever table comes first; ties go by the order of the rows, which :func:`keyed` fixed by content.
    """
    from scipy.sparse import hstack

    left = hstack([found.names_a, found.addresses_a * ADDRESS_SHARE]).tocsr()
    right = hstack([found.names_b, found.addresses_b * ADDRESS_SHARE]).tocsr()
    costs = np.bincount(left.indices, minlength=left.shape[1]) * np.bincount(right.indices, minlength=right.shape[1])
    order = np.argsort(costs, kind="stable")
    kept = np.sort(order[np.cumsum(costs[order]) <= BUDGET])
    left, right = _sorted(left[:, kept]), _sorted(right[:, kept])
    parts = [_near(left, right, *part) for part in _parts(left, costs[kept])]
    rows, columns, scores = (np.concatenate(part) for part in zip(*parts, strict=True))
    best = _best(rows, columns, scores) | _best(columns, rows, scores)
    return rows[best], columns[best]


def _parts(left: Any, costs: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Runs of rows whose products fit into memory."""
    frequency = np.bincount(left.indices, minlength=left.shape[1])
    each = np.divide(costs, frequency, out=np.zeros(len(costs)), where=frequency > 0)
    of_rows = np.concatenate(([0.0], np.cumsum(left.astype(bool).astype(float) @ each)))
    cuts = np.unique(np.searchsorted(of_rows, np.arange(0, of_rows[-1], _PART), side="right") - 1)
    bounds = [*dict.fromkeys([0, *cuts.tolist(), left.shape[0]])]
    return list(pairwise(bounds)) or [(0, 0)]


def _near(
    left: Any, right: Any, start: int, stop: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    product = (left[start:stop] @ right.T).tocoo()
    near = product.data >= LEAST
    return (
        product.row[near].astype(np.int64) + start,
        product.col[near].astype(np.int64),
        np.round(product.data[near], 6),
    )


def _best(rows: NDArray[np.int64], others: NDArray[np.int64], scores: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether a pair is among the NEAREST of its row; ties go by the other row."""
    order = _order(rows, others, scores)
    ordered = rows[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    first = np.repeat(starts, np.diff(np.concatenate((starts, [len(rows)]))))
    best = np.zeros(len(rows), dtype=np.bool_)
    best[order] = np.arange(len(rows)) - first < NEAREST
    return best


def _order(rows: NDArray[np.int64], others: NDArray[np.int64], scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """The order by row, nearness and other row: as one number where that fits, which sorts several times faster."""
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    far = np.round((HIGHEST - scores) * 1e6).astype(np.int64)
    width, depth = int(others.max()) + 1, int(far.max()) + 1
    if (int(rows.max()) + 1) * width * depth < 2**62:
        return np.argsort((rows * depth + far) * width + others)
    return np.lexsort((others, far, rows))


def cosines(left: Any, right: Any, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.float64]:
    """How near the rows ``a`` of ``left`` and ``b`` of ``right`` are, pair by pair: 0 to 1."""
    if not left.shape[1]:
        return np.zeros(len(a))
    return np.round(np.asarray(left[a].multiply(right[b]).sum(axis=1)).ravel(), 6)
