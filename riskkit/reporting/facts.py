"""The lines of the sheet 说明: what was assessed by which rule, how the order comes about, what rests on what."""

from __future__ import annotations

from riskkit.assessment import Assessment
from riskkit.indicators.rule_file import Block
from riskkit.indicators.rulebook import Rulebook, as_label
from riskkit.reason_words import clause_text
from riskkit.remarks import remarks_of
from riskkit.reporting.accounts import credit_text, override_texts
from riskkit.reporting.words import CODED_COLUMNS, WORDS
from riskkit.terms import LEVEL_LABELS, Basis, Label, Lang, basis_code

_ORDER = Label(
    "直接判定（否决）在前，其次等级由差到好，同级按 年期望火灾起数×后果 由大到小，"
    "再按风险得分，最后按编号；前四项相同的并列同一序号",
    "vetoes first, then grade (worst first), then expected fires a year × consequence, risk score, id; "
    "equal in the first four share a rank",
)
_SCORE = Label(
    "风险得分 0–100，100 最差；公布值保留 4 位小数，等级、排序和并列都按公布值",
    "risk score 0–100, 100 worst; published to 4 decimals; grade, order and ties rest on the published value",
)
_BRANCHES = Label(
    "等级只由规则决定；火灾频率由统计模型给出，只影响同一等级内的先后，不改变等级",
    "the grade is the rule's alone; the frequency is the model's and only orders subjects inside a grade",
)
_NO_MODEL = Label("未提供火灾记录，未估计火灾频率", "no fire record given; no frequency estimated")


def facts_of(assessment: Assessment) -> list[tuple[Label, str]]:
    """Heading and text of every line, in the assessment's language."""
    rules, lang, tables = assessment.rulebook, assessment.lang, assessment.tables
    rows = f"{assessment.rows_read} = {tables.register.height} + {tables.set_aside.height}"
    notice = [(Label("注意", "note well"), assessment.notice)] if assessment.notice else []
    remarks = [(Label("注意", "note well"), remark.of(lang)) for remark in remarks_of(rules)]
    lines: list[tuple[Label, str]] = [
        *notice,
        *remarks,
        (Label("评估层级", "level"), LEVEL_LABELS[rules.level].of(lang)),
        (Label("规则集", "rulebook"), f"{rules.label.of(lang)}（{rules.id}）"),
        (Label("规则集说明", "about the rulebook"), as_label(rules.resolved.rulebook.about).of(lang)),
        (Label("评估日", "day of assessment"), rules.day.isoformat()),
        (Label("读入 = 评分 + 未评分（行）", "rows read = scored + set aside"), rows),
        (Label("得分", "score"), _SCORE.of(lang)),
        (Label("排序", "order"), _ORDER.of(lang)),
        (Label("后果", "consequence"), _consequence(rules, lang)),
        (Label("等级可能范围", "possible grades"), _open_grades(assessment)),
        (Label("火灾频率", "fire frequency"), _frequency(assessment)),
        *_beside(assessment),
    ]
    lines += [(Label("等级依据", "basis of the grades"), _cited(rules, rules.grades, lang))]
    lines += [(Label("权重依据", "basis of the weights"), _cited(rules, rules.tree_block, lang))]
    lines += _by_basis(rules, lang)
    lines += [(Label("来源", "input"), f"{source.file} sha256 {source.sha256}") for source in assessment.sources]
    lines += [
        (Label("规则集指纹", "digest of the rulebook"), rules.digest),
        (Label("指纹", "fingerprint"), assessment.fingerprint),
    ]
    return lines


def _open_grades(assessment: Assessment) -> str:
    ranges = assessment.tables.register.get_column("grade_range")
    count = int(ranges.str.contains("～").sum())
    return Label(
        f"未知指标按最好和最差情形计分所得的等级；{ranges.len()} 个对象中 {count} 个的等级取决于未知指标，"
        "补齐资料前不宜据此处置",
        f"the grades with unknown items at best and worst; {count} of {ranges.len()} subjects depend on unknown items",
    ).of(assessment.lang)


def _beside(assessment: Assessment) -> list[tuple[Label, str]]:
    """The accounts of human overrides and credit records, of this level and of those below; nothing without them."""
    lang = assessment.lang
    lines = [(WORDS["override"], text) for text in override_texts(assessment.overrides, assessment.below, lang)]
    if assessment.credit is not None:
        lines.append((WORDS["credit"], credit_text(assessment.credit, lang)))
    return lines


def _cited(rules: Rulebook, block: Block, lang: Lang) -> str:
    cited = clause_text(rules, block.reference.source, block.reference.clause, lang)
    note = f"；{as_label(block.note).of(lang)}" if block.note else ""
    return f"{_basis(rules, block.basis).of(lang)}：{cited}{note}"


def _basis(rules: Rulebook, basis: Basis) -> Label:
    return CODED_COLUMNS["basis"][basis_code(basis, rules.resolved.rulebook.practice)]


def _consequence(rules: Rulebook, lang: Lang) -> str:
    name = rules.resolved.rulebook.consequence_field
    if name is None:
        return Label("未设，一律为 1", "none set; 1 for all").of(lang)
    field = as_label(rules.fields[name].label)
    return Label(
        f"{field.zh}；未知的按全部已知值的中位数（项目默认）", f"{field.en}; unknown: the median (project default)"
    ).of(lang)


def _frequency(assessment: Assessment) -> str:
    if assessment.card is None and not assessment.tables.register.get_column("fires_per_year").count():
        return _NO_MODEL.of(assessment.lang)
    text = _BRANCHES.of(assessment.lang)
    return f"{text}（model {assessment.model_id}）" if assessment.model_id else text


def _by_basis(rules: Rulebook, lang: Lang) -> list[tuple[Label, str]]:
    """Which indicators rest on what, with their share of the weight."""
    lines = []
    for basis in Basis:
        leaves = [leaf for leaf in rules.leaves if leaf.block.basis is basis]
        if leaves:
            share = sum(leaf.global_weight for leaf in leaves)
            names = "、".join(leaf.label.of(lang) for leaf in leaves)
            lines.append((_basis(rules, basis), f"{share:.0%} · {names}"))
    return lines
