"""RULE-19 fields used exist, RULE-21 measures (uom) are known and convertible, RULE-04/05 kinds and ranges fit."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from riskkit.indicators.lint.conditions import similar
from riskkit.indicators.lint.scope import Location, Scope, indicator_blocks
from riskkit.indicators.loader import RuleProblem, RuleRoot, parse_rule_file
from riskkit.indicators.rule_file import CreditFile, FieldsFile, FieldShape, IndicatorFile
from riskkit.records import RESERVED_FIELDS
from riskkit.terms import Level
from riskkit.uom import UOMS

_NUMBERS = ("number", "integer")
_FIELD_KINDS: dict[str, tuple[str, ...]] = {
    "step": _NUMBERS,
    "linear": _NUMBERS,
    "fuzzy": _NUMBERS,
    "rate": _NUMBERS,
    "count": _NUMBERS,
    "category": ("category",),
    "presence": ("boolean", *_NUMBERS),
    "deduction": ("boolean", *_NUMBERS),
}
_WITH_UOM = ("step", "linear", "fuzzy", "rate")
_LEVELS = (Level.UNIT, Level.INDUSTRY, Level.REGION)


def used_fields(scope: Scope) -> Iterator[tuple[str, IndicatorFile, str, Location]]:
    """Every field that an indicator's value is taken from, with the place it is named at."""
    for name, indicator in scope.folder.indicators.items():
        measure = indicator.measure
        if measure.kind == "rate":
            for key in ("numerator", "denominator"):
                if getattr(measure, key) is not None:
                    yield name, indicator, getattr(measure, key), ("measure", key)
        elif measure.kind != "deduction":
            yield name, indicator, measure.field or name, ("measure", "field")
    for name, indicator, block, here in indicator_blocks(scope):
        for position, item in enumerate(block.items or []):
            yield name, indicator, item.field, (*here, "items", position, "field")


def measured_fields_exist(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-19: what an indicator measures stands in fields.yaml; RULE-05: as a field of a kind it can measure."""
    fields = scope.folder.fields.fields
    for name, indicator, field_name, here in used_fields(scope):
        field, kind = fields.get(field_name), indicator.measure.kind
        if field is None:
            yield scope.problem("RULE-19", name, *here, found=field_name, allowed=similar(field_name, fields))
        elif field.kind not in _FIELD_KINDS[kind]:
            found, allowed = f"{kind}: {field_name} ({field.kind})", ", ".join(_FIELD_KINDS[kind])
            yield scope.problem("RULE-05", name, *here, found=found, allowed=allowed)


def rates_are_whole(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-04: a rate has numerator and denominator."""
    for name, indicator in scope.folder.indicators.items():
        for key in ("numerator", "denominator"):
            if indicator.measure.kind == "rate" and getattr(indicator.measure, key) is None:
                yield scope.problem("RULE-04", name, "measure", allowed=key)


def model_fields_exist(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-19: the fields that rulebook.yaml names for the frequency and the consequence."""
    rulebook, fields = scope.folder.rulebook, scope.folder.fields.fields
    places: list[tuple[str, Location]] = []
    if rulebook.consequence_field is not None:
        places.append((rulebook.consequence_field, ("consequence_field",)))
    if rulebook.frequency is not None:
        for key in ("numeric", "log", "category"):
            names = getattr(rulebook.frequency, key)
            places += [(name, ("frequency", key, position)) for position, name in enumerate(names)]
    for name, here in places:
        if name not in fields and name not in RESERVED_FIELDS:
            yield scope.problem("RULE-19", "rulebook", *here, found=name, allowed=similar(name, fields))


def uoms_are_known(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-21: every uom is one of riskkit/uom.py, and a measure's can be made from its field's."""
    fields = scope.folder.fields.fields
    for name, field in fields.items():
        if field.uom is not None and field.uom not in UOMS:
            yield scope.problem(
                "RULE-21", "fields", "fields", name, "uom", found=field.uom, allowed=_similar_uoms(field.uom)
            )
    for name, indicator in scope.folder.indicators.items():
        uom = indicator.measure.uom
        if uom is not None and uom not in UOMS:
            yield scope.problem("RULE-21", name, "measure", "uom", found=uom, allowed=_similar_uoms(uom))
            continue
        own = fields.get(indicator.measure.field or name)
        if uom is None or own is None or own.uom not in UOMS or indicator.measure.kind in ("rate", "deduction"):
            continue
        if UOMS[uom].base != UOMS[own.uom].base:
            alike = ", ".join(word for word, measure in UOMS.items() if measure.base == UOMS[own.uom].base)
            found = f"{uom} ≠ {indicator.measure.field or name}: {own.uom}"
            yield scope.problem("RULE-21", name, "measure", "uom", found=found, allowed=alike)


SIDE_TABLES = ("identity.yaml", "fires.yaml", "credit_records.yaml", "overrides.yaml")


def side_tables_hold(root: RuleRoot) -> Iterator[RuleProblem]:
    """What is wrong with the fields of tables beside an extract, where the root has them: shape, RULE-21 measures."""
    for name in SIDE_TABLES:
        if (root.path / name).exists():
            yield from _side_table(root, name)
    if (root.path / "credit.yaml").exists():
        parsed, source, problems = parse_rule_file(root.path / "credit.yaml", CreditFile, root.path)
        yield from problems
        for start, block in parsed.in_force.items() if parsed and source else ():
            if not isinstance(block, str) and block.reference.source not in root.sources.sources:
                where = source.where("in_force", start, "reference", "source") if source else ""
                yield RuleProblem("RULE-11", where, block.reference.source, ", ".join(root.sources.sources))


def _side_table(root: RuleRoot, file: str) -> Iterator[RuleProblem]:
    parsed, source, problems = parse_rule_file(root.path / file, FieldsFile, root.path)
    yield from problems
    if parsed is None or source is None:
        return
    for name, field in parsed.fields.items():
        if field.uom is not None and field.uom not in UOMS:
            yield RuleProblem("RULE-21", source.where("fields", name, "uom"), field.uom, _similar_uoms(field.uom))


def _similar_uoms(uom: str) -> str:
    close = get_close_matches(uom, [word for word in UOMS if word], n=3, cutoff=0.5)
    return " / ".join(f"{word}?" for word in close) or ", ".join(word or '""' for word in UOMS)


def uoms_are_given(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-04: a number field and a measure on a scale of numbers say what they are measured in ("1" for none)."""
    for name, field in scope.folder.fields.fields.items():
        if field.kind == "number" and field.uom is None:
            yield scope.problem("RULE-04", "fields", "fields", name, found=name, allowed="uom")
    for name, indicator in scope.folder.indicators.items():
        if indicator.measure.kind in _WITH_UOM and indicator.measure.uom is None:
            yield scope.problem("RULE-04", name, "measure", found=indicator.measure.kind, allowed="uom")


def ranges_are_ranges(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-05: plausible is [low, high] with low < high; round_to and per are positive; a category has options."""
    for name, field in scope.folder.fields.fields.items():
        if field.plausible and not _rising(field.plausible):
            yield scope.problem(
                "RULE-05", "fields", "fields", name, "plausible", found=_range(field), allowed="low < high"
            )
        if (field.kind == "category") != bool(field.levels):
            found = f"{name} ({field.kind}): {len(field.levels)} levels"
            allowed = "≥ 1" if field.kind == "category" else "0"
            yield scope.problem("RULE-05", "fields", "fields", name, "levels", found=found, allowed=allowed)
    for name, indicator in scope.folder.indicators.items():
        measure = indicator.measure
        if measure.plausible and not _rising(measure.plausible):
            at = ("measure", "plausible")
            yield scope.problem("RULE-05", name, *at, found=_range(measure), allowed="low < high")
        for key, value in (("round_to", measure.round_to), ("per", measure.per)):
            if value is not None and value <= 0:
                yield scope.problem("RULE-05", name, "measure", key, found=f"{key}: {value:g}", allowed="> 0")


def _rising(ends: tuple[float | None, float | None]) -> bool:
    low, high = ends
    return low is None or high is None or low < high


def _range(shape: object) -> str:
    low, high = shape.plausible  # type: ignore[attr-defined]
    return f"[{low}, {high}]"


def roll_ups_are_whole(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-05: a roll-up comes from a lower level; RULE-04: its statistic has what it needs."""
    for name, field in scope.folder.fields.fields.items():
        if field.roll_up is not None:
            yield from _roll_up(scope, name, field)


def _roll_up(scope: Scope, name: str, field: FieldShape) -> Iterator[RuleProblem]:
    roll, here = field.roll_up, ("fields", name, "roll_up")
    assert roll is not None
    lower = _LEVELS[: _LEVELS.index(scope.folder.rulebook.level)]
    if roll.level not in lower:
        allowed = ", ".join(level.value for level in lower) or "-"
        yield scope.problem("RULE-05", "fields", *here, "level", found=roll.level.value, allowed=allowed)
    if roll.statistic in ("mean", "exposure_weighted_mean", "sum", "max") and roll.of is None:
        yield scope.problem("RULE-04", "fields", *here, found=f"statistic: {roll.statistic}", allowed="of")
    if roll.statistic == "share_of_grade" and not roll.grades:
        yield scope.problem("RULE-04", "fields", *here, found=f"statistic: {roll.statistic}", allowed="grades")


RULES = (
    measured_fields_exist,
    rates_are_whole,
    model_fields_exist,
    uoms_are_known,
    uoms_are_given,
    ranges_are_ranges,
    roll_ups_are_whole,
)
