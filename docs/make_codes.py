"""Write docs/codes.md and a page for every code in docs/codes/: ``python docs/make_codes.py``.

The words come from riskkit/codes/, the reasons and worked examples from the rules; `riskkit help CODE` says the same.
"""

from __future__ import annotations

from pathlib import Path

from riskkit.cli.code_page import EXAMPLE, code_page
from riskkit.codes import CODES
from riskkit.codes.families import FAMILIES, family
from riskkit.indicators.page import Lines, Section, Table, as_markdown
from riskkit.rule_homes import rule_modules
from riskkit.terms import SEVERITY_LABELS, Lang

PAGE = Path(__file__).with_name("codes.md")
HOME = Path(__file__).with_name("codes")
HEAD = """\
# Codes · 问题代码

Written by `docs/make_codes.py` from `riskkit/codes/` and the rules; do not edit by hand.
终端里用 `riskkit help 代码` 查看同样的内容 · `riskkit help CODE` says the same.
"""
BY_HAND = "Written by `docs/make_codes.py`; do not edit by hand. [全部代码 · all codes](../codes.md)\n"
LANGS: tuple[Lang, ...] = ("zh", "en")


def page() -> str:
    """The index as it should stand in docs/codes.md: every code by family."""
    parts = [HEAD]
    for name, label in FAMILIES.items():
        codes = sorted(code for code in CODES if family(code) == name)
        rows = ["| code | 级别 severity | 问题 problem | 怎么改 mend |", "| --- | --- | --- | --- |"]
        parts.append("\n".join([f"## {name} {label.zh} · {label.en}\n", *rows, *(_row(code) for code in codes)]) + "\n")
    return "\n".join(parts)


def _row(code: str) -> str:
    entry = CODES[code]
    labels = (SEVERITY_LABELS[entry.severity], entry.problem, entry.mend)
    cells = [f"[{code}](codes/{code}.md)", *(f"{label.zh}<br>{label.en}" for label in labels)]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def pages() -> dict[str, str]:
    """Every page as it should stand in docs/codes, by its name."""
    return {f"{code}.md": code_markdown(code) for code in CODES}


def code_markdown(code: str) -> str:
    """The page of one code, in both languages."""
    label, module = FAMILIES[family(code)], rule_modules().get(code)
    where = f"\n规则模块 · module of the rule: `{module.replace('.', '/')}.py`\n" if module else ""
    sections = [section for lang in LANGS for section in _sections(code, lang)]
    return f"# {code} · {label.zh} · {label.en}\n\n{BY_HAND}{where}\n{as_markdown(sections)}"


def _sections(code: str, lang: Lang) -> list[Section]:
    told = code_page(code, lang)
    colon = "：" if lang == "zh" else ": "
    lines = Lines([f"{part.of(lang)}{colon}{text}" for part, text in told.texts])
    made = [Section(CODES[code].problem.of(lang), (lines,))]
    if told.example:
        table = Table(tuple(part.of(lang) for part in told.head), told.example)
        made.append(Section(EXAMPLE.of(lang), (table,), deep=True))
    return made


def write() -> None:
    """Write all of it; pages of codes that are no more go."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    HOME.mkdir(exist_ok=True)
    made = pages()
    for path in HOME.glob("*.md"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (HOME / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
