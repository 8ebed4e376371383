"""Fields of a subject that are made from its credit records in use, so that any rulebook may measure them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from riskkit.credit import Credit
from riskkit.errors import Finding
from riskkit.indicators.rule_file import FieldShape
from riskkit.indicators.rulebook import Rulebook
from riskkit.intake.clean_words import plain
from riskkit.intake.contract import typed_as
from riskkit.ledger import as_frame
from riskkit.typed_table import TypedTable


def with_credit(table: TypedTable, fields: Mapping[str, FieldShape], credit: Credit | None) -> TypedTable:
    """``table`` with the fields that are made from credit records, whatever the extract says about them.

    Without a table of records they are unknown; with one, a subject without a record in use has count 0 and the
    first level.
    """
    made = {name: shape for name, shape in fields.items() if shape.table is not None}
    if not made:
        return table
    frame = table.frame.drop([name for name in made if name in table.frame.columns])
    if credit is not None:
        per_subject = _per_subject(credit, made)
        frame = frame.join(per_subject, on="subject_id", how="left", maintain_order="left")
        frame = frame.with_columns(_without_record(name, shape) for name, shape in made.items()).drop("_records")
    skipped = {name: flags for name, flags in table.not_applicable.items() if name not in made}
    return replace(table, frame=frame, not_applicable=skipped)


def _per_subject(credit: Credit, made: Mapping[str, FieldShape]) -> pl.DataFrame:
    """One row a subject with a record in use: how many, and each field made from them."""
    used = credit.in_use()
    levels = {name: shape for name, shape in made.items() if shape.levels}
    used = used.with_columns(_positions(used, shape).alias(name) for name, shape in levels.items())
    worst = [pl.when(pl.col(name).null_count() == 0).then(pl.col(name).max()).alias(name) for name in levels]
    counts = [pl.len().cast(pl.Float64).alias(name) for name in made if name not in levels]
    grouped = used.group_by("subject_id").agg(pl.len().alias("_records"), *counts, *worst)
    return grouped.with_columns(
        pl.col(name)
        .replace_strict(range(len(shape.levels)), [level.code for level in shape.levels], return_dtype=pl.String)
        .cast(typed_as(shape))
        for name, shape in levels.items()
    )


def _positions(records: pl.DataFrame, shape: FieldShape) -> pl.Series:
    """The place of each record's level among the field's levels; null for a word that the field does not know."""
    known = {
        plain(word): position
        for position, level in reversed(list(enumerate(shape.levels)))
        for word in (*level.words, level.label.en, level.label.zh, level.code)
    }
    texts = records.get_column("credit_level").fill_null("")
    said = {text: known.get(plain(text)) for text in ("", *texts.unique())}
    return texts.replace_strict(list(said), list(said.values()), return_dtype=pl.Int64)


def _without_record(name: str, shape: FieldShape) -> pl.Expr:
    assert shape.table is not None
    none = 0.0 if shape.table.statistic == "count" else shape.levels[0].code
    return pl.when(pl.col("_records").is_null()).then(pl.lit(none, typed_as(shape))).otherwise(pl.col(name)).alias(name)


def field_findings(
    fields: Mapping[str, FieldShape], mapped: Mapping[str, str], credit: Credit | None, file: str
) -> pl.DataFrame:
    """CRED-07 columns of the extract that are not used, CRED-08 no records though a field is made from them,
    CRED-09 levels that such a field does not know.
    """
    made = {name: shape for name, shape in fields.items() if shape.table is not None}
    found = [Finding("CRED-07", column=mapped[name], value=name, file=file) for name in made if name in mapped]
    if made and credit is None:
        found.append(Finding("CRED-08", column="、".join(shape.label.zh for shape in made.values()), file=file))
    parts = [as_frame(found)]
    if credit is not None:
        parts += [_unknown_levels(credit, shape) for shape in made.values() if shape.levels]
    return pl.concat(parts).unique(maintain_order=True)


def _unknown_levels(credit: Credit, shape: FieldShape) -> pl.DataFrame:
    empty = as_frame([])
    allowed = " / ".join(level.label.zh for level in shape.levels)
    return (
        credit.in_use()
        .filter(_positions(credit.in_use(), shape).is_null())
        .select(
            "row",
            pl.lit(shape.label.zh).alias("column"),
            pl.col("credit_level").fill_null("").alias("value"),
            pl.lit("CRED-09").alias("code"),
            pl.lit(allowed).alias("allowed"),
            "subject_id",
            pl.lit("").alias("sheet"),
            "file",
        )
        .cast(empty.schema)
    )


def measures_credit(rules: Rulebook) -> bool:
    """Whether some indicator or veto reads a field that is made from credit records."""
    read = rules.fields_of_vetoes({veto.id for veto, _ in rules.vetoes})
    read |= {name for leaf in (*rules.leaves, *rules.bonus) for name in leaf.fields()}
    return any(name in rules.fields and rules.fields[name].table is not None for name in read)
