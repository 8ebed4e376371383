"""The class of each checked item: as given, or by the clause that it rests on."""

from __future__ import annotations

import re

import polars as pl

from riskkit.indicators.item_rules_file import ClassBlock
from riskkit.terms import Label

# how a class was found, in the order in which it is looked for
CLASS_FROM_LABELS = {
    "given": Label("检查人员确定", "given by the assessor"),
    "mandatory": Label("强制性条文", "mandatory clause"),
    "wording": Label("条文措辞", "wording of the clause"),
    "unclear": Label("不能确定", "cannot be told"),
}
CLASSES = ("A", "B", "C")


def classed(rows: pl.DataFrame, rule: ClassBlock) -> pl.DataFrame:
    """``rows`` with class_, class_from, may_be_A … may_be_C, and doubtful (a note for a person to look).

    Rows hold item_class, mandatory_clause (1.0, 0.0 or null) and clause_text. A class that is given stands. Otherwise
    a mandatory clause is A; a clause known not to be one is B with a word of ``rule.words`` and C without. Where that
    is not known the class is null and ``may_be_*`` say which it may be. (GA 836-2016 6.2; DB13/T 5336-2021 9.2)

    >>> from riskkit.indicators.item_rules import item_rules
    >>> from datetime import date
    >>> rows = pl.DataFrame({"mandatory_clause": [1.0, 0.0, 0.0],
    ...     "clause_text": ["应设喷淋", "疏散门不得上锁", "按相应规定，宜设应急广播"]})
    >>> rows = rows.with_columns(item_class=pl.lit(None))
    >>> classed(rows, item_rules(date(2026, 1, 1)).classes).get_column("class_").to_list()
    ['A', 'B', 'C']
    """
    given, mandatory = pl.col("item_class").cast(pl.String), pl.col("mandatory_clause")
    worded, doubtful = _worded(rule)
    by_wording = pl.when(worded).then(pl.lit("B")).otherwise(pl.when(worded.is_not_null()).then(pl.lit("C")))
    by_clause = pl.when(mandatory > 0).then(pl.lit("A")).when(mandatory == 0).then(by_wording)
    found = pl.coalesce(given, by_clause)
    source = (
        pl.when(given.is_not_null())
        .then(pl.lit("given"))
        .when(mandatory > 0)
        .then(pl.lit("mandatory"))
        .when((mandatory == 0) & worded.is_not_null())
        .then(pl.lit("wording"))
        .otherwise(pl.lit("unclear"))
    )
    possible = {"A": mandatory.is_null(), "B": worded.is_null() | worded, "C": worded.is_null() | ~worded}
    looked_at = doubtful & (source == "wording")
    return rows.with_columns(
        found.alias("class_"), source.alias("class_from"), looked_at.alias("doubtful")
    ).with_columns(
        pl.when(pl.col("class_").is_null())
        .then(possible[name])
        .otherwise(pl.col("class_") == name)
        .alias(f"may_be_{name}")
        for name in CLASSES
    )


def _worded(rule: ClassBlock) -> tuple[pl.Expr, pl.Expr]:
    """Whether a clause has one of the words (null without a clause), and whether only a doubtful one was left out."""
    text = pl.col("clause_text").str.strip_chars()
    clause = pl.when(text.str.len_chars() > 0).then(text)
    worded = pl.any_horizontal(_has(clause, word, rule.not_the_word) for word in rule.words)
    has_doubt = clause.str.contains(_either(rule.doubtful)) if rule.doubtful else pl.lit(value=False)
    return worded, (has_doubt & ~worded).fill_null(value=False)


def _has(clause: pl.Expr, word: str, others: list[str]) -> pl.Expr:
    """Whether ``word`` stands in a clause outside those of ``others`` that hold it; 不应用于 has 不应."""
    hiding = [other for other in others if word in other]
    return (clause.str.replace_all(_either(hiding), "□") if hiding else clause).str.contains(word, literal=True)


def _either(words: list[str]) -> str:
    """One of ``words``, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
