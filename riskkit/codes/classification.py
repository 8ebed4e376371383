"""Codes of classification (CLS-…)."""

from riskkit.codes.shape import Code, error, note, warning

CLASSIFICATION: dict[str, Code] = {
    "CLS-01": error(
        "没有录入这个辖区的名单",
        "no list of this jurisdiction is entered",
        "写成列出的名称之一；没有本省名单的，可用 --jurisdiction 全国，或在自己的规则目录里录入",
        "write one of those listed; where yours is not, use --jurisdiction china or enter it in a rule root of your own",
    ),
    "CLS-02": error(
        "评估日早于这个辖区的第一份名单",
        "the day is before the first list of this jurisdiction",
        "换一个评估日，或补录更早的名单",
        "choose a later day or enter an earlier list",
    ),
    "CLS-03": warning(
        "没有录入这个辖区的这份名单，没有判定",
        "this list is not entered for this jurisdiction and was not decided",
        "取得名单后录入，或改用有这份名单的辖区",
        "enter the list once it is at hand, or use a jurisdiction that has it",
    ),
    "CLS-04": warning(
        "评估日早于这份名单的第一个日期，没有判定",
        "the day is before this list's first day; it was not decided",
        "换一个评估日，或补录更早的名单",
        "choose a later day or enter an earlier list",
    ),
    "CLS-05": warning(
        "缺少判定所需的值，有单位因此不能判定",
        "a value that a list needs is unknown, so that units cannot be decided",
        "补上这一列，名单见 classification.xlsx“所缺的值”",
        "fill in this column; the units stand in classification.xlsx, 'values missing'",
    ),
    "CLS-06": note(
        "名单的生效日没有见到，是假定的",
        "the day on which this list came into force was not seen and is assumed",
        "靠近这一天的评估先核对原文",
        "check the text before an assessment near this day",
    ),
    "CLS-07": note(
        "名单没有录全，未达到已录界限的单位不判“否”",
        "the list is not entered in full: a unit that meets no line entered is not answered 'no'",
        "取得全文后补录，并写 complete: true",
        "enter the rest once it is at hand and write complete: true",
    ),
    "CLS-08": error(
        "没有一列能用于判定，像是拿错了文件",
        "no column feeds any line of the lists: this looks like the wrong file",
        "换文件，或改表头（认得的表头见规则目录 classification/fields.yaml）",
        "choose another file or rename the headers (those known stand in classification/fields.yaml of the rule root)",
    ),
}
