"""What the rows and items of a check leave open, as findings, and where the classes of each unit come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import polars as pl

from riskkit.checked_items.classes import CLASSES
from riskkit.checked_items.counts import BY_CLAUSE, GIVEN, UNCLEAR
from riskkit.errors import Finding
from riskkit.terms import Label, Lang

Header = Callable[[str], str]
CLASS_SOURCE_LABELS = {
    GIVEN: Label("检查人员确定", "given by the checkers"),
    BY_CLAUSE: Label("按条文归类", "by clause"),
    UNCLEAR: Label("不能确定", "cannot be told"),
}


def about_rows(rows: pl.DataFrame, header: Header) -> list[Finding]:
    """ITEM-01 without a name, ITEM-03 a clause to look at."""
    unnamed = rows.filter(pl.col("item").is_null()).select("row", "subject_id").rows()
    found = [Finding("ITEM-01", row, header("item"), subject_id=unit) for row, unit in unnamed]
    doubtful = rows.filter("doubtful").select("row", "subject_id", "clause_text").rows()
    at = header("clause_text")
    return found + [Finding("ITEM-03", row, at, text[:80], subject_id=unit) for row, unit, text in doubtful]


def about_items(items: pl.DataFrame, header: Header) -> list[Finding]:
    """ITEM-02 a failed item of unknown class, ITEM-04 of two classes, ITEM-05 of a result that cannot be read."""
    judged = {
        "ITEM-02": (pl.col("failed") & pl.col("class_").is_null(), "item_class"),
        "ITEM-04": (pl.col("classes") > 1, "item_class"),
        "ITEM-05": (pl.col("unreadable") & ~pl.col("failed"), "result"),
    }
    return [
        Finding(code, row, header(column), item or "", subject_id=unit)
        for code, (where, column) in judged.items()
        for row, unit, item in items.filter(where).select("row", "subject_id", "item").rows()
    ]


def about_units(items: pl.DataFrame, header: Header, class_rule: str) -> list[Finding]:
    """ITEM-06 how many items of which class a unit has unchecked; ITEM-07 classes that rest on clauses alone.

    Only failed and unchecked items need a class, so ITEM-07 counts those; it names ``class_rule``.
    """
    unchecked = _by_class(items.filter("unchecked").with_columns(pl.col("open_row").alias("row")))
    needed = items.filter((pl.col("failed") | pl.col("unchecked")) & (pl.col("class_from") == BY_CLAUSE))
    at = header("result")
    found = [Finding("ITEM-06", row, at, text, subject_id=unit) for row, unit, text in unchecked]
    return found + [
        Finding("ITEM-07", row, header("item_class"), f"{text} ({class_rule})", subject_id=unit)
        for row, unit, text in _by_class(needed)
    ]


def class_sources(items: pl.DataFrame, class_rule: str, lang: Lang) -> pl.DataFrame:
    """Each unit's ``class_sources``: how many of its items are classed by whom, and by which rule."""
    words = {source: label.of(lang) for source, label in CLASS_SOURCE_LABELS.items()}
    words[BY_CLAUSE] += Label(f"（{class_rule}）", f" ({class_rule})").of(lang)
    parts = _counted(items, "class_from", words)
    joint = Label("；", "; ").of(lang)
    return parts.select(
        "subject_id", pl.concat_str(list(words), separator=joint, ignore_nulls=True).alias("class_sources")
    )


def _by_class(items: pl.DataFrame) -> Iterable[tuple[int, str, str]]:
    """First row, unit and ``A 1, ? 2`` of each unit that has any of ``items``; ? is a class that cannot be told."""
    classed = items.with_columns(pl.col("class_").fill_null("?").alias("class_"))
    parts = _counted(classed, "class_", {name: name for name in (*CLASSES, "?")})
    rows: list[tuple[int, str, str]] = parts.select(
        "row", "subject_id", pl.concat_str([*CLASSES, "?"], separator=", ", ignore_nulls=True)
    ).rows()
    return rows


def _counted(items: pl.DataFrame, column: str, words: dict[str, str]) -> pl.DataFrame:
    """Each unit's first row, and for each key of ``words`` the word and how many items hold it; null for none."""
    return items.group_by("subject_id", maintain_order=True).agg(
        pl.col("row").min(),
        *(
            pl.when((pl.col(column) == key).any())
            .then(pl.format(f"{word} {{}}", (pl.col(column) == key).sum()))
            .alias(key)
            for key, word in words.items()
        ),
    )
