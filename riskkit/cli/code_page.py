"""All that is to be said about one code: on a terminal, and on its page under docs/codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from riskkit.cli.help_examples import EXAMPLES
from riskkit.codes import CODES
from riskkit.codes.since import since
from riskkit.intake.rules.shape import Case, Rule
from riskkit.rule_homes import rule_of
from riskkit.terms import SEVERITY_LABELS, Label, Lang, Severity

SEVERITY, PROBLEM, DOES, WHY, MEND, EXAMPLE, GIVEN, SEEN_WITH, SOURCE, SINCE = (
    Label("级别", "severity"),
    Label("问题", "problem"),
    Label("riskkit 怎么处理", "what riskkit does"),
    Label("为什么", "why"),
    Label("怎么改", "mend"),
    Label("例", "example"),
    Label("例中另给", "given in the example"),
    Label("查看", "seen with"),
    Label("依据", "source"),
    Label("始于", "since"),
)
HEAD = (
    Label("行", "row"),
    Label("列", "column"),
    Label("写法", "as written"),
    Label("读作", "read as"),
    Label("整行", "the whole row"),
)
_BY_SEVERITY = {
    Severity.ERROR: Label(
        "这个值或这一行不使用；没有它就不能继续的，停止运行，不写出结果。",
        "the value or the row is not used; where nothing can go on without it the run stops and writes no result",
    ),
    Severity.WARNING: Label("照常使用，在问题清单里注明。", "it is used as usual, and the findings say so"),
    Severity.NOTE: Label("照常使用，只作提示。", "it is used as usual; this is for information"),
}
_UNKNOWN, _NOT_APPLICABLE = Label("（未知）", "(unknown)"), Label("（不适用）", "(not applicable)")
_ASIDE, _AS_WRITTEN = Label("（另放）", "(set aside)"), Label("（照原样）", "(as written)")
_ONLY_SAID, _WHOLE = Label("（只提示）", "(only said)"), Label("（整列）", "(the column)")
_CELLS_SHOWN = 3


class CodePage(NamedTuple):
    """The parts of a page: named texts, and the worked example as rows under a head (the beginning of :data:`HEAD`)."""

    code: str
    texts: list[tuple[Label, str]]
    head: tuple[Label, ...]
    example: list[list[str]]


def code_page(code: str, lang: Lang) -> CodePage:
    """Everything about ``code`` in one language; only the module of its own rule is imported.

    >>> code_page("NUM-09", "en").example[0]
    ['2', '建筑面积（㎡）', '3亩', '2000']
    """
    entry, rule = CODES[code], rule_of(code)
    does = rule.does if rule else _BY_SEVERITY[entry.severity]
    texts = [
        (SEVERITY, SEVERITY_LABELS[entry.severity].of(lang)),
        (PROBLEM, entry.problem.of(lang)),
        (DOES, does.of(lang)),
        *([(WHY, rule.why.of(lang))] if rule else []),
        (MEND, entry.mend.of(lang)),
        *[(EXAMPLE, shown.of(lang)) for shown in _shown(code, rule)],
        *[(SOURCE, source) for source in [_source(code, rule)] if source],
        (SINCE, since(code)),
    ]
    cases = rule.cases if rule else ()
    texts += [(GIVEN, given) for case in cases for given in _given(case)]
    tables = dict.fromkeys(case.table for case in cases if case.table)
    texts += [(SEEN_WITH, f"riskkit validate FILE --rules {table}") for table in tables]
    is_wide = any(len(case.header) > len(("id", "cell")) for case in cases)
    rows = [row if is_wide else row[:-1] for case in cases for row in example_rows(case, lang)]
    return CodePage(code, texts, HEAD if is_wide else HEAD[:-1], rows)


def _shown(code: str, rule: Rule | None) -> list[Label]:
    if rule is not None:
        return [rule.example] if rule.example else []
    return [EXAMPLES[code].shown] if code in EXAMPLES else []


def _source(code: str, rule: Rule | None) -> str:
    if rule is not None:
        return rule.source
    return EXAMPLES[code].source if code in EXAMPLES else ""


def _given(case: Case) -> list[str]:
    """What the user told beside the table of a case."""
    return [
        f"{name} {'、'.join(f'{key}={value}' for key, value in told.items()) if isinstance(told, Mapping) else told}"
        for name, told in case.given.items()
    ]


def example_rows(case: Case, lang: Lang) -> list[list[str]]:
    """The cells that the code is said about: row, column, as written, read as, the whole row."""
    lines = [*case.above, case.header, *case.rows]
    return [_example_row(case, lines, row, column, lang) for row, column in case.said]


def _example_row(case: Case, lines: list[tuple[str, ...]], row: int | None, column: str, lang: Lang) -> list[str]:
    at = case.header.index(column) if column in case.header else None
    if row is None:
        cells = [line[at] for line in case.rows] if at is not None else []
        more = [" …"] if len(cells) > _CELLS_SHOWN else []
        written = "、".join(cell or "（空）" for cell in cells[:_CELLS_SHOWN]) + "".join(more)
        return ["", column, written, _WHOLE.of(lang), ""]
    line = lines[row - 1]
    whole = " | ".join(line).strip(" |")
    written = whole if at is None else line[at]
    return [str(row), column, written, _read_as(case, row, column, written, lang), "" if at is None else whole]


def _read_as(case: Case, row: int, column: str, written: str, lang: Lang) -> str:
    if row in case.aside:
        return _ASIDE.of(lang)
    read = case.reads.get((row, column))
    if read is None:
        return _ONLY_SAID.of(lang)
    words = {"": _UNKNOWN.of(lang), "/": _NOT_APPLICABLE.of(lang), written: _AS_WRITTEN.of(lang)}
    return words.get(read, read)
