"""Codes of fire statistics (STAT-…)."""

from riskkit.codes.shape import Code, error, note, warning

STATISTICS: dict[str, Code] = {
    "STAT-01": error(
        "两个时期的统计口径不同，不能直接比较",
        "two periods of different statistical scopes cannot be compared as they are",
        "换用同一口径的时期；确要比较，写明跨口径（--across-breaks，或 across_break=True）",
        "compare periods of one scope; to compare all the same, say so (--across-breaks, or across_break=True)",
    ),
    "STAT-02": error(
        "起火日期缺失或不可读，这起火灾未计入",
        "the day of the fire is missing or unreadable; the fire is not counted",
        "补充起火日期",
        "state the day of the fire",
    ),
    "STAT-03": warning(
        "起火日期在统计期之外，未计入",
        "the fire lies outside the days covered; not counted",
        "核对日期，或改 --since、--as-of",
        "check the day, or change --since and --as-of",
    ),
    "STAT-04": warning(
        "起火日期早于已录入的火灾等级表，未定级",
        "the fire is older than the first severity table entered; it has no grade",
        "该日的等级按当时的规定确定，本工具没有录入",
        "grade it by the rule of its day, which is not entered here",
    ),
    "STAT-05": warning(
        "有受灾户数，而2025年规定的受灾户界限没有录入：等级可能偏低",
        "households are given, but their limits in the rule of 2025 are not entered: the grade may be too mild",
        "取得消防〔2025〕17号全文后核对这些火灾的等级",
        "check the grade of these fires against the full text of 消防〔2025〕17号",
    ),
    "STAT-06": note(
        "没有“超过统计时限的死亡人数”一列：死亡人数按已符合当时时限（7日或30日）计入",
        "no column of deaths after the window: deaths are taken to lie within the window of their day (7 or 30 days)",
        "如含时限之后的死亡，增加这一列，另行统计",
        "add the column if later deaths are among them; they are counted apart",
    ),
    "STAT-07": note(
        "没有重伤人数：受伤人数只能作为重伤的上限，有的火灾只能给出等级范围",
        "no column of serious injuries: all injured are only their upper bound, so some fires get a range of grades",
        "增加“重伤人数”一列",
        "add the column of serious injuries",
    ),
    "STAT-08": warning(
        "没有这个时期（区域）的人口，比率未计算",
        "no population for this period (and region); rates are not computed",
        "在人口表里补充该年和该区域，名称与火灾表一致",
        "add the year and region to the table of population, named as in the table of fires",
    ),
    "STAT-09": warning(
        "这些时期与上年同期的统计口径不同，数值不可直接比较",
        "these periods and the year before lie in different statistical scopes; the figures are not comparable",
        "见“口径说明”；不加 --across-breaks 时不比较，加了逐行注明",
        "see the sheet on scopes; compared only with --across-breaks, and then said so in each row",
    ),
    "STAT-10": error(
        "人口表里同一年同一区域出现两次，或没有一行可用",
        "the same year and region twice in the table of population, or no usable row",
        "每年每个区域只留一行，人口大于 0",
        "keep one row a year and region, with a positive population",
    ),
    "STAT-11": warning(
        "不认识的统计口径，按起火日期确定",
        "unknown statistical scope; taken from the day of the fire",
        "改成“口径说明”所列的写法",
        "write it as the sheet on scopes lists it",
    ),
    "STAT-12": error(
        "没有一起可用的火灾",
        "no usable fire",
        "检查起火日期一列和统计期",
        "check the column of days and the days covered",
    ),
    "STAT-13": warning(
        "重伤人数多于受伤人数",
        "more serious injuries than injuries",
        "核对两列；受伤人数应包括重伤",
        "check both columns; injuries include the serious ones",
    ),
    "STAT-14": error(
        "公布数里没有这一时期，或该格为空（没有见到公布）",
        "the published figures lack this period, or its cell is empty (no publication was seen)",
        "换一个时期",
        "choose another period",
    ),
    "STAT-15": note(
        "没有写明记录从哪一天起完整：只从最早一起火灾算起，首期不完整，不作比较的基期",
        "no day is stated from which the record is whole: it is known from its first fire on, so the first period is "
        "partial and no base to compare with",
        "记录自某日起完整的，写明 --since，如所列的一天",
        "state the day from which the record is whole: --since, e.g. the day shown",
    ),
}
