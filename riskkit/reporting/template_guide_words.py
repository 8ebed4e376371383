"""The words of the guide: how to fill a form in, what the three states are."""

from __future__ import annotations

from riskkit.terms import Label

TITLES: dict[str, Label] = {
    "about": Label("这是什么", "What this is"),
    "how": Label("怎样填", "How to fill it in"),
    "states": Label("三种情况：没有、不适用、未知", "Three states: none, not applicable, not known"),
    "colours": Label("表头颜色", "Colours of the headers"),
    "columns": Label("各列说明", "Every column"),
}
# what is said to whom: every form; one in which a subject has one row; one whose empty cells are unknown; one that only
# defects are entered in, whose empty cells say that there is none
ALL, ONE_ROW, EMPTY_UNKNOWN, EMPTY_NONE = "all", "one_row", "empty_unknown", "empty_none"
FILL_IN: tuple[tuple[Label, str], ...] = (
    (Label(
        "在“填报表”从第 2 行起填。表头（第 1 行）不改名、不合并、不加行；列可以换位置，带 * 的不能删，没有资料的空着。",
        "Fill in from row 2. Do not rename, merge or add headers; columns may be moved, those with a * must stay.",
    ), ALL),
    (Label("一行一个对象，编号不重复。", "One row a subject; no id twice."), ONE_ROW),
    (Label(
        "不写合计、小计、标题和备注行；不合并单元格；行与行之间不留空行。",
        "No totals, titles or notes among the rows; no merged cells; no empty rows between.",
    ), ALL),
    (Label(
        "编号、信用代码等代码列已设为文本。从别处复制用“选择性粘贴—数值”：18 位代码存成数字会丢末几位，无法恢复。",
        "Code columns are text. Paste values only: 18 digits stored as a number lose the last ones for good.",
    ), ALL),
    (Label(
        "日期写成 2026-03-05；不要写“去年”“三月份”。",
        "Dates as 2026-03-05.",
    ), ALL),
    (Label(
        "数字列只写数字，计量单位以表头括号为准，不写“约”“余”和单位；百分数 95% 写 95。",
        "Numbers only, in the measure of the header; 95 for 95 %.",
    ), ALL),
    (Label(
        "有下拉的列从下拉中选。单元格提示和表头批注（红色三角）说明范围、用途和依据。",
        "Choose from the list where there is one. Prompts and the comments of the headers say range, use and clause.",
    ), ALL),
    (Label(
        "在 Excel 里直接按“/”会激活菜单：先按 F2 再输入“/”，或者写“不适用”。",
        "Excel opens its menu on /: press F2 first, or write N/A.",
    ), ALL),
    (Label(
        "不填身份证号、手机号等个人信息；姓名只在表头要求时填写。",
        "No identity card or telephone numbers.",
    ), ALL),
    (Label(
        "不知道的留空，不要估一个数，也不要填 0：0 的意思是确实没有。",
        "Leave empty what is not known. Never guess, never write 0: 0 says that there is none.",
    ), EMPTY_UNKNOWN),
    (Label(
        "没有检查、不清楚的写“未知”，不要留空：检查项留空的意思是没有发现这个问题。",
        "Write ? for what was not checked: an empty cell of the checklist says that no defect was found.",
    ), EMPTY_NONE),
)  # fmt: skip
HEADS = (
    Label("列", "col"), Label("表头", "header"), Label("颜色", "colour"), Label("方面", "criterion"),
    Label("计量单位", "measure"), Label("可以填什么", "what may stand there"), Label("用于", "read by"),
    Label("依据条款", "clause"), Label("依据性质", "basis"),
)  # fmt: skip
STATES_HEAD = (
    Label("情况", "state"), Label("怎样填", "write"), Label("意思", "means"), Label("怎样计", "counted as"),
)  # fmt: skip
STATES: tuple[tuple[Label, ...], ...] = (
    (
        Label("没有", "none"),
        Label("数量列填 0；是否列选“否”", "0 in a column of numbers, no in a list"),
        Label("查过，确实没有", "looked at: there is none"),
        Label("是一个确定的值。各列里“无”的意思见下表", "a value. What 无 means is said for each column below"),
    ),
    (
        Label("不适用", "not applicable"),
        Label("“/”或“不适用”", "/ or N/A"),
        Label("这一项与该对象无关，例如没有地下层的建筑的地下疏散", "does not concern this subject"),
        Label("不扣分；权重由同级适用的指标分担", "takes no points; applicable siblings share its weight"),
    ),
    (
        Label("未知", "not known"),
        Label("留空，也可写“未知”；检查表里写“未知”", "leave empty, or write ?; always ? in a checklist of defects"),
        Label("应该有，但没有查到或没有检查", "should be there but was not found or not checked"),
        Label(
            "按指标的规定计，多数按最差计，并写明未知占多少权重。只填问题的检查表，空格另有规定，见各列说明",
            "by the rule of each indicator, mostly as the worst. Forms of defects treat empty cells as said below",
        ),
    ),
)
