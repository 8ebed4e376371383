"""Examples of codes that have no rule module of their own, and the document behind them where there is one."""

from __future__ import annotations

from typing import NamedTuple

from riskkit.terms import Label


class Example(NamedTuple):
    """A cell or a call that gives the code, and the document that it rests on."""

    shown: Label
    source: str = ""


_SCOPE = "火灾统计管理规定 消防〔2025〕17号"
_USCC = "GB 32100"
_AREA = "GB/T 2260"
_INDUSTRY = "GB/T 4754-2017"
_HIGH_HAZARD = "公消〔2013〕60号"

EXAMPLES: dict[str, Example] = {
    "FILE-02": Example(Label("下载不完整的 xlsx；文件夹", "an xlsx that was cut short; a folder")),
    "FILE-03": Example(Label("文件中间夹有另一种编码的字节", "bytes of another encoding in the middle of the file")),
    "FILE-06": Example(Label("网页另存成的 .xls；PDF", "an HTML page saved as .xls; a PDF")),
    "FILE-20": Example(Label("引号没有配对，几万行并成了一行", "an open quote joins thousands of rows into one")),
    "FILE-21": Example(Label("UTF-8 文件里混进一个 0xFF", "one byte 0xFF in a file of UTF-8")),
    "FILE-22": Example(Label("带 UTF-8 标记的 GBK 文件", "GBK text behind the mark of UTF-8")),
    "FILE-23": Example(Label("单位名称中间有一个空字节", "a NUL byte within a name")),
    "FILE-24": Example(Label('甲2,"文二路商店,200 少了后一个引号', 'a2,"shop,200 lacks its second quote')),
    "FILE-25": Example(Label("前一半用 CRLF 换行，后一半用 LF", "CRLF in one half of the file, LF in the other")),
    "FILE-26": Example(
        Label("一个格子里有三行，每行的列数都和表头一样", "three lines in a cell, each as long as the header")
    ),
    "FILE-27": Example(Label("单位编号，单位名称，建筑面积", "the cells of the header parted by ，")),
    "FILE-28": Example(Label("没有装 sqlalchemy 就写 postgresql://", "postgresql:// without sqlalchemy")),
    "FILE-29": Example(Label("数据库没有启动，或密码不对", "the database does not run, or the password is wrong")),
    "FILE-30": Example(Label('--query "SELECT * FROM 没有的表"', '--query "SELECT * FROM nowhere"')),
    "FILE-31": Example(Label("给了数据库的地址，没有写 --query", "the address of a database without --query")),
    "FILE-32": Example(Label('--query "SELECT * FROM 单位"', '--query "SELECT * FROM units"')),
    "FILE-33": Example(Label("表格共 8 行，写了 --header-row 99", "--header-row 99 for a table of 8 rows")),
    "FILE-34": Example(Label("GBK 文件写了 --encoding utf-8", "--encoding utf-8 for a file of GBK")),
    "OUT-01": Example(Label("-o 结果，而“结果”已经存在", "-o result, and result is already there")),
    "ARG-01": Example(Label("--pages 3，应写 --pages top:3", "--pages 3 instead of --pages top:3")),
    "COL-01": Example(Label("表头是“店名”“地址”，没有“单位编号”", "a header of names and addresses, without an id")),
    "COL-02": Example(Label("“建筑面积”和“总建筑面积”两列", "two columns of floor area")),
    "COL-05": Example(Label("“联系人手机”“身份证号”", "a column of mobile numbers or identity cards")),
    "COL-06": Example(Label("火灾记录表没有“起火日期”", "a table of fires without the day of the fire")),
    "COL-07": Example(
        Label("只有“统一社会信用代码”一列编号", "the unified social credit code is the only code"), _USCC
    ),
    "ROLL-01": Example(Label("单位的所属行业写 I99，行业清单里没有", "a unit of industry I99, which the list lacks")),
    "ROLL-04": Example(Label("学校和医院两份结果里都有 D0007", "D0007 in the results of schools and of hospitals")),
    "RULE-25": Example(Label("2026-03-01 判定重大火灾隐患", "judging major hazards on 2026-03-01"), "GB 35181-2025"),
    "RULE-27": Example(Label("医院表只见到 18 分", "18 points of the hospital table were seen")),
    "RULE-40": Example(Label("火灾高危单位评估没有填分数线", "a high-hazard unit without cut-offs"), _HIGH_HAZARD),
    "CLS-05": Example(Label("判定宾馆要客房数，表里没有", "a hotel without its number of rooms")),
    "OVR-02": Example(Label("原等级写 A，按规则算出的是 B", "grade before A, the computed one is B")),
    "OVR-08": Example(Label("有直接判定情形的单位被调为 B", "a unit with a veto set to B by hand")),
    "ITEM-04": Example(Label("同一项在两处写成 A 类和 B 类", "one item as class A here and B there")),
    "TGT-06": Example(Label("完好率写 0.98，按 98% 读", "0.98 as a share is read as 98 %")),
    "FREQ-04": Example(Label("火灾记录的单位编号不在单位名单里", "a fire of a unit that is not in the extract")),
    "FREQ-07": Example(Label("统计窗口 2021—2025 年", "a window of 2021 to 2025"), _SCOPE),
    "FREQ-08": Example(Label("起火日期早于窗口第一天，或在停业之后", "a fire before the window or after closing")),
    "STAT-01": Example(Label("2020 年 25.2 万起与 2021 年 74.8 万起", "252,000 fires of 2020 and 748,000 of 2021")),
    "STAT-05": Example(Label("2025-06-01 的火灾，受灾户 40 户", "a fire of 2025-06-01 with 40 households"), _SCOPE),
    "STAT-06": Example(Label("表里只有“死亡人数”一列", "only one column of deaths"), _SCOPE),
    "STAT-09": Example(Label("2025 年与 2024 年，2025-05-01 改变口径", "2025 and 2024: the scope changes"), _SCOPE),
}
