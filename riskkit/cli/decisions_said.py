"""How a file was understood, in one line a file: each choice and the option that overrides it."""

from __future__ import annotations

from collections.abc import Iterable

from riskkit.inputs import Source
from riskkit.reporting.display import one_line
from riskkit.terms import Label, Lang


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
