"""Why a subject stands where it stands: an exact, additive explanation in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from riskkit.credit import not_counted
from riskkit.credit_fields import measures_credit
from riskkit.errors import RiskkitError
from riskkit.explanation import (
    Explanation,
    Frequency,
    GradeLine,
    OverrideLine,
    Reason,
    VetoLine,
)
from riskkit.fuzzy_columns import fuzzy_line
from riskkit.hidden_dangers import danger_lines
from riskkit.indicators.rule_file import Grade
from riskkit.indicators.rulebook import Leaf, Rulebook, as_label
from riskkit.indicators.sentences import sentence
from riskkit.mends import mends_of
from riskkit.reason_words import clause_text
from riskkit.register import veto_ids
from riskkit.remarks import remarks_of
from riskkit.scoring.grades import interval_text
from riskkit.terms import CellState, Label, Lang, basis_code

LEGEND_TEXT = 40


@dataclass(frozen=True)
class Account:
    """Everything known about a finished assessment of one level, from which any subject can be explained.

    ``register`` and ``explanations`` as in riskkit.records; ``frequency`` holds per subject the class rate and the
    model's factors (columns ``factor.<field>``, ``own_record_factor``), or is None without a model; ``credit`` as
    records.CREDIT, or is None without a table of credit records; ``hidden_dangers`` as records.HIDDEN_DANGERS, or None.
    """

    rulebook: Rulebook
    register: pl.DataFrame
    explanations: pl.DataFrame
    frequency: pl.DataFrame | None
    fingerprint: str
    lang: Lang = "zh"
    notice: str = ""
    credit: pl.DataFrame | None = None
    hidden_dangers: pl.DataFrame | None = None

    def explain(self, subject_id: str) -> Explanation:
        """The explanation of one subject; raises RiskkitError EXP-01 when it is not in the register."""
        found = self.register.filter(pl.col("subject_id") == subject_id)
        if found.is_empty():
            raise RiskkitError(
                "EXP-01", found=subject_id, allowed=", ".join(self.register["subject_id"].head(3)) + " …"
            )
        return next(self.explanations_of(found))

    def explanations_of(self, entries: pl.DataFrame) -> Iterator[Explanation]:
        """Explanations of the given register rows, in their order; each is made when it is asked for."""
        wanted = self.explanations.join(entries.select("subject_id"), on="subject_id", how="semi")
        reasons = wanted.partition_by("subject_id", as_dict=True, maintain_order=True)
        extra = self._frequency_rows(entries)
        common = self._common() | {"not_counted": not_counted(self.credit, entries)}
        common["dangers"] = danger_lines(self.hidden_dangers, entries)
        for entry in entries.iter_rows(named=True):
            subject_id = entry["subject_id"]
            rows = reasons.get((subject_id,))
            yield self._one(entry, rows.rows(named=True) if rows is not None else [], extra.get(subject_id), common)

    def _frequency_rows(self, entries: pl.DataFrame) -> dict[str, dict[str, Any]]:
        if self.frequency is None:
            return {}
        rows = self.frequency.join(entries.select("subject_id"), on="subject_id", how="semi")
        return {row["subject_id"]: row for row in rows.iter_rows(named=True)}

    def grade_scale(self) -> list[GradeLine]:
        """The grades, best first, with their intervals as the source writes them."""
        grades = self.rulebook.grades
        return [
            GradeLine(grade.code, as_label(grade.label), interval_text(grades, i) or self._given(grade), grade.colour)
            for i, grade in enumerate(grades.grades)
        ]

    def _given(self, grade: Grade) -> str:
        """When a grade by conditions is given, short enough for a legend."""
        if grade.provisional:
            return Label("资料不全时", "while something is unknown").of(self.lang)
        said = sentence(grade.when, self.rulebook.fields, self.lang) if grade.when else ""
        return said if len(said) <= LEGEND_TEXT else ""

    def _common(self) -> dict[str, Any]:
        rates = self.register.get_column("fires_per_year")
        return {
            "scale": self.grade_scale(),
            "median": float(self.register.get_column("risk_score").median() or 0.0),  # type: ignore[arg-type]
            "mean_rate": rates.mean(),
            "leaves": {leaf.id: leaf for leaf in (*self.rulebook.leaves, *self.rulebook.bonus)},
            "credit_measured": measures_credit(self.rulebook),
            "remarks": remarks_of(self.rulebook),
        }

    def _one(
        self, entry: dict[str, Any], rows: list[dict[str, Any]], extra: dict[str, Any] | None, common: dict[str, Any]
    ) -> Explanation:
        rules = self.rulebook
        scale: list[GradeLine] = common["scale"]
        reasons = _closed([_reason(row, rules, common["leaves"]) for row in rows], entry["risk_score"])
        place = " · ".join(entry[name] for name in ("region_id", "industry_id", "place_type") if entry[name])
        return Explanation(
            subject_id=entry["subject_id"],
            name=entry["name"] or entry["subject_id"],
            level=rules.level,
            as_of=rules.day,
            rulebook_id=rules.id,
            rulebook_label=rules.label,
            rulebook_digest=rules.digest,
            rank=entry["rank"],
            subjects=self.register.height,
            grade=next(line for line in scale if line.code == entry["grade"]),
            grade_by=entry["grade_by"],
            score=entry["score"],
            risk_score=entry["risk_score"],
            score_low=entry["score_low"],
            score_high=entry["score_high"],
            unobserved_share=entry["unobserved_share"],
            median_risk_score=common["median"],
            place=place,
            reasons=reasons,
            vetoes=_veto_lines(entry, rules, self.lang),
            mends=mends_of(entry, reasons, rules, self.lang, common["dangers"].get(entry["subject_id"], [])),
            grade_scale=scale,
            frequency=_frequency(entry, extra, rules, common["mean_rate"]),
            source=entry["source"],
            fingerprint=self.fingerprint,
            notice=self.notice,
            grade_range=entry["grade_range"],
            override=_override(entry, scale),
            overridden_below=entry["overridden_below"],
            credit_records=entry["credit_records"],
            credit_measured=common["credit_measured"],
            not_counted=common["not_counted"].get(entry["subject_id"], []),
            fuzzy=fuzzy_line(entry, scale),
            dangers=common["dangers"].get(entry["subject_id"], []),
            remarks=common["remarks"],
            by_conditions=rules.grades.by == "conditions",
            order_only=rules.resolved.rulebook.order_only,
        )


def _reason(row: dict[str, Any], rules: Rulebook, leaves: dict[str, Leaf]) -> Reason:
    name = row["indicator"]
    leaf = leaves.get(name)
    criterion = Label(row["criterion"], row["criterion"])
    label = leaf.label if leaf else Label(row["indicator_label"], row["indicator_label"])
    if leaf and leaf.path:
        criterion = next((top.label for top in rules.root.children if top.id == leaf.path[0]), criterion)
    remedy = as_label(leaf.indicator.remedy) if leaf and leaf.indicator.remedy else None
    return Reason(
        indicator=name,
        label=label,
        criterion=criterion,
        kind="veto" if name.startswith("_veto") else "bonus" if name in ("_bonus", "_floor") else "indicator",
        state=row["state"],
        value=_with_measure(row["value"], leaf),
        points=row["points"],
        full_points=row["full_points"],
        weight=row["weight"],
        contribution=row["contribution"],
        clause=row["clause"],
        basis=row["basis"],
        remedy=remedy,
    )


# measures that a value is not understood without; counts of things are named by the indicator's label
_SYMBOLS = {"m": " m", "km": " km", "m2": " ㎡", "km2": " km²", "percent": "%", "permille": "‰", "minutes": " min"}


def _with_measure(value: str | None, leaf: Leaf | None) -> str:
    """The value as a reader needs it: 0.62 m, 86.67%; a share is said in percent."""
    uom = leaf.indicator.measure.uom if leaf else None
    if not value or uom is None:
        return value or ""
    if uom == "share":
        return f"{float(value) * 100:.4g}%"
    return value + _SYMBOLS.get(uom, "")


def _closed(reasons: list[Reason], risk_score: float) -> list[Reason]:
    """The reasons and, where only the largest were kept, one row for all the others, so that they sum to the score."""
    rest = round(risk_score - sum(reason.contribution for reason in reasons), 4)
    if rest == 0:
        return reasons
    label = Label("其余指标合计", "all other indicators")
    weight = max(0.0, round(1.0 - sum(reason.weight for reason in reasons), 6))
    known = CellState.KNOWN.name.lower()
    return [*reasons, Reason("_rest", label, label, "indicator", known, "", None, 0.0, weight, rest, "", "", None)]


def _veto_lines(entry: dict[str, Any], rules: Rulebook, lang: Lang) -> list[VetoLine]:
    met, undecided = (veto_ids(entry[name]) for name in ("veto_clauses", "undecided_vetoes"))
    lines, practice = [], rules.resolved.rulebook.practice
    for veto, block in rules.vetoes:
        outcome = block.outcome
        if outcome.grade is not None:
            words = Label(f"等级定为 {outcome.grade}", f"the grade is {outcome.grade}")
        else:
            words = Label(f"总分按 {outcome.score:g} 分计", f"the score is {outcome.score:g}")
        reference = block.reference
        lines.append(
            VetoLine(
                id=veto.id,
                label=as_label(veto.label),
                kind=veto.kind,
                clause=clause_text(rules, reference.source, reference.clause, lang),
                basis=basis_code(block.basis, practice),
                outcome=words,
                outcome_basis=basis_code(outcome.basis, practice),
                state="met" if veto.id in met else "undecided" if veto.id in undecided else "not_met",
                remedy=as_label(veto.remedy) if veto.remedy else None,
            )
        )
    return lines


def _override(entry: dict[str, Any], scale: list[GradeLine]) -> OverrideLine | None:
    before = entry["grade_before_override"]
    if before is None:
        return None
    return OverrideLine(
        grade_before=next(line for line in scale if line.code == before),
        decided_by=entry["grade_by_before_override"],
        reason=entry["override_reason"],
        approver=entry["override_by"],
        decided_on=entry["override_on"],
    )


def _frequency(
    entry: dict[str, Any], extra: dict[str, Any] | None, rules: Rulebook, mean_rate: float | None
) -> Frequency | None:
    if entry["fires_per_year"] is None or not mean_rate:
        return None
    factors = []
    for name, factor in (extra or {}).items():
        field_name = name.removeprefix("factor.")
        if name.startswith("factor.") and factor is not None:
            shape = rules.fields.get(field_name)
            own = Label("自身历年火灾记录", "its own fire record")
            factors.append((as_label(shape.label) if shape else own, factor))
    factors.sort(key=lambda item: -abs(np.log(item[1])))
    mean, low, high = (entry[name] for name in ("fires_per_year", "fires_low", "fires_high"))
    return Frequency(mean, low, high, mean / mean_rate, factors)
