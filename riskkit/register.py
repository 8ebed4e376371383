"""Scored blocks + frequency + consequence → the ranked register.

Here the two branches meet: the grade is the rule's, the frequency informs the order inside a grade.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.fuzzy_columns import fuzzy_columns, is_fuzzy_column
from riskkit.indicators.rulebook import Rulebook
from riskkit.listed_columns import is_listed_column, listed_columns
from riskkit.records import REGISTER
from riskkit.scoring.aggregate import PER_POINT
from riskkit.scoring.grades import grade_of
from riskkit.scoring.score import GRADE_BY, Scores
from riskkit.terms import CellState, GradeBy, Label, Lang
from riskkit.typed_table import SOURCE_ROW, TypedTable

VETO_JOINT = "；"
_CARRIED_NAMES = ("name", "region_id", "industry_id", "place_type")


@dataclass(frozen=True)
class RegisterPart:
    """One scored block as tables: register rows without rank and frequency, and what was refused."""

    rows: pl.DataFrame
    refused: pl.DataFrame


def register_part(table: TypedTable, scores: Scores, rulebook: Rulebook, lang: Lang = "zh") -> RegisterPart:
    """Register rows of one block (machine column names of records.REGISTER), criterion scores, the fuzzy
    evaluation and what is only listed behind them."""
    grades = rulebook.grades.grades
    rows = pl.DataFrame(
        {
            "subject_id": table.frame.get_column("subject_id"),
            **{name: _carried(table, rulebook, name, lang) for name in _CARRIED_NAMES},
            "grade": _worded(scores.grade, [grade.code for grade in grades]),
            "grade_label": _worded(scores.grade, [getattr(grade.label, lang) for grade in grades]),
            "grade_range": _ranges(scores, [grade.code for grade in grades]),
            "grade_by": _worded(scores.grade_by, [by.value for by in GRADE_BY]),
            "veto_clauses": _veto_texts(scores.vetoes.met, rulebook, table.height, lang),
            "undecided_vetoes": _veto_texts(scores.vetoes.undecided, rulebook, table.height, lang),
            "score": scores.score,
            "risk_score": scores.risk_score,
            "score_low": scores.score_low,
            "score_high": scores.score_high,
            "unobserved_share": scores.unobserved,
            "consequence": _consequence(table, rulebook),
            "top_reasons": _top_reasons(scores, rulebook, lang),
            "source": _source(table),
            **{f"criterion.{name}": pl.Series(values).fill_nan(None) for name, values in scores.criteria.items()},
            **_criterion_grades(scores, rulebook),
            **fuzzy_columns(scores, rulebook),
            **listed_columns(table, rulebook),
            "_grade": scores.grade,
            "_vetoed": (scores.grade_by > 0) & (scores.grade_by < GRADE_BY.index(GradeBy.CONDITIONS)),
        }
    )
    refused = pl.Series(scores.refused)
    return RegisterPart(rows.filter(~refused), rows.filter(refused))


def _criterion_grades(scores: Scores, rulebook: Rulebook) -> dict[str, pl.Series]:
    """Grades of the criteria in ``also_grade`` by the same scale, on their own score with the bonus.

    A met veto that sets the score sets theirs too: the source's rule is about the whole of that work.
    """
    codes = [grade.code for grade in rulebook.grades.grades]
    set_scores = np.array([block.outcome.score or 0.0 for _, block in rulebook.vetoes] or [0.0])
    columns = {}
    for name in (name for name in rulebook.grades.also_grade if name in scores.criteria):  # first level only
        own = scores.criteria[name] + scores.bonus
        own = np.where(scores.score_veto >= 0, set_scores[scores.score_veto], own)
        known = pl.Series(~np.isnan(own))
        grades = _worded(grade_of(rulebook.grades, np.nan_to_num(own)), codes)
        columns[f"criterion.{name}.grade"] = grades.zip_with(known, pl.Series([None], dtype=pl.String))
    return columns


def _ranges(scores: Scores, codes: list[str]) -> pl.Series:
    """``B`` where the grade is certain, ``A～D`` where unknown indicators leave it open."""
    count = len(codes)
    words = [best if best == worst else f"{best}～{worst}" for best in codes for worst in codes]
    return _worded((scores.grade_best.astype(np.int64) * count + scores.grade_worst), words)


def _worded(positions: NDArray[np.integer[Any]], words: list[str]) -> pl.Series:
    """Each position's word, through a small table instead of a loop."""
    return pl.Series(words, dtype=pl.String).gather(positions.astype(np.uint32))


def _carried(table: TypedTable, rulebook: Rulebook, name: str, lang: Lang) -> pl.Series:
    if name not in table.frame.columns:
        return pl.Series([None], dtype=pl.String).gather(np.zeros(table.height, np.uint32))
    column = table.frame.get_column(name)
    if rulebook.fields[name].kind == "category":
        words = {level.code: getattr(level.label, lang) for level in rulebook.fields[name].levels}
        column = column.cast(pl.String).replace(words)
    return column.cast(pl.String)


def _veto_texts(masks: list[NDArray[np.bool_]], rulebook: Rulebook, height: int, lang: Lang) -> pl.Series:
    """``id label；id label`` of the vetoes marked in ``masks``; empty where none is. Few subjects carry any."""
    texts = pl.Series([""], dtype=pl.String).gather(np.zeros(height, np.uint32))
    touched = np.flatnonzero(np.logical_or.reduce(masks)) if masks else np.array([], dtype=np.int64)
    if not len(touched):
        return texts
    said = [f"{veto.id} {getattr(veto.label, lang)}" for veto, _ in rulebook.vetoes]
    marks = pl.DataFrame({text: pl.Series(mask[touched]) for text, mask in zip(said, masks, strict=True)})
    joined = marks.select(
        pl.concat_str(
            [pl.when(pl.col(text)).then(pl.lit(text)) for text in said], separator=VETO_JOINT, ignore_nulls=True
        )
    ).to_series()
    return texts.scatter(touched, joined)


def veto_ids(text: str | None) -> set[str]:
    """The ids in a cell of veto_clauses or undecided_vetoes.

    >>> sorted(veto_ids("G60-1 无消防手续；G60-3 疏散严重堵塞"))
    ['G60-1', 'G60-3']
    """
    return {part.split(" ", 1)[0] for part in (text or "").split(VETO_JOINT) if part}


def _consequence(table: TypedTable, rulebook: Rulebook) -> pl.Series:
    """The rulebook's consequence field; null where it is unknown (filled with the median over all subjects)."""
    name = rulebook.resolved.rulebook.consequence_field
    if name is None:
        return pl.Series(np.ones(table.height))
    return pl.Series(table.numbers(name)).fill_nan(None)


def _source(table: TypedTable) -> pl.Series:
    place = f"{table.file}[{table.sheet}]#" if table.sheet else f"{table.file}#"
    return table.frame.select(pl.lit(place) + pl.col(SOURCE_ROW).cast(pl.String)).to_series()


def _top_reasons(scores: Scores, rulebook: Rulebook, lang: Lang, shown: int = 3) -> pl.Series:
    """``label points；…`` of the largest contributions above zero, at most three."""
    labels = pl.Series([leaf.label.of(lang) for leaf in rulebook.leaves], dtype=pl.String)
    parts = []
    for k in range(min(shown, scores.reasons.leaf.shape[1])):
        tenths = np.rint(scores.reasons.amount[:, k] / (PER_POINT / 10)).astype(np.int32)
        amount = pl.Series(tenths // 10).cast(pl.String) + "." + pl.Series(tenths % 10).cast(pl.String)
        unknown = pl.Series(["", Label("（未知）", " (unknown)").of(lang)]).gather(
            (scores.reasons.state[:, k] == CellState.UNKNOWN).astype(np.uint32)
        )
        text = labels.gather(scores.reasons.leaf[:, k].astype(np.uint32)) + unknown + " " + amount
        parts.append(
            pl.select(pl.when(pl.Series(scores.reasons.amount[:, k]) > 0).then(text)).to_series().alias(f"r{k}")
        )
    joint = "；" if lang == "zh" else "; "
    return pl.DataFrame(parts).select(pl.concat_str(pl.all(), separator=joint, ignore_nulls=True)).to_series()


def ranked(
    parts: list[pl.DataFrame], frequency: pl.DataFrame | None, rulebook: Rulebook, lang: Lang = "zh"
) -> pl.DataFrame:
    """All register rows in order: veto, grade (worst first), expected fires × consequence, risk_score, subject_id.

    Subjects equal in all but the id share a rank (1, 2, 2, 4). ``frequency`` holds subject_id, fires_per_year,
    fires_low, fires_high, or is None when no fires were given; then the order rests on the score alone. A nullable
    column that no station filled is null throughout.
    """
    rows = pl.concat(parts)
    if frequency is not None:
        rows = rows.join(frequency, on="subject_id", how="left", maintain_order="left")
    rows = _with_absent(rows)
    median = rows.get_column("consequence").median()
    rows = rows.with_columns(pl.col("consequence").fill_null(median if median is not None else 1.0))
    rows = rows.with_columns(
        (pl.col("fires_per_year") * pl.col("consequence")).round(6).alias("expected_consequence"),
        pl.lit("、".join(rulebook.bases())).alias("basis"),
    )
    keys = ["_vetoed", "_grade", "expected_consequence", "risk_score"]
    rows = rows.sort([*keys, "subject_id"], descending=[True] * 4 + [False], nulls_last=True)
    same = pl.all_horizontal(pl.col(key).eq_missing(pl.col(key).shift(1)) for key in keys)
    place = pl.int_range(1, pl.len() + 1, dtype=pl.Int64)
    rows = rows.with_columns(pl.when(same & (place > 1)).then(None).otherwise(place).forward_fill().alias("rank"))
    further = (lambda name: name.startswith("criterion."), is_fuzzy_column, is_listed_column)
    behind = [name for name in rows.columns if any(belongs(name) for belongs in further)]
    return rows.select([column.name for column in REGISTER] + behind)


_DTYPES = {"str": pl.String(), "int": pl.Int64(), "float": pl.Float64(), "bool": pl.Boolean(), "date": pl.Date()}


def _with_absent(rows: pl.DataFrame) -> pl.DataFrame:
    """The columns of a station that was not asked for (no fires, no credit records, no override), all of them null."""
    absent = [column for column in REGISTER if column.nullable and column.name not in rows.columns]
    return rows.with_columns(pl.lit(None, _DTYPES[column.dtype]).alias(column.name) for column in absent)


def refused_rows(refused: pl.DataFrame, table: TypedTable) -> pl.DataFrame:
    """Subjects that may not be scored, as set-aside rows: SCORE-01 a value is unknown, SCORE-03 nothing applies."""
    rows = table.frame.select("subject_id", pl.col(SOURCE_ROW).alias("row"))
    code = pl.when(pl.col("unobserved_share") > 0).then(pl.lit("SCORE-01")).otherwise(pl.lit("SCORE-03"))
    return (
        refused.select("subject_id", "name", "unobserved_share")
        .join(rows, on="subject_id", how="left", maintain_order="left")
        .select(
            "row",
            "subject_id",
            code.alias("code"),
            pl.col("name").fill_null("").alias("cells"),
            pl.lit(table.sheet).alias("sheet"),
            pl.lit(table.file).alias("file"),
        )
    )
