"""TEXT-02: a mobile or identity card number within a text."""

from __future__ import annotations

from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="TEXT-02",
    does=Label(
        "号码以 *** 代替，其余文字照用；清单、说明、问题清单、改动日志和清洗后的表里都不出现原号码。没有用到的列，清洗后的表里同样隐去，记在改动日志里。",
        "*** stands for the number, the rest of the text is used as it is; no register, page, finding, change log or clean "
        "table shows the number. In columns that are not read the clean table hides it too, and the change log says so",
    ),
    why=Label(
        "备注、地址里常夹带联系人的手机号或身份证号。评估用不到它们，却会随结果一再转发。只认写全的号码：11 位手机号（可分段写），18 位且含出生日期的身份证号；更短的电话不认。整格就是编号的代码列不受影响。",
        "remarks and addresses often carry the mobile or identity card number of a person. The assessment needs none, yet "
        "results are passed on. Only full numbers are seen: mobile numbers of 11 digits (in groups too), identity card "
        "numbers of 18 with a day of birth; no shorter telephone numbers. Columns of ids and codes are left alone",
    ),
    cases=(
        Case(
            ("单位编号", "单位名称", "地址"),
            (
                ("甲1", "文一路商店", "文一路1号，店主13800000000"),
                ("甲2", "文二路商店（138-0000-0000）", "文二路138号"),
                ("甲3", "文三路商店", "文三路3号 110101199003070000"),
                ("甲4", "文四路商店", "文四路4号 0571-80000000"),
            ),
            ((2, "地址"), (3, "单位名称"), (4, "地址")),
            {
                (2, "地址"): "文一路1号，店主***",
                (3, "单位名称"): "文二路商店（***）",
                (3, "地址"): "文二路138号",
                (4, "地址"): "文三路3号 ***",
                (5, "地址"): "文四路4号 0571-80000000",
            },
        ),
    ),
    judged_by="riskkit.intake.column_kinds",
)
