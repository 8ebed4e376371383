"""Why a target has its verdict, in words; the keys travel in ``Standing.reason``."""

from __future__ import annotations

from riskkit.terms import Label

REASONS: dict[str, Label] = {
    "met": Label("已达到目标值", "the target is met"),
    "met_yearly": Label(
        "最近一个完整年度已达到目标值；年度数字到期前还会变",
        "the last full year meets the target; a yearly figure may still change before the target year",
    ),
    "met_in_time": Label("截止日前已达到目标值", "the target was met by the due day"),
    "on_path": Label("未到期，不落后于应有进度", "not due yet; on or ahead of the path"),
    "no_path_needed": Label(
        "未到期；事项没有公布分期，不按比例要求", "not due yet; no stages are published for a milestone"
    ),
    "off_path": Label("未到期，落后于应有进度", "not due yet; behind the path"),
    "missed": Label("已到期，未达到目标值", "due and not met"),
    "missed_then_met": Label("截止日未达到目标值，逾期后达到", "not met on the due day, met later"),
    "lacks": Label("目标表没有给出：", "the table of targets does not say: "),
    "no_comparison": Label("没有对照值，须补充：", "the value to compare with is missing: "),
    "not_started": Label("评估日早于起算日", "the day of assessment is before the first day"),
    "no_actual": Label("没有实绩数字", "no figure was reported"),
    "no_actual_at_due": Label(
        "已到期，但没有到截止日的数字，最近一次未达到", "due, but no figure reaches the due day; the last one was below"
    ),
    "year_missing": Label(
        "目标年已过，但没有目标年的全年数字", "the target year is over and no figure of that whole year is reported"
    ),
    "late_or_not": Label(
        "截止日之后的数字已达到，但没有截止日当时的数字",
        "met in a figure after the due day; no figure of the due day itself",
    ),
    "contradiction": Label("最近一期的数字互相矛盾", "the latest figures contradict one another"),
    "sum_incomplete": Label(
        "中间年份缺数，累计数只知道下限", "a year between is missing: only the least possible sum is known"
    ),
    "stage_passed": Label(
        "最近的数字之后已有公布的分期到期，没有到那一天的数字",
        "a published stage has come since the last figure, and no figure reaches it",
    ),
    "no_base": Label(
        "未到期、未达到，又没有基期值，算不出应有进度",
        "not due, not met, and without a base the path cannot be drawn",
    ),
    "interval": Label(
        "数字太小（或样本太小），区间跨过目标值，仅凭这个数字分不清是真的还是运气",
        "the count (or sample) is so small that its interval spans the target: luck cannot be told from truth",
    ),
}
# what a row of the table of targets may lack
LACKS: dict[str, Label] = {
    "direction": Label("方向", "direction"),
    "kind": Label("类别", "kind of figure"),
    "target_value": Label("目标值", "target"),
    "target_year": Label("目标年或截止日", "target year or due day"),
    "comparator": Label("与方向一致的比较", "a comparison that fits the direction"),
    "order_of_days": Label("晚于起算日的截止日", "a due day after the first day"),
}
