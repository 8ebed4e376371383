"""What a page about one subject shows, as texts: the page and the terminal print the same view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from riskkit.explanation import Explanation, Frequency, GradeLine, Mend, Reason, VetoLine
from riskkit.reporting.beside import BesideView, beside_view, grade_text
from riskkit.reporting.danger_rows import DangerRow, danger_rows
from riskkit.reporting.display import (
    add_up,
    hundredths,
    one_line,
    percent,
    plain,
    same_decimals,
    significant,
    two_decimals,
)
from riskkit.reporting.figures import Bar
from riskkit.reporting.words import say_code, words_of
from riskkit.terms import Lang

TOP_BARS = 8
TOP_MENDS = 6
TOP_FACTORS = 5
WHOLE = 0.001  # published weights are rounded; within this their sum is said to be 100 %


@dataclass(frozen=True)
class Row:
    """One line of the additive table; all texts, ``contribution`` in hundredths as well."""

    criterion: str
    label: str
    kind: str
    state: str
    value: str
    points: str
    full_points: str
    weight: str
    contribution: str
    hundredths: int
    clause: str
    basis: str
    basis_code: str


@dataclass(frozen=True)
class MendRow:
    """One mend, its points with the 4 decimals they are published with, so that it can be checked exactly."""

    label: str
    remedy: str
    lowers_by: str
    after: str
    grade: GradeLine | None
    grade_text: str


@dataclass(frozen=True)
class VetoRow:
    """One veto that is met or cannot be decided."""

    label: str
    clause: str
    basis: str
    outcome: str
    outcome_basis: str
    remedy: str


@dataclass(frozen=True)
class View:
    """The page's content in one language; measures as in Explanation."""

    grade: str
    decided_by: str
    risk_score: str
    score: str
    rank: str
    median: str
    interval: str
    rows: list[Row]
    not_applicable: list[str]
    weight_total: str
    total_bar: Bar
    bars: list[Bar]
    met: list[VetoRow]
    undecided: list[VetoRow]
    not_met: int
    mends: list[MendRow]
    mends_left: int
    frequency: str
    factors: list[str]
    unknown: str
    unknown_items: list[str]
    beside: BesideView
    dangers: list[DangerRow]


def view_of(explanation: Explanation, lang: Lang) -> View:
    """The view of one explanation.

    Shown contributions add up exactly to the shown risk score (largest remainder at two decimals); raises
    ValueError when the reasons do not sum to the risk score.
    """
    words = words_of(lang)
    everything, weight_total = _rows(explanation, lang)
    rows = [row for row in everything if not _leaves_no_trace(row)]
    risk = hundredths(explanation.risk_score)
    low, high = (two_decimals(hundredths(x)) for x in (explanation.score_low, explanation.score_high))
    useful = _useful(explanation)
    unknown = [row.label for row in rows if row.state == "unknown"]
    share = percent(explanation.unobserved_share)
    return View(
        grade=grade_text(explanation.grade, lang),
        decided_by=say_code("grade_by", explanation.grade_by, lang),
        risk_score=two_decimals(risk),
        score=words["not_scored"] if explanation.order_only else two_decimals(hundredths(explanation.score)),
        rank=words["rank_value"].format(rank=explanation.rank, subjects=explanation.subjects),
        median=two_decimals(hundredths(explanation.median_risk_score)),
        interval=low if low == high else words["from_to"].format(low=low, high=high),
        rows=rows,
        not_applicable=[row.label for row in everything if _leaves_no_trace(row)],
        weight_total=weight_total,
        total_bar=Bar(words["total"], risk, "total"),
        bars=_bars(rows, words["others"]),
        met=[_veto_row(v, lang) for v in explanation.vetoes if v.state == "met"],
        undecided=[_veto_row(v, lang) for v in explanation.vetoes if v.state == "undecided"],
        not_met=sum(v.state == "not_met" for v in explanation.vetoes),
        mends=[_mend_row(mend, explanation, lang) for mend in useful[:TOP_MENDS]],
        mends_left=max(len(useful) - TOP_MENDS, 0),
        frequency=_frequency_text(explanation.frequency, words),
        factors=_factor_texts(explanation.frequency, lang),
        unknown=words["unknown_text"].format(share=share, low=low, high=high)
        if explanation.unobserved_share > 0
        else words["unknown_none"],
        unknown_items=unknown,
        beside=beside_view(explanation, lang),
        dangers=danger_rows(explanation, lang),
    )


def _useful(explanation: Explanation) -> list[Mend]:
    """What changes the grade without points (a veto cleared) first, then the mends by what they take off."""
    clearing = [
        mend for mend in explanation.mends if mend.lowers_by == 0 and mend.grade_after != explanation.grade.code
    ]
    lowering = [mend for mend in explanation.mends if mend.lowers_by > 0]
    return clearing + sorted(lowering, key=lambda mend: -mend.lowers_by)


def _rows(explanation: Explanation, lang: Lang) -> tuple[list[Row], str]:
    """Rows with equal criteria kept together, in order of first appearance; and the text under the weights."""
    first: dict[str, int] = {}
    for reason in explanation.reasons:
        first.setdefault(reason.criterion.zh, len(first))
    ordered = sorted(explanation.reasons, key=lambda reason: first[reason.criterion.zh])
    shown = add_up([reason.contribution for reason in ordered], explanation.risk_score)
    rows = [_row(reason, count, lang) for reason, count in zip(ordered, shown, strict=True)]
    whole = abs(sum(reason.weight for reason in ordered) - 1) < WHOLE
    return rows, "100%" if whole else ""


def _leaves_no_trace(row: Row) -> bool:
    """不适用 and without contribution: named in one line below the table instead of a row of its own."""
    return row.state == "not_applicable" and row.hundredths == 0


def _row(reason: Reason, count: int, lang: Lang) -> Row:
    none = words_of(lang)["none"]
    value = one_line(reason.value)
    if reason.kind == "indicator" and reason.state != "known":
        value = say_code("state", reason.state, lang)
    return Row(
        criterion=reason.criterion.of(lang),
        label=reason.label.of(lang),
        kind=reason.kind,
        state=reason.state,
        value=value or none,
        points=none if reason.points is None else plain(reason.points),
        full_points=plain(reason.full_points) if reason.full_points else none,
        weight=percent(reason.weight, 2) if reason.kind == "indicator" else none,
        contribution=two_decimals(count),
        hundredths=count,
        clause=one_line(reason.clause),
        basis=say_code("basis", reason.basis, lang),
        basis_code=reason.basis,
    )


def _bars(rows: Sequence[Row], others: str) -> list[Bar]:
    """The largest contributions first, the rest as one bar, then what lowers the score (加分)."""
    raising = sorted((row for row in rows if row.hundredths > 0), key=lambda row: -row.hundredths)
    lowering = [row for row in rows if row.hundredths < 0]
    top = raising if len(raising) <= TOP_BARS + 1 else raising[:TOP_BARS]
    bars = [Bar(row.label, row.hundredths, "up") for row in top]
    if rest := raising[len(top) :]:
        bars.append(Bar(others.format(n=len(rest)), sum(row.hundredths for row in rest), "others"))
    return bars + [Bar(row.label, row.hundredths, "down") for row in lowering]


def _veto_row(veto: VetoLine, lang: Lang) -> VetoRow:
    return VetoRow(
        label=veto.label.of(lang),
        clause=one_line(veto.clause),
        basis=say_code("basis", veto.basis, lang),
        outcome=veto.outcome.of(lang),
        outcome_basis=say_code("basis", veto.outcome_basis, lang),
        remedy=veto.remedy.of(lang) if veto.remedy else "",
    )


def _mend_row(mend: Mend, explanation: Explanation, lang: Lang) -> MendRow:
    grade = next((line for line in explanation.grade_scale if line.code == mend.grade_after), None)
    return MendRow(
        label=mend.label.of(lang),
        remedy=mend.remedy.of(lang),
        lowers_by=f"{mend.lowers_by:.4f}",
        after=f"{mend.risk_score_after:.4f}",
        grade=grade,
        grade_text=grade_text(grade, lang) if grade else mend.grade_after,
    )


def _frequency_text(frequency: Frequency | None, words: dict[str, str]) -> str:
    if frequency is None:
        return words["frequency_none"]
    mean, low, high = same_decimals(frequency.fires_per_year, frequency.fires_low, frequency.fires_high)
    return words["frequency_text"].format(
        mean=mean,
        low=low,
        high=high,
        times=significant(frequency.times_mean),
    )


def _factor_texts(frequency: Frequency | None, lang: Lang) -> list[str]:
    said = [(label.of(lang), significant(times)) for label, times in frequency.factors] if frequency else []
    return [f"{label} ×{times}" for label, times in said if times != "1.00"][:TOP_FACTORS]
