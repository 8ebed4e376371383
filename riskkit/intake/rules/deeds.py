"""What a rule does with the value or the row, in the words that many rules share."""

from __future__ import annotations

from riskkit.terms import Label

COUNTS_AS_UNKNOWN = Label(
    "这个值按未知处理，原文留在问题清单和改动日志里。",
    "the value counts as unknown; what was written stays in the findings and in the change log",
)
READ_AND_LOGGED = Label(
    "按读出的值使用，改动前后记在改动日志里。",
    "the value is used as it was read; the change log holds it before and after",
)
KEPT = Label("值照原样保留和使用。", "the value is kept and used as it is")
ROW_SET_ASIDE = Label(
    "整行另放，写明原因，不参与评分，也不丢失。",
    "the row is set aside with its reason: it is not scored and not lost",
)
ROWS_KEPT = Label("两行都保留，照常参与评分。", "both rows are kept and scored as usual")
ONLY_SAID = Label("只提示，不改任何值。", "it is only said; no value is changed")
RUN_STOPS = Label("停止运行，不写出任何结果。", "the run stops and writes no result")
