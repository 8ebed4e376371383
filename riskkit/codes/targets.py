"""Codes of plan targets (TGT-…)."""

from riskkit.codes.shape import Code, error, note, warning

TARGETS: dict[str, Code] = {
    "TGT-01": error(
        "目标表里没有这个指标，这一行未使用",
        "the table of targets has no such indicator; the row is not used",
        "核对目标编号或指标名称，或在目标表里补上",
        "check the id or name, or add the target to the table of targets",
    ),
    "TGT-02": error(
        "指标名称对应不止一个目标，这一行未使用",
        "the indicator's name fits more than one target; the row is not used",
        "填写目标编号，或补上城市、区县",
        "write the target id, or add the city and the part of it",
    ),
    "TGT-03": error(
        "同一目标同一时间的数字互相矛盾，都未使用",
        "figures of one target and period contradict one another; none is used",
        "核实后只留一行",
        "find out which is right and keep one row",
    ),
    "TGT-04": warning(
        "同一目标同一时间的相同数字重复出现，只用一行",
        "the same figure of one target and period occurs again; it counts once",
        "删去重复的行",
        "delete the doubled row",
    ),
    "TGT-05": error(
        "没有数字，这一行未使用",
        "the row holds no figure; it is not used",
        "填写完成值，或事件数和分母（人口）",
        "write the value, or the events and their denominator (population)",
    ),
    "TGT-06": warning(
        "比例没有写百分号又不大于 1，按小数读（0.85 即 85%）",
        "a share up to 1 without a percent sign is read as a fraction (0.85 is 85 %)",
        "写上百分号",
        "write the percent sign",
    ),
    "TGT-07": error(
        "目标本身很小，分不清 0.06 是 0.06% 还是 6%，这一行未使用",
        "the target is so small that 0.06 may be 0.06 % or 6 %; the row is not used",
        "写上百分号",
        "write the percent sign",
    ),
    "TGT-08": warning(
        "不满一年的数字不能与年度目标比较，这一行未使用",
        "a figure of less than a year cannot be held against a yearly target; the row is not used",
        "年度结束后填写全年数字",
        "report the whole year when it is over",
    ),
    "TGT-09": warning(
        "数值乘以人口（分母）不是整数，算不出事件数，不给区间",
        "value × population (denominator) is no whole number: no count, so no interval",
        "在“事件数”列填写起数或人数",
        "write the number of events in its own column",
    ),
    "TGT-10": error(
        "完成值与事件数、人口（分母）算出的不一致，这一行未使用",
        "the value differs from events ÷ population (denominator); the row is not used",
        "核对三个数字",
        "check the three numbers",
    ),
    "TGT-11": note(
        "这个目标没有可用的实绩",
        "no usable figure of this target",
        "在实绩表里补上",
        "add it to the table of actual figures",
    ),
    "TGT-12": error(
        "目标行缺少判断所需的内容，结论为不可判",
        "the target's row lacks what a verdict needs; it cannot be told",
        "补齐方向、类别、目标值、目标年",
        "add direction, kind, target and target year",
    ),
    "TGT-13": error(
        "分年目标读不懂，改按起止两点直线",
        "the yearly instalments cannot be read; the straight line is used",
        "写成 2021：250；2022：250",
        "write 2021：250；2022：250",
    ),
    "TGT-14": warning(
        "分年目标合计（或末年）与目标值不一致",
        "the instalments do not end at the target",
        "核对规划原文",
        "check the plan's text",
    ),
    "TGT-15": warning(
        "中间年份缺数，累计数只是下限",
        "a year between is missing; the sum is a lower bound",
        "补上缺的年份，或填写累计数",
        "add the missing year, or report the total",
    ),
    "TGT-16": error(
        "目标编号属于另一个城市，这一行未使用",
        "the target id belongs to another city; the row is not used",
        "核对城市和目标编号",
        "check the city and the id",
    ),
    "TGT-17": error(
        "累计数与各年新增之和不一致，都未使用",
        "the total differs from the sum of the years; neither is used",
        "核实后改正其一",
        "find out which is right and mend the other",
    ),
    "TGT-18": warning(
        "率没有人口，不给区间，看不出运气的成分",
        "a rate without a population has no interval: luck cannot be seen",
        "补上人口",
        "add the population",
    ),
}
