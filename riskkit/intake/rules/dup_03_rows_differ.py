"""DUP-03: rows of one id differ in their cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label, both_langs

if TYPE_CHECKING:
    import polars as pl

_NAMED = 3


_TWO_UNITS = ("name", ("uscc", "address"))


def said(conflicts: pl.DataFrame, headers: Mapping[str, str]) -> pl.DataFrame:
    """One finding for all doubled rows that differ from the first of their id; none where there is none.

    ``conflicts`` as :meth:`riskkit.intake.extract.Extract.conflicts` gives them; ``headers`` is field → header. Rows
    that differ in the name and in the credit code or the address are told apart: they look like two units.
    """
    from riskkit.errors import Finding
    from riskkit.intake.findings import findings_frame

    if conflicts.is_empty():
        return findings_frame([])
    rows = conflicts.get_column("row_b").n_unique()
    example = conflicts.row(0, named=True)
    place = f"{example['subject_id']} (#{example['row_b']} ≠ #{example['row_a']})"
    zh, en = f"{rows} 行，如 {place}", f"{rows} rows, such as {place}"
    others = _two_units(conflicts, headers)
    if len(others):
        first = ", ".join(f"#{row}" for row in others[:_NAMED])
        zh += f"；其中 {len(others)} 行的名称与代码或地址都不同，像是两家单位编号填重，先改编号，不要删（{first}）"
        en += f"; {len(others)} of them look like another unit with a wrongly typed id: mend it, delete none ({first})"
    place_of = {"sheet": example["sheet"], "file": example["file"]}
    return findings_frame([Finding(RULE.code, column=headers["subject_id"], value=both_langs(zh, en), **place_of)])


def _two_units(conflicts: pl.DataFrame, headers: Mapping[str, str]) -> list[int]:
    """The rows that differ from the first of their id in the name, and in the credit code or the address too.

    A cell that is empty in one of them is no difference.
    """
    import polars as pl

    both = conflicts.filter((pl.col("value_a") != "") & (pl.col("value_b") != ""))
    name, others = _TWO_UNITS
    named = both.filter(pl.col("column") == headers.get(name, ""))
    placed = both.filter(pl.col("column").is_in([headers[field] for field in others if field in headers]))
    rows = named.get_column("row_b").unique().sort()
    return rows.filter(rows.is_in(placed.get_column("row_b").unique().implode())).to_list()


RULE = Rule(
    code="DUP-03",
    does=Label(
        "仍用先出现的一行；两行不同的格并排列在冲突表（conflicts.csv）里。",
        "the first row is still the one used; the cells that differ stand side by side in conflicts.csv",
    ),
    why=Label(
        "完全相同的重复行删掉即可；内容不同的，用哪一行会改变得分，要先核实。名称和代码（或地址）都不同的，多半是两家单位、编号填错，删掉一行就丢了一家。",
        "equal copies can simply be deleted; where rows differ, which one is used changes the score, so it must be settled. "
        "Two rows of other names and codes (or addresses) are mostly two units, one with a wrong id: deleting a row loses a unit",
    ),
    cases=(
        Case(
            ("单位编号", "建筑面积（㎡）"),
            (("甲1", "500"), ("甲1", "900"), ("甲2", "60"), ("甲2", "60")),
            ((None, "单位编号"),),
            {(2, "建筑面积（㎡）"): "500"},
        ),
    ),
)
