"""What the report on plan targets says around its numbers."""

from __future__ import annotations

from riskkit.targets.kinds import Verdict
from riskkit.targets.report import TargetReport
from riskkit.terms import Label, Lang

COLOURS: dict[Verdict, str] = {
    Verdict.MET: "#2e7d32",
    Verdict.ON_SCHEDULE: "#1f5fa8",
    Verdict.BEHIND: "#b3261e",
    Verdict.UNDECIDED: "#d7dbe0",
}
WORDS: dict[str, Label] = {
    "title_mid": Label("规划目标中期完成情况", "Plan targets at mid-term"),
    "title_end": Label("规划目标完成情况", "Plan targets"),
    "as_of": Label("评估日", "as of"),
    "targets": Label("目标", "targets"),
    "standing": Label("目标完成情况", "where the targets stand"),
    "by_year": Label("年度分解", "year by year"),
    "undecided": Label("不可判的原因", "why it cannot be told"),
    "problems": Label("数据问题", "input problems"),
    "base_totals": Label("基期数字", "earlier totals"),
    "about": Label("说明", "about"),
    "city": Label("城市", "city"),
    "no_city": Label("（未填城市）", "(no city)"),
    "indicator": Label("指标", "indicator"),
    "goal": Label("目标", "target"),
    "due_on": Label("截止日", "due"),
    "figure": Label("最近数字", "figure"),
    "figure_on": Label("数字日期", "its day"),
    "figure_met": Label("数字达到目标值", "figure meets target"),
    "progress": Label("进度", "progress"),
    "time_share": Label("时间进度", "time gone"),
    "progress_share": Label("完成进度", "way gone"),
    "required": Label("同期应有", "wanted by then"),
    "needed": Label("今后每年需", "needed a year"),
    "verdict": Label("结论", "verdict"),
    "reason": Label("为什么", "why"),
    "interval": Label("90%区间", "90% interval"),
    "luck": Label("仅靠运气的可能", "luck alone"),
    "luck_text": Label("运气", "luck"),
    "target_id": Label("目标编号", "target id"),
    "year": Label("年份", "year"),
    "planned": Label("当年目标", "planned"),
    "planned_total": Label("到年末应有", "wanted by its end"),
    "actual": Label("当年完成", "done in the year"),
    "actual_total": Label("到年末完成", "reached"),
    "is_met": Label("达到当年目标", "met"),
    "period": Label("统计期", "period"),
    "value": Label("数值", "value"),
    "note": Label("说明", "note"),
    "item": Label("项目", "item"),
    "content": Label("内容", "content"),
    "none_undecided": Label("没有：每个目标都可以判断。", "None: every target can be told."),
    "no_problem": Label("没有发现问题。", "No finding."),
    "no_years": Label("目标表没有分年目标。", "No yearly instalments in the table of targets."),
    "bar": Label(
        "色条为完成进度（基期到目标值），竖线为时间进度；虚线框：没有基期或数字，画不出",
        "bar: way gone from base to target; line: time gone; dashed: no base or no figure, not drawn",
    ),
    "no_bar": Label("没有基期，画不出", "no base: not drawn"),
    "way": Label("完成", "done"),
    "time": Label("时间", "time"),
    "wants": Label("同期应有", "wanted by then"),
    "pace": Label("今后每年需", "needed a year from now"),
    "use": Label(
        "仅供跟踪规划进度使用；数字大小以填报部门核定为准。",
        "For following the plan; the departments answer for the figures.",
    ),
}
METHOD: tuple[tuple[Label, Label], ...] = (
    (
        Label("结论", "verdict"),
        Label(
            "达标：截止日前已有数字达到目标值（年度数字看最近一个完整年度）。按期：未到期，不落后于应有进度。"
            "滞后：未到期而落后，或到期未达到。不可判：缺数字、缺基期、缺对照值，或区间跨过目标值。",
            "met: a figure up to the due day meets the target (yearly: the last full year). on schedule: not due, "
            "on or ahead of the path. behind: not due and behind it, or due and missed. cannot be told: no figure, "
            "base or value to compare with, or the interval spans the target.",
        ),
    ),
    (
        Label("目标值、分年目标", "targets, instalments"),
        Label(
            "依据性质：地方规定（各市规划文件）。条款号未见的如实写明，不推测。",
            "basis: local rule (the city's plan). Where no clause was seen the table says so.",
        ),
    ),
    (
        Label("应有进度", "path"),
        Label(
            "有分年目标的按分年目标（每年 12 月 31 日到位），没有的按基期到截止日的直线；两点之间按天直线。"
            "按数字所属日期比较，不按评估日。直线为项目默认。",
            "published instalments (due on 31 December), else the straight line from base to due day, by days between "
            "points; held against the day of the figure. The straight line is a project default.",
        ),
    ),
    (
        Label("基期", "base"),
        Label(
            "规划公布的；没有公布的，新增数从 0 起，其余取实绩表中起算日之前一年内的数字。",
            "as published; else 0 for what is added, and for the rest a figure of the year before the first day.",
        ),
    ),
    (
        Label("截止日", "due day"),
        Label(
            "规划只写年份的，推定为该年 12 月 31 日；没有写年份的，推定为规划期末，表中注明。",
            "31 December where the plan names a year only, the end of the plan where it names none; both are marked.",
        ),
    ),
    (
        Label("90%区间", "90% interval"),
        Label(
            "只有火灾起数、伤亡人数等偶然事件和抽样比例才有：精确泊松区间（Garwood 1936）、"
            "精确二项区间（Clopper-Pearson 1934）。90% 为项目默认。建成数、全数统计不靠运气，没有区间。",
            "for counts of chance events and sampled shares only: exact Poisson (Garwood 1936), exact binomial "
            "(Clopper-Pearson 1934); 90% is a project default. What was built or counted in full has none.",
        ),
    ),
    (
        Label("仅靠运气的可能", "luck alone"),
        Label(
            "真实水平恰好等于目标值时，碰到这样或更差（未达到时）、这样或更好（达到时）的数字的概率。"
            "概率大，说明这个数字证明不了什么。",
            "if the truth were exactly the target: the probability of this figure or a worse one (when missed), or a "
            "better one (when met). If it is large, the figure proves nothing.",
        ),
    ),
)


def words_of(lang: Lang) -> dict[str, str]:
    """All words in one language, by key.

    >>> words_of("zh")["verdict"], words_of("en")["verdict"]
    ('结论', 'verdict')
    """
    return {key: label.of(lang) for key, label in WORDS.items()}


def title_of(report: TargetReport) -> str:
    """Mid-term while some target is not due yet."""
    open_still = any(s.target.due_on and s.target.due_on > report.as_of for s in report.standings)
    return WORDS["title_mid" if open_still else "title_end"].of(report.lang)
