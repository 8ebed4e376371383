"""What one of the files about fires alone cannot know: limits fall, scopes follow on one another, sources in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from riskkit.indicators.fire_rules_file import CRITERIA, FIRE_RULE_FILES, ScopesFile, SeverityBlock, SeverityFile
from riskkit.indicators.lint.dates import CHECKED_DAYS
from riskkit.indicators.lint.scope import Location, texts
from riskkit.indicators.loader import RuleProblem, RuleRoot, parse_rule_file
from riskkit.indicators.rule_file import Reference
from riskkit.indicators.rule_problem import RuleSource


class _File(NamedTuple):
    """One file as read, with the root it stands in and the day it is judged on."""

    root: RuleRoot
    source: RuleSource
    today: date | None

    def problem(self, code: str, *location: object, found: str = "", allowed: str = "") -> RuleProblem:
        return RuleProblem(code, self.source.where(*location), found, allowed)


def fire_rules_hold(root: RuleRoot, today: date | None = None) -> Iterator[RuleProblem]:
    """Every problem of the files about fires that the root has: shape, limits, scopes, references."""
    for name, shape in FIRE_RULE_FILES.items():
        path = root.path / name
        if not path.exists():
            continue
        parsed, source, problems = parse_rule_file(path, shape, root.path)
        yield from problems
        if parsed is None or source is None:
            continue
        file = _File(root, source, today)
        if isinstance(parsed, SeverityFile):
            yield from _severity(file, parsed)
        elif isinstance(parsed, ScopesFile):
            yield from _scopes(file, parsed)


def _severity(file: _File, parsed: SeverityFile) -> Iterator[RuleProblem]:
    for start, block in texts(parsed.in_force):
        here: Location = ("in_force", start)
        yield from _reference(file, block.reference, start, *here, "reference")
        yield from _reference(file, block.death_window.reference, start, *here, "death_window", "reference")
        yield from _grades(file, block, *here, "grades")


def _grades(file: _File, block: SeverityBlock, *here: object) -> Iterator[RuleProblem]:
    """RULE-09: only the last grade has no limits; RULE-07: limits fall from grade to grade; RULE-20: codes differ."""
    codes = [grade.code for grade in block.grades]
    for position, grade in enumerate(block.grades):
        last = position == len(block.grades) - 1
        if (grade.at_least is None) != last:
            yield file.problem("RULE-09", *here, position, found=grade.code, allowed="at_least, … , (last: none)")
        if grade.code in codes[:position]:
            yield file.problem("RULE-20", *here, position, "code", found=grade.code)
    limited = [(place, grade.at_least) for place, grade in enumerate(block.grades) if grade.at_least is not None]
    for (_, worse), (place, milder) in pairwise(limited):
        for criterion in CRITERIA:
            high, low = getattr(worse, criterion), getattr(milder, criterion)
            if high is not None and low is not None and low >= high:
                found, allowed = f"{criterion}: {low:g}", f"< {high:g}"
                yield file.problem("RULE-07", *here, place, "at_least", criterion, found=found, allowed=allowed)


def _scopes(file: _File, parsed: ScopesFile) -> Iterator[RuleProblem]:
    for name, scope in parsed.scopes.items():
        yield from _reference(file, scope.reference, scope.from_, "scopes", name, "reference")
    for name, series in parsed.series.items():
        here: Location = ("series", name, "scopes")
        for place, scope_id in enumerate(series.scopes):
            if scope_id not in parsed.scopes:
                allowed = ", ".join(parsed.scopes)
                yield file.problem("RULE-19", *here, place, found=scope_id, allowed=allowed)
        known = [(place, parsed.scopes[item]) for place, item in enumerate(series.scopes) if item in parsed.scopes]
        for (_, before), (place, after) in pairwise(known):
            if before.until is None or after.from_ != before.until + timedelta(days=1):
                wanted = before.until + timedelta(days=1) if before.until else None
                yield file.problem(
                    "RULE-07", *here, place, found=f"from: {after.from_}", allowed=f"{wanted or 'until'}"
                )


def _reference(file: _File, reference: Reference, start: date, *here: object) -> Iterator[RuleProblem]:
    """RULE-11 the source is listed, RULE-12 in force when the block starts, RULE-13 checked lately."""
    sources = file.root.sources.sources
    source = sources.get(reference.source)
    if source is None:
        yield file.problem("RULE-11", *here, "source", found=reference.source, allowed=", ".join(sources))
    elif start < source.in_force_from or (source.in_force_until is not None and start > source.in_force_until):
        allowed = f"{reference.source} {source.in_force_from} … {source.in_force_until or ''}".rstrip()
        yield file.problem("RULE-12", *here, found=start.isoformat(), allowed=allowed)
    days = (file.today - reference.checked).days if file.today else 0
    if days > CHECKED_DAYS:
        found = f"{reference.checked}, {days} d"
        yield file.problem("RULE-13", *here, "checked", found=found, allowed=f"{CHECKED_DAYS} d")
