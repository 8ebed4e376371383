"""The tables that linking writes: their columns in order, with both headings."""

from __future__ import annotations

from riskkit.records import Column
from riskkit.terms import Label

SIDES = ("a", "b")


def _c(name: str, dtype: str, zh: str, en: str, uom: str = "", decimals: int | None = None) -> Column:
    return Column(name, dtype, Label(zh, en), uom, True, decimals)


def _both(name: str, zh: str, en: str) -> tuple[Column, Column]:
    first, second = (_c(f"{side}_{name}", "str", f"{side.upper()}{zh}", f"{side.upper()} {en}") for side in SIDES)
    return first, second


_AGREEMENT = _c("agreement", "float", "相符程度", "agreement", "share", 4)
_CERTAINTY = _c("certainty", "float", "把握", "certainty", "share", 4)
_EVIDENCE = _c("evidence", "str", "依据", "evidence")

LINKED: tuple[Column, ...] = (
    *_both("unit_id", "编号", "id"),
    *_both("name", "名称", "name"),
    *_both("uscc", "代码", "credit code"),
    *_both("address", "地址", "address"),
    _c("how", "str", "关联方式", "found by"),
    _CERTAINTY,
    _EVIDENCE,
    *_both("source", "来源(文件#行)", "source (file#row)"),
)
REVIEW: tuple[Column, ...] = (
    _c("group", "int", "组", "group"),
    _c("conclusion", "str", "结论", "conclusion"),
    *_both("name", "名称", "name"),
    *_both("address", "地址", "address"),
    *_both("uscc", "代码", "credit code"),
    _c("why", "str", "为什么待核", "why it waits"),
    _EVIDENCE,
    _AGREEMENT,
    _c("remark", "str", "核对说明", "remark"),
    _CERTAINTY,
    *_both("unit_id", "编号", "id"),
    *_both("source", "来源(文件#行)", "source (file#row)"),
)
ONLY: tuple[Column, ...] = (
    _c("unit_id", "str", "编号", "id"),
    _c("name", "str", "名称", "name"),
    _c("uscc", "str", "统一社会信用代码", "credit code"),
    _c("address", "str", "地址", "address"),
    _c("area_code", "str", "行政区划代码", "area code"),
    _c("industry_code", "str", "行业代码", "industry code"),
    _c("groups", "str", "所在分组", "in groups"),
    _c("source", "str", "来源(文件#行)", "source (file#row)"),
)
GROUPS: tuple[Column, ...] = (
    _c("group", "str", "分组", "group"),
    _c("kind", "str", "类别", "kind"),
    _c("key", "str", "共同的代码或地址", "code or address in common"),
    _c("side", "str", "一方", "side"),
    _c("unit_id", "str", "编号", "id"),
    _c("name", "str", "名称", "name"),
    _c("uscc", "str", "统一社会信用代码", "credit code"),
    _c("address", "str", "地址", "address"),
    _c("state", "str", "去向", "what became of it"),
    _c("source", "str", "来源(文件#行)", "source (file#row)"),
)
CONFLICTS: tuple[Column, ...] = (
    _c("a_unit_id", "str", "A编号", "A id"),
    _c("b_unit_id", "str", "B编号", "B id"),
    _c("field", "str", "字段", "field"),
    _c("kind", "str", "差别", "how far"),
    _c("a_value", "str", "A的值", "value in A"),
    _c("a_source", "str", "A来源(文件#行)", "A source (file#row)"),
    _c("b_value", "str", "B的值", "value in B"),
    _c("b_source", "str", "B来源(文件#行)", "B source (file#row)"),
)
