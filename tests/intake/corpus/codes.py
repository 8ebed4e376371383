"""Traps of codes: USCC, area, industry."""

from __future__ import annotations

from corpus.shape import Trap, file, one_cell, says, table, unit

USCC, AREA, INDUSTRY = "统一社会信用代码", "行政区划代码", "国民经济行业代码"


def _code(column: str, cell: str, code: str, exit_code: int = 1) -> Trap:
    return Trap(one_cell(column, cell), read=2, said=says((code, 3, column)), exit_code=exit_code)


TRAPS: dict[str, Trap] = {
    "full-width codes": _code(USCC, "９１１１０１０８５５１３８５０８２Ｑ", "USCC-02", 0),
    "a wrong check digit": _code(USCC, "911101085513850821", "USCC-01"),
    "O for 0": _code(USCC, "9111O108551385082Q", "USCC-03"),
    "numeric USCC": _code(USCC, "9.11101E+17", "USCC-04"),
    "a code of an organisation": _code(USCC, "551385082", "USCC-05"),
    "a registration number": _code(USCC, "110108000000001", "USCC-06"),
    "no USCC": _code(USCC, "123", "USCC-07"),
    "id stored as a number": Trap(
        file(table(unit(1), unit(2, 单位编号="9.15101E+17"))), read=2, aside=1, said=says(("ID-02", 3, "单位编号"))
    ),
    "two units one code": Trap(
        file(table(unit(1, 单位编号="A1"), unit(2, 单位编号="A1", 单位名称="另一家"))),
        read=2, aside=1, said=says(("DUP-01", 3, "单位编号"), ("DUP-03", 3, "单位名称")),
    ),
    "no area code": _code(AREA, "北京市海淀区某处", "AREA-01"),
    "an area code not in the table": _code(AREA, "110199", "AREA-02"),
    "functional zone without a code": _code(AREA, "智造新城", "AREA-04"),
    "an area by its name": _code(AREA, "北京市海淀区", "AREA-05", 0),
    "no industry code": _code(INDUSTRY, "零售", "IND-01"),
    "a letter that disagrees": _code(INDUSTRY, "A5211", "IND-02"),
    "bare digits of an industry": _code(INDUSTRY, "5211", "IND-04", 0),
}  # fmt: skip
