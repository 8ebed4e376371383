"""The fuzzy evaluation as it travels behind the register: columns, their headings, and the line of one subject."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from riskkit.explanation import FuzzyLine, GradeLine
from riskkit.indicators.rulebook import Rulebook
from riskkit.scoring.fuzzy import defuzzified, largest_level
from riskkit.scoring.leaves import published
from riskkit.scoring.score import Scores
from riskkit.terms import GradeBy, Label

PREFIX = "membership."
GRADE, SCORE = "fuzzy_grade", "fuzzy_score"


def fuzzy_columns(scores: Scores, rulebook: Rulebook) -> dict[str, pl.Series]:
    """fuzzy_grade, fuzzy_score and one membership.<grade code> a level; nothing without a fuzzy.yaml.

    Null where a subject has no known indicator. Vetoes and bonus have no part in it.
    """
    block = rulebook.fuzzy
    if block is None:
        return {}
    codes = [level.code for level in block.levels]
    position = largest_level(scores.fuzzy)
    grade = pl.Series([*codes, None], dtype=pl.String).gather(np.where(position < 0, len(codes), position))
    score = published(defuzzified(scores.fuzzy, [level.points for level in block.levels]))
    vectors = {f"{PREFIX}{code}": pl.Series(scores.fuzzy[:, k]).fill_nan(None) for k, code in enumerate(codes)}
    return {GRADE: grade, SCORE: pl.Series(score).fill_nan(None), **vectors}


def is_fuzzy_column(name: str) -> bool:
    """Whether a column of the register belongs to the fuzzy evaluation."""
    return name in (GRADE, SCORE) or name.startswith(PREFIX)


def fuzzy_labels(rulebook: Rulebook) -> dict[str, Label]:
    """Headings of the columns."""
    block = rulebook.fuzzy
    if block is None:
        return {}
    heads = {GRADE: Label("模糊评价等级", "fuzzy grade"), SCORE: Label("模糊评价得分", "fuzzy score")}
    return heads | {
        f"{PREFIX}{level.code}": Label(f"隶属度 {level.code}", f"membership {level.code}") for level in block.levels
    }


def fuzzy_line(entry: dict[str, Any], scale: list[GradeLine]) -> FuzzyLine | None:
    """The fuzzy evaluation of one register row; None where the rulebook has none or nothing is known.

    ``differs`` only where the score gave the grade: a veto or a person has no counterpart in the fuzzy evaluation.
    """
    if entry.get(GRADE) is None:
        return None
    lines = {line.code: line for line in scale}
    vector = [(lines[code], entry[name]) for code in lines if (name := f"{PREFIX}{code}") in entry]
    grade = lines[entry[GRADE]]
    differs = entry["grade_by"] == GradeBy.SCORE.value and grade.code != entry["grade"]
    return FuzzyLine(vector, grade, entry[SCORE], differs, entry["unobserved_share"])
