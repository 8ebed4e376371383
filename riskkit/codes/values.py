"""Codes of single values and of scores."""

from riskkit.codes.shape import Code, error, note, warning

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
        "给的是约数，照写采用（写有计量单位的已换算）",
        "an approximate number; used as written (in the column's measure)",
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
    "NUM-08": note(
        "数字带千分位、空格或全角，已改写",
        "a number with separators, spaces or full-width digits; rewritten",
        "无需处理",
        "nothing to do",
    ),
    "NUM-09": note(
        "单元格自带计量单位，已换算成本列的单位",
        "the cell states its own measure; converted into the column's",
        "核对换算；计量单位最好写在表头",
        "check the conversion; better write the measure in the header",
    ),
    "NUM-10": note(
        "表头的计量单位与字段不同，整列已换算",
        "the header's measure is not the field's; the column is converted",
        "核对换算",
        "check the conversion",
    ),
    "NUM-11": error(
        "面积、长度等不能为零或负数，按未知处理",
        "an area or length cannot be zero or negative; counts as unknown",
        "填写实际数值；没有查到的留空",
        "write the real number; leave it empty where it is not known",
    ),
    "NUM-12": note(
        "一格写了地上和地下两个层数，已分到两个字段",
        "one cell states storeys above and below ground; split into two fields",
        "最好分两列填写",
        "better use two columns",
    ),
    "MISS-01": note("写法表示未知，按未知处理", "the word says unknown; counts as unknown", "查清后补填", "fill it in"),
    "MISS-02": note("写法表示不适用", "the word says not applicable", "无需处理", "nothing to do"),
    "MISS-03": note(
        "写法表示没有，按本列约定读",
        "the word says none; read as the column's rule says",
        "无需处理",
        "nothing to do",
    ),
    "MISS-04": error(
        "本列的“无”没有约定含义，按未知处理",
        "none has no meaning in this column; counts as unknown",
        "没有就填 0，没有查到就留空",
        "write 0 for none, leave it empty where it is not known",
    ),
    "MISS-05": warning(
        "整列没有一个值，这项指标对所有对象都按未知处理",
        "the whole column is empty; its indicator is unknown for every subject",
        "检查导出是否漏了这一列",
        "check whether the export left the column out",
    ),
    "MISS-06": note(
        "只填隐患的表里留空，按没有处理",
        "empty on a form that only defects are entered in; counts as none",
        "无需处理",
        "nothing to do",
    ),
    "TEXT-01": note(
        "去掉了首尾空格，或把全角字符改成半角",
        "outer spaces removed, or full-width characters made half-width",
        "无需处理",
        "nothing to do",
    ),
    "TEXT-02": warning(
        "单元格里有手机号或身份证号，已隐去",
        "the cell holds a mobile or identity card number; it was hidden",
        "导出时去掉这些号码",
        "leave such numbers out of the export",
    ),
    "CAT-02": note("已换成规则集的选项写法", "written as the rulebook's option", "无需处理", "nothing to do"),
    "BOOL-02": note("已换成是或否", "written as yes or no", "无需处理", "nothing to do"),
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
    "DATE-03": note(
        "日期只到年或月，按当期第一天计，精度保留",
        "only a year or month is given; counts from its first day, the precision is kept",
        "能查到日子的补上",
        "add the day where it is known",
    ),
    "DATE-04": note("日期写法已统一", "the date is written in the common form", "无需处理", "nothing to do"),
    "DATE-05": note(
        "表格软件的日序号，已换成日期",
        "a spreadsheet's day number, written as a date",
        "把单元格设成日期格式后再导出",
        "format the cells as dates before exporting",
    ),
    "DATE-06": note(
        "1904 日期系统工作簿里的日序号，已换成日期",
        "a day number of a workbook that counts from 1904, written as a date",
        "把单元格设成日期格式后再导出",
        "format the cells as dates before exporting",
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
