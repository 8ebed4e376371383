"""Counting checked items strung together: read the long table, class, count, judge the samples, save."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from riskkit.checked_items.classes import CLASS_FROM_LABELS, classed
from riskkit.checked_items.counts import (
    BY_CLAUSE,
    FAIL,
    NOT_APPLICABLE,
    NOT_CHECKED,
    PASS,
    UNREADABLE,
    counts_of,
    items_of,
)
from riskkit.checked_items.noticed import about_items, about_rows, about_units, class_sources
from riskkit.checked_items.result import CheckedItems
from riskkit.checked_items.rows import item_rows
from riskkit.checked_items.sampling import sampling_findings
from riskkit.indicators.item_rules import ItemRules, item_rules
from riskkit.inputs import as_source
from riskkit.intake.extract import Extract, read_extract
from riskkit.ledger import as_frame, check_account, findings_in_words, set_aside_in_words
from riskkit.reading import Options
from riskkit.records import ITEM_COUNTS
from riskkit.reporting.checked_items import write_checked_items
from riskkit.reporting.run_folder import run_folder
from riskkit.terms import Label
from riskkit.version import VERSION

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["count_items", "save_items"]

RESULT_LABELS = {
    PASS: Label("合格", "pass"),
    FAIL: Label("不合格", "fail"),
    NOT_APPLICABLE: Label("不适用", "not applicable"),
    NOT_CHECKED: Label("未检查", "not checked"),
    UNREADABLE: Label("读不懂", "cannot be read"),
}


def count_items(
    table: str | Path | pd.DataFrame | pl.DataFrame,
    as_of: date | str,
    *,
    rule_root: str | Path | None = None,
    options: Options | None = None,
) -> CheckedItems:
    """The class of every checked item of ``table``, and the counts of every unit, by the rules in force on ``as_of``.

    Raises RiskkitError: RULE-31 for a day before the first class rule, what reading raises, COL-01 and COL-06 for a
    column that is missing.

    >>> import polars as pl
    >>> table = pl.DataFrame({"单位编号": ["甲", "甲", "甲"], "检查项": ["喷淋泵", "出口", "出口"],
    ...     "部位": ["泵房", "一层", "二层"], "类别": ["A", "B", "B"], "检查结果": ["合格", "合格", "不合格"]})
    >>> count_items(table, "2026-01-01").unit_counts.select("items_checked", "a_failed", "b_failed").rows()
    [(2, 0, 1)]
    """
    options = options or Options()
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    rules = item_rules(day, Path(rule_root) if rule_root is not None else None)
    source = read_extract(
        table,
        rules.fields,
        as_of=day,
        encoding=options.encoding,
        sheet=options.sheet,
        header_row=options.header_row,
        query=options.query,
        mapping=options.mapping,
        chunk_rows=options.chunk_rows,
        unique_ids=False,
    )
    return _counted(source, rules, options)


def save_items(result: CheckedItems, folder: str | Path, *, replace: bool = False) -> None:
    """Write ``result`` to ``folder``, all of it or nothing; raises RiskkitError OUT-01, OUT-02 as a save does."""
    with run_folder(folder, replace=replace) as working:
        write_checked_items(result, working)


def _counted(source: Extract, rules: ItemRules, options: Options) -> CheckedItems:
    read: list[pl.DataFrame] = []
    findings, aside = [source.findings], []
    for chunk in source.chunks():
        at_result = source.summary.mapping.get("result", "")
        unreadable = set(chunk.findings.filter(pl.col("column") == at_result).get_column("row").drop_nulls())
        read.append(item_rows(chunk.table, rules.fields, unreadable))
        findings.append(chunk.findings)
        aside.append(chunk.set_aside)
        options.progress(Label("分类", "classed").of(options.lang), source.summary.rows_read)
    findings.append(source.file_findings)
    rows = classed(pl.concat(read), rules.classes)
    items = items_of(rows)

    def header(name: str) -> str:
        return source.summary.mapping.get(name, rules.fields[name].label.zh)

    found = [*about_rows(rows, header), *about_items(items, header), *about_units(items, header, rules.class_rule)]
    found += sampling_findings(rows, rules, header)
    findings[0] = findings[0].filter(pl.col("code") != "COL-03")
    set_aside = set_aside_in_words(pl.concat(aside), options.lang)
    check_account(source.summary.rows_read, rows.height, set_aside.height)
    return CheckedItems(
        rules=rules,
        unit_counts=_unit_counts(rows, items, rules, options),
        row_classes=_in_words(rows, options),
        finding_rows=findings_in_words(pl.concat([*findings, as_frame(found, source.summary.file)]), options.lang),
        set_aside_rows=set_aside,
        by_clause=bool((items.get_column("class_from") == BY_CLAUSE).any()),
        source=as_source(source.summary),
        rows_read=source.summary.rows_read,
        lang=options.lang,
        version=VERSION,
    )


def _unit_counts(rows: pl.DataFrame, items: pl.DataFrame, rules: ItemRules, options: Options) -> pl.DataFrame:
    names = rows.group_by("subject_id", maintain_order=True).agg(pl.col("name").drop_nulls().first())
    counted = counts_of(items).join(class_sources(items, rules.class_rule, options.lang), on="subject_id")
    whole = names.join(counted, on="subject_id", how="left", maintain_order="left")
    return whole.select(column.name for column in ITEM_COUNTS)


def _in_words(rows: pl.DataFrame, options: Options) -> pl.DataFrame:
    lang = options.lang
    words = {code: label.of(lang) for code, label in RESULT_LABELS.items()}
    origins = {code: label.of(lang) for code, label in CLASS_FROM_LABELS.items()}
    return rows.select(
        "row",
        "subject_id",
        "name",
        "item",
        "place",
        pl.col("result").replace(words),
        pl.col("class_").alias("item_class"),
        pl.col("class_from").replace(origins),
        pl.col("clause_text"),
    )
