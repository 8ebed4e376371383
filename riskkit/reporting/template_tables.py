"""The forms of the tables that stand beside an extract: fires, credit records, overrides, checked items."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from riskkit.errors import RiskkitError
from riskkit.indicators.item_rules import item_rules
from riskkit.indicators.loader import credit_rule
from riskkit.reporting.template_readers import ReadBy, Reader
from riskkit.reporting.template_shape import DIGEST_SHOWN, Form, FormColumn, Use
from riskkit.terms import Label, basis_code
from riskkit.which_table import ANY_DAY, which_table


def table_form(template_id: str, day: date, root: Path | None = None, last_day: date | None = None) -> Form:
    """The form of a side table, one of :data:`TABLES`, by the rules of ``root`` on ``day``.

    Raises RiskkitError RULE-30 for another name, and for a rule file that cannot be read.

    >>> form = table_form("table/fires", date(2026, 1, 1))
    >>> form.unique_ids, [column.field for column in form.columns if column.use is Use.REQUIRED]
    (False, ['subject_id', 'occurred_on'])
    """
    if template_id not in TABLES:
        raise RiskkitError("RULE-30", found=template_id, allowed=", ".join(TABLES))
    return replace(TABLES[template_id](template_id, day, root), last_day=last_day)


def _form(template_id: str, day: date, root: Path | None, about: Label, reader: Reader) -> Form:
    """The columns that the table is read with, in their order, one reader for all."""
    table = which_table(template_id, day, root)
    columns = [
        FormColumn(name, shape, table.label, Use.REQUIRED if shape.required else Use.OPTIONAL, (reader,))
        for name, shape in table.fields.items()
        if not shape.derived
    ]
    digest, any_day = table.digest[:DIGEST_SHOWN], table.latest == ANY_DAY
    return Form(
        template_id, table.label, about, day, digest, tuple(columns), unique_ids=table.unique_ids, any_day=any_day
    )


def _fires(template_id: str, day: date, root: Path | None) -> Form:
    about = Label(
        "一行一起火灾；同一单位可以有多行。死亡、受伤人数按起火之日的统计口径填写。",
        "One row a fire; a unit may have many. Deaths and injuries as counted on the day of the fire.",
    )
    where = Label("火灾频率模型（assess --fires）、火灾统计（fires）", "fire-frequency model (assess --fires), fires")
    reader = Reader(ReadBy.TABLE, where)
    return _form(template_id, day, root, about, reader)


def _credit_records(template_id: str, day: date, root: Path | None) -> Form:
    about = Label(
        "一行一条记录；同一单位可以有多行。已修复、公示期满的记录也可以填，按规定停止使用，不计分。",
        "One row a record; a unit may have many. Repaired and expired records may stand here: they are no longer used.",
    )
    rule, source = credit_rule(day, root)
    title = (source.number or source.title.zh) if source else rule.reference.source
    where = Label("信用记录（assess --credit）", "credit records (assess --credit)")
    reader = Reader(ReadBy.TABLE, where, Label(title, title), rule.reference.clause, basis_code(rule.basis, False))
    return _form(template_id, day, root, about, reader)


def _overrides(template_id: str, day: date, root: Path | None) -> Form:
    about = Label(
        "一行一个对象。等级填规则集里的代码，如 A；理由、批准人和日期缺一不可。",
        "One row a subject. Grades by the codes of the rulebook, e.g. A; reason, approver and day are all needed.",
    )
    reader = Reader(ReadBy.TABLE, Label("人工调整（assess --overrides）", "human overrides (assess --overrides)"))
    return _form(template_id, day, root, about, reader)


def _checked_items(template_id: str, day: date, root: Path | None) -> Form:
    about = Label(
        "一行是一个单位一个部位的一个检查项；同一单位有多行。没有检查的，检查结果留空，不要填合格。",
        "One row an item at one place of one unit. Leave the result of what was not checked empty, never pass.",
    )
    rules = item_rules(day, root)
    where = Label("检查项分类和汇总（items）", "classes and counts of items (items)")
    text, basis = Label(rules.class_rule, rules.class_rule), basis_code(rules.classes.basis, False)
    reader = Reader(ReadBy.TABLE, where, text, "", basis)
    return _form(template_id, day, root, about, reader)


TABLES: dict[str, Callable[[str, date, Path | None], Form]] = {
    "table/fires": _fires,
    "table/credit_records": _credit_records,
    "table/overrides": _overrides,
    "table/checked_items": _checked_items,
}
