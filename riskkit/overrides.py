"""Human overrides: a person sets another grade than the rules give, with a reason and a name, and it is said so.

Applied after the verdict and before the ranking. The score, its contributions and the grounds of vetoes stay as they
are; only the grade is another, ``grade_by`` says 人工调整, and the computed grade stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from riskkit.indicators.rule_file import GradesBlock
from riskkit.inputs import SideTable
from riskkit.intake.clean_words import NONE, plain
from riskkit.ledger import as_frame
from riskkit.terms import GradeBy, Lang
from riskkit.typed_table import SOURCE_ROW

MUST = ("reason", "approver", "decided_on")


@dataclass(frozen=True)
class Overridden:
    """Register rows with the overrides that could be applied, and the account of all that were read.

    ``read = applied + not_applied + set_aside``; ``findings`` say why one was not applied.
    """

    rows: pl.DataFrame
    findings: pl.DataFrame
    read: int
    applied: int
    set_aside: int

    def account(self) -> dict[str, int]:
        """``read`` = the sum of the others."""
        not_applied = self.read - self.applied - self.set_aside
        return {
            "read": self.read,
            "applied": self.applied,
            "not_applied": not_applied,
            "set_aside": self.set_aside,
        }


def override(rows: pl.DataFrame, table: SideTable, grades: GradesBlock, day: date, lang: Lang) -> Overridden:
    """``rows`` (register.register_part, all blocks together) with the grades that ``table`` sets.

    An override is applied when all hold, else a finding says which does not: the subject is scored (OVR-01), its
    computed grade is the grade before (OVR-02), the grade after is of the scale (OVR-03), reason, approver and day are
    given (OVR-04), the day is not after ``day`` (OVR-05), it is the subject's only one (OVR-06) and changes the grade
    (OVR-07). OVR-08 where the ground of a veto stands all the same.
    """
    wanted = _understood(table.frame, grades).join(
        rows.select("subject_id", pl.col("grade").alias("_computed"), "veto_clauses"), on="subject_id", how="left"
    )
    wrong = _conditions(day)
    fails = {code: pl.any_horizontal(list(fields.values())) for code, fields in wrong.items()}
    good = wanted.filter(~pl.any_horizontal(list(fails.values())))
    scale = " / ".join(grade.code for grade in grades.grades)
    findings = [
        table.findings_at(wanted.filter(failed), code, name, scale if code == "OVR-03" else "")
        for code, fields in wrong.items()
        for name, failed in fields.items()
    ]
    findings += [table.findings_at(good.filter(pl.col("veto_clauses") != ""), "OVR-08", "grade_after")]
    findings = [_with_computed(part, wanted) for part in findings]
    return Overridden(
        _applied(rows, good, grades, lang), pl.concat(findings), table.source.rows, good.height, table.set_aside
    )


def _understood(frame: pl.DataFrame, grades: GradesBlock) -> pl.DataFrame:
    """The rows with the codes of both grades (``_before``, ``_after``, null for a word that names none)."""
    codes = {
        plain(word): grade.code
        for grade in reversed(grades.grades)
        for word in (grade.label.en, grade.label.zh, f"{grade.code} {grade.label.zh}", grade.code)
    }
    columns = {}
    for name, found in (("grade_before", "_before"), ("grade_after", "_after")):
        texts = frame.get_column(name)
        said = {text: codes.get(plain(text)) for text in ("", *texts.unique().drop_nulls())}
        columns[found] = texts.replace_strict(list(said), list(said.values()), default=None, return_dtype=pl.String)
    none = list(NONE)
    given = [pl.when(~pl.col(name).is_in(none)).then(pl.col(name)).alias(name) for name in ("reason", "approver")]
    return frame.with_columns(*given, **columns)


def _conditions(day: date) -> dict[str, dict[str, pl.Expr]]:
    """Code → field it is said at → where an override fails it."""
    scored = pl.col("_computed").is_not_null()
    return {
        "OVR-01": {"subject_id": ~scored},
        "OVR-02": {"grade_before": scored & ~pl.col("_before").eq_missing(pl.col("_computed"))},
        "OVR-03": {"grade_after": pl.col("_after").is_null()},
        "OVR-04": {name: pl.col(name).is_null() for name in MUST},
        "OVR-05": {"decided_on": (pl.col("decided_on") > day).fill_null(False)},
        "OVR-06": {"subject_id": pl.col("subject_id").is_duplicated()},
        "OVR-07": {"grade_after": (pl.col("_after") == pl.col("_before")).fill_null(False)},
    }


def _with_computed(findings: pl.DataFrame, wanted: pl.DataFrame) -> pl.DataFrame:
    """OVR-02 says the grade that the rules give, so that the decision can be taken again on it."""
    computed = wanted.select(pl.col(SOURCE_ROW).alias("row"), "_computed")
    joined = findings.join(computed, on="row", how="left", maintain_order="left")
    allowed = pl.when(pl.col("code") == "OVR-02").then(pl.col("_computed")).otherwise(pl.col("allowed"))
    return joined.with_columns(allowed.alias("allowed")).select(as_frame([]).columns)


def _applied(rows: pl.DataFrame, good: pl.DataFrame, grades: GradesBlock, lang: Lang) -> pl.DataFrame:
    """The rows with another grade, its meaning and place on the scale; the computed grade and who decided beside it."""
    codes = [grade.code for grade in grades.grades]
    labels = [getattr(grade.label, lang) for grade in grades.grades]
    decided = good.select(
        "subject_id",
        pl.col("_before").alias("grade_before_override"),
        pl.col("reason").alias("override_reason"),
        pl.col("approver").alias("override_by"),
        pl.col("decided_on").alias("override_on"),
        "_after",
    )
    joined = rows.join(decided, on="subject_id", how="left", maintain_order="left")
    set_by_hand = pl.col("_after").is_not_null()
    place = pl.col("_after").replace_strict(codes, list(range(len(codes))), default=None, return_dtype=pl.Int8)
    label = pl.col("_after").replace_strict(codes, labels, default=None, return_dtype=pl.String)
    changed = {
        "grade": pl.col("_after"),
        "grade_label": label,
        "grade_by": pl.lit(GradeBy.OVERRIDE.value),
        "_grade": place.cast(rows.schema["_grade"]),
    }
    return joined.with_columns(
        pl.when(set_by_hand).then(pl.col("grade_by")).alias("grade_by_before_override"),
        *(pl.when(set_by_hand).then(new).otherwise(pl.col(name)).alias(name) for name, new in changed.items()),
    ).drop("_after")


def overridden_below(rows: pl.DataFrame, units: pl.DataFrame, by: str) -> pl.DataFrame:
    """``rows`` with the number of their ``units`` (a unit register, by its field ``by``) whose grade a person set."""
    set_by_hand = units.filter(pl.col("grade_by") == GradeBy.OVERRIDE.value)
    counts = set_by_hand.group_by(pl.col(by).alias("subject_id")).agg(pl.len().cast(pl.Int64).alias("_more"))
    joined = rows.join(counts, on="subject_id", how="left", maintain_order="left")
    return joined.with_columns(pl.col("_more").fill_null(0).alias("overridden_below")).drop("_more")
