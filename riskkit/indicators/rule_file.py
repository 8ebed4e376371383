"""The shape of every rule file: strict pydantic models, one class a file or block.

The loader reads YAML into these and turns each pydantic error into ``file:line:col: CODE``; editors get the
JSON Schema made from them (``riskkit rules schema``). What one file alone cannot know (weights over dates,
fields, sources) is checked in riskkit/indicators/lint.py.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from riskkit.terms import Basis, Direction, Level, Missing


class Shape(BaseModel):
    """Strict, frozen, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, populate_by_name=True, allow_inf_nan=False)


# instead of a text: "expected" is announced and not at hand, the old block goes on; "slot" is in force and not at
# hand, the old block does not go on, and slots.yaml says what is missing
Open = Literal["expected", "slot"]


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
    weights by the ``consequence`` column; ``share_of_grade``, ``share_of_worst_grade`` (of the scale that each result
    below was graded by) and ``share_vetoed`` are 0..1;
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
        "share_of_worst_grade",
        "share_vetoed",
        "expected_fires_per_1000",
    ]
    of: str | None = None
    grades: list[str] = []


class Computed(Shape):
    """A field that is not read but computed from other fields of the same subject; unknown where one of them is.

    ``sum`` of all, ``count`` of those above zero, ``weighted_mean`` by ``weights`` (of one sum, 1), ``ratio`` of the
    first to the second × ``per`` (not applicable where the second is 0).
    """

    kind: Literal["sum", "count", "weighted_mean", "ratio"]
    of: list[str]
    weights: list[float] = []
    per: float = 1.0


class FromTable(Shape):
    """A field that is not read but taken from the records of another table, those in use on the day of assessment.

    ``count``: how many there are, 0 without any. ``worst``: the worst level among them; the field's ``levels`` then
    run from that of a subject without any record in use (the first) to the worst, and ``words`` are what records say.
    """

    name: Literal["credit"]
    statistic: Literal["count", "worst"]


Form = Literal[
    "uscc",
    "area_code",
    "industry_code",
    "longitude",
    "latitude",
    "coordinate_system",
    "storeys_above",
    "storeys_below",
]


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
    # what an empty cell means in this column; unknown unless the form is one that only defects are entered in
    empty_means: Literal["zero", "false"] | None = None
    required: bool = False
    roll_up: RollUp | None = None
    table: FromTable | None = None
    computed: Computed | None = None
    # what kind of code, place or count the text must be; intake judges it by the rules of that form
    form: Form | None = None
    # may lack in an extract without a word
    optional: bool = False
    # fixed: an attribute of the building that inspections do not change (use, area, year built);
    # at_extract: as on the day of the extract
    observed: Literal["fixed", "at_extract"] = "at_extract"

    @model_validator(mode="after")
    def _table_fits(self) -> FieldShape:
        """A worst level needs levels, a count is a number."""
        if self.table is not None:
            kinds = ("category",) if self.table.statistic == "worst" else ("number", "integer")
            if self.kind not in kinds or (self.table.statistic == "worst" and not self.levels):
                raise ValueError(f"{self.table.statistic}: {', '.join(kinds)}")
        return self

    @property
    def derived(self) -> bool:
        """Whether riskkit fills the field by itself, so that no extract brings it."""
        return self.roll_up is not None or self.table is not None or self.computed is not None


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
    """One defect: ``points`` off when the boolean or count field says so; ``each`` per occurrence, at most ``max``.

    ``raises_cap``: where it is found, its own points replace full_points as the most that can be taken off.
    """

    id: str
    label: Text
    field: str
    points: float
    each: bool = False
    max: float | None = None
    raises_cap: bool = False
    remedy: Text | None = None


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
    # of a deduction: an unknown item leaves only its own points open, and "missing: worst" takes them off
    missing_by: Literal["indicator", "item"] = "indicator"
    applies_when: Condition | None = None
    remedy: Text | None = None
    in_force: dict[date, IndicatorBlock | Open]


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
    # the node stands in the tree only under this choice of an option of rulebook.yaml: {option: choice}
    option: dict[str, str] = {}


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

    in_force: dict[date, TreeBlock | Open]


# ---------------------------------------------------------------- grades.yaml, vetoes.yaml


class Grade(Shape):
    """One grade: its interval on the score, or the condition that gives it (``by: conditions``)."""

    code: str
    label: Text
    from_: float | None = Field(None, alias="from")
    to: float | None = None
    when: Condition | None = None
    # given while something is unknown; what a completed form can get never includes it
    provisional: bool = False
    colour: str = Field(pattern=r"^#[0-9A-Fa-f]{6}$")


class GradesBlock(Block):
    """Grades from best to worst; ``closed`` tells which end of an interval belongs to it.

    ``closed: left`` is [from, to) ("以上" inclusive), ``closed: right`` is (from, to]. The scale's outermost
    ends are always included. ``also_grade`` lists criteria graded by the same scale beside the total.

    ``by: conditions`` grades without a score: every grade but the first has ``when``, and the last one in the list
    whose condition holds is given (``precedence`` names the codes in another order, the strongest first); the first
    is given where no other holds.
    """

    by: Literal["score", "conditions"] = "score"
    closed: Literal["left", "right"] | None = None
    precedence: list[str] = []
    grades: list[Grade]
    also_grade: list[str] = []


class GradesFile(Shape):
    """grades.yaml: the grade scale, dated."""

    in_force: dict[date, GradesBlock | Open]


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
    kind: Literal["direct_determination", "combined_determination", "local_veto"]
    remedy: Text | None = None
    option: dict[str, str] = {}
    in_force: dict[date, VetoBlock | Open]


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


# ---------------------------------------------------------------- credit.yaml


class CreditBlock(Block):
    """Which credit records may no longer be used, from a day on."""

    not_used: list[Literal["repaired", "publicity_over"]]


class CreditFile(Shape):
    """credit.yaml at the root of the rules: what keeps a credit record out of a score, dated."""

    in_force: dict[date, CreditBlock | Literal["expected"]]


class FrequencyFeatures(Shape):
    """Which fields the fire-frequency model of this level may use; the law branch never sees them."""

    numeric: list[str] = []
    log: list[str] = []
    category: list[str] = []


class OptionShape(Shape):
    """One point on which the source leaves a choice, or contradicts itself; ``default`` is one of ``choices``."""

    label: Text
    default: str
    choices: dict[str, Text]
    basis: Basis
    note: Text | None = None


class SourceCoverage(Shape):
    """How much of its source a rulebook holds: ``points_seen`` of ``points_total`` (None: unknown); what it lacks."""

    points_seen: float
    points_total: float | None = None
    missing: Text


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
    # the rule grades by conditions and knows no score: what is shown as one serves the order inside a grade only
    order_only: bool = False
    # a practice seen in use, without issuer or number: local_rule blocks say so everywhere
    practice: bool = False
    options: dict[str, OptionShape] = {}
    coverage: SourceCoverage | None = None


# ---------------------------------------------------------------- fuzzy.yaml


class FuzzyLevel(Shape):
    """One level of a fuzzy evaluation: a grade's code, its trapezoid on an indicator's safety score, its own score."""

    code: str
    membership: tuple[float, float, float, float]
    points: float


class FuzzyBlock(Block):
    """Levels best first. Every indicator's score (0..100, 100 safest) has a membership in each of them."""

    levels: list[FuzzyLevel]


class FuzzyFile(Shape):
    """fuzzy.yaml: fuzzy comprehensive evaluation beside the weighted score, dated."""

    in_force: dict[date, FuzzyBlock | Open]


# ---------------------------------------------------------------- slots.yaml, fill.yaml


class Slot(Shape):
    """Something that a rule needs and that was not at hand; the user may fill it (``riskkit rules fill``).

    From day ``from`` on, a ``required`` slot stops an assessment (RULE-40); the others warn (RULE-25). One that was
    ``filled`` from its first day on does neither; what reads "slot" since then and was not filled is over.
    """

    id: str
    label: Text
    why: Text
    from_: date = Field(alias="from")
    until: date | None = None
    required: bool = False
    filled: bool = False
    reference: Reference


class SlotsFile(Shape):
    """slots.yaml: what is missing, of a rulebook, or of every rulebook where it stands at the root."""

    slots: list[Slot]


class FilledContent(Shape):
    """One assessed content that a user enters: rated 0..100 (100 best) in the column ``header``, with its weight."""

    label: Text
    weight: float
    header: str | None = None


class FilledIndicator(Shape):
    """An indicator that a user enters: the undated keys of its file, and the scale of its block."""

    label: Text
    measure: Measure
    direction: Direction
    missing: Missing
    applies_when: Condition | None = None
    remedy: Text | None = None
    scale: dict[str, Any]


class FilledVeto(Shape):
    """A veto or an element that a user enters."""

    id: str
    label: Text
    kind: Literal["direct_determination", "combined_determination", "local_veto"]
    remedy: Text | None = None
    when: Condition
    outcome: VetoOutcome
    clause: str | None = None


class FillFile(Shape):
    """What a user fills in for the slots of a rulebook; ``riskkit rules fill`` prints an empty one.

    ``basis``, ``source`` and ``clause`` go into each block that is filled, and the blocks are in force from ``from``.
    ``contents`` is the short way to a tree of rated contents; ``tree`` and ``grades`` hold what the rule files hold,
    without basis and reference.
    """

    rulebook: str
    fills: list[str]
    from_: date = Field(alias="from")
    basis: Basis
    source: Source
    clause: str
    checked: date
    grades: dict[str, Any] | None = None
    contents: list[FilledContent] = []
    tree: dict[str, Any] | None = None
    fields: dict[str, FieldShape] = {}
    indicators: dict[str, FilledIndicator] = {}
    vetoes: list[FilledVeto] = []


RULE_FILES: dict[str, type[Shape]] = {
    "rulebook.yaml": RulebookFile,
    "fields.yaml": FieldsFile,
    "tree.yaml": TreeFile,
    "grades.yaml": GradesFile,
    "vetoes.yaml": VetoesFile,
    "sources.yaml": SourcesFile,
    "fuzzy.yaml": FuzzyFile,
    "slots.yaml": SlotsFile,
    "fill.yaml": FillFile,
    "identity.yaml": FieldsFile,
    "fires.yaml": FieldsFile,
    "credit.yaml": CreditFile,
    "credit_records.yaml": FieldsFile,
    "overrides.yaml": FieldsFile,
    "indicators/*.yaml": IndicatorFile,
}
