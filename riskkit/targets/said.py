"""Numbers of targets as people read them: in the target's measure, with the words beside a chance."""

from __future__ import annotations

from riskkit.targets.kinds import COMPARATOR_SIGNS, Kind
from riskkit.targets.reasons import LACKS, REASONS
from riskkit.targets.shapes import Standing, Target
from riskkit.terms import Label, Lang

DONE = Label("完成", "done")
NOT_DONE = Label("未完成", "not done")


def in_uom(value: float | None, target: Target) -> float | None:
    """A value as the target's column shows it: shares in percent."""
    if value is None:
        return None
    return round(value * 100.0, 8) if target.kind is Kind.SHARE else value


def number_text(value: float | None, target: Target, lang: Lang) -> str:
    """A value with its measure: 92.5%, 0.0435, 751个.

    >>> from riskkit.targets.kinds import Comparator, Direction
    >>> name, wanted = Label("甲", "a"), (Direction.AT_LEAST, Kind.SHARE, Comparator.GE)
    >>> target = Target("a", "", "", name, *wanted, 0.9, "%", starts_on=None, due_on=None)
    >>> number_text(0.925, target, "zh"), goal_text(target, 0.9, "zh")
    ('92.5%', '≥ 90%')
    """
    if value is None:
        return ""
    if target.kind is Kind.MILESTONE:
        return (DONE if value >= 1.0 else NOT_DONE).of(lang) if value in (0.0, 1.0) else f"{100 * value:.4g}%"
    if target.kind is Kind.SHARE:
        return f"{round(100.0 * value, 2):g}%"
    if target.kind is Kind.RATE:
        return f"{value:.3g}" if value else "0"
    shown = f"{value:,.1f}".removesuffix(".0")
    return shown + (target.uom if lang == "zh" else "")


def goal_text(target: Target, goal: float | None, lang: Lang) -> str:
    """The target with its sign; for one that the plan compares with something, that thing and its value if known."""
    if target.kind is Kind.MILESTONE:
        return DONE.of(lang)
    sign = COMPARATOR_SIGNS[target.comparator]
    measure = f" {target.uom}" if target.kind is Kind.RATE and lang == "zh" else ""
    if target.compared_with:
        named = target.compared_with if lang == "zh" else f"“{target.compared_with}”"
        return f"{sign} {named}" + (f" ({number_text(goal, target, lang)}{measure})" if goal is not None else "")
    return f"{sign} {number_text(goal, target, lang)}{measure}" if goal is not None else ""


def reason_text(standing: Standing, lang: Lang) -> str:
    """Why the verdict is what it is."""
    words = REASONS[standing.reason].of(lang)
    if standing.reason == "lacks":
        joint = "、" if lang == "zh" else ", "
        return words + joint.join(LACKS[name].of(lang) for name in standing.target.lacks)
    if standing.reason == "no_comparison":
        return words + standing.target.compared_with
    return words


def luck_of(standing: Standing) -> float | None:
    """The chance that luck alone explains the figure if the truth were the target: this or worse when it misses,
    this or better when it meets."""
    if standing.chance is None or standing.figure_met is None:
        return None
    return standing.chance.better if standing.figure_met else standing.chance.worse


def interval_text(standing: Standing, lang: Lang) -> str:
    """The 90 % interval of a figure that is a count; empty for any other."""
    chance, target = standing.chance, standing.target
    if chance is None:
        return ""
    low, high = (number_text(end, target, lang) for end in (chance.low, chance.high))
    if target.kind is Kind.SHARE:
        low, high = f"{100 * chance.low:.1f}%", f"{100 * chance.high:.1f}%"
    return f"{low}～{high}" if lang == "zh" else f"{low} to {high}"


def luck_text(standing: Standing, lang: Lang) -> str:
    """The chances in a sentence; why there are none where there are none."""
    chance, target = standing.chance, standing.target
    if standing.figure is None or standing.figure_met is None:
        return ""
    if chance is None:
        return _no_luck(standing).of(lang)
    met = standing.figure_met
    seen = chance_text(chance.better if met else chance.worse)
    side = Label("更好", "better") if met else Label("更差", "worse")
    zh = f"真实水平若恰为目标值，有 {seen} 的可能碰到这样或{side.zh}的数字"
    en = f"if the truth were the target, this or {side.en} comes by luck in {seen}"
    if target.kind is not None and target.kind.is_yearly:
        zh += f"；有 {chance_text(chance.miss)} 的可能仅因运气未达标"
        en += f"; the target is missed by luck in {chance_text(chance.miss)}"
    if target.kind is Kind.SHARE and not chance.decides:
        zh, en = f"若为抽样：{zh}", f"if it is a sample: {en}"
    return Label(zh, en).of(lang)


def _no_luck(standing: Standing) -> Label:
    kind, figure = standing.target.kind, standing.figure
    if kind is not None and kind.is_yearly:
        return Label("没有事件数或人口，算不出", "no events or no population: not known")
    if kind is Kind.SHARE and figure and figure.actual and figure.actual.is_sample is not False:
        return Label("没有分母，算不出", "no denominator: not known")
    return Label("不适用：逐个点清的数字不靠运气", "none: what is counted one by one is no matter of luck")


def chance_text(chance: float) -> str:
    """A probability in percent, never 0 or 100 for one that is neither.

    >>> chance_text(0.2642), chance_text(0.00002), chance_text(1.0)
    ('26%', '<0.1%', '100%')
    """
    if 0.0 < chance < 0.001:
        return "<0.1%"
    if 0.999 < chance < 1.0:
        return ">99.9%"
    return f"{100 * chance:.1f}%" if chance < 0.01 or 0.99 < chance < 1.0 else f"{100 * chance:.0f}%"


def due_text(target: Target, lang: Lang) -> str:
    """How the due day came about: published, 31 December assumed, or the year itself assumed."""
    if target.due_on is None:
        return ""
    if target.year_assumed:
        return Label("目标年推定，取年末", "year assumed, its last day").of(lang)
    if target.due_assumed:
        return Label("按年末推定", "last day of the year, assumed").of(lang)
    return Label("文件载明", "as published").of(lang)
