"""What a rulebook wants said beside every result: choices taken, a partial table, a practice, no score."""

from __future__ import annotations

from riskkit.indicators.rulebook import Rulebook, as_label
from riskkit.terms import Label

ORDER_ONLY = Label(
    "本规则集按条件定级，不评分；所列分数只用于同一等级内排序，属项目默认。",
    "This rulebook grades by conditions and knows no score; the figure shown serves the order inside a grade only and "
    "is a project default.",
)
PRACTICE = Label(
    "本评分表是实际使用中的做法，发布机关和文号未见，不是规范。",
    "This table is a practice seen in use; its issuer and number were not seen; it is no norm.",
)


def remarks_of(rulebook: Rulebook) -> list[Label]:
    """The remarks of a rulebook, in the order in which they matter.

    >>> remarks_of(Rulebook.at("2026-01-01", "unit/city_score_100"))
    []
    """
    about, said = rulebook.resolved.rulebook, []
    if about.order_only:
        said.append(ORDER_ONLY)
    if about.practice:
        said.append(PRACTICE)
    if about.coverage is not None:
        seen, total = about.coverage.points_seen, about.coverage.points_total
        of = Label("未知", "unknown") if total is None else Label(f"{total:g}", f"{total:g}")
        missing = as_label(about.coverage.missing)
        said.append(
            Label(
                f"评分表只见到 {seen:g} 分（全表 {of.zh} 分），得分按见到的部分折算；未见：{missing.zh}",
                f"Only {seen:g} points of the table ({of.en} in all) were seen, the score is out of that part; "
                f"not seen: {missing.en}",
            )
        )
    for name, choice in rulebook.choices.items():
        option = about.options[name]
        label, chosen = as_label(option.label), as_label(option.choices[choice])
        said.append(Label(f"选项“{label.zh}”：{chosen.zh}", f"option '{label.en}': {chosen.en}"))
    return said
