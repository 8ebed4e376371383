"""Traps of text files: rows that are no subjects, quotes, line ends, bytes."""

from __future__ import annotations

from corpus.shape import HEADER, Trap, file, says, table, text_of, unit

WIDE = [""] * (len(HEADER) - 1)
HEAD = list(HEADER)


def _alone(words: str) -> list[str]:
    return [words, *WIDE]


def _merged() -> str:
    """A header of two rows: groups above, names below; the group stands over its first column only."""
    groups = [
        "单位编号",
        "单位名称",
        "统一社会信用代码",
        "行政区划代码",
        "国民经济行业代码",
        "建筑情况",
        "",
        "开业日期",
        "重点单位",
        "位置",
        "",
        "",
    ]
    below = ["", "", "", "", "", "建筑面积（㎡）", "地上层数", "", "", "经度", "纬度", "坐标系"]
    return text_of(groups, below, unit(1), unit(2))


_PAIR = table(unit(1), unit(2))
_QUOTE = _PAIR.replace("示例1号商店", '"示例1号商店')

TRAPS: dict[str, Trap] = {
    "title rows": Trap(
        file(text_of(_alone("某区单位台账"), _alone("二〇二五年"), HEAD, unit(1))),
        read=1, said=says(("ROW-01", 1, ""), ("ROW-01", 2, "")),
    ),
    "填报单位": Trap(
        file(text_of(_alone("填报单位：某某街道"), HEAD, unit(1))), read=1, said=says(("ROW-01", 1, ""))
    ),
    "two-row merged header": Trap(file(_merged()), read=2),
    "repeated header": Trap(
        file(text_of(HEAD, unit(1), HEAD, unit(2))), read=3, aside=1, said=says(("ROW-03", 3, ""))
    ),
    "合计": Trap(file(table(unit(1), _alone("合计"))), read=2, aside=1, said=says(("ROW-02", 3, ""))),
    "小计": Trap(
        file(table(unit(1), _alone("小  计"), unit(2))), read=3, aside=1, said=says(("ROW-02", 3, ""))
    ),
    "总计": Trap(file(table(unit(1), _alone("总计（1家）"))), read=2, aside=1, said=says(("ROW-02", 3, ""))),
    "a unit whose name begins like a total": Trap(file(table(unit(1, 单位名称="合计通商贸公司"))), read=1),
    "notes below": Trap(
        file(table(unit(1), _alone("注：面积为套内面积"), _alone("填表人：某某"))),
        read=3, aside=2, said=says(("ROW-04", 3, ""), ("ROW-04", 4, "")),
    ),
    "empty rows": Trap(
        file(table(unit(1), ["", *WIDE], unit(2))), read=3, aside=1, said=says(("ROW-05", 3, ""))
    ),
    "page numbers": Trap(
        file(table(unit(1), _alone("第 1 页 共 2 页"), unit(2))), read=3, aside=1, said=says(("ROW-13", 3, ""))
    ),
    "column numbers under the header": Trap(
        file(table([str(at) for at in range(1, len(HEADER) + 1)], unit(1))),
        read=2, aside=1, said=says(("ROW-11", 2, "")),
    ),
    "a row of another length": Trap(
        file(table(unit(1), unit(2)[:4], unit(3))), read=3, aside=1, said=says(("ROW-06", 3, ""))
    ),
    "a row beyond measure": Trap(file(table(unit(1), unit(2, 单位名称="长" * 6_000_000))), code="FILE-20"),
    "more cells than a sheet has": Trap(file(table(unit(1)) + "," * 20_000 + "\n"), code="FILE-20"),
    "NUL bytes": Trap(file(_PAIR.replace("示例2号", "示例\0002号")), read=2, said=says(("FILE-23", 3, "单位名称"))),
    "a quote never closed": Trap(file(_QUOTE), read=2, said=says(("FILE-24", 2, ""))),
    "mixed line ends": Trap(
        file(_PAIR.replace("\n", "\r\n", 1)), read=2, said=says(("FILE-25", None, ""))
    ),
    "bare carriage returns": Trap(file(_PAIR.replace("\n", "\r")), read=2),
    "full-width commas": Trap(file(_PAIR.replace(",", "，")), code="FILE-27"),
    "no row": Trap(file(table()), code="FILE-04"),
    "nothing at all": Trap(file(b""), code="FILE-04"),
    "no id column": Trap(file("名称,面积\n甲,1\n"), code="COL-01"),
    "ids doubled": Trap(
        file(table(unit(1), unit(1))), read=2, aside=1, said=says(("DUP-01", 3, "单位编号"))
    ),
    "ids doubled, rows differ": Trap(
        file(table(unit(1), unit(1, 建筑面积="999"))),
        read=2, aside=1, said=says(("DUP-01", 3, "单位编号"), ("DUP-03", None, "单位编号")),
    ),
    "no id in a row": Trap(
        file(table(unit(1), unit(2, 单位编号=""))), read=2, aside=1, said=says(("ID-01", 3, "单位编号"))
    ),
    "unit name with /": Trap(file(table(unit(1, 单位名称="甲/乙\\丙:*?\"<>|公司"))), read=1),
    "=cmd as a unit name": Trap(file(table(unit(1, 单位名称="=cmd|' /C calc'!A0"))), read=1),
}  # fmt: skip
