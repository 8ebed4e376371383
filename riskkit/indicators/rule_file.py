"""The shape of every rule file: strict pydantic models, one class a file or block.

The loader reads YAML into these and turns each pydantic error into ``file:line:col: CODE``; editors get the
JSON Schema made from them (``riskkit rules schema``). What one file alone cannot know (weights over dates,
fields, sources) is checked in riskkit/indicators/lint.py.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from riskkit.terms import Basis, Direction, Level, Missing


class Shape(BaseModel):
    """Strict, frozen, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, populate_by_name=True, allow_inf_nan=False)


class Text(Shape):
    """A text in both languages."""

    zh: str
    en: str


class Reference(Shape):
    """The legal reference of one dated block: source id of sources.yaml, clause, day it was checked."""

    source: str
    clause: str
    checked: date


class Block(Shape):
    """What every dated block carries."""

    basis: Basis
    reference: Reference
    note: Text | None = None


def _fraction(value: Any) -> Any:
    """Let a judgement be written as the textbook prints it: "1/3"."""
    if isinstance(value, str) and "/" in value:
        top, bottom = (float(part) for part in value.split("/", 1))
        if bottom == 0:
            raise ValueError("division by zero")
        return top / bottom
    return value


Judgement = Annotated[
    float,
    BeforeValidator(_fraction),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\d+(\.\d+)?/\d+(\.\d+)?$"}]}),
]

# ---------------------------------------------------------------- conditions

Op = Literal["eq", "ne", "lt", "le", "gt", "ge", "in", "not_in", "is_true", "is_false", "is_known"]
Scalar = bool | float | str


class AtLeast(Shape):
    """At least ``n`` of the conditions hold (综合判定 counts)."""

    n: int
    of: list[Condition]


class Condition(Shape):
    """Exactly one of all / any / not / at_least, or a comparison {field, op, value}."""

    all_: list[Condition] | None = Field(None, alias="all")
    any_: list[Condition] | None = Field(None, alias="any")
    not_: Condition | None = Field(None, alias="not")
    at_least: AtLeast | None = None
    field: str | None = None
    op: Op | None = None
    value: Scalar | list[Scalar] | None = None


# ---------------------------------------------------------------- fields.yaml


class FieldLevel(Shape):
    """One option of a category field; ``words`` are the ways extracts write it."""

    code: str
    label: Text
    words: list[str] = []


class RollUp(Shape):
    """A field that is not read but computed from the register of the level below.

    ``statistic`` over the subjects whose ``by`` field equals this subject's id; ``exposure_weighted_mean``
    weights by the ``consequence`` column; ``share_of_grade`` and ``share_vetoed`` are 0..1;
    ``expected_fires_per_1000`` is 1000 × sum(fires_per_year) / number of subjects.
    """

    level: Level
    by: Literal["industry_id", "region_id", "all"]
    statistic: Literal[
        "mean",
        "exposure_weighted_mean",
        "sum",
        "count",
        "max",
        "share_of_grade",
        "share_vetoed",
        "expected_fires_per_1000",
    ]
    of: str | None = None
    grades: list[str] = []


class FieldShape(Shape):
    """One column that an extract may bring."""

    kind: Literal["id", "text", "number", "integer", "category", "boolean", "date"]
    label: Text
    aliases: list[str] = []
    uom: str | None = None
    plausible: tuple[float | None, float | None] | None = None
    levels: list[FieldLevel] = []
    # what a cell like 无 means in this column; other missing words are common to all columns
    none_means: Literal["zero", "false", "unknown"] | None = None
    required: bool = False
    roll_up: RollUp | None = None
    # fixed: an attribute of the building that inspections do not change (use, area, year built);
    # at_extract: as on the day of the extract
    observed: Literal["fixed", "at_extract"] = "at_extract"


class FieldsFile(Shape):
    """fields.yaml: the columns of the extract, their aliases, measures and options."""

    fields: dict[str, FieldShape]


# ---------------------------------------------------------------- indicators/<id>.yaml


class Measure(Shape):
    """How the value is taken from the fields. ``field`` defaults to the indicator's id."""

    kind: Literal["step", "linear", "category", "presence", "count", "deduction", "rate", "fuzzy"]
    uom: str | None = None
    field: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    per: float = 1.0
    round_to: float | None = None
    plausible: tuple[float | None, float | None] | None = None


class Step(Shape):
    """One row of a step scale; an absent end is open."""

    from_: float | None = Field(None, alias="from")
    to: float | None = None
    points: float


class DeductionItem(Shape):
    """One defect: ``points`` off when the boolean or count field says so; ``each`` per occurrence, at most ``max``."""

    id: str
    label: Text
    field: str
    points: float
    each: bool = False
    max: float | None = None


class IndicatorBlock(Block):
    """One dated block of an indicator; which of the scale keys stands in it follows from the measure's kind.

    step, rate: ``steps`` (or ``knots``) · linear: ``knots`` [[value, points], ...] · category: ``levels`` ·
    presence: ``present`` and ``absent`` · count: ``each`` off ``full_points`` for every one, not below ``floor`` ·
    deduction: ``items`` off ``full_points`` · fuzzy: ``membership`` {level: [a, b, c, d]} and ``level_points``.
    """

    full_points: float = 100.0
    steps: list[Step] | None = None
    # which end of a row belongs to it; None: by direction, so that a value on a legal limit complies
    closed: Literal["left", "right"] | None = None
    knots: list[tuple[float, float]] | None = None
    levels: dict[str, float] | None = None
    present: float | None = None
    absent: float | None = None
    each: float | None = None
    floor: float = 0.0
    items: list[DeductionItem] | None = None
    membership: dict[str, tuple[float, float, float, float]] | None = None
    level_points: dict[str, float] | None = None


class IndicatorFile(Shape):
    """indicators/<id>.yaml: one indicator, its dated blocks keyed by the day they come into force."""

    id: str
    label: Text
    measure: Measure
    direction: Direction
    missing: Missing
    applies_when: Condition | None = None
    remedy: Text | None = None
    in_force: dict[date, IndicatorBlock | Literal["expected"]]


# ---------------------------------------------------------------- tree.yaml


class JudgementMatrix(Shape):
    """Pairwise judgements among a criterion's children, in their order; weights and CR come from it."""

    method: Literal["eigenvector", "geometric_mean", "column_normalisation"] = "eigenvector"
    matrix: list[list[Judgement]]


class Node(Shape):
    """A criterion (with children) or a leaf (an indicator id).

    Siblings all carry ``weight`` (sum 1) or all carry ``points`` (weight = points / sum of siblings'), or their
    parent carries ``judgement``. ``alternatives: true`` on a criterion: at most one child applies to a subject,
    each child carries the whole of the criterion's points.
    """

    id: str
    label: Text | None = None
    weight: float | None = None
    points: float | None = None
    judgement: JudgementMatrix | None = None
    alternatives: bool = False
    children: list[Node] | None = None


class Bonus(Shape):
    """Points added after the weighted score, at most ``cap`` together."""

    cap: float
    indicators: list[str]


class TreeBlock(Block):
    """One dated tree: all sibling weights together, since they must sum to 1 on every date."""

    judgement: JudgementMatrix | None = None
    children: list[Node]
    bonus: Bonus | None = None


class TreeFile(Shape):
    """tree.yaml: criteria and weights, dated."""

    in_force: dict[date, TreeBlock | Literal["expected"]]


# ---------------------------------------------------------------- grades.yaml, vetoes.yaml


class Grade(Shape):
    """One grade and its interval on the score."""

    code: str
    label: Text
    from_: float = Field(alias="from")
    to: float
    colour: str = Field(pattern=r"^#[0-9A-Fa-f]{6}$")


class GradesBlock(Block):
    """Grades from best to worst; ``closed`` tells which end of an interval belongs to it.

    ``closed: left`` is [from, to) ("以上" inclusive), ``closed: right`` is (from, to]. The scale's outermost
    ends are always included. ``also_grade`` lists criteria graded by the same scale beside the total.
    """

    closed: Literal["left", "right"]
    grades: list[Grade]
    also_grade: list[str] = []


class GradesFile(Shape):
    """grades.yaml: the grade scale, dated."""

    in_force: dict[date, GradesBlock | Literal["expected"]]


class VetoOutcome(Shape):
    """What a veto does: sets the grade, or sets the score (then the grade follows). ``basis`` of that mapping."""

    grade: str | None = None
    score: float | None = None
    basis: Basis
    note: Text | None = None


class VetoBlock(Block):
    """One dated block of a veto: the condition and the outcome."""

    when: Condition
    outcome: VetoOutcome


class Veto(Shape):
    """A direct determination (the law states the conclusion) or a local 一票否决."""

    id: str
    label: Text
    kind: Literal["direct_determination", "local_veto"]
    remedy: Text | None = None
    in_force: dict[date, VetoBlock | Literal["expected"]]


class VetoesFile(Shape):
    """vetoes.yaml: all vetoes of a rulebook, in the source's order."""

    vetoes: list[Veto]


# ---------------------------------------------------------------- sources.yaml, rulebook.yaml


class Source(Shape):
    """A legal text, named once: who issued it, its number, its days."""

    title: Text
    issuer: str
    number: str | None = None
    published: date | None = None
    in_force_from: date
    in_force_until: date | None = None
    replaced_by: str | None = None
    note: Text | None = None


class SourcesFile(Shape):
    """sources.yaml at the root of the rules."""

    sources: dict[str, Source]


class FrequencyFeatures(Shape):
    """Which fields the fire-frequency model of this level may use; the law branch never sees them."""

    numeric: list[str] = []
    log: list[str] = []
    category: list[str] = []


class RulebookFile(Shape):
    """rulebook.yaml: what the folder is."""

    id: str
    level: Level
    label: Text
    about: Text
    # how the source prints points: safety (more is safer) or risk (more is worse)
    points_mean: Literal["safety", "risk"] = "safety"
    # how expected fires × consequence is built for the order inside a grade
    consequence_field: str | None = None
    frequency: FrequencyFeatures | None = None


RULE_FILES: dict[str, type[Shape]] = {
    "rulebook.yaml": RulebookFile,
    "fields.yaml": FieldsFile,
    "tree.yaml": TreeFile,
    "grades.yaml": GradesFile,
    "vetoes.yaml": VetoesFile,
    "sources.yaml": SourcesFile,
    "fires.yaml": FieldsFile,
    "indicators/*.yaml": IndicatorFile,
}
