"""Traps of codes: USCC, area, industry."""

from __future__ import annotations

from corpus.shape import HEADER, Trap, file, one_cell, says, table, text_of, unit

USCC, AREA, INDUSTRY = "统一社会信用代码", "行政区划代码", "国民经济行业代码"


def _seen(column: str, cell: str, code: str) -> Trap:
    return Trap(one_cell(column, cell), read=2, said=says((code, 3, column)))


def _mended(column: str, cell: str, code: str) -> Trap:
    return Trap(one_cell(column, cell), read=2, logged=says((code, 3, column)))


TRAPS: dict[str, Trap] = {
    "full-width codes": _mended(USCC, "９１１１０１０８５５１３８５０８２Ｑ", "USCC-02"),
    "a wrong check digit": _seen(USCC, "911101085513850821", "USCC-01"),
    "O for 0": _seen(USCC, "9111O108551385082Q", "USCC-03"),
    "numeric USCC": _seen(USCC, "9.11101E+17", "USCC-04"),
    "a code of an organisation": _seen(USCC, "551385082", "USCC-05"),
    "a registration number": _seen(USCC, "110108012660422", "USCC-06"),
    "no USCC": _seen(USCC, "123", "USCC-07"),
    "id stored as a number": Trap(
        file(table(unit(1), unit(2, 单位编号="9.15101E+17"))), read=2, aside=1, said=says(("ID-02", 3, "单位编号"))
    ),
    "two units one code": Trap(
        file(table(unit(1, 单位编号="A1"), unit(2, 单位编号="A1", 单位名称="另一家"))),
        read=2, aside=1, said=says(("DUP-01", 3, "单位编号"), ("DUP-03", None, "单位编号")),
    ),
    "two units one USCC": Trap(
        file(text_of([*HEADER, "地址"], [*unit(1), "甲路1号"], [*unit(2, 单位名称="示例1号商店"), "乙路2号"])), read=2,
        said=says(("DUP-04", 2, USCC), ("DUP-04", 3, USCC)),
    ),
    "no area code": _seen(AREA, "北京市海淀区某处", "AREA-01"),
    "an area code not in the table": _seen(AREA, "990102", "AREA-02"),
    "functional zone without a code": _seen(AREA, "智造新城", "AREA-04"),
    "an area by its name": _mended(AREA, "北京市海淀区", "AREA-05"),
    "an area code newer than the table": _seen(AREA, "110199", "AREA-06"),
    "no industry code": _seen(INDUSTRY, "零售", "IND-01"),
    "a letter that disagrees": _seen(INDUSTRY, "A5211", "IND-02"),
    "bare digits of an industry": _mended(INDUSTRY, "5211", "IND-04"),
}  # fmt: skip
