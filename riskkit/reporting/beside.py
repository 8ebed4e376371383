"""What a page says about a grade that a person set, and about credit records: used, and not counted."""

from __future__ import annotations

from dataclasses import dataclass

from riskkit.explanation import CreditLine, Explanation, GradeLine
from riskkit.reporting.display import one_line
from riskkit.reporting.words import say_code, words_of
from riskkit.terms import CreditUse, Lang

SHORT_CODE = 3  # A, II, III: shown before the meaning; a longer code is for machines


@dataclass(frozen=True)
class BesideView:
    """Texts in one language, empty where there is nothing to say.

    ``override`` what a person set, ``contest`` how it can be contested, ``override_mends`` what becomes of it when
    something is mended; ``below`` how many units below have such a grade; ``credit`` the records in use,
    ``not_counted`` one text a record that reaches no score, ``law`` the text that keeps them out.
    """

    override: str = ""
    contest: str = ""
    override_mends: str = ""
    below: str = ""
    credit: str = ""
    not_counted: tuple[str, ...] = ()
    law: str = ""


def beside_view(explanation: Explanation, lang: Lang) -> BesideView:
    """The texts of one explanation."""
    words = words_of(lang)
    override, contest, mends = _override(explanation, lang)
    below, records = explanation.overridden_below, explanation.credit_records
    how = words["credit_measured" if explanation.credit_measured else "credit_not_measured"]
    laws = dict.fromkeys(
        f"{line.clause or ''} ({say_code('basis', line.basis, lang)})".strip() for line in explanation.not_counted
    )
    return BesideView(
        override=override,
        contest=contest,
        override_mends=mends,
        below=words["overridden_below"].format(n=below) if below else "",
        credit="" if records is None else words["credit_in_use"].format(n=records, how=how if records else ""),
        not_counted=tuple(_record(line, lang) for line in explanation.not_counted),
        law=words["not_counted_law"].format(law="; ".join(laws)) if laws else "",
    )


def grade_text(grade: GradeLine, lang: Lang) -> str:
    """The grade as a word: a short code with its meaning, else the meaning alone.

    >>> from riskkit.terms import Label
    >>> grade_text(GradeLine("D", Label("差", "poor"), "[0,70)", "#c00000"), "zh")
    'D 差'
    """
    label = grade.label.of(lang)
    return f"{grade.code} {label}" if len(grade.code) <= SHORT_CODE and grade.code != label else label


def override_text(explanation: Explanation, lang: Lang) -> str:
    """``D 差 → C 一般`` where a person set the grade, else empty."""
    line = explanation.override
    return f"{grade_text(line.grade_before, lang)} → {grade_text(explanation.grade, lang)}" if line else ""


def _override(explanation: Explanation, lang: Lang) -> tuple[str, str, str]:
    line = explanation.override
    if line is None:
        return "", "", ""
    words = words_of(lang)
    said = {
        "before": grade_text(line.grade_before, lang),
        "after": grade_text(explanation.grade, lang),
        "decided_by": say_code("grade_by", line.decided_by, lang),
        "reason": one_line(line.reason).rstrip("。."),
        "approver": one_line(line.approver),
        "day": line.decided_on.isoformat(),
    }
    keys = ("override_text", "override_contest", "override_mends")
    text, contest, mends = (words[key].format(**said) for key in keys)
    return text, contest, mends


def _record(line: CreditLine, lang: Lang) -> str:
    """One record: what it is, its day, why it is not counted and since when."""
    words = words_of(lang)
    named = [one_line(text) for text in (line.level, line.document, line.authority) if text]
    recorded = line.recorded_on.isoformat() if line.recorded_on else words["none"]
    day = {CreditUse.REPAIRED.value: line.repaired_on, CreditUse.PUBLICITY_OVER.value: line.publicity_until}.get(
        line.use
    )
    why = f"{say_code('use', line.use, lang)}{f' {day.isoformat()}' if day else ''}"
    return " · ".join([*named, f"{words['recorded_on']} {recorded}", why])
