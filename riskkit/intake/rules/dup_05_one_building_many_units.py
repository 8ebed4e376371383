"""DUP-05: units of different names share an address: one building, many units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from riskkit.intake.rules.deeds import ONLY_SAID
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label, both_langs

if TYPE_CHECKING:
    import polars as pl

    from riskkit.intake.twins import Seen

_ROWS_NAMED = 3


def said(seen: Seen, header: str) -> pl.DataFrame:
    """One finding: how many addresses hold units of several names, and the one with most of them.

    Addresses without a house number are no building and are left out.
    """
    from riskkit.errors import Finding
    from riskkit.intake.findings import findings_frame

    at = np.flatnonzero((seen.name != 0) & seen.numbered)
    at = at[np.lexsort((seen.rows[at], seen.name[at], seen.address[at]))]
    name, address, rows = seen.name[at], seen.address[at], seen.rows[at]
    is_new = np.concatenate(([True], (name[1:] != name[:-1]) | (address[1:] != address[:-1])))[: len(at)]
    name, address, rows = name[is_new], address[is_new], rows[is_new]
    starts = np.flatnonzero(np.concatenate(([True], address[1:] != address[:-1]))[: len(address)])
    sizes = np.diff(np.append(starts, len(address)))
    if not (sizes > 1).any():
        return findings_frame([])
    many, most = int((sizes > 1).sum()), int(sizes.max())
    largest = np.flatnonzero(sizes == most)
    groups = [np.sort(rows[start : start + most]) for start in starts[largest]]
    example = min(groups, key=lambda group: int(group[0]))
    named = ", ".join(f"#{row}" for row in example[:_ROWS_NAMED].tolist()) + (" …" if most > _ROWS_NAMED else "")
    value = both_langs(f"{many} 处；最多一处 {most} 家（{named}）", f"{many} places; {most} units at most ({named})")
    return findings_frame([Finding(RULE.code, row=int(example[0]), column=header, value=value)])


RULE = Rule(
    code="DUP-05",
    does=ONLY_SAID,
    why=Label(
        "一栋楼里有多家单位是常事，各按各的条件评估，不合并；同一栋楼的高度、面积、消防设施应当一致，可借此核对。",
        "a building with many units is common; each is assessed by itself. Height, area and equipment of one building should "
        "agree, so the note helps to check them",
    ),
    cases=(
        Case(
            ("单位编号", "单位名称", "地址"),
            (
                ("甲1", "宏达餐饮", "文一路12号"),
                ("甲2", "百顺宾馆", "文一路12号"),
                ("甲3", "文二路商店", "文二路"),
                ("甲4", "文二路书店", "文二路"),
            ),
            ((2, "地址"),),
        ),
    ),
)
