"""DUP-04: one credit code under several ids at different addresses: one unit, many sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from riskkit.intake.rules.deeds import ROWS_KEPT
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from riskkit.intake.twins import Seen

_NO_ROW = np.iinfo(np.uint32).max


def pairs(seen: Seen) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Rows of one code at several addresses, and for each the first row of that code at another address."""
    at = np.flatnonzero((seen.uscc != 0) & (seen.address != 0))
    if not len(at):
        return seen.rows[at], seen.rows[at]
    at = at[np.lexsort((seen.rows[at], seen.uscc[at]))]
    uscc, address, rows = seen.uscc[at], seen.address[at], seen.rows[at]
    starts = np.flatnonzero(np.concatenate(([True], uscc[1:] != uscc[:-1])))
    first = np.repeat(starts, np.diff(np.append(starts, len(at))))
    elsewhere = address != address[first]
    first_elsewhere = np.minimum.reduceat(np.where(elsewhere, rows, _NO_ROW), starts)
    other = np.where(elsewhere, rows[first], np.repeat(first_elsewhere, np.diff(np.append(starts, len(at)))))
    several = other != _NO_ROW
    order = np.argsort(rows[several], kind="stable")
    return rows[several][order], other[several][order]


RULE = Rule(
    code="DUP-04",
    does=ROWS_KEPT,
    why=Label(
        "一家单位有几处场所是常事，火灾风险按场所评估，所以分开保留，不合并；只提示，便于核对编号。",
        "a unit may have several sites, and fire risk is that of a site: they are kept apart, and only said so that ids can "
        "be checked",
    ),
    cases=(
        Case(
            ("单位编号", "统一社会信用代码", "地址"),
            (
                ("甲1", "91350100M000100Y43", "文一路12号"),
                ("甲2", "91350100M000100Y43", "文二路3号"),
                ("甲3", "", "文二路3号"),
            ),
            ((2, "统一社会信用代码"), (3, "统一社会信用代码")),
        ),
    ),
)
