"""What becomes of a column of codes: canonical text, and what was found at which place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.intake.clean_ids import clean_text


class CodeColumn(NamedTuple):
    """One judged column: its values, and the findings about it.

    ``values`` are canonical text, null where there was nothing or where the code is unusable (its finding then is an
    error). ``at`` are the positions of the findings, ascending, each once: the weightiest finding of the cell.
    ``found`` and ``allowed`` run along ``at``: the code, and what is allowed or was read there (may be empty; both
    languages joined by :func:`riskkit.terms.both_langs`).
    """

    values: pl.Series
    at: NDArray[np.int64]
    found: list[str]
    allowed: list[str]


class Judgement(NamedTuple):
    """What one text is: its canonical value (None: unusable), the finding ("" for none), and what is allowed."""

    value: str | None
    code: str = ""
    allowed: str = ""


class Placed(NamedTuple):
    """Judgements of some cells of a column: their positions, values, codes, and what is allowed."""

    at: NDArray[np.int64]
    values: pl.Series
    found: list[str]
    allowed: list[str]


def as_code_text(cells: pl.Series) -> pl.Series:
    """Cells as the text of a code (NFKC, no outer spaces, null when empty), whatever their dtype.

    >>> as_code_text(pl.Series([330102.0, None])).to_list(), as_code_text(pl.Series([" ３３０１０２"])).to_list()
    (['330102', None], ['330102'])
    """
    return clean_text(cells, code=True)


def all_alike(at: NDArray[np.int64], values: pl.Series, code: str, allowed: str = "") -> Placed:
    """The same finding about the cells ``at``, whose values become ``values``.

    >>> all_alike(np.array([3, 5]), pl.Series([None, None], dtype=pl.String), "USCC-04").found
    ['USCC-04', 'USCC-04']
    """
    return Placed(at, values, [code] * len(at), [allowed] * len(at))


def spread(texts: pl.Series, at: NDArray[np.int64], distinct: pl.Series, judgements: Sequence[Judgement]) -> Placed:
    """The judgement of each distinct text over the cells ``at`` that hold it.

    >>> spread(pl.Series(["a", "b"]), np.array([1]), pl.Series(["b"]), [Judgement("B", "USCC-02")]).values.to_list()
    ['B']
    """
    known = pl.DataFrame({"text": distinct}).with_row_index("which")
    cells = pl.DataFrame({"text": texts.gather(at)})
    which = cells.join(known, on="text", how="left", maintain_order="left").get_column("which").to_list()
    values = pl.Series([judgement.value for judgement in judgements], dtype=pl.String).gather(which)
    found, allowed = [judgement.code for judgement in judgements], [judgement.allowed for judgement in judgements]
    return Placed(at, values, [found[item] for item in which], [allowed[item] for item in which])


def together(texts: pl.Series, parts: Sequence[Placed]) -> CodeColumn:
    """``texts`` with what the parts say about their cells; every cell in one part at most, no code: no finding.

    >>> column = together(pl.Series(["a", "b"]), [Placed(np.array([1]), pl.Series(["B"]), ["USCC-02"], [""])])
    >>> column.values.to_list(), column.at.tolist(), column.found
    (['a', 'B'], [1], ['USCC-02'])
    """
    parts = [part for part in parts if len(part.at)]
    if not parts:
        return CodeColumn(texts, np.zeros(0, dtype=np.int64), [], [])
    at = np.concatenate([part.at for part in parts]).astype(np.int64)
    values = texts.clone().scatter(at, pl.concat([part.values.rename("") for part in parts])).alias(texts.name)
    found = [code for part in parts for code in part.found]
    allowed = [text for part in parts for text in part.allowed]
    told = np.array([bool(code) for code in found], dtype=np.bool_)
    order = np.argsort(at, kind="stable")
    order = order[told[order]]
    return CodeColumn(values, at[order], [found[item] for item in order], [allowed[item] for item in order])
