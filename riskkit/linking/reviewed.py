"""Answers of a human: which rows of the two tables a line of the review workbook speaks of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from riskkit.indicators.rule_file import FieldLevel, FieldShape, Text
from riskkit.linking.columns import REVIEW, SIDES
from riskkit.linking.decide import Answers
from riskkit.linking.keys import Keyed
from riskkit.linking.words import CONCLUSION_LABELS, Conclusion

# what a row of a table is known by in the workbook; the row's number only tells rows apart that say the same
TOLD = ("unit_id", "name", "uscc", "address")

# what people write where no choice is offered
ALSO = {Conclusion.YES.value: ["√", "y", "同一家"], Conclusion.NO.value: ["×", "n", "不是"]}


def review_fields() -> dict[str, FieldShape]:
    """The columns of a review workbook that are read back; headings as riskkit wrote them, in either language."""
    labels = {column.name: column.label for column in REVIEW}
    levels = [
        FieldLevel(code=code, label=Text(zh=said.zh, en=said.en), words=ALSO.get(code, []))
        for code, said in CONCLUSION_LABELS.items()
    ]

    def text(name: str, required: bool) -> FieldShape:
        return FieldShape(kind="text", label=Text(zh=labels[name].zh, en=labels[name].en), required=required)

    told = {f"{side}_{name}": text(f"{side}_{name}", name == "name") for side in SIDES for name in TOLD}
    sources = {f"{side}_source": text(f"{side}_source", True) for side in SIDES}
    head = labels["conclusion"]
    conclusion = FieldShape(
        kind="category", label=Text(zh=head.zh, en=head.en), required=True, levels=levels, optional=True
    )
    return {"conclusion": conclusion, **told, **sources}


def answers_of(reviewed: pl.DataFrame, sides: Keyed) -> tuple[Answers, pl.DataFrame]:
    """The answers with the positions of their rows in ``sides``, and the lines whose rows are not there (any more).

    ``reviewed`` has the columns of :func:`review_fields` and ``source_row``; lines without a conclusion are no answers.
    A line is found by the id, name, code and address that it shows; rows that say the same, by their number.
    """
    given = reviewed.filter(pl.col("conclusion").is_not_null()).with_row_index("line")
    places = [_places(given, side, table) for side, table in zip(SIDES, sides, strict=True)]
    found = given.with_columns(a=places[0], b=places[1])
    lost = found.filter(pl.col("a").is_null() | pl.col("b").is_null())
    kept = found.filter(pl.col("a").is_not_null() & pl.col("b").is_not_null())
    kept = kept.unique(["a", "b"], keep="last", maintain_order=True)
    answers = Answers(
        kept.get_column("a").to_numpy().astype(np.int64),
        kept.get_column("b").to_numpy().astype(np.int64),
        kept.get_column("conclusion").cast(pl.String).to_numpy().astype("<U8"),
    )
    return answers, lost


def _places(given: pl.DataFrame, side: str, table: pl.DataFrame) -> pl.Series:
    """The position of each line's row in ``table``, null where none or several fit."""
    told = [f"{side}_{name}" for name in TOLD]
    lines = given.select(
        "line",
        *(_bare(name).alias(name.removeprefix(f"{side}_")) for name in told),
        pl.col(f"{side}_source").str.extract(r"#(\d+)$").cast(pl.Int64).alias("source_row"),
    )
    rows = table.select(*(_bare(name) for name in TOLD), "source_row", pl.int_range(pl.len()).alias("at"))
    exact = _one_each(lines.join(rows, on=[*TOLD, "source_row"], how="left"))
    by_text = _one_each(lines.join(rows.drop("source_row"), on=list(TOLD), how="left"))
    both = lines.join(exact, on="line", how="left", maintain_order="left")
    both = both.join(by_text, on="line", how="left", suffix="_text", maintain_order="left")
    return both.select(pl.coalesce("at", "at_text").alias("at")).get_column("at")


def _bare(name: str) -> pl.Expr:
    """A cell without the ' that guards a text in csv files."""
    return pl.col(name).cast(pl.String).fill_null("").str.strip_chars_start("'")


def _one_each(joined: pl.DataFrame) -> pl.DataFrame:
    """Line → position, for the lines that exactly one row fits."""
    return (
        joined.filter(pl.col("at").is_not_null())
        .group_by("line")
        .agg(pl.col("at").first(), pl.len().alias("rows"))
        .filter(pl.col("rows") == 1)
        .select("line", "at")
    )


def doubled_answers(answers: Answers) -> Sequence[tuple[int, int]]:
    """Positions (side 0 or 1, row) of rows that a human joined with several rows of the other table."""
    yes = answers.conclusion == "yes"
    found: list[tuple[int, int]] = []
    for side, rows in enumerate((answers.a[yes], answers.b[yes])):
        values, counts = np.unique(rows, return_counts=True)
        found += [(side, int(row)) for row in values[counts > 1]]
    return found
