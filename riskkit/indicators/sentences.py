"""Conditions and values in words, as a register, a page or ``riskkit rules show`` prints them."""

from __future__ import annotations

from collections.abc import Mapping

from riskkit.indicators.rule_file import Condition, FieldShape, Scalar
from riskkit.terms import Label, Lang
from riskkit.uom import UOM_WORDS

_NUMBER_OPS = {
    "eq": Label("等于 ", "is "),
    "ne": Label("不等于 ", "is not "),
    "lt": Label("小于 ", "is less than "),
    "le": Label("不大于 ", "is at most "),
    "gt": Label("大于 ", "is more than "),
    "ge": Label("不小于 ", "is at least "),
}
_CHOICE_OPS = {
    "eq": Label("为", "is "),
    "ne": Label("不为", "is not "),
}
_LIST_OPS = {
    "in": Label("属于", "is one of "),
    "not_in": Label("不属于", "is none of "),
}
_STATE_OPS = {
    "is_true": Label("：是", ": yes"),
    "is_false": Label("：否", ": no"),
    "is_known": Label("已知", " is known"),
}


def sentence(condition: Condition, fields: Mapping[str, FieldShape], lang: Lang) -> str:
    """``condition`` in words; fields by their label, options by theirs, numbers with their measure.

    >>> fields = {"area_m2": FieldShape.model_validate(
    ...     {"kind": "number", "uom": "m2", "label": {"zh": "建筑面积", "en": "floor area"}})}
    >>> condition = Condition.model_validate({"not": {"field": "area_m2", "op": "le", "value": 300}})
    >>> sentence(condition, fields, "zh"), sentence(condition, fields, "en")
    ('并非（建筑面积不大于 300 平方米）', 'not (floor area is at most 300 m2)')
    """
    if condition.all_ is not None:
        return _joined(condition.all_, fields, lang, Label(" 且 ", " and "))
    if condition.any_ is not None:
        return _joined(condition.any_, fields, lang, Label(" 或 ", " or "))
    if condition.not_ is not None:
        inner = sentence(condition.not_, fields, lang)
        return f"并非（{inner}）" if lang == "zh" else f"not ({inner})"
    if condition.at_least is not None:
        parts = [sentence(part, fields, lang) for part in condition.at_least.of]
        number, of = condition.at_least.n, len(parts)
        if lang == "zh":
            return f"以下 {of} 项中至少 {number} 项成立：{'；'.join(parts)}"
        return f"at least {number} of these {of} hold: {'; '.join(parts)}"
    return _comparison(condition, fields, lang)


def _joined(parts: list[Condition], fields: Mapping[str, FieldShape], lang: Lang, word: Label) -> str:
    opening, closing = ("（", "）") if lang == "zh" else ("(", ")")
    texts = []
    for part in parts:
        text = sentence(part, fields, lang)
        simple = part.field is not None or part.not_ is not None or len(parts) == 1
        texts.append(text if simple else f"{opening}{text}{closing}")
    return word.of(lang).join(texts)


def _comparison(condition: Condition, fields: Mapping[str, FieldShape], lang: Lang) -> str:
    field = fields.get(condition.field or "")
    name = (field.label.zh if lang == "zh" else field.label.en) if field else str(condition.field)
    op = condition.op or "eq"
    if op in _STATE_OPS:
        return f"{name}{_STATE_OPS[op].of(lang)}"
    values = condition.value if isinstance(condition.value, list) else [condition.value or 0.0]
    words = ("、" if lang == "zh" else ", ").join(value_word(value, field, lang) for value in values)
    if op in _LIST_OPS:
        verb = _LIST_OPS[op]
    else:
        verb = _CHOICE_OPS[op] if field and field.kind == "category" and op in _CHOICE_OPS else _NUMBER_OPS[op]
    return f"{name}{'' if lang == 'zh' else ' '}{verb.of(lang)}{words}"


def value_word(value: Scalar, field: FieldShape | None, lang: Lang) -> str:
    """A value as users write it: an option's label, a number with its measure.

    >>> value_word(0.5, None, "en")
    '0.5'
    """
    if isinstance(value, bool):
        return {True: Label("是", "yes"), False: Label("否", "no")}[value].of(lang)
    if isinstance(value, str):
        labels = {level.code: level.label for level in field.levels} if field else {}
        label = labels.get(value)
        return value if label is None else (label.zh if lang == "zh" else label.en)
    return with_uom(value, field.uom if field else None, lang)


def with_uom(value: float, uom: str | None, lang: Lang) -> str:
    """A number and its measure.

    >>> with_uom(300, "m2", "zh"), with_uom(0.5, "percent", "en"), with_uom(2, "count", "zh")
    ('300 平方米', '0.5%', '2')
    """
    number, word = f"{value:.10g}", uom_word(uom, lang)
    return f"{number}{word}" if word == "%" else f"{number} {word}".rstrip()


def uom_word(uom: str | None, lang: Lang) -> str:
    """A measure in words, "" for a bare number.

    >>> uom_word("wan_cny", "zh"), uom_word("km2", "en"), uom_word(None, "zh")
    ('万元', 'km2', '')
    """
    if uom in (None, "", "1", "count", "share"):
        return ""
    if uom == "percent":
        return "%"
    if lang == "zh":
        words = (word for word, code in UOM_WORDS.items() if code == uom)
        return next(
            (word for word in words if "一" <= word[0] <= "鿿" or word == "‰"), _ZH_UOM.get(uom or "", uom or "")
        )
    return uom or ""


# measures that extracts rarely write in a header, and that rules print
_ZH_UOM = {
    "points": "分",
    "year": "年",
    "per_year": "次/年",
    "per_1000": "每千",
    "per_10000": "每万",
    "per_100000": "每十万",
    "persons_per_km2": "人/平方公里",
    "celsius": "摄氏度",
    "m_per_s": "米/秒",
    "km_per_km2": "公里/平方公里",
    "per_km2": "个/平方公里",
    "wan_cny_per_km2": "万元/平方公里",
}
