"""Filling the slots of a rulebook: the template out, and a whole rule root from what was filled in."""

from __future__ import annotations

from pathlib import Path

from riskkit.errors import RiskkitError
from riskkit.indicators.fill import fill_source, filled_files, read_fill
from riskkit.indicators.lint import lint
from riskkit.indicators.loader import RuleFolder, RuleProblem, RuleRoot, fill_template, load_root
from riskkit.reporting.rule_roots import copy_rule_root, write_text_file
from riskkit.reporting.run_folder import run_folder
from riskkit.terms import Severity


def write_template(rulebook_id: str, target: Path, rule_root: Path | None = None, *, replace: bool = False) -> None:
    """Write the template of a rulebook's slots to ``target``.

    Raises RiskkitError RULE-30 for an unknown rulebook, RULE-35 when it has nothing to fill, OUT-01 when the file is
    there and ``replace`` is not set.
    """
    _, folder = _opened(rulebook_id, rule_root)
    template = fill_template(folder)
    if not template:
        raise RiskkitError("RULE-35", where=rulebook_id)
    if target.exists() and not replace:
        raise RiskkitError("OUT-01", where=str(target), found=target.name)
    write_text_file(target, template)


def fill_rulebook(
    rulebook_id: str, filled: Path, target: Path, rule_root: Path | None = None, *, replace: bool = False
) -> list[str]:
    """Make a rule root at ``target``: the one given (the built-in one by default) with the slots filled; what changed.

    The new root is linted before it is kept. Raises RiskkitError RULE-34 for what does not fit the slots, and the
    first problem that lint finds, with its place.
    """
    root, folder = _opened(rulebook_id, rule_root)
    changed = filled_files(root, folder, read_fill(filled))
    with run_folder(target, replace=replace) as working:
        copy_rule_root(root.path, working, changed)
        for problem in lint(load_root(working)):
            if problem.severity is Severity.ERROR:
                raise _in_the_fill(problem, filled)
    return sorted(changed)


def _in_the_fill(problem: RuleProblem, filled: Path) -> RiskkitError:
    """The problem at the part of the user's own file that the rule file was made from."""
    name, _, line = problem.where.rpartition("/")[2].partition(".yaml")
    source = fill_source(filled)
    parts = {"tree": ("contents", "tree"), "grades": ("grades",), "vetoes": ("vetoes",), "sources": ("source",)}
    own = next((part for part in parts.get(name, ("indicators", "contents")) if source.has(part)), "rulebook")
    where = f"{source.where(own)} ({name}.yaml{line})"
    return RiskkitError(problem.code, where=where, found=problem.found, allowed=problem.allowed)


def _opened(rulebook_id: str, rule_root: Path | None) -> tuple[RuleRoot, RuleFolder]:
    root = load_root(rule_root, only=rulebook_id)
    if root.problems:
        raise root.problems[0].error()
    return root, root.folders[rulebook_id]
