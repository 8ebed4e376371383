"""Tables of linking in words: codes as a reader meets them, and the account of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from riskkit.linking.result import Account, Links
from riskkit.linking.words import (
    CONCLUSION_LABELS,
    CONFLICT_LABELS,
    FIELD_LABELS,
    GROUP_LABELS,
    HOW_LABELS,
    STATE_LABELS,
    WHY_LABELS,
)
from riskkit.records import Column
from riskkit.terms import Label, Lang

CODED: dict[str, Mapping[str, Label]] = {
    "how": HOW_LABELS,
    "why": WHY_LABELS,
    "conclusion": CONCLUSION_LABELS,
    "kind": {**GROUP_LABELS, **CONFLICT_LABELS},
    "field": FIELD_LABELS,
    "state": STATE_LABELS,
}
LINKED_BOOK = "linked.xlsx"
REVIEW_BOOKS = Label("待核.xlsx", "review.xlsx")


def said(table: pl.DataFrame, columns: Sequence[Column], lang: Lang) -> pl.DataFrame:
    """These columns of ``table`` with codes in words; shares rounded down, so that none looks more certain than it is.

    >>> from riskkit.linking.columns import LINKED
    >>> certainty = [column for column in LINKED if column.name == "certainty"]
    >>> said(pl.DataFrame({"certainty": [0.99998, 0.95]}), certainty, "zh").to_series().to_list()
    [0.9999, 0.95]
    """
    return table.select(_said(column, lang) for column in columns)


def _said(column: Column, lang: Lang) -> pl.Expr:
    cell = pl.col(column.name)
    if column.name in CODED:
        return cell.replace({str(code): label.of(lang) for code, label in CODED[column.name].items()})
    return ((cell * 10_000 + 1e-6).floor() / 10_000).round(4) if column.uom == "share" else cell


def account_line(side: str, account: Account, file: str, lang: Lang) -> str:
    """``A 名录.csv：读入 9 = 已关联 5 + 待核 2 + 仅一方有 1 + 未处理 1``.

    >>> account_line("A", Account(9, 5, 2, 1, 1), "a.csv", "en")
    'A a.csv: read 9 = linked 5 + to review 2 + only here 1 + set aside 1'
    """
    read, linked, review, only, aside = account
    return Label(
        f"{side} {file}：读入 {read} = 已关联 {linked} + 待核 {review} + 仅此方有 {only} + 不参与 {aside}",
        f"{side} {file}: read {read} = linked {linked} + to review {review} + only here {only} + set aside {aside}",
    ).of(lang)


def how_line(result: Links) -> str:
    """How many pairs each station joined, those without any left out."""
    lang, counts = result.lang, result.how_counts()
    parts = [f"{HOW_LABELS[how].of(lang)} {count}" for how, count in counts.items() if count]
    head = Label(f"已关联 {result.linked.height} 对", f"{result.linked.height} pairs joined").of(lang)
    joint, colon = (" · ", "：") if lang == "zh" else (" · ", ": ")
    return f"{head}{colon}{joint.join(parts)}" if parts else head
