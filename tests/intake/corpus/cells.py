"""Traps of measures, numbers, dates and words."""

from __future__ import annotations

from corpus.shape import Trap, file, one_cell, says, table, text_of, unit

AREA, STOREYS, OPENED = "建筑面积（㎡）", "地上层数", "开业日期"
_HEADS = table(unit(1), unit(2))


def _area(cell: str, code: str, exit_code: int = 1) -> Trap:
    return Trap(one_cell("建筑面积", cell), read=2, said=says((code, 3, AREA)), exit_code=exit_code)


def _opened(cell: str, code: str, exit_code: int = 1) -> Trap:
    return Trap(one_cell("开业日期", cell), read=2, said=says((code, 3, OPENED)), exit_code=exit_code)


def _empty_everywhere() -> str:
    return table(*(unit(at, 地上层数="") for at in range(1, 5)))


TRAPS: dict[str, Trap] = {
    "a measure in the header": Trap(
        file(_HEADS.replace(AREA, "建筑面积（亩）")), read=2, said=says(("NUM-10", None, "建筑面积（亩）")), exit_code=0
    ),
    "a measure in the cell": _area("3亩", "NUM-09", 0),
    "thousands separators": _area("1,200", "NUM-08", 0),
    "a number in full width": _area("１２００", "NUM-08", 0),
    "a range": _area("100-200", "NUM-03"),
    "约": _area("约3000", "NUM-04"),
    "余": _area("3000余", "NUM-04"),
    "a negative area": _area("-5", "NUM-11"),
    "an area of zero": _area("0", "NUM-11"),
    "no number": _area("很大", "NUM-01"),
    "digits of another script": _area("٣", "NUM-01"),
    "beyond plausible": _area("99999999", "NUM-02"),
    "not whole": Trap(one_cell("地上层数", "3.5"), read=2, said=says(("NUM-05", 3, STOREYS))),
    "地上12/地下2": Trap(one_cell("地上层数", "地上12/地下2"), read=2, said=says(("NUM-12", 3, STOREYS)), exit_code=0),
    "2024.3.5": _opened("2024.3.5", "DATE-04", 0),
    "2024年3月": _opened("2024年3月", "DATE-03", 0),
    "20240305": _opened("20240305", "DATE-04", 0),
    "a serial day": _opened("45000", "DATE-05", 0),
    "no such day": _opened("2024-02-30", "DATE-01"),
    "a future day": _opened("2027-01-01", "DATE-02"),
    "不适用": _area("/", "MISS-02", 0),
    "未知": _area("不详", "MISS-01", 0),
    "无 without a meaning": _area("无", "MISS-04"),
    "an indicator missing everywhere": Trap(file(_empty_everywhere()), read=4, said=says(("MISS-05", None, STOREYS))),
    "neither yes nor no": Trap(one_cell("重点单位", "也许"), read=2, said=says(("BOOL-01", 3, "重点单位"))),
    "lon and lat swapped": Trap(
        file(table(unit(1), unit(2, 经度="39.98", 纬度="116.3"))), read=2, said=says(("GEO-01", 3, "经度"))
    ),
    "a place outside China": Trap(
        file(table(unit(1), unit(2, 经度="2.35", 纬度="48.85"))), read=2, said=says(("GEO-02", 3, "经度"))
    ),
    "no coordinate system": Trap(
        file(table(unit(1, 坐标系=""), unit(2, 坐标系=""))), read=2,
        said=says(("GEO-03", None, "经度"), ("MISS-05", None, "坐标系")),
    ),
    "personal data": Trap(
        file(text_of([*_HEADS.splitlines()[0].split(","), "身份证号"], [*unit(1), "110101199003074514"])), read=1, exit_code=0
    ),
}  # fmt: skip
