"""Data validations of a form's columns: a formula, a dropdown, a prompt before and a message after."""

from __future__ import annotations

from datetime import date

from riskkit.intake.columns import ID_FIELD
from riskkit.reporting.template_shape import Form, FormColumn
from riskkit.reporting.template_words import (
    NUMBERS,
    is_uscc,
    joined,
    limits_of,
    options_of,
    private_said,
    state_words,
    states_said,
    values_said,
)
from riskkit.terms import Label, Lang

LONGEST_LIST = 255  # what Excel takes of a list inside a validation, in characters
LONGEST_MESSAGE, LONGEST_TITLE = 255, 32
_NOT_SO = Label("不能这样填", "This cannot stand here")
_CHECK = Label("请核对", "Please check")
_AS_TEXT = Label(
    "请按文本填写：先把单元格设为文本格式，或在前面加一个英文单引号。",
    "Enter it as text: set the cell to text, or put an apostrophe before it.",
)
_NOT_18 = Label(
    "统一社会信用代码应为 18 位。确实如此请选“是”继续。", "The code has 18 characters. Go on if it is right."
)
_TWICE = Label(
    "编号重复，或不是文本。每行一个编号，不能重复；18 位编号先把单元格设为文本再填。",
    "The id is not text or stands in another row too.",
)


def inline(words: list[str]) -> bool:
    """Whether a dropdown's words fit inside the validation; others stand on a sheet of their own.

    >>> inline(["是", "否"]), inline(["museum, library"]), inline(["很长的选项"] * 60)
    (True, False, False)
    """
    return len(",".join(words)) <= LONGEST_LIST and not any("," in word or '"' in word for word in words)


def check_of(column: FormColumn, letter: str, form: Form, lang: Lang, rows: int, listed: str = "") -> dict[str, object]:
    """The validation of a column, as xlsxwriter takes it, for the cells of ``letter`` from row 2.

    ``listed`` is the range that holds the words of a long dropdown. Every state stays writable: beside its values a
    number or a day takes the words of :func:`riskkit.reporting.template_words.state_words`.
    """
    shape, cell = column.shape, f"{letter}2"
    said = joined((values_said(column, form, lang), states_said(column, lang), private_said(shape, lang)))
    prompt: dict[str, object] = {
        "input_title": _cut(shape.label.zh if lang == "zh" else shape.label.en, LONGEST_TITLE),
        "input_message": _cut(said, LONGEST_MESSAGE),
    }
    refuse = {**prompt, "error_title": _NOT_SO.of(lang), "error_message": _cut(said, LONGEST_MESSAGE)}
    words = options_of(shape, lang)
    if words:
        return {**refuse, "validate": "list", "source": f"={listed}" if listed else words}
    if shape.kind in NUMBERS or shape.kind == "date":
        test = _number_test(column, cell) if shape.kind in NUMBERS else _day_test(form, cell)
        return {**refuse, "validate": "custom", "value": f"=IF(ISNUMBER({cell}),{test},{_one_of(column, cell, lang)})"}
    if column.field == ID_FIELD and form.unique_ids:
        once = f"SUMPRODUCT(--(${letter}$2:${letter}${rows + 1}={cell}))=1"
        told = {"error_title": _NOT_SO.of(lang), "error_message": _TWICE.of(lang)}
        return {**prompt, **told, "validate": "custom", "value": f"=AND(ISTEXT({cell}),{once})"}
    if is_uscc(column):
        told = {"error_title": _CHECK.of(lang), "error_message": _NOT_18.of(lang), "error_type": "warning"}
        return {**prompt, **told, "validate": "custom", "value": f"=AND(ISTEXT({cell}),LEN({cell})=18)"}
    if shape.kind == "id":
        told = {"error_title": _NOT_SO.of(lang), "error_message": _AS_TEXT.of(lang)}
        return {**prompt, **told, "validate": "custom", "value": f"=ISTEXT({cell})"}
    return {**prompt, "validate": "any"}


def _number_test(column: FormColumn, cell: str) -> str:
    low, high = limits_of(column.shape)
    tests = [] if low is None else [f"{cell}>={low:.15g}"]
    tests += [] if high is None else [f"{cell}<={high:.15g}"]
    tests += [f"{cell}=INT({cell})"] if column.shape.kind == "integer" else []
    return f"AND({','.join(tests)})" if tests else "TRUE"


def _day_test(form: Form, cell: str) -> str:
    first = f"{cell}>=DATE(1900,1,1)"
    if form.any_day:
        return first
    return f"AND({first},{cell}<{_next_day(form.last_day)})"


def _next_day(last: date | None) -> str:
    """The day after the last one allowed, so that a time of day on the last one is still on it."""
    return "TODAY()+1" if last is None else f"DATE({last.year},{last.month},{last.day})+1"


def _one_of(column: FormColumn, cell: str, lang: Lang) -> str:
    tests = [f'{cell}="{word}"' for word in state_words(column, lang)]
    return f"OR({','.join(tests)})" if tests else "FALSE"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
