"""Words instead of values: the three states 没有 / 不适用 / 未知, yes and no."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from riskkit.indicators.rule_file import FieldShape

NOT_APPLICABLE = ("/", "／", "\\", "-", "--", "---", "—", "——", "–", "－", "不适用", "不涉及", "N/A", "n/a")
UNKNOWN = (
    "", "未检查", "不详", "待核", "未知", "待核实", "待查", "待定", "待补充", "不清楚", "未填", "未填写", "空", "缺失",
    "NA", "null", "NULL", "None", "NaN", "nan", "?", "？",
)  # fmt: skip
NONE = ("无", "没有", "無")
TRUE = ("是", "有", "√", "✓", "✔", "☑", "Y", "y", "yes", "Yes", "YES", "true", "True", "TRUE", "1", "1.0", "已", "T")
FALSE = ("否", "无", "没有", "×", "✗", "✘", "X", "x", "N", "n", "no", "No", "NO", "false", "False", "FALSE", "0",
          "0.0", "未", "F", "不是")  # fmt: skip


def plain(text: str) -> str:
    """``text`` for comparison: NFKC, lower case, no spaces.

    >>> plain(" Ｎ／Ａ ")
    'n/a'
    """
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def counts_defects(shape: FieldShape) -> bool:
    """Whether the column counts a defect on a form that only defects are entered in: yes and no are answers there."""
    return shape.empty_means is not None and shape.kind in ("number", "integer")


PLAIN_TRUE = frozenset(plain(word) for word in TRUE)
PLAIN_FALSE = frozenset(plain(word) for word in FALSE)
PLAIN_NOT_APPLICABLE = frozenset(plain(word) for word in NOT_APPLICABLE)
PLAIN_UNKNOWN = frozenset(plain(word) for word in UNKNOWN)
