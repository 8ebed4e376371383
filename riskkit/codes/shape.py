"""The shape of a code, and how a table of codes is written."""

from __future__ import annotations

from typing import NamedTuple

from riskkit.terms import Label, Severity


class Code(NamedTuple):
    """One kind of problem."""

    severity: Severity
    problem: Label
    mend: Label


def error(zh: str, en: str, mend_zh: str, mend_en: str) -> Code:
    """An error: a value or a row is set aside, or the run stops."""
    return Code(Severity.ERROR, Label(zh, en), Label(mend_zh, mend_en))


def warning(zh: str, en: str, mend_zh: str, mend_en: str) -> Code:
    """A warning: the value is kept."""
    return Code(Severity.WARNING, Label(zh, en), Label(mend_zh, mend_en))


def note(zh: str, en: str, mend_zh: str, mend_en: str) -> Code:
    """A note: nothing needs to be done."""
    return Code(Severity.NOTE, Label(zh, en), Label(mend_zh, mend_en))
