"""An example for the codes that an assessor meets in an extract, and the rule behind a code where there is one."""

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
    "OUT-01": Example(Label("-o 结果，而“结果”已经存在", "-o result, and result is already there")),
    "ARG-01": Example(Label("--pages 3，应写 --pages top:3", "--pages 3 instead of --pages top:3")),
    "COL-01": Example(Label("表头是“店名”“地址”，没有“单位编号”", "a header of names and addresses, without an id")),
    "COL-02": Example(Label("“建筑面积”和“总建筑面积”两列", "two columns of floor area")),
    "COL-05": Example(Label("“联系人手机”“身份证号”", "a column of mobile numbers or identity cards")),
    "COL-06": Example(Label("火灾记录表没有“起火日期”", "a table of fires without the day of the fire")),
    "COL-07": Example(
        Label("只有“统一社会信用代码”一列编号", "the unified social credit code is the only code"), _USCC
    ),
    "ROW-02": Example(Label("“合计”“小计”所在的行", "a row that begins with 合计 or 小计")),
    "ROW-06": Example(Label("地址里有未加引号的逗号", "an address with a comma and without quotes")),
    "ID-01": Example(Label("单位编号一格为空", "an empty cell in the column of ids")),
    "ID-02": Example(Label("9.15101E+17", "9.15101E+17")),
    "DUP-01": Example(Label("A0017 (#12)：第 12 行已有 A0017", "A0017 (#12): row 12 already has it")),
    "USCC-01": Example(Label("18 位中有一位抄错", "one of the 18 is mistyped"), _USCC),
    "USCC-02": Example(Label("9135 0100 m000 100y 43", "9135 0100 m000 100y 43"), _USCC),
    "USCC-03": Example(Label("9135O100M000100Y43 读作 91350100M000100Y43", "9135O100M000100Y43, with O for 0"), _USCC),
    "USCC-04": Example(Label("9.15101E+17；911101080000000000", "9.15101E+17; 911101080000000000"), _USCC),
    "USCC-05": Example(Label("79965505-8", "79965505-8"), "GB 11714"),
    "USCC-06": Example(Label("440301103097413", "440301103097413"), "GS 15-2006"),
    "USCC-07": Example(Label("只有 17 位，或含 I O Z S V", "17 characters only, or I O Z S V"), _USCC),
    "AREA-01": Example(Label("33010；市中区（同名多处）", "33010; 市中区, of which there are several"), _AREA),
    "AREA-02": Example(Label("330199，杭州市没有这个区县代码", "330199, which 杭州市 lacks"), _AREA),
    "AREA-03": Example(Label("评估 2024 年，写 330104（2021 年并入上城区）", "330104 in 2024; ended in 2021"), _AREA),
    "AREA-04": Example(Label("智造新城、经开区", "智造新城, 经开区")),
    "AREA-05": Example(Label("浙江省杭州市上城区 读作 330102", "浙江省杭州市上城区 is read as 330102"), _AREA),
    "AREA-07": Example(Label("3301 读作 330100", "3301 is read as 330100"), _AREA),
    "IND-02": Example(Label("C6110，61 属于 H", "C6110; 61 belongs to H"), _INDUSTRY),
    "IND-04": Example(Label("6110 读作 H6110", "6110 is read as H6110"), _INDUSTRY),
    "IND-05": Example(
        Label("P8231：2011 年版教育为 82，现为 83", "P8231: education was 82 in 2011, now 83"), _INDUSTRY
    ),
    "IND-07": Example(Label("610：住宿业 H610，或丢了零的煤炭 B0610", "610: hotels, or coal (0610)"), _INDUSTRY),
    "GEO-01": Example(Label("经度 30.25，纬度 120.15", "longitude 30.25, latitude 120.15")),
    "GEO-02": Example(Label("经度 0，纬度 0；500000 米", "longitude 0, latitude 0; 500000 metres")),
    "GEO-05": Example(Label("120°12′30″ 读作 120.208333", "120°12′30″ is read as 120.208333")),
    "NUM-01": Example(Label("建筑面积写“很大”", "很大 as a floor area")),
    "NUM-02": Example(Label("地上层数 999", "999 storeys")),
    "NUM-03": Example(Label("100-200 取 150", "100-200 counts as 150")),
    "NUM-04": Example(Label("约3000、3000余 取 3000", "约3000 counts as 3000")),
    "NUM-05": Example(Label("演练 1.5 次", "1.5 drills")),
    "NUM-06": Example(Label("“灭火器失效（处）”填“是”", "yes where broken extinguishers are counted")),
    "NUM-07": Example(Label("净宽百分比一栏都写 0.95", "0.95 throughout a column of percents")),
    "CAT-01": Example(Label("喷淋系统状态写“调试中”", "调试中 as the state of the sprinklers")),
    "BOOL-01": Example(Label("消防手续是否齐全写“办理中”", "办理中 where yes or no is asked")),
    "DATE-01": Example(Label("2025-02-30", "2025-02-30")),
    "DATE-02": Example(Label("评估日 2026-01-01，检查日期写 2099-05-01", "2099-05-01 in an assessment of 2026-01-01")),
    "ROLL-01": Example(Label("单位的所属行业写 I99，行业清单里没有", "a unit of industry I99, which the list lacks")),
    "ROLL-04": Example(Label("学校和医院两份结果里都有 D0007", "D0007 in the results of schools and of hospitals")),
    "RULE-25": Example(Label("2026-03-01 判定重大火灾隐患", "judging major hazards on 2026-03-01"), "GB 35181-2025"),
    "RULE-27": Example(Label("医院表只见到 18 分", "18 points of the hospital table were seen")),
    "RULE-40": Example(Label("火灾高危单位评估没有填分数线", "a high-hazard unit without cut-offs"), _HIGH_HAZARD),
    "CLS-05": Example(Label("判定宾馆要客房数，表里没有", "a hotel without its number of rooms")),
    "CRED-01": Example(Label("失信记录的编号不在单位表里", "a credit record of a unit that is not in the extract")),
    "CRED-11": Example(Label("修复日期写“去年”", "last year as the day of repair"), "信用修复管理办法"),
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
