"""Small invented tables that stand beside units_small.csv: credit records, and grades that a person set."""

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


def credit_rows() -> list[list[str]]:
    """Header and rows of credit.csv."""
    return [CREDIT_HEADER, *CREDIT_ROWS]


def override_rows() -> list[list[str]]:
    """Header and rows of override.csv."""
    return [OVERRIDE_HEADER, *OVERRIDE_ROWS]
