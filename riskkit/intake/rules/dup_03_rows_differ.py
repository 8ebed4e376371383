"""DUP-03: rows of one id differ in their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label, both_langs

if TYPE_CHECKING:
    import polars as pl


def said(conflicts: pl.DataFrame, header: str) -> pl.DataFrame:
    """One finding for all doubled rows that differ from the first of their id; none where there is none.

    ``conflicts`` as :meth:`riskkit.intake.extract.Extract.conflicts` gives them; ``header`` is that of the id.
    """
    from riskkit.errors import Finding
    from riskkit.intake.findings import findings_frame

    if conflicts.is_empty():
        return findings_frame([])
    rows = conflicts.get_column("row_b").n_unique()
    example = conflicts.row(0, named=True)
    place = f"{example['subject_id']} (#{example['row_b']} ≠ #{example['row_a']})"
    value = both_langs(f"{rows} 行，如 {place}", f"{rows} rows, such as {place}")
    return findings_frame(
        [Finding(RULE.code, column=header, value=value, sheet=example["sheet"], file=example["file"])]
    )


RULE = Rule(
    code="DUP-03",
    does=Label(
        "仍用先出现的一行；两行不同的格并排列在冲突表（conflicts.csv）里。",
        "the first row is still the one used; the cells that differ stand side by side in conflicts.csv",
    ),
    why=Label(
        "完全相同的重复行删掉即可；内容不同的，用哪一行会改变得分，要先核实。",
        "equal copies can simply be deleted; where rows differ, which one is used changes the score, so it must be settled",
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
