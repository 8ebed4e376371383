"""The results of the levels below: which may be rolled up, several of one level together, and how they are named."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Protocol

import polars as pl
import polars.selectors as cs

from riskkit.errors import Finding, RiskkitError
from riskkit.explain import Account
from riskkit.indicators.rulebook import Rulebook
from riskkit.inputs import Source
from riskkit.terms import Level

Registers = Mapping[Level, pl.DataFrame]
IS_WORST = "is_worst_grade"  # in the worst grade of the scale that the subject was graded by


class Below(Protocol):
    """A result of a lower level: an Assessment, or one read back from its folder."""

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook it was made with."""

    @property
    def account(self) -> Account:
        """What its explanations are made from."""

    @property
    def model_id(self) -> str:
        """The frequency model its rates come from; empty without one."""

    def for_roll_up(self) -> pl.DataFrame:
        """Its register with the fields that this level rolls up."""


def registers_of(below: Sequence[Below], level: Level) -> Registers:
    """The registers of the levels below, those of one level together, with a column IS_WORST beside them.

    Raises RiskkitError ARG-01 for a result that is not of a lower level, ROLL-04 when two results of one level assess
    the same subject.
    """
    order = list(Level)
    allowed = order[: order.index(level)]
    given = [result.rulebook.level for result in below]
    if not set(given) <= set(allowed):
        wanted = ", ".join(lower.value for lower in allowed) or f"- ({level.value})"
        raise RiskkitError("ARG-01", where="--below", found=", ".join(given), allowed=wanted)
    return {lower: _together([result for result in below if result.rulebook.level is lower]) for lower in set(given)}


def _together(results: Sequence[Below]) -> pl.DataFrame:
    frames = [comparable(result.for_roll_up(), result.rulebook) for result in results]
    if len(frames) == 1:
        return frames[0]
    whole = pl.concat([frame.with_columns(cs.enum().cast(pl.String)) for frame in frames], how="diagonal_relaxed")
    twice = whole.filter(pl.col("subject_id").is_duplicated()).get_column("subject_id").unique(maintain_order=True)
    if len(twice):
        some = ", ".join(twice.head(3)) + (" …" if len(twice) > 3 else "")
        books = ", ".join(result.rulebook.id for result in results)
        raise RiskkitError("ROLL-04", where="--below", found=f"{len(twice)}: {some}", allowed=books)
    return whole


def comparable(register: pl.DataFrame, rulebook: Rulebook) -> pl.DataFrame:
    """``register`` so that several rulebooks can be counted together: IS_WORST says who is in its own worst grade
    (null under a scale of one grade, which has no worst), and there is no score where the rule knows none (what is
    shown there serves the order inside a grade)."""
    codes = [grade.code for grade in rulebook.grades.grades]
    is_worst = pl.col("grade") == codes[-1] if len(codes) > 1 else pl.lit(None, pl.Boolean)
    frame = register.with_columns(is_worst.alias(IS_WORST))
    if rulebook.resolved.rulebook.order_only:
        frame = frame.with_columns(pl.lit(None, pl.Float64).alias(name) for name in ("score", "risk_score"))
    return frame


def rolled_together(below: Sequence[Below]) -> list[Finding]:
    """ROLL-03 for each level of which several results are rolled up together; ROLL-05 where some of them have no
    expected fires, so that the sum over all is too low."""
    found: list[Finding] = []
    for level in Level:
        results = [result for result in below if result.rulebook.level is level]
        if len(results) < 2:
            continue
        found.append(Finding("ROLL-03", column=level.value, value="、".join(one.rulebook.id for one in results)))
        lacking = [one.rulebook.id for one in results if not one.model_id]
        if 0 < len(lacking) < len(results):
            found.append(Finding("ROLL-05", column=level.value, value="、".join(lacking)))
    return found


def below_sources(below: Sequence[Below]) -> list[Source]:
    """One source a result below, named by its level, and by its rulebook too where there are several of one level."""
    levels = [result.rulebook.level for result in below]
    sources = []
    for result in sorted(below, key=lambda one: (one.rulebook.level, one.rulebook.id)):
        level, frame = result.rulebook.level, result.for_roll_up()
        name = level.value if levels.count(level) == 1 else f"{level.value} {result.rulebook.id}"
        sources.append(Source(name, _digest(frame), frame.height))
    return sources


def _digest(frame: pl.DataFrame) -> str:
    """sha256 of a table's rows as text, for a register that came from memory or a folder alike."""
    content = frame.select(column for column in frame.columns if column != "source").write_csv()
    return hashlib.sha256(content.encode("utf-8")).hexdigest()
