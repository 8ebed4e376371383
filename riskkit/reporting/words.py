"""The words that tables and pages print, in both languages, and the words for codes that travel."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from riskkit.targets.kinds import DIRECTION_LABELS, KIND_LABELS, VERDICT_LABELS
from riskkit.terms import (
    ANSWER_LABELS,
    BASIS_LABELS,
    CREDIT_USE_LABELS,
    GRADE_BY_LABELS,
    PRACTICE,
    PROBLEM_KIND_LABELS,
    SEVERITY_LABELS,
    STATE_LABELS,
    Label,
    Lang,
    Level,
)

TITLES: dict[Level, Label] = {
    Level.UNIT: Label("单位火灾风险说明", "Fire risk of a unit, explained"),
    Level.INDUSTRY: Label("行业火灾风险说明", "Fire risk of an industry, explained"),
    Level.REGION: Label("区域火灾风险说明", "Fire risk of a region, explained"),
}
REGISTER_TITLES: dict[Level, Label] = {
    Level.UNIT: Label("单位火灾风险清单", "Register of units by fire risk"),
    Level.INDUSTRY: Label("行业火灾风险清单", "Register of industries by fire risk"),
    Level.REGION: Label("区域火灾风险清单", "Register of regions by fire risk"),
}

# Columns whose cells are codes in parquet and words in csv and xlsx.
CODED_COLUMNS: dict[str, Mapping[str, Label]] = {
    "grade_by": {str(code): label for code, label in GRADE_BY_LABELS.items()},
    "grade_by_before_override": {str(code): label for code, label in GRADE_BY_LABELS.items()},
    "use": {str(code): label for code, label in CREDIT_USE_LABELS.items()},
    "severity": {str(code): label for code, label in SEVERITY_LABELS.items()},
    "state": {code.name.lower(): label for code, label in STATE_LABELS.items()},
    "basis": {str(code): label for code, label in BASIS_LABELS.items()}
    | {PRACTICE: Label("地方规定（做法）", "local rule (practice)")},
    "verdict": {str(code): label for code, label in VERDICT_LABELS.items()},
    "target_direction": {str(code): label for code, label in DIRECTION_LABELS.items()},
    "target_kind": {str(code): label for code, label in KIND_LABELS.items()},
    "answer": {str(code): label for code, label in ANSWER_LABELS.items()},
    "problem_kind": {str(code): label for code, label in PROBLEM_KIND_LABELS.items()},
}

WORDS: dict[str, Label] = {
    "conclusion": Label("结论", "Conclusion"),
    "subject_id": Label("编号", "id"),
    "place": Label("所在", "place"),
    "as_of": Label("评估日", "as of"),
    "rulebook": Label("规则集", "rulebook"),
    "grade": Label("风险等级", "grade"),
    "score": Label("得分", "score"),
    "risk_score": Label("风险得分（100最差）", "risk score (100 worst)"),
    "total": Label("风险得分", "risk score"),
    "decided_by": Label("等级来源", "grade decided by"),
    "rank": Label("位次（1为风险最高）", "rank (1 = highest risk)"),
    "rank_value": Label("第 {rank} 位 / 共 {subjects}", "{rank} of {subjects}"),
    "median": Label("全部对象中位数", "median of all"),
    "interval": Label("未知项的影响区间", "range left by unknowns"),
    "from_to": Label("{low}～{high}", "{low} to {high}"),
    "scale": Label("等级界限（按得分）", "grade cuts (on the score)"),
    "scale_conditions": Label("等级（按条件）", "grades (by conditions)"),
    "waterfall": Label("风险得分由什么构成", "What the risk score is made of"),
    "others": Label("其他 {n} 项", "{n} others"),
    "reasons": Label("逐项得分（贡献之和等于风险得分）", "Item by item (contributions add up to the risk score)"),
    "criterion": Label("方面", "criterion"),
    "indicator": Label("指标", "indicator"),
    "value": Label("实际值", "value"),
    "points": Label("得分", "points"),
    "full_points": Label("满分", "full"),
    "weight": Label("权重", "weight"),
    "contribution": Label("贡献", "contribution"),
    "clause": Label("依据", "clause"),
    "basis": Label("性质", "basis"),
    "sum": Label("合计 = 风险得分", "total = risk score"),
    "bonus": Label("加分", "bonus"),
    "veto_row": Label("判定", "veto"),
    "not_applicable": Label("不适用，权重由同级指标分担", "not applicable; siblings share the weight"),
    "vetoes": Label("直接判定", "Direct determination"),
    "no_veto": Label("没有。{n} 项判定条件均不成立。", "None. None of the {n} conditions is met."),
    "dangers": Label("发现的隐患（单项扣分未计分项上限）", "Hidden dangers found (points alone, before the cap)"),
    "danger": Label("隐患", "hidden danger"),
    "times": Label("处数", "times"),
    "points_off": Label("单项扣分", "points off"),
    "not_scored": Label("不评分", "not scored"),
    "order_score": Label("排序用数（100最差）", "figure for the order (100 worst)"),
    "fuzzy_line": Label(
        "模糊综合评价（与得分并列，不改变等级）：隶属度 {vector}；最大隶属度 {grade}，加权平均 {score}。",
        "Fuzzy evaluation (beside the score, never changes the grade): membership {vector}; largest {grade}, "
        "weighted mean {score}.",
    ),
    "fuzzy_differs": Label(
        "▲ 两种方法结论不同：模糊评价为 {grade}，得分为 {score_grade}。最大隶属度只看占比最大的一级，"
        "得分看全部指标；以得分等级为准。",
        "▲ The two methods differ: fuzzy {grade}, by score {score_grade}. The largest membership looks at one "
        "level only, the score at every indicator; the grade by score stands.",
    ),
    "fuzzy_unknown": Label(
        "模糊评价中 {share} 的权重未知，由已知指标分担。",
        "{share} of the weight is unknown and shared among the known indicators in the fuzzy evaluation.",
    ),
    "open_grade": Label(
        "▲ 等级可能范围 {range}：取决于未知指标，补齐资料前不宜据此处置。",
        "▲ possible grades {range}: it depends on unknown indicators; complete the data before acting on it.",
    ),
    "override": Label("人工调整", "Human override"),
    "override_text": Label(
        "等级由 {before}（{decided_by}）经 {approver} 于 {day} 调整为 {after}。理由：{reason}。"
        "得分和各项贡献不变，仍为按规则得出的结果。",
        "{approver} changed the grade from {before} ({decided_by}) to {after} on {day}. Reason: {reason}. "
        "The score and its contributions are unchanged: they are what the rules give.",
    ),
    "override_contest": Label(
        "对本次调整有异议的，可以书面说明理由并附证明材料，提请批准人（{approver}）复核；"
        "调整撤销后重新评估，等级恢复为按规则得出的结果。",
        "Whoever contests this may write to the approver ({approver}) with reasons and evidence and ask for a review; "
        "once the override is withdrawn and the subject assessed again, the grade is the one that the rules give.",
    ),
    "override_mends": Label(
        "人工调整只对原等级 {before} 有效：改进后按规则得出的等级一旦改变，调整即不再采用，“届时等级”已按此测算。",
        "The override holds only while the rules give {before}: once a mend changes that grade, the override is no "
        "longer applied; 'grade then' reckons with it.",
    ),
    "overridden_below": Label(
        "下级单位中 {n} 个的等级经人工调整，汇总指标按调整后的等级计算。",
        "A person set the grade of {n} units below; rolled-up indicators count the grade that was set.",
    ),
    "credit": Label("信用记录", "Credit records"),
    "credit_in_use": Label("在用失信记录 {n} 条{how}。", "Records in use: {n}{how}."),
    "credit_measured": Label(
        "，按规则集的信用指标计分，见逐项得分", ", scored by the rulebook's indicator: see item by item"
    ),
    "credit_not_measured": Label(
        "，本规则集没有信用指标，不计分", ", not scored: the rulebook has no credit indicator"
    ),
    "not_counted": Label("未计入", "not counted"),
    "not_counted_law": Label(
        "以上记录不再使用，不影响得分、等级和排序；依据：{law}。",
        "These records are no longer used and change no score, grade or order; basis: {law}.",
    ),
    "recorded_on": Label("记录日期", "recorded"),
    "no_veto_known": Label(
        "{m} 项资料不足、不能判断；其余 {n} 项不成立。", "{m} cannot be decided for lack of data; {n} not met."
    ),
    "no_veto_at_all": Label("本规则集没有直接判定项。", "This rulebook has no direct determination."),
    "met": Label("成立", "met"),
    "leads_to": Label("结果", "outcome"),
    "other_not_met": Label("其余 {n} 项不成立。", "The other {n} are not met."),
    "undecided": Label("未能判断（缺数据，须现场核实）", "Cannot be decided (no value; check on site)"),
    "mends": Label("怎样降下来（各项单独测算）", "What would lower it (each mend alone)"),
    "mends_none": Label("没有可降低风险得分的改进项。", "No mend would lower the risk score."),
    "mends_more": Label(
        "分值 4 位小数，为公布值。另有 {n} 项，见 explanations.parquet。",
        "Points as published, 4 decimals. {n} more: see explanations.parquet.",
    ),
    "mend": Label("措施", "mend"),
    "lowers_by": Label("降低", "lowers by"),
    "after": Label("降到", "to"),
    "grade_after": Label("届时等级", "grade then"),
    "frequency": Label("火灾频率参考（不影响等级）", "Fire frequency, beside the grade"),
    "frequency_text": Label(
        "每年约 {mean} 起（90% 区间 {low}～{high}），为全部对象均值的 {times} 倍。",
        "About {mean} fires a year (90% interval {low} to {high}), {times} times the mean of all.",
    ),
    "frequency_none": Label("未提供火灾记录，没有估计。", "No fire records were given; not estimated."),
    "factors": Label("主要因子（相对均值的倍数）", "main factors (times the mean)"),
    "unknown": Label("没有把握的地方", "What is not known"),
    "unknown_text": Label(
        "未知项占权重 {share}；全部查明后，风险得分最好 {low}，最差 {high}。",
        "Unknown items carry {share} of the weight; once known, the risk score is {low} at best and {high} at worst.",
    ),
    "unknown_none": Label("全部适用指标均有数据。", "Every applicable indicator has a value."),
    "unknown_items": Label("未知指标", "unknown indicators"),
    "correct": Label("数据更正", "Correcting the data"),
    "correct_text": Label(
        "本页取自 {source}。如有出入，请提交书面更正和证明材料，由数据来源部门更正该行后重新评估；新页生成后本页作废。",
        "Made from {source}. If a value is wrong, send a written correction with evidence; once the source row is "
        "mended and assessed again, the new page replaces this one.",
    ),
    "warning_only": Label(
        "预警参考，不作为行政处罚依据。", "An early warning for reference; no ground for an administrative penalty."
    ),
    "basis_legend": Label("依据性质", "Basis"),
    "basis_norm": Label("标准、规范性文件原文", "text of a standard or regulation"),
    "basis_textbook": Label("注册消防工程师教材", "textbook for fire engineers"),
    "basis_local_rule": Label("某地规定，外地仅供参考", "one locality's rule"),
    "basis_local_rule_practice": Label(
        "实际使用中的做法，发布机关和文号未见，不是规范",
        "a practice seen in use, its issuer and number unseen; no norm",
    ),
    "basis_project_default": Label(
        "规范未给出，由项目设定，可替换", "given by no norm; set by the project, replaceable"
    ),
    "fingerprint": Label("指纹", "fingerprint"),
    "prepared": Label("编制", "prepared by"),
    "checked": Label("校核", "checked by"),
    "approved": Label("审核", "approved by"),
    "date": Label("日期", "date"),
    "index": Label("风险说明目录", "Index of explanations"),
    "index_text": Label("共 {n} 页，按位次排列。", "{n} pages, in order of rank."),
    "index_back": Label("目录", "index"),
    "name": Label("名称", "name"),
    "place_no": Label("位次", "rank"),
    "none": Label("-", "-"),
}


@cache
def words_of(lang: Lang) -> dict[str, str]:
    """All page words in one language, by key.

    >>> words_of("zh")["conclusion"], words_of("en")["conclusion"]
    ('结论', 'Conclusion')
    """
    return {key: label.of(lang) for key, label in WORDS.items()}


def basis_legend(codes: Collection[str], lang: Lang) -> list[tuple[str, str]]:
    """Each basis and what it means; that of a practice only where it is among ``codes``."""
    shown = [code for code in CODED_COLUMNS["basis"] if code != PRACTICE or code in codes]
    return [(say_code("basis", code, lang), WORDS[f"basis_{code}"].of(lang)) for code in shown]


def say_code(column: str, value: str, lang: Lang) -> str:
    """The words for a code of ``column`` (one of CODED_COLUMNS); another text is returned as it is.

    >>> say_code("grade_by", "local_veto", "zh"), say_code("basis", "地方规定", "zh")
    ('一票否决', '地方规定')
    """
    label = CODED_COLUMNS[column].get(value)
    return label.of(lang) if label else value
