"""The result of an assessment, as a notebook meets it: plain DataFrames and explanations by id."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from riskkit.explain import Account
from riskkit.explanation import Explanation
from riskkit.indicators.rulebook import Rulebook
from riskkit.inputs import Source
from riskkit.ledger import THROUGH_ASSESSMENT, Station, account_of
from riskkit.terms import Lang, Severity

if TYPE_CHECKING:
    import pandas as pd

    from riskkit.models.frequency import FireFrequency

EVERY_ASSESSMENT = "RULE-26"


@dataclass(frozen=True)
class Tables:
    """The tables of a result as polars frames; columns in riskkit.records, ``carried`` are fields for roll-ups.

    ``credit`` holds every credit record read and its use on the day, None when no table of them was given.
    ``comparison`` and ``common_problems`` look across units: of a unit assessment, or of an industry's units below.
    ``conflicts`` shows rows of one id with both sources; ``changes`` every cell that was not read as written, where
    Options.changes asks for it (riskkit.records_intake).
    """

    register: pl.DataFrame
    explanations: pl.DataFrame
    findings: pl.DataFrame
    set_aside: pl.DataFrame
    carried: pl.DataFrame
    frequency: pl.DataFrame | None
    credit: pl.DataFrame | None = None
    hidden_dangers: pl.DataFrame | None = None
    comparison: pl.DataFrame | None = None
    common_problems: pl.DataFrame | None = None
    conflicts: pl.DataFrame | None = None
    changes: pl.DataFrame | None = None


@dataclass(frozen=True)
class Assessment:
    """A finished assessment of one level.

    ``register``, ``explanations``, ``findings`` and ``set_aside`` are pandas DataFrames with the columns of
    :mod:`riskkit.records`; ``tables`` holds the same as polars frames. ``credit`` and ``overrides`` are the accounts
    of those tables (None without one): ``read`` is the sum of the other counts. ``below``: for each level below, how
    many subjects it has and of how many a person set the grade.
    """

    rulebook: Rulebook
    tables: Tables
    sources: list[Source]
    rows_read: int
    lang: Lang
    model: FireFrequency | None = None
    card: dict[str, Any] | None = None
    version: str = ""
    rates_from: str = ""
    notice: str = ""
    credit: dict[str, int] | None = None
    overrides: dict[str, int] | None = None
    below: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def as_of(self) -> date:
        """The day of the assessment."""
        return self.rulebook.day

    @property
    def register(self) -> pd.DataFrame:
        """The ranked register, one row a subject."""
        return self.tables.register.to_pandas()

    @property
    def explanations(self) -> pd.DataFrame:
        """One row a subject and indicator; a subject's contributions sum to its risk score."""
        return self.tables.explanations.to_pandas()

    @property
    def findings(self) -> pd.DataFrame:
        """Every problem found in the inputs."""
        return self.tables.findings.to_pandas()

    @property
    def set_aside(self) -> pd.DataFrame:
        """Rows that were not scored, with the reason."""
        return self.tables.set_aside.to_pandas()

    @property
    def stations(self) -> list[Station]:
        """The way of every row from the extract to the register; each station adds up."""
        return account_of(self.rows_read, self.tables.set_aside, THROUGH_ASSESSMENT, self.tables.register.height)

    @property
    def account(self) -> Account:
        """What explanations are made from."""
        tables = self.tables
        return Account(
            self.rulebook,
            tables.register,
            tables.explanations,
            tables.frequency,
            self.fingerprint,
            self.lang,
            self.notice,
            tables.credit,
            tables.hidden_dangers,
        )

    @property
    def model_id(self) -> str:
        """The first twelve digits of the digest of the model that the rates come from; empty without one.

        Above the unit level that is the units' model, whose rates were summed.
        """
        return str(self.card["model"]["id"])[:12] if self.card else self.rates_from

    @property
    def fingerprint(self) -> str:
        """The five that make the same bytes: version, day, inputs, rulebook, model."""
        inputs = " ".join(source.sha256[:12] for source in self.sources) or "-"
        parts = [
            f"riskkit {self.version}",
            f"as_of {self.as_of.isoformat()}",
            f"inputs {inputs}",
            f"rulebook {self.rulebook.digest[:12]}",
            f"model {self.model_id or '-'}",
        ]
        return " · ".join(parts)

    def for_roll_up(self) -> pl.DataFrame:
        """The register with the fields that upper levels roll up beside it."""
        return register_with_carried(self.tables.register, self.tables.carried)

    def explain(self, subject_id: str) -> Explanation:
        """Why this subject stands where it stands; raises RiskkitError EXP-01 for an unknown id."""
        return self.account.explain(subject_id)

    def grade_counts(self) -> dict[str, int]:
        """Subjects in each grade, best grade first."""
        counts = dict(self.tables.register.get_column("grade").value_counts().iter_rows())
        return {grade.code: counts.get(grade.code, 0) for grade in self.rulebook.grades.grades}

    def has_problems(self) -> bool:
        """Whether anything worse than a note was found.

        RULE-26 does not count: it is said of every assessment since a day, whatever the data are.
        """
        findings = self.tables.findings.filter(pl.col("code") != EVERY_ASSESSMENT)
        return bool((findings.get_column("severity") != Severity.NOTE.value).any())

    def __repr__(self) -> str:
        subjects = f"{self.tables.register.height} of {self.rows_read} rows scored"
        return f"Assessment({self.rulebook.id}, {self.as_of}, {subjects}, grades {self.grade_counts()})"

    def _repr_html_(self) -> str:
        zh = self.lang == "zh"
        grades = "，".join(f"{code} {count}" for code, count in self.grade_counts().items())
        words = "个对象" if zh else " subjects"
        count = self.tables.register.height
        head = f"<p><b>{self.rulebook.label.of(self.lang)}</b> · {self.as_of} · {count}{words} · {grades}</p>"
        shown = ["rank", "subject_id", "name", "grade", "risk_score", "fires_per_year", "top_reasons"]
        table = (
            self.tables.register.select(shown)
            .head(10)
            .to_pandas()
            .to_html(index=False, na_rep="", float_format="{:.4g}".format)
        )
        return head + str(table)


def register_with_carried(register: pl.DataFrame, carried: pl.DataFrame) -> pl.DataFrame:
    """``register`` with the columns of ``carried`` that it does not have, joined by subject_id."""
    extra = carried.select("subject_id", *(name for name in carried.columns if name not in register.columns))
    return register.join(extra, on="subject_id", how="left", maintain_order="left")
