"""What reads a column, said: indicator and its weight, direct determination, clause, basis."""

from __future__ import annotations

from collections.abc import Sequence

from riskkit.reporting.template_readers import ReadBy, Reader
from riskkit.reporting.template_shape import Form, FormColumn, Use
from riskkit.reporting.template_words import joined, private_said, states_said, values_said
from riskkit.reporting.words import say_code
from riskkit.terms import Basis, Label, Lang

READERS_SHOWN = 6
_KINDS = {
    ReadBy.INDICATOR: Label("指标", "indicator"),
    ReadBy.CONDITION: Label("适用条件", "whether it applies"),
    ReadBy.BONUS: Label("加分项", "bonus"),
    ReadBy.DIRECT_DETERMINATION: Label("直接判定", "direct determination"),
    ReadBy.COMBINED_DETERMINATION: Label("综合判定", "combined determination"),
    ReadBy.LOCAL_VETO: Label("一票否决", "one-vote veto"),
    ReadBy.GRADE: Label("定级条件", "condition of a grade"),
}
USE_LABELS: dict[Use, Label] = {
    Use.REQUIRED: Label("必填", "required"),
    Use.SCORE: Label("评分", "score"),
    Use.VETO: Label("判定", "veto"),
    Use.FREQUENCY: Label("频率", "frequency"),
    Use.WHO: Label("信息", "who"),
    Use.LISTED: Label("备查", "record"),
    Use.OPTIONAL: Label("选填", "optional"),
}
USE_MEANS: dict[Use, Label] = {
    Use.REQUIRED: Label("必填：缺少这一列或这一格，整行不能使用", "required: a row without it cannot be used"),
    Use.SCORE: Label("参与评分或定级；未知时按指标的规定计", "counts in the score or the grade"),
    Use.VETO: Label("只用于直接判定、综合判定或一票否决", "read by determinations and vetoes only"),
    Use.FREQUENCY: Label("只用于火灾频率模型和同级排序，不影响等级", "read by the frequency model and the order only"),
    Use.WHO: Label("说明是谁、在哪里；用于清单、汇总和核对", "who and where: for register, roll-up and matching"),
    Use.LISTED: Label("本规则集不用来评分，只登记或汇总", "not scored by this rulebook; recorded or rolled up"),
    Use.OPTIONAL: Label("可以不填", "may be left empty"),
}
_DEFAULT = Label("项目默认：规范没有给出，可替换", "project default: given by no norm, replaceable")


def read_by_said(reader: Reader, lang: Lang) -> str:
    """``指标“防火检查次数”（占 3%）``.

    >>> read_by_said(Reader(ReadBy.INDICATOR, Label("防火门", "fire doors"), share=0.03), "zh")
    '指标“防火门”（占 3%）'
    """
    kind = _KINDS.get(reader.read_by)
    if kind is None:
        return reader.label.of(lang)
    share = "" if reader.share is None else f"{reader.share * 100:.2f}".rstrip("0").rstrip(".") + "%"
    if lang == "zh":
        return f"{kind.zh}“{reader.label.zh}”" + (f"（占 {share}）" if share else "")
    return f"{kind.en}: {reader.label.en}" + (f" ({share})" if share else "")


def basis_words(code: str, lang: Lang) -> str:
    """A basis in words; what no norm gives is said to be so.

    >>> basis_words("norm", "zh"), basis_words("project_default", "zh")
    ('规范', '项目默认：规范没有给出，可替换')
    """
    return _DEFAULT.of(lang) if code == Basis.PROJECT_DEFAULT.value else say_code("basis", code, lang)


def clauses_said(readers: Sequence[Reader], lang: Lang) -> str:
    """Every text once with its clauses, one under another."""
    clauses: dict[str, dict[str, None]] = {}
    for reader in readers:
        if reader.text.zh:
            clauses.setdefault(reader.text.of(lang), {})[reader.clause] = None
    joint = "；" if lang == "zh" else "; "
    return "\n".join(f"{text} {joint.join(found)}".strip() for text, found in clauses.items())


def bases_said(readers: Sequence[Reader], lang: Lang) -> str:
    """Every basis once, one under another."""
    return "\n".join(dict.fromkeys(basis_words(reader.basis, lang) for reader in readers if reader.basis))


def readings_said(readers: Sequence[Reader], lang: Lang) -> str:
    """Everything that reads a column, one under another."""
    return "\n".join(read_by_said(reader, lang) for reader in readers)


def comment_of(column: FormColumn, header: str, form: Form, lang: Lang) -> str:
    """The comment of a header cell: what it is, what may stand there, what reads it, by which clause and basis."""
    zh = lang == "zh"
    shown = column.readers[:READERS_SHOWN]
    told = [line for reader in shown for line in (f"· {read_by_said(reader, lang)}", _rests_on(reader, lang))]
    more = len(column.readers) - len(shown)
    if more > 0:
        told.append(f"… 另有 {more} 项，见填报说明" if zh else f"… {more} more: see the guide")
    states = "" if column.use is Use.REQUIRED else states_said(column, lang)
    values = ("填写：" if zh else "fill in: ") + values_said(column, form, lang)
    parts = (
        joined((header, USE_MEANS[column.use].of(lang))),
        joined((values, states, private_said(column.shape, lang))),
        joined(("用于：" if zh else "read by:", *told)) if told else "",
    )
    return "\n\n".join(part for part in parts if part)


def _rests_on(reader: Reader, lang: Lang) -> str:
    if not reader.basis:
        return ""
    brackets = "　{} 〔{}〕" if lang == "zh" else "  {} [{}]"
    return brackets.format(f"{reader.text.of(lang)} {reader.clause}".strip(), basis_words(reader.basis, lang))
