"""One fire by hand: its grade, where each figure stands in the table, and what another dated table makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from riskkit.errors import RiskkitError
from riskkit.fire_statistics.severity import grade_fires
from riskkit.fire_statistics.severity_limits import CRITERION_LABELS, Standing, standing_words, standings
from riskkit.indicators.fire_rules import FireRules, fire_rules
from riskkit.indicators.fire_rules_file import SeverityBlock
from riskkit.terms import BASIS_LABELS, Label, Lang


@dataclass(frozen=True)
class Severity:
    """The grade of one fire and what it rests on; ``grade`` is None when unknown values leave a range."""

    on: date
    grade: str | None
    at_least: str
    at_most: str
    is_slight: bool | None
    decided_by: tuple[str, ...]
    table: date
    block: SeverityBlock = field(repr=False)
    rules: FireRules = field(repr=False)
    given: dict[str, float | None] = field(default_factory=dict, repr=False)

    def __str__(self) -> str:
        return self.text()

    @property
    def standings(self) -> list[Standing]:
        """Each criterion with the grade it alone reaches and that grade's interval in the table."""
        return standings(self.block, self.given)

    def elsewhere(self) -> list[Severity]:
        """The same figures by every other dated table that grades them otherwise, oldest first."""
        others = [_graded(start, self.given, self.rules) for start in self.rules.tables if start != self.table]
        return [other for other in others if (other.at_least, other.at_most) != (self.at_least, self.at_most)]

    def text(self, lang: Lang = "zh") -> str:
        """The answer in a few lines: grade, each criterion with its interval, table, clause, window of deaths, what is
        not known, and what another dated table makes of the same figures."""
        return "\n".join(_lines(self, lang))


def severity_of(
    on: date | str,
    *,
    deaths: float | None = None,
    serious_injuries: float | None = None,
    direct_loss_cny: float | None = None,
    injuries: float | None = None,
    rule_root: Path | None = None,
) -> Severity:
    """The grade of one fire on day ``on``; None is unknown, ``injuries`` are all injured, the serious ones among them.

    Raises RiskkitError STAT-04 for a day before the first table, ARG-01 for a negative number or a day that is none.

    >>> severity_of("2025-04-30", deaths=0, serious_injuries=0, direct_loss_cny=10_000_000).grade
    '较大'
    >>> severity_of("2025-05-01", deaths=0, serious_injuries=0, direct_loss_cny=10_000_000).grade
    '一般'
    """
    rules, day = fire_rules(rule_root), _day(on)
    given = {"deaths": deaths, "serious_injuries": serious_injuries, "direct_loss_cny": direct_loss_cny}
    given["injuries"] = injuries
    for name, value in given.items():
        if value is not None and not 0 <= value < float("inf"):
            raise RiskkitError("ARG-01", where=name, found=f"{value:g}", allowed=">= 0")
    if rules.table_on(day) is None:
        raise RiskkitError("STAT-04", found=day.isoformat(), allowed=f">= {min(rules.tables)}")
    return _graded(day, given, rules)


def _graded(day: date, given: dict[str, float | None], rules: FireRules) -> Severity:
    """The grade by the table in force on ``day``, which must be one."""
    found = rules.table_on(day)
    assert found is not None
    frame = pl.DataFrame({"occurred_on": [day], **{name: [value] for name, value in given.items()}}).with_columns(
        pl.col(list(given)).cast(pl.Float64)
    )
    row = grade_fires(frame, rules).row(0, named=True)
    decided = tuple(part for part in row["decided_by"].split("、") if part)
    least, most = row["grade_at_least"], row["grade_at_most"]
    return Severity(day, row["grade"], least, most, row["is_slight"], decided, *found, rules, given)


def _day(on: date | str) -> date:
    try:
        return on if isinstance(on, date) else date.fromisoformat(on)
    except ValueError:
        raise RiskkitError("ARG-01", where="on", found=str(on), allowed="YYYY-MM-DD") from None


def _lines(answer: Severity, lang: Lang) -> list[str]:
    zh, block = lang == "zh", answer.block
    slight = block.slight.label if block.slight and answer.is_slight else None
    inside = f"（{slight.zh}）" if slight and zh else f" ({slight.en})" if slight else ""
    graded = Label(f"火灾等级：{_grade_words(answer, lang)}{inside}", f"severity: {_grade_words(answer, lang)}{inside}")
    open_ = Label(
        f"▲ 不能定级：{_grade_words(answer, lang)}（有条件未知）",
        f"▲ open: {_grade_words(answer, lang)} (unknown values)",
    )
    lines = [(graded if answer.grade is not None else open_).of(lang), *_criteria_lines(answer, lang)]
    cited = answer.rules.cited(block.reference, lang)
    window, basis = block.death_window.days, BASIS_LABELS[block.basis].of(lang)
    lines += [
        Label(f"依据：{cited}（{basis}，自 {answer.table} 起施行）", f"by: {cited} ({basis}, from {answer.table})").of(
            lang
        ),
        Label(f"死亡人数：火灾后 {window} 日内", f"deaths: within {window} days of the fire").of(lang),
        *[_elsewhere_line(other, lang) for other in answer.elsewhere()],
    ]
    notes = [note for note in (block.note, *(item.note for item in block.not_known)) if note is not None]
    return lines + [f"{'注：' if zh else 'note: '}{note.zh if zh else note.en}" for note in notes]


def _criteria_lines(answer: Severity, lang: Lang) -> list[str]:
    """Which criteria decided, and each one with its own grade and interval."""
    joined = ("、" if lang == "zh" else ", ").join(CRITERION_LABELS[name].of(lang) for name in answer.decided_by)
    lines = [Label(f"达到界限：{joined}", f"limit reached by: {joined}").of(lang)] if joined else []
    if not joined and answer.grade is not None:
        lines.append(Label("没有一项达到更重等级的界限", "no criterion reaches the limit of a worse grade").of(lang))
    return lines + [f"  {standing_words(standing, lang)}" for standing in answer.standings]


def _elsewhere_line(other: Severity, lang: Lang) -> str:
    """What another dated table makes of the same figures, and by which criterion."""
    said = [standing_words(item, lang) for item in other.standings if item.criterion in other.decided_by]
    joined = ("；" if lang == "zh" else "; ").join(said)
    by = f"{'；' if lang == 'zh' else '; '}{joined}" if said else ""
    return Label(
        f"对照：按 {other.table} 起施行的等级表，同样的数为{_grade_words(other, lang)}{by}",
        f"compare: the table in force from {other.table} makes it {_grade_words(other, lang)}{by}",
    ).of(lang)


def _grade_words(answer: Severity, lang: Lang) -> str:
    """The grade's label, or the range of grades left open."""
    names = {grade.code: grade.label.zh if lang == "zh" else grade.label.en for grade in answer.block.grades}
    if answer.grade is not None:
        return names[answer.grade]
    least, most = names[answer.at_least], names[answer.at_most]
    return Label(f"至少{least}，至多{most}", f"at least {least}, at most {most}").of(lang)
