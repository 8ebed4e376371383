"""Small invented tables that stand beside units_small.csv: credit records, grades that a person set, checked items."""

from __future__ import annotations

BRIGADE = "合成市消防救援支队（合成）"
CREDIT_HEADER = ["单位编号", "记录日期", "失信等级", "公示截止日期", "修复日期", "文号", "认定机关"]
# in use, repaired, publicity over, in use to its last day, unknown unit: one row each, read on 2026-05-01
CREDIT_ROWS = [
    ["SYN-U00008", "2025-11-20", "一般失信", "2026-11-19", "", "合成消信〔2025〕1号", BRIGADE],
    ["SYN-U00009", "2025-06-10", "严重失信", "2028-06-09", "2026-03-02", "合成消信〔2025〕2号", BRIGADE],
    ["SYN-U00010", "2024-12-01", "一般失信", "2025-12-01", "", "合成消信〔2024〕7号", BRIGADE],
    ["SYN-U00014", "2025-05-02", "一般失信", "2026-05-01", "", "合成消信〔2025〕5号", BRIGADE],
    ["SYN-U99999", "2025-08-08", "一般失信", "2026-08-07", "", "合成消信〔2025〕6号", BRIGADE],
]
OVERRIDE_HEADER = ["单位编号", "原等级", "调整后等级", "理由", "批准人", "日期"]
# one that holds, one whose grade before is not the computed one
OVERRIDE_ROWS = [
    ["SYN-U00013", "B", "C", "合成示例：现场核查发现夜间有人留宿，评估表未反映", "合成批准人（虚构）", "2026-04-20"],
    ["SYN-U00020", "A", "B", "合成示例：原等级与计算结果不符，应不予采用", "合成批准人（虚构）", "2026-04-21"],
]
ITEM_HEADER = ["单位编号", "单位名称", "检查项", "部位", "类别", "是否强制性条文", "条文", "检查结果"]
# items of class A and B, then as many of class C as the unit has left: (unit, name, items in all)
ITEM_UNITS = [
    ("SYN-U00008", "合成朝阳里工厂0008", 42),
    ("SYN-U00009", "合成望川办公楼0009", 20),
    ("SYN-U00010", "合成百顺超市0010", 20),
    ("SYN-U00014", "合成松原里酒店0014", 20),
]
ITEM_HEAD = [("报警控制器报警功能", "控制室", "A"), ("消防联动控制功能", "控制室", "A"), ("竣工资料", "档案室", "B")]
# what is not 合格: unit and number of the item → result. 2 of 42 items (4.76 %) still pass by GB 50166, one A item not
# checked leaves the verdict open, 2 of 20 (10 %) fail, and a class by its clause alone is none that GB 50166 knows
ITEM_RESULTS = {
    ("SYN-U00008", 3): "不合格",
    ("SYN-U00008", 9): "不合格",
    ("SYN-U00009", 2): "未检查",
    ("SYN-U00010", 5): "不合格",
    ("SYN-U00010", 6): "不合格",
    ("SYN-U00014", 20): "不合格",
}
ITEM_BY_CLAUSE = ("SYN-U00014", 20)


def credit_rows() -> list[list[str]]:
    """Header and rows of credit.csv."""
    return [CREDIT_HEADER, *CREDIT_ROWS]


def override_rows() -> list[list[str]]:
    """Header and rows of override.csv."""
    return [OVERRIDE_HEADER, *OVERRIDE_ROWS]


def item_rows() -> list[list[str]]:
    """Header and rows of checked_items.csv: a row an item of a unit."""
    return [ITEM_HEADER, *(_item_row(unit, name, n) for unit, name, count in ITEM_UNITS for n in range(1, count + 1))]


def _item_row(unit: str, name: str, n: int) -> list[str]:
    item, place, class_ = (
        ITEM_HEAD[n - 1] if n <= len(ITEM_HEAD) else (f"探测器{n:02d}外观和标识", f"{n % 5 + 1}层", "C")
    )
    clause = ["否", "（合成条文）探测器应完好"] if class_ == "C" else ["", ""]
    given = "" if (unit, n) == ITEM_BY_CLAUSE else class_
    result = ITEM_RESULTS.get((unit, n), "合格")
    return [unit, name, item, place, given, *clause, result]
