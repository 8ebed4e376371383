"""How a file was understood: each choice and the option that overrides it, and what was read in another form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from riskkit.codes import CODES
from riskkit.inputs import Source
from riskkit.reporting.display import one_line
from riskkit.terms import Label, Lang

STATES = ("MISS-01", "MISS-02")


def read_as_lines(sources: Iterable[Source], lang: Lang) -> list[str]:
    """A line for every source about which something had to be decided.

    >>> from riskkit.intake.raw import Decision
    >>> chosen = Decision(Label("编码", "encoding"), "gb18030", Label("不是 UTF-8", "no UTF-8"), "--encoding")
    >>> read_as_lines([Source("a.csv", "", 3, decisions=(chosen,))], "zh")
    ['读法 a.csv：编码 gb18030（--encoding）']
    """
    head = Label("读法", "read as").of(lang)
    colon, left, right = ("：", "（", "）") if lang == "zh" else (": ", " (", ")")
    lines = []
    for source in sources:
        said = [
            f"{decision.what.of(lang)} {one_line(decision.chosen)}"
            + (f"{left}{decision.option}{right}" if decision.option else "")
            for decision in source.decisions
        ]
        if said:
            lines.append(f"{head} {source.file}{colon}{' · '.join(said)}")
    return lines


def rewritten_lines(sources: Iterable[Source], lang: Lang) -> list[str]:
    """What was read in another spelling or measure than written, by its code; the words for unknown are left out.

    >>> rewritten_lines([Source("a.csv", "", 3, rewritten={"NUM-09": 2, "MISS-01": 5})], "zh")
    ['换了写法的格（riskkit clean 逐格列出）：NUM-09 单元格自带计量单位 2']
    """
    counts: Counter[str] = Counter()
    for source in sources:
        counts.update({code: number for code, number in source.rewritten.items() if code not in STATES})
    if not counts:
        return []
    head = Label("换了写法的格（riskkit clean 逐格列出）：", "cells read in another form (riskkit clean lists each): ")
    parts = [f"{code} {_short(code, lang)} {number}" for code, number in sorted(counts.items())]
    return [head.of(lang) + " · ".join(parts)]


def _short(code: str, lang: Lang) -> str:
    return CODES[code].problem.of(lang).split("，" if lang == "zh" else ";")[0]
