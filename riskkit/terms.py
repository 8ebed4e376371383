"""Closed word lists: one word, one meaning, at every station (docs/glossary.md)."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]


class Label(NamedTuple):
    """A text in the two languages users read.

    >>> Label("单位", "unit").of("zh")
    '单位'
    """

    zh: str
    en: str

    def of(self, lang: Lang) -> str:
        """The text in ``lang``."""
        return self.zh if lang == "zh" else self.en


# joins the two languages of a text that is made before the language of the run is known
BETWEEN_LANGS = "\x1f"


def both_langs(zh: str, en: str) -> str:
    """A text in both languages, for :func:`in_lang` to choose from when it is said.

    >>> in_lang(both_langs("单位", "unit"), "en"), in_lang("G60-1", "en")
    ('unit', 'G60-1')
    """
    return f"{zh}{BETWEEN_LANGS}{en}"


def in_lang(text: str, lang: Lang) -> str:
    """``text`` in ``lang`` where it holds both, as it is where it does not."""
    zh, _, en = text.partition(BETWEEN_LANGS)
    return en if en and lang == "en" else zh


class Level(StrEnum):
    """The three levels of assessment: 单位, 行业, 区域."""

    UNIT = "unit"
    INDUSTRY = "industry"
    REGION = "region"


class Basis(StrEnum):
    """Where a number comes from; shown wherever the number is shown."""

    NORM = "norm"
    TEXTBOOK = "textbook"
    LOCAL_RULE = "local_rule"
    PROJECT_DEFAULT = "project_default"


# a local rule that is a practice seen in use, its issuer and number unseen: told apart in every table
PRACTICE = "local_rule_practice"


def basis_code(basis: Basis, practice: bool) -> str:
    """The code of a basis in tables, in a rulebook that is or is not a practice.

    >>> basis_code(Basis.LOCAL_RULE, True), basis_code(Basis.LOCAL_RULE, False), basis_code(Basis.NORM, True)
    ('local_rule_practice', 'local_rule', 'norm')
    """
    return PRACTICE if practice and basis is Basis.LOCAL_RULE else basis.value


class CellState(IntEnum):
    """What a cell of an extract says; 没有 is a value (0 or absent), not a gap."""

    KNOWN = 0
    NOT_APPLICABLE = 1
    UNKNOWN = 2


class Missing(StrEnum):
    """What an indicator does with an unknown value."""

    WORST = "worst"
    NEUTRAL = "neutral"
    REWEIGHT = "reweight"
    REFUSE = "refuse"


class Direction(StrEnum):
    """Which way the measured value is safer."""

    HIGHER_IS_SAFER = "higher_is_safer"
    LOWER_IS_SAFER = "lower_is_safer"
    NONE = "none"


class GradeBy(StrEnum):
    """What decided the grade: 得分, 直接判定, 一票否决, 综合判定, 条件, or a person who set another one (人工调整)."""

    SCORE = "score"
    DIRECT_DETERMINATION = "direct_determination"
    LOCAL_VETO = "local_veto"
    COMBINED_DETERMINATION = "combined_determination"
    CONDITIONS = "conditions"
    OVERRIDE = "override"


class CreditUse(StrEnum):
    """What becomes of a credit record on the day of assessment: only 在用 (in use) may reach a score."""

    IN_USE = "in_use"
    REPAIRED = "repaired"
    PUBLICITY_OVER = "publicity_over"
    UNCLEAR = "unclear"
    LATER = "later"
    REPEATED = "repeated"
    NO_SUBJECT = "no_subject"


class Answer(StrEnum):
    """Whether a unit is on a list: 是, 否, or 不能判定, which is never a silent no."""

    YES = "yes"
    NO = "no"
    UNDECIDED = "undecided"


class ProblemKind(StrEnum):
    """What a common problem is: a veto of some kind, a defect found, an indicator that loses points."""

    DIRECT_DETERMINATION = "direct_determination"
    COMBINED_DETERMINATION = "combined_determination"
    LOCAL_VETO = "local_veto"
    HIDDEN_DANGER = "hidden_danger"
    INDICATOR = "indicator"


class Severity(StrEnum):
    """级别 of a finding: an error sets a value (or a row) aside, a warning keeps it."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


LEVEL_LABELS: dict[Level, Label] = {
    Level.UNIT: Label("单位", "unit"),
    Level.INDUSTRY: Label("行业", "industry"),
    Level.REGION: Label("区域", "region"),
}
BASIS_LABELS: dict[Basis, Label] = {
    Basis.NORM: Label("规范", "norm"),
    Basis.TEXTBOOK: Label("教材", "textbook"),
    Basis.LOCAL_RULE: Label("地方规定", "local rule"),
    Basis.PROJECT_DEFAULT: Label("项目默认", "project default"),
}
STATE_LABELS: dict[CellState, Label] = {
    CellState.KNOWN: Label("已知", "known"),
    CellState.NOT_APPLICABLE: Label("不适用", "not applicable"),
    CellState.UNKNOWN: Label("未知", "unknown"),
}
MISSING_LABELS: dict[Missing, Label] = {
    Missing.WORST: Label("未知按最差计", "unknown counts as worst"),
    Missing.NEUTRAL: Label("未知按中值计", "unknown counts as half"),
    Missing.REWEIGHT: Label("未知时权重由同级分担", "unknown: siblings share the weight"),
    Missing.REFUSE: Label("未知则不予评分", "unknown: not scored"),
}
GRADE_BY_LABELS: dict[GradeBy, Label] = {
    GradeBy.SCORE: Label("得分", "score"),
    GradeBy.DIRECT_DETERMINATION: Label("直接判定", "direct determination"),
    GradeBy.LOCAL_VETO: Label("一票否决", "one-vote veto"),
    GradeBy.COMBINED_DETERMINATION: Label("综合判定", "combined determination"),
    GradeBy.CONDITIONS: Label("条件", "conditions"),
    GradeBy.OVERRIDE: Label("人工调整", "human override"),
}
CREDIT_USE_LABELS: dict[CreditUse, Label] = {
    CreditUse.IN_USE: Label("在用", "in use"),
    CreditUse.REPAIRED: Label("已修复", "repaired"),
    CreditUse.PUBLICITY_OVER: Label("公示期满", "publicity period over"),
    CreditUse.UNCLEAR: Label("日期不可读", "a day that cannot be read"),
    CreditUse.LATER: Label("晚于评估日", "after the day of assessment"),
    CreditUse.REPEATED: Label("重复", "the same record again"),
    CreditUse.NO_SUBJECT: Label("不在评分对象中", "not among the subjects scored"),
}
PROBLEM_KIND_LABELS: dict[ProblemKind, Label] = {
    ProblemKind.DIRECT_DETERMINATION: Label("直接判定", "direct determination"),
    ProblemKind.COMBINED_DETERMINATION: Label("综合判定", "combined determination"),
    ProblemKind.LOCAL_VETO: Label("一票否决", "one-vote veto"),
    ProblemKind.HIDDEN_DANGER: Label("隐患", "hidden danger"),
    ProblemKind.INDICATOR: Label("指标失分", "points lost"),
}
ANSWER_LABELS: dict[Answer, Label] = {
    Answer.YES: Label("是", "yes"),
    Answer.NO: Label("否", "no"),
    Answer.UNDECIDED: Label("不能判定", "not decidable"),
}
SEVERITY_LABELS: dict[Severity, Label] = {
    Severity.ERROR: Label("错误", "error"),
    Severity.WARNING: Label("警告", "warning"),
    Severity.NOTE: Label("提示", "note"),
}
