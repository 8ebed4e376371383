"""Traps of measures, numbers, dates and words."""

from __future__ import annotations

from corpus.shape import HEADER, Trap, file, one_cell, says, table, text_of, unit

AREA, STOREYS = "建筑面积（㎡）", "地上层数"
COLUMNS = {name.partition("（")[0]: name for name in HEADER}
_HEADS = table(unit(1), unit(2))


def _seen(name: str, cell: str, code: str) -> Trap:
    """A cell with a finding."""
    return Trap(one_cell(name, cell), read=2, said=says((code, 3, COLUMNS[name])))


def _mended(name: str, cell: str, code: str) -> Trap:
    """A cell that is read knowingly: no finding, but a line of the change log."""
    return Trap(one_cell(name, cell), read=2, logged=says((code, 3, COLUMNS[name])))


def _empty_everywhere() -> str:
    return table(*(unit(at, 地上层数="") for at in range(1, 12)))


TRAPS: dict[str, Trap] = {
    "a measure in the header": Trap(
        file(_HEADS.replace(AREA, "建筑面积（亩）")), read=2,
        logged=says(("NUM-10", 2, "建筑面积（亩）"), ("NUM-10", 3, "建筑面积（亩）"))
    ),
    "a measure in the cell": _mended("建筑面积", "3亩", "NUM-09"),
    "thousands separators": _mended("建筑面积", "1,200", "NUM-08"),
    "a number in full width": _mended("建筑面积", "１２００", "NUM-08"),
    "a range": _seen("建筑面积", "100-200", "NUM-03"),
    "约": _seen("建筑面积", "约3000", "NUM-04"),
    "余": _seen("建筑面积", "3000余", "NUM-04"),
    "a negative area": _seen("建筑面积", "-5", "NUM-11"),
    "an area of zero": _seen("建筑面积", "0", "NUM-11"),
    "no number": _seen("建筑面积", "很大", "NUM-01"),
    "digits of another script": _mended("建筑面积", "٣", "NUM-08"),
    "a longitude in digits of another script": _mended("经度", "١١٦", "GEO-05"),
    "beyond plausible": _seen("建筑面积", "99999999", "NUM-02"),
    "not whole": Trap(one_cell("地上层数", "3.5"), read=2, said=says(("NUM-05", 3, STOREYS))),
    "地上12/地下2": Trap(
        one_cell("地上层数", "地上12/地下2"), read=2, logged=says(("NUM-12", 3, STOREYS))
    ),
    "2024.3.5": _mended("开业日期", "2024.3.5", "DATE-04"),
    "2024年3月": _mended("开业日期", "2024年3月", "DATE-03"),
    "20240305": _mended("开业日期", "20240305", "DATE-04"),
    "a serial day": _mended("开业日期", "45000", "DATE-05"),
    "no such day": _seen("开业日期", "2024-02-30", "DATE-01"),
    "a future day": _seen("开业日期", "2027-01-01", "DATE-02"),
    "不适用": Trap(one_cell("建筑面积", "/"), read=2),
    "未知": _mended("建筑面积", "不详", "MISS-01"),
    "无": _mended("建筑面积", "无", "MISS-03"),
    "an indicator missing everywhere": Trap(file(_empty_everywhere()), read=11, said=says(("MISS-05", None, STOREYS))),
    "neither yes nor no": Trap(one_cell("重点单位", "也许"), read=2, said=says(("BOOL-01", 3, "重点单位"))),
    "lon and lat swapped": Trap(
        file(table(unit(1), unit(2, 经度="39.98", 纬度="116.3"))), read=2, said=says(("GEO-01", 3, "经度"))
    ),
    "a place outside China": Trap(
        file(table(unit(1), unit(2, 经度="2.35", 纬度="48.85"))), read=2, said=says(("GEO-02", 3, "经度"))
    ),
    "no coordinate system": Trap(
        file(table(unit(1, 坐标系=""), unit(2, 坐标系=""))), read=2,
        said=says(("GEO-03", 2, "经度")),
    ),
    "personal data": Trap(
        file(text_of([*_HEADS.splitlines()[0].split(","), "身份证号"], [*unit(1), "110101199003074514"])), read=1
    ),
}  # fmt: skip
