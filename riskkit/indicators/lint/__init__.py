"""Lint: what one rule file alone cannot know. One rule is one small function, named by its code in RULES."""

from __future__ import annotations

from datetime import date

from riskkit.indicators.choices import combinations
from riskkit.indicators.lint import (
    conditions,
    dates,
    fields,
    fuzzy,
    grades,
    names,
    open_parts,
    scale_points,
    scales,
    tree,
    weights,
)
from riskkit.indicators.lint.classification import classification_holds
from riskkit.indicators.lint.fire_rules import fire_rules_hold
from riskkit.indicators.lint.item_rules import item_rules_hold
from riskkit.indicators.lint.scope import Rule, Scope
from riskkit.indicators.loader import RuleProblem, RuleRoot

RULES: tuple[Rule, ...] = (
    *names.RULES,
    *fields.RULES,
    *tree.RULES,
    *weights.RULES,
    *scales.RULES,
    *scale_points.RULES,
    *grades.RULES,
    *fuzzy.RULES,
    *conditions.RULES,
    *dates.RULES,
    *open_parts.RULES,
)


def lint(root: RuleRoot, *, today: date | None = None) -> list[RuleProblem]:
    """Every problem of a rule root: those of files that did not load, then those of the rules below.

    ``today`` is the day that ``checked`` and ``expected`` are judged on; without it RULE-13 and RULE-24 are left
    out. An empty list means clean; whether a problem is an error or a warning stands in ``riskkit.codes.CODES``.

    >>> from riskkit.indicators.loader import load_root
    >>> [problem.text("en") for problem in lint(load_root()) if problem.severity == "error"]
    []
    """
    problems = list(root.problems)
    problems += dates.sources_exist(root)
    problems += fields.side_tables_hold(root)
    problems += fire_rules_hold(root, today)
    problems += item_rules_hold(root)
    problems += classification_holds(root, today)
    for folder in root.folders.values():
        for choices in combinations(folder.rulebook):
            scope = Scope(root, folder, today, choices)
            for rule in RULES:
                problems += rule(scope)
    return list(dict.fromkeys(problems))
