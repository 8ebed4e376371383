"""RULE-16 and RULE-05: conditions name existing fields, in exactly one form, with an op and value of their kind."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from riskkit.indicators.lint.scope import Location, Scope, meeting, texts
from riskkit.indicators.loader import RuleProblem
from riskkit.indicators.rule_file import Condition, FieldShape, VetoBlock

_FORMS = "all | any | not | at_least | field + op"
_NUMBER_OPS = ("eq", "ne", "lt", "le", "gt", "ge", "in", "not_in", "is_known")
_CHOICE_OPS = ("eq", "ne", "in", "not_in", "is_known")
OPS: dict[str, tuple[str, ...]] = {
    "number": _NUMBER_OPS,
    "integer": _NUMBER_OPS,
    "category": _CHOICE_OPS,
    "text": _CHOICE_OPS,
    "id": _CHOICE_OPS,
    "boolean": ("is_true", "is_false", "is_known"),
    "date": ("is_known",),
}
_NO_VALUE = ("is_true", "is_false", "is_known")


def conditions_hold(scope: Scope) -> Iterator[RuleProblem]:
    """Every condition of vetoes.yaml, of grades and of ``applies_when``."""
    for part, condition, here in _conditions(scope):
        yield from check_condition(scope, part, condition, here)


def _conditions(scope: Scope) -> Iterator[tuple[str, Condition, Location]]:
    for position, veto in enumerate(scope.folder.vetoes.vetoes):
        for start, block in texts(veto.in_force):
            yield "vetoes", block.when, ("vetoes", position, "in_force", start, "when")
    for start, scale in texts(scope.folder.grades.in_force):
        for position, grade in enumerate(scale.grades):
            if grade.when is not None:
                yield "grades", grade.when, ("in_force", start, "grades", position, "when")
    for name, indicator in scope.folder.indicators.items():
        if indicator.applies_when is not None:
            yield name, indicator.applies_when, ("applies_when",)


def check_condition(scope: Scope, part: str, condition: Condition, here: Location) -> Iterator[RuleProblem]:
    """What is wrong with one condition that stands at ``here`` of ``part``."""
    joins = [key for key in ("all", "any", "not", "at_least") if _joined(condition, key) is not None]
    compares = [key for key in ("field", "op", "value") if getattr(condition, key) is not None]
    forms = [*joins, *(["field"] if compares else [])]
    if len(forms) != 1:
        yield scope.problem("RULE-05", part, *here, found=" + ".join(forms) or "-", allowed=_FORMS)
        return
    if compares:
        yield from _compare(scope, part, condition, here)
        return
    children = list(_children(condition, here))
    if not children:
        yield scope.problem("RULE-05", part, *here, forms[0], found="0", allowed="≥ 1")
    if condition.at_least is not None and not 1 <= condition.at_least.n <= len(children):
        at = (*here, "at_least", "n")
        yield scope.problem("RULE-05", part, *at, found=f"n: {condition.at_least.n}", allowed=f"1 … {len(children)}")
    for child, at in children:
        yield from check_condition(scope, part, child, at)


def _joined(condition: Condition, key: str) -> object:
    return getattr(condition, key if key == "at_least" else f"{key}_")


def _children(condition: Condition, here: Location) -> Iterator[tuple[Condition, Location]]:
    if condition.not_ is not None:
        yield condition.not_, (*here, "not")
    of = condition.at_least.of if condition.at_least else []
    for children, at in ((condition.all_, ("all",)), (condition.any_, ("any",)), (of, ("at_least", "of"))):
        for position, child in enumerate(children or []):
            yield child, (*here, *at, position)


def _compare(scope: Scope, part: str, condition: Condition, here: Location) -> Iterator[RuleProblem]:
    fields = scope.folder.fields.fields
    if condition.field is None or condition.op is None:
        absent = "field" if condition.field is None else "op"
        yield scope.problem("RULE-04", part, *here, allowed=absent)
    elif condition.field not in fields:
        yield scope.problem(
            "RULE-16", part, *here, "field", found=condition.field, allowed=similar(condition.field, fields)
        )
    elif condition.op not in OPS[fields[condition.field].kind]:
        kind = fields[condition.field].kind
        found = f"{condition.field} ({kind}): {condition.op}"
        yield scope.problem("RULE-05", part, *here, "op", found=found, allowed=", ".join(OPS[kind]))
    else:
        yield from _value(scope, part, condition, fields[condition.field], here)


def _value(scope: Scope, part: str, condition: Condition, field: FieldShape, here: Location) -> Iterator[RuleProblem]:
    value, op = condition.value, condition.op
    if (value is None) != (op in _NO_VALUE):
        if value is None:
            yield scope.problem("RULE-04", part, *here, found=f"op: {op}", allowed="value")
        else:
            yield scope.problem("RULE-05", part, *here, "value", found=f"op: {op}, value: {value}", allowed=f"op: {op}")
        return
    if value is None:
        return
    if isinstance(value, list) != (op in ("in", "not_in")):
        allowed = "[…]" if op in ("in", "not_in") else "1 value"
        yield scope.problem("RULE-05", part, *here, "value", found=f"op: {op}, value: {value}", allowed=allowed)
        return
    codes = [level.code for level in field.levels]
    wanted = "number" if field.kind in ("number", "integer") else ", ".join(codes) or "text"
    for item in value if isinstance(value, list) else [value]:
        good = isinstance(item, float) if wanted == "number" else isinstance(item, str) and item in (codes or [item])
        if not good:
            yield scope.problem("RULE-05", part, *here, "value", found=f"{condition.field}: {item}", allowed=wanted)


def outcomes_exist(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-05: a veto sets a grade of the scale then in force, or a score; exactly one of the two."""
    for position, veto in enumerate(scope.folder.vetoes.vetoes):
        blocks = texts(veto.in_force)
        ends = [after for after, _ in blocks[1:]] + [None] if blocks else []
        for (start, block), end in zip(blocks, ends, strict=True):
            here = ("vetoes", position, "in_force", start, "outcome")
            scales = meeting(texts(scope.folder.grades.in_force), start, end)
            allowed = [[grade.code for grade in scale.grades] for scale in scales]
            yield from _outcome(scope, block, here, allowed)


def _outcome(scope: Scope, block: VetoBlock, here: Location, scales: list[list[str]]) -> Iterator[RuleProblem]:
    grade, score = block.outcome.grade, block.outcome.score
    if (grade is None) == (score is None):
        found = "-" if grade is None else "grade + score"
        yield scope.problem("RULE-05", "vetoes", *here, found=found, allowed="grade | score")
    if score is not None and not 0 <= score <= 100:
        yield scope.problem("RULE-05", "vetoes", *here, "score", found=f"{score:g}", allowed="0 … 100")
    for codes in scales:
        if grade is not None and grade not in codes:
            yield scope.problem("RULE-05", "vetoes", *here, "grade", found=grade, allowed=", ".join(codes))


def similar(name: str, fields: dict[str, FieldShape]) -> str:
    """The field names most like ``name``, or that they stand in fields.yaml."""
    close = get_close_matches(name, list(fields), n=3)
    return " / ".join(f"{word}?" for word in close) or "fields.yaml"


RULES = (conditions_hold, outcomes_exist)
