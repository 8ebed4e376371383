"""The tables that tell what became of a table that was read: findings by rule, conflicting rows, changed cells."""

from __future__ import annotations

from riskkit.records import Column
from riskkit.terms import Label

FINDING_SUMMARY: tuple[Column, ...] = (
    Column("severity", "str", Label("级别", "severity")),
    Column("code", "str", Label("规则编号", "code")),
    Column("count", "int", Label("条数", "count")),
    Column("problem", "str", Label("问题", "problem")),
    Column("sheet", "str", Label("例：工作表", "example: sheet"), nullable=True),
    Column("row", "int", Label("例：行", "example: row"), nullable=True),
    Column("column", "str", Label("例：列", "example: column"), nullable=True),
    Column("value", "str", Label("例：原值", "example: value"), nullable=True),
    Column("mend", "str", Label("怎么改", "mend")),
)

CONFLICTS: tuple[Column, ...] = (
    Column("file", "str", Label("文件", "file")),
    Column("sheet", "str", Label("工作表", "sheet"), nullable=True),
    Column("subject_id", "str", Label("编号", "id")),
    Column("same_or_not", "str", Label("情况", "same or not")),
    Column("column", "str", Label("列", "column"), nullable=True),
    Column("row_a", "int", Label("保留的行", "row kept")),
    Column("value_a", "str", Label("保留的值", "value kept"), nullable=True),
    Column("row_b", "int", Label("另放的行", "row set aside")),
    Column("value_b", "str", Label("另放的值", "value set aside"), nullable=True),
)

CHANGES: tuple[Column, ...] = (
    Column("file", "str", Label("文件", "file")),
    Column("sheet", "str", Label("工作表", "sheet"), nullable=True),
    Column("row", "int", Label("行", "row")),
    Column("column", "str", Label("列", "column")),
    Column("before", "str", Label("原值", "before"), nullable=True),
    Column("after", "str", Label("改为", "after"), nullable=True),
    Column("code", "str", Label("规则编号", "code")),
    Column("rule", "str", Label("规则说明", "rule")),
    Column("subject_id", "str", Label("编号", "id"), nullable=True),
)

COLUMNS_KEPT: tuple[Column, ...] = (
    Column("position", "int", Label("列号", "column number")),
    Column("source", "str", Label("原表头", "header of the file"), nullable=True),
    Column("header", "str", Label("清洗表的表头", "header of the clean table"), nullable=True),
    Column("field", "str", Label("字段", "field"), nullable=True),
    Column("use", "str", Label("处理", "what became of it")),
)
