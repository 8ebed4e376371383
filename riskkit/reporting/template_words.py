"""The words of a form: headers that intake maps back, what a cell may hold, what is said about a column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from riskkit.indicators.rule_file import FieldShape
from riskkit.indicators.sentences import uom_word
from riskkit.intake.clean_words import lexicon
from riskkit.intake.columns import ID_FIELD, SECOND_ID, known_names
from riskkit.intake.header import header_key
from riskkit.intake.measures import uom_factor
from riskkit.reporting.template_shape import Form, FormColumn, Use
from riskkit.terms import Label, Lang

NUMBERS = ("number", "integer")
CHOICES = ("boolean", "category")
NOT_APPLICABLE = "/"
# as intake reads them; English extracts have no word of their own for 无
NOT_APPLICABLE_WORD = Label("不适用", "N/A")
UNKNOWN_WORD = Label("未知", "?")
NONE_WORD = "无"
_YES_NO = (Label("是", "yes"), Label("否", "no"))
_KINDS = {
    "number": Label("数字", "a number"),
    "integer": Label("整数", "a whole number"),
    "boolean": Label("从下拉中选", "choose from the list"),
    "category": Label("从下拉中选", "choose from the list"),
    "date": Label("日期，如 2026-03-05", "a date such as 2026-03-05"),
    "id": Label("编号、代码或名称，按文本填写，保留前面的 0", "a code or name, as text, leading zeros kept"),
    "text": Label("文字", "text"),
}
_USCC = Label("18 位统一社会信用代码，按文本填写", "the unified social credit code, 18 characters, as text")
_FORMS = {
    "uscc": _USCC,
    "area_code": Label("6、9 或 12 位行政区划代码，按文本填写", "the area code, 6, 9 or 12 digits, as text"),
    "industry_code": Label("国民经济行业代码，如 H6110，按文本填写", "the industry code, e.g. H6110, as text"),
    "longitude": Label("经度，十进制的度，如 118.87", "decimal degrees, e.g. 118.87"),
    "latitude": Label("纬度，十进制的度，如 28.97", "decimal degrees, e.g. 28.97"),
}
_SYSTEMS = ("CGCS2000", "WGS84", "GCJ02", "BD09", "西安80", "北京54")
_SHARE = Label("0 到 1 的小数（35% 写 0.35）", "a fraction of 1 (0.35 for 35 %)")
_PERCENT = Label("百分数只写数（95% 写 95）", "the percent as a bare number (95 for 95 %)")
_NONE = {
    "zero": Label("“无”＝0", "无 = 0"),
    "false": Label("“无”＝否", "无 = no"),
    "unknown": Label("“无”＝未知", "无 = not known"),
}
_EMPTY = Label("空＝未知", "empty = not known")
_EMPTY_DEFECT = Label(
    "空＝没有（整行一项都没填时按未知），不清楚的写“未知”",
    "empty = none found (not known where the whole row is empty); write ? for not known",
)
_SLASH = Label("“/”＝不适用", "/ = not applicable")
_NOT_APPLICABLE = Label("“/”或“不适用”＝不适用", "/ or N/A = not applicable")
_PRIVATE = Label("不要填写身份证号、手机号等个人信息", "no identity card or telephone numbers")
_REPEATS = Label("每行一个，不能重复", "one a row, none twice")


def headers_of(form: Form, lang: Lang) -> dict[str, str]:
    """Field → header, the measure in brackets, a star before what is required; intake maps each back to its field.

    >>> from datetime import date
    >>> from riskkit.reporting.template_form import form_of
    >>> headers = headers_of(form_of("unit/city_score_100", date(2026, 1, 1)), "zh")
    >>> headers["subject_id"], headers["floor_area_m2"], headers["built_year"]
    ('*单位编号', '建筑面积（㎡）', '建成年份（年）')
    """
    names = known_names(form.fields)
    return {
        column.field: ("*" if column.use is Use.REQUIRED else "") + header_of(column.field, column.shape, names, lang)
        for column in form.columns
    }


def header_of(field: str, shape: FieldShape, names: Mapping[str, str], lang: Lang) -> str:
    """The first way to write the header that ``names`` gives back as ``field``, in the field's own measure.

    ``names`` is :func:`riskkit.intake.columns.known_names`. A measure that no header can carry is left out.
    """
    labels = (shape.label.zh, shape.label.en) if lang == "zh" else (shape.label.en, shape.label.zh)
    word = measure_word(shape, lang)
    with_measure = f"{labels[0]}（{word}）" if lang == "zh" else f"{labels[0]} ({word})"
    first = [with_measure] if word and labels[0][-1] not in ")）" else []
    for header in (*first, *labels, *shape.aliases):
        key = header_key(header)
        fits = shape.kind not in NUMBERS or uom_factor(key.measure, shape.uom) == 1.0
        if names.get(key.name) == field and fits:
            return header
    return field


def measure_word(shape: FieldShape, lang: Lang) -> str:
    """The measure of a number as a header writes it, "" for none.

    >>> from riskkit.indicators.rule_file import Text
    >>> measure_word(FieldShape(kind="number", uom="m2", label=Text(zh="面积", en="area")), "zh")
    '㎡'
    """
    if shape.kind not in NUMBERS:
        return ""
    return "㎡" if (shape.uom, lang) == ("m2", "zh") else uom_word(shape.uom, lang)


def options_of(shape: FieldShape, lang: Lang) -> list[str]:
    """The words of a dropdown: yes and no or the options, then 不适用 and 未知; empty for a column without one.

    Each option is written in the way that intake reads as that option, its label where it can be.

    >>> from riskkit.indicators.rule_file import Text
    >>> options_of(FieldShape(kind="boolean", label=Text(zh="重点单位", en="key unit")), "zh")
    ['是', '否', '/', '未知']
    """
    if shape.form == "coordinate_system":
        return [*_SYSTEMS, UNKNOWN_WORD.of(lang)]
    if shape.kind not in CHOICES:
        return []
    states = [NOT_APPLICABLE, UNKNOWN_WORD.of(lang)]
    if shape.kind == "boolean":
        return [*(word.of(lang) for word in _YES_NO), *states]
    words = lexicon(shape)
    chosen = []
    for level in shape.levels:
        labels = (level.label.zh, level.label.en) if lang == "zh" else (level.label.en, level.label.zh)
        spelt = [word for word in (*labels, level.code, *level.words) if words.meaning(word) == (level.code, False)]
        chosen.append(spelt[0] if spelt else level.code)
    return [*chosen, *states]


def state_words(column: FormColumn, lang: Lang) -> list[str]:
    """The words that a cell of the column takes beside its values: not applicable, unknown, none where it means one."""
    if column.shape.kind in CHOICES or column.shape.required:
        return []
    words = [NOT_APPLICABLE, "／", NOT_APPLICABLE_WORD.of(lang), UNKNOWN_WORD.of(lang)]
    return words + ([NONE_WORD] if column.shape.none_means is not None else [])


def limits_of(shape: FieldShape) -> tuple[float | None, float | None]:
    """The least and the greatest number that the column takes; None for no limit."""
    if shape.plausible is not None:
        return shape.plausible
    return {"longitude": (-180.0, 180.0), "latitude": (-90.0, 90.0)}.get(shape.form or "", (None, None))


def range_words(shape: FieldShape, lang: Lang) -> str:
    """The plausible range with its measure, "" without limits.

    >>> from riskkit.indicators.rule_file import Text
    >>> range_words(FieldShape(kind="number", uom="m2", plausible=(1, 5000000), label=Text(zh="面积", en="area")), "zh")
    '1～5,000,000 ㎡'
    """
    low, high = limits_of(shape)
    word = measure_word(shape, lang)
    space = "" if word in ("", "%") else " "
    style = ".15g" if shape.uom == "year" else ",.15g"
    least, most = (None if limit is None else format(limit, style) for limit in (low, high))
    if least is not None and most is not None:
        text = Label(f"{least}～{most}", f"{least} to {most}")
    elif least is not None:
        text = Label(f"不小于 {least}", f"at least {least}")
    elif most is not None:
        text = Label(f"不大于 {most}", f"at most {most}")
    else:
        return ""
    return f"{text.of(lang)}{space}{word}"


def values_said(column: FormColumn, form: Form, lang: Lang) -> str:
    """What a cell may hold, in one line: kind, range, latest day."""
    shape, comma = column.shape, "，" if lang == "zh" else ", "
    form_said = _USCC if is_uscc(column) else _FORMS.get(shape.form or "")
    if form_said is not None:
        return form_said.of(lang)
    if shape.form == "coordinate_system":
        return _KINDS["category"].of(lang)
    parts = [_KINDS[shape.kind].of(lang), range_words(shape, lang) if shape.kind in NUMBERS else ""]
    if shape.kind in NUMBERS and shape.uom in ("share", "percent"):
        parts.append((_SHARE if shape.uom == "share" else _PERCENT).of(lang))
    if shape.kind == "date" and not form.any_day:
        latest = f"不晚于 {form.last_day or '填表当天'}", f"not after {form.last_day or 'the day of filling in'}"
        parts.append(Label(*latest).of(lang))
    if column.field == ID_FIELD and form.unique_ids:
        parts.append(_REPEATS.of(lang))
    return comma.join(part for part in parts if part)


def states_said(column: FormColumn, lang: Lang) -> str:
    """How 不适用, 没有 and 未知 are written in this column."""
    shape = column.shape
    if shape.required:
        return Label("必填", "required").of(lang)
    said = _SLASH if shape.kind in CHOICES else _NOT_APPLICABLE
    parts = [] if shape.kind in ("id", "text") else [said.of(lang)]
    if shape.none_means is not None and shape.kind not in CHOICES:
        parts.append(_NONE[shape.none_means].of(lang))
    parts.append((_EMPTY_DEFECT if shape.empty_means else _EMPTY).of(lang))
    return ("；" if lang == "zh" else "; ").join(parts)


def is_uscc(column: FormColumn) -> bool:
    """Whether the column holds unified social credit codes."""
    return column.shape.form == "uscc" or (column.field == SECOND_ID and column.shape.kind == "id")


def private_said(shape: FieldShape, lang: Lang) -> str:
    """That a column of text holds no personal data; "" for the others."""
    return _PRIVATE.of(lang) if shape.kind == "text" and shape.form is None else ""


def joined(lines: Iterable[str]) -> str:
    """The lines that say something, one under another."""
    return "\n".join(line for line in lines if line)
