"""What would lower a subject's risk: each mend alone, exactly, with the grade that a new assessment would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from riskkit.explanation import DangerLine, Mend, Reason
from riskkit.indicators.rulebook import Rulebook, as_label
from riskkit.register import veto_ids
from riskkit.scoring.grades import grade_of
from riskkit.terms import CellState, GradeBy, Label, Lang

OPEN_AGAIN = Label("须重新评估", "assess again")


def mends_of(
    entry: dict[str, Any], reasons: list[Reason], rules: Rulebook, lang: Lang, dangers: Sequence[DangerLine] = ()
) -> list[Mend]:
    """The mends of one register row; where an indicator lost points by several ``dangers``, each of them alone too.

    Where a person set the grade: that grade stays while the rules give the one it was set from; a mend that changes
    the computed grade leaves the override without its ground, and the computed grade counts.
    """
    before = entry["grade_before_override"]
    if before is None:
        return _by_rule(entry, reasons, rules, lang, dangers)
    computed = {**entry, "grade": before, "grade_by": entry["grade_by_before_override"]}
    mends = _by_rule(computed, reasons, rules, lang, dangers)
    return [replace(mend, grade_after=entry["grade"]) if mend.grade_after == before else mend for mend in mends]


def _by_rule(
    entry: dict[str, Any], reasons: list[Reason], rules: Rulebook, lang: Lang, dangers: Sequence[DangerLine]
) -> list[Mend]:
    """Each defect that can be mended, alone: to full points, exactly its contribution off the risk score.

    While a veto sets the score nothing but lifting that veto helps; while a veto sets the grade the grade stays, so
    clearing every ground of direct determination comes first, with the grade that the score alone gives. A mend of
    a field that a met veto reads may clear that veto too: only a new assessment can tell, and its grade says so.
    What is unknown is not listed here: finding out is not mending.
    """
    by_veto = [reason for reason in reasons if reason.kind == "veto"]
    if by_veto:
        lifted = Label("消除该否决情形", "remove the ground of the veto")
        return [_mend(reason, lifted, entry, rules, lang, veto_stays=False) for reason in by_veto]
    known = CellState.KNOWN.name.lower()
    veto_stays = entry["grade_by"] not in (GradeBy.SCORE.value, GradeBy.CONDITIONS.value)
    useful = [r for r in reasons if r.remedy and r.kind == "indicator" and r.contribution > 0 and r.state == known]
    mends = [
        _mend(reason, reason.remedy, entry, rules, lang, veto_stays=veto_stays) for reason in useful if reason.remedy
    ]
    if not veto_stays:
        return sorted([*mends, *_single(useful, entry, rules, dangers, lang)], key=lambda mend: -mend.lowers_by)
    grounds = rules.fields_of_vetoes(veto_ids(entry["veto_clauses"]))
    leaves = {leaf.id: leaf for leaf in rules.leaves}
    open_again = OPEN_AGAIN.of(lang)
    told = [
        replace(mend, grade_after=open_again) if leaves[reason.indicator].fields() & grounds else mend
        for mend, reason in zip(mends, useful, strict=True)
    ]
    return [_cleared(entry, rules, lang), *told]


def _cleared(entry: dict[str, Any], rules: Rulebook, lang: Lang) -> Mend:
    """All grounds of direct determination cleared: the risk score stays, the grade is the score's."""
    met = [veto for veto, _ in rules.vetoes if veto.id in veto_ids(entry["veto_clauses"])]
    remedies = [as_label(veto.remedy) for veto in met if veto.remedy]
    label = Label("消除全部直接判定情形（得分不变时）", "clear every ground of direct determination (score as it is)")
    remedy = Label("；".join(r.zh for r in remedies) or label.zh, "; ".join(r.en for r in remedies) or label.en)
    return Mend(label, remedy, 0.0, entry["risk_score"], _grade_at(entry["score"], rules, lang))


def _mend(
    reason: Reason, remedy: Label, entry: dict[str, Any], rules: Rulebook, lang: Lang, *, veto_stays: bool
) -> Mend:
    after = round(entry["risk_score"] - reason.contribution, 4)
    safety = rules.resolved.rulebook.points_mean == "safety"
    printed = round(entry["score"] + reason.contribution, 4) if safety else after
    grade = entry["grade"] if veto_stays else _grade_at(printed, rules, lang)
    return Mend(reason.label, remedy, reason.contribution, after, grade)


def _grade_at(score: float, rules: Rulebook, lang: Lang) -> str:
    """The grade of a score; no score tells the grade of a rulebook that grades by conditions."""
    if rules.grades.by == "conditions":
        return OPEN_AGAIN.of(lang)
    return rules.grades.grades[int(grade_of(rules.grades, np.array([score]))[0])].code


def _single(
    useful: list[Reason], entry: dict[str, Any], rules: Rulebook, dangers: Sequence[DangerLine], lang: Lang
) -> list[Mend]:
    """Each hidden danger of a deduction alone, where there are several: what is left over the cap stays lost."""
    leaves = {leaf.id: leaf for leaf in rules.leaves}
    mends = []
    for reason in useful:
        own = [line for line in dangers if line.indicator == reason.indicator and line.points_off > 0]
        block = leaves[reason.indicator].block
        known = [line for line in own if line.times is not None]
        if len(own) < 2 or block.items is None or any(item.raises_cap for item in block.items):
            continue
        total = sum(line.points_off for line in own)
        lost = min(block.full_points - block.floor, total)
        for line in known:
            kept = min(block.full_points - block.floor, total - line.points_off)
            gained = round(reason.contribution * (1 - kept / lost), 4)
            if gained > 0:
                alone = replace(reason, contribution=gained)
                remedy = Label(f"只整改“{line.label}”", f"mend this alone: {line.label}")
                mends.append(_mend(alone, remedy, entry, rules, lang, veto_stays=False))
    return mends
