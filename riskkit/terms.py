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
    """What decided the grade: 得分, 直接判定 or 一票否决."""

    SCORE = "score"
    DIRECT_DETERMINATION = "direct_determination"
    LOCAL_VETO = "local_veto"


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
}
SEVERITY_LABELS: dict[Severity, Label] = {
    Severity.ERROR: Label("错误", "error"),
    Severity.WARNING: Label("警告", "warning"),
    Severity.NOTE: Label("提示", "note"),
}
