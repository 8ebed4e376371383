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
    error). ``at`` are the positions of the findings, ascending; a cell with two findings has its position twice.
    ``found`` and ``allowed`` run along ``at``: the code, and what is allowed or was read there (may be empty; both
    languages joined by :func:`riskkit.terms.both_langs`).
    """

    values: pl.Series
    at: NDArray[np.int64]
    found: list[str]
    allowed: list[str]


class OddCode(NamedTuple):
    """One distinct text that is not plainly right: its canonical value (None: unusable), codes, what is allowed."""

    value: str | None
    codes: tuple[str, ...] = ()
    allowed: str = ""


def as_code_text(cells: pl.Series) -> pl.Series:
    """Cells as the text of a code (NFKC, no outer spaces, null when empty), whatever their dtype.

    >>> as_code_text(pl.Series([330102.0, None])).to_list(), as_code_text(pl.Series([" ３３０１０２"])).to_list()
    (['330102', None], ['330102'])
    """
    return clean_text(cells, code=True)


def judged(texts: pl.Series, distinct: pl.Series, odd: Sequence[OddCode]) -> CodeColumn:
    """``texts`` with each text of ``distinct`` replaced by its judgement in ``odd``, and the findings in place.

    Texts that are not in ``distinct`` stay as they are, without a finding.

    >>> column = judged(pl.Series(["a", "b", None]), pl.Series(["b"]), [OddCode("B", ("USCC-02",))])
    >>> column.values.to_list(), column.at.tolist(), column.found
    (['a', 'B', None], [1], ['USCC-02'])
    """
    if not len(distinct):
        return CodeColumn(texts, np.zeros(0, dtype=np.int64), [], [])
    which = texts.replace_strict(distinct, pl.int_range(len(distinct), eager=True), default=None, return_dtype=pl.Int64)
    places = np.flatnonzero(which.is_not_null().to_numpy()).astype(np.int64)
    chosen = which.gather(places).to_numpy()
    values = pl.Series([item.value for item in odd], dtype=pl.String)
    new = texts.clone().scatter(places, values.gather(chosen)) if len(places) else texts
    counts = np.array([len(item.codes) for item in odd], dtype=np.int64)[chosen]
    found = [code for item in chosen.tolist() for code in odd[item].codes]
    allowed = [odd[item].allowed for item in chosen.tolist() for _ in odd[item].codes]
    return CodeColumn(new.alias(texts.name), np.repeat(places, counts), found, allowed)
