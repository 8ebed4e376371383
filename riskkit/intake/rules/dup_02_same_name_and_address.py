"""DUP-02: the same name at the same address under different ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from riskkit.intake.rules.deeds import ROWS_KEPT
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from riskkit.intake.twins import Seen


def pairs(seen: Seen) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Rows of the same name and address, and for each the row that it is told with: the first, the first the second."""
    at = np.flatnonzero((seen.name != 0) & (seen.address != 0))
    at = at[np.lexsort((seen.rows[at], seen.name[at], seen.address[at]))]
    name, address, rows = seen.name[at], seen.address[at], seen.rows[at]
    is_same = (name[1:] == name[:-1]) & (address[1:] == address[:-1])
    starts = np.flatnonzero(np.concatenate(([True], ~is_same))) if len(at) else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.append(starts, len(at)))
    first = np.repeat(starts, sizes)
    is_first = first == np.arange(len(at))
    other = rows[np.where(is_first, np.minimum(first + 1, len(at) - 1), first)]
    several = np.repeat(sizes > 1, sizes)
    order = np.argsort(rows[several], kind="stable")
    return rows[several][order], other[several][order]


RULE = Rule(
    code="DUP-02",
    does=ROWS_KEPT,
    why=Label(
        "同名同址、编号不同，多半是一家单位录了两次，但也可能真是两家（如同址的分店），合并要由人决定。"
        "名称和地址按去掉空格、标点、括号，全角改半角后比较。",
        "one name at one address under two ids is mostly one unit entered twice, but may be two; joining them is for people "
        "to decide. Names and addresses are compared without spaces, marks, brackets and full width",
    ),
    cases=(
        Case(
            ("单位编号", "单位名称", "地址"),
            (
                ("甲1", "宏达餐饮（文一路店）", "文一路12号"),
                ("甲2", "宏达餐饮(文一路店)", "文一路 12号"),
                ("甲3", "宏达餐饮", "文一路12号"),
            ),
            ((2, "单位名称"), (3, "单位名称")),
        ),
    ),
)
