"""Codes of single values and of scores."""

from riskkit.codes.shape import Code, error, warning

VALUES: dict[str, Code] = {
    "NUM-01": error(
        "不是数字，按未知处理",
        "not a number; counts as unknown",
        "填写数字，计量单位写在表头",
        "write a number, the measure in the header",
    ),
    "NUM-02": error(
        "超出合理范围，按未知处理",
        "outside the plausible range; counts as unknown",
        "核对数值和计量单位",
        "check the number and its measure",
    ),
    "NUM-03": warning("给的是区间，取中点", "a range is given; its middle is used", "填写一个数", "write one number"),
    "NUM-04": warning(
        "给的是约数，按所写数值",
        "an approximate number; used as written",
        "填写准确数",
        "write the exact number",
    ),
    "NUM-05": error(
        "应为整数，按未知处理",
        "must be a whole number; counts as unknown",
        "填写整数",
        "write a whole number",
    ),
    "NUM-06": warning(
        "数量栏填的是“是”，按 1 处计",
        "yes instead of a count; counted once",
        "填写处数",
        "write how many",
    ),
    "NUM-07": warning(
        "百分比栏里没有大于 1 的数，像是表格软件把 95% 存成了 0.95；按所写的百分数计",
        "no value above 1 in a column of percents: 95 % may have been stored as 0.95; used as written, in percent",
        "确是小数的乘以 100，或在单元格里写上 %",
        "multiply fractions by 100, or write % in the cells",
    ),
    "CAT-01": error(
        "不在选项之内，按未知处理",
        "not one of the options; counts as unknown",
        "改成允许的选项之一",
        "use one of the options",
    ),
    "BOOL-01": error(
        "应填 是 或 否，按未知处理", "must be yes or no; counts as unknown", "填 是 或 否", "write yes or no"
    ),
    "DATE-01": error(
        "不是日期，按未知处理",
        "not a date; counts as unknown",
        "写成 2026-03-05 这样的日期",
        "write it like 2026-03-05",
    ),
    "DATE-02": warning(
        "日期晚于评估日，按未知处理",
        "the date is after the assessment day; counts as unknown",
        "核对日期",
        "check the date",
    ),
    "SCORE-01": error(
        "必需的指标值未知，不予评分",
        "a value that the rule requires is unknown; not scored",
        "补充这个值",
        "provide the value",
    ),
    "SCORE-02": error(
        "指标值不在任何一档之内",
        "a value stands outside every row of its scale",
        "检查该指标的分档和 plausible",
        "check the scale's rows and the plausible range",
    ),
    "SCORE-03": error(
        "没有任何适用的指标，不予评分",
        "no indicator applies; not scored",
        "检查场所类型和不适用项",
        "check the place type and what is marked not applicable",
    ),
}
