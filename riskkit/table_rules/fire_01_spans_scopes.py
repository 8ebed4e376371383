"""FIRE-01: the fires of one table lie in more than one statistical scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label, Lang, both_langs

if TYPE_CHECKING:
    import polars as pl

    from riskkit.table_rules.about_fires import AboutFires


LANGS: tuple[Lang, Lang] = ("zh", "en")


def said(about: AboutFires) -> pl.DataFrame:
    """One finding naming the days of change; the scope is the one stated, else that of the fire's day."""
    from riskkit.fire_statistics.scope import JOINT
    from riskkit.table_rules.about_fires import nothing

    scopes, _ = about.line.of_fires(about.dated)
    held = set(scopes.unique().to_list()) - {""}
    if len(held) < 2:
        return nothing()
    tag = JOINT.join(name for name in about.line.scopes if name in held)
    name = "statistical_scope" if about.has("statistical_scope") else "occurred_on"
    return about.once(RULE.code, name, both_langs(*(about.line.breaks_between(tag, tag, lang) for lang in LANGS)))


RULE = Rule(
    code="FIRE-01",
    does=Label(
        "每起火灾仍按自己的口径统计，不换算。",
        "every fire is counted by its own scope; nothing is converted",
    ),
    why=Label(
        "2025-05-01 起死亡时限由 7 日改为 30 日，等级的损失界限提高，并分出轻微火灾；全国公布数 2021 年起另一范围。把前后连成一条线，升降有一部分是口径造成的。频率模型的窗口跨越口径见 FREQ-07，两期比较见 STAT-01、STAT-09，不认识的口径见 STAT-11。",
        "since 2025-05-01 deaths count within 30 days instead of 7, limits of loss are higher, slight fires are told apart; national figures have another base from 2021 on. A rise or fall across them is partly the scope's. The window of the frequency model is FREQ-07, periods compared are STAT-01 and STAT-09, an unknown scope is STAT-11",
    ),
    source="火灾统计管理规定（消防〔2025〕17号），2025-05-01 施行；规则文件 statistical_scopes.yaml",
    cases=(
        Case(
            ("单位编号", "起火日期", "死亡人数"),
            (
                ("甲1", "2024-03-05", "0"),
                ("甲2", "2025-06-01", "0"),
            ),
            ((None, "起火日期"),),
            table="table/fires",
        ),
    ),
)
