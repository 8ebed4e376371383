"""A description in sections, and its two faces: text aligned for a code page 936 console, and markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from riskkit.indicators.plain_text import aligned, console_safe

BAR = "#"


@dataclass(frozen=True)
class Table:
    """Rows under heads. ``bars``: a column drawn as bars of :data:`BAR`; ``links``: a column whose cells name pages
    in the folder ``links_to``; ``codes``: columns of ids and file positions.
    """

    head: tuple[str, ...]
    rows: list[list[str]]
    bars: int | None = None
    links: int | None = None
    links_to: str = ""
    codes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Lines:
    """Statements, one a line."""

    lines: list[str]


@dataclass(frozen=True)
class Section:
    """A titled part of a page; ``deep`` one is part of the one before."""

    title: str
    parts: tuple[Table | Lines, ...]
    deep: bool = False


def bar(share: float) -> str:
    """A share as a bar, 40 characters for the whole; what is not nothing shows.

    >>> bar(0.25), bar(0.001), bar(0)
    ('##########', '#', '')
    """
    return BAR * (max(1, round(share * 40)) if share > 0 else 0)


def as_text(sections: Sequence[Section]) -> str:
    """The sections for a terminal; only characters of code page 936.

    >>> print(as_text([Section("等级", (Table(("代码", "名称"), [["A", "低"]]), Lines(["依据：某文"])))]), end="")
    == 等级 ==
    代码  名称
    A     低
    依据：某文
    """
    blocks = []
    for section in sections:
        head = f"  {section.title}" if section.deep else f"== {section.title} =="
        indent = "      " if section.deep else ""
        lines = [line for part in section.parts for line in _text_lines(part, indent)]
        nothing = [f"{indent}-"] if section.parts else []
        blocks.append("\n".join([head, *(lines or nothing)]) + "\n")
    spaced = [block if section.deep else "\n" + block for section, block in zip(sections, blocks, strict=True)]
    return console_safe("".join(spaced).lstrip("\n"))


def _text_lines(part: Table | Lines, indent: str) -> list[str]:
    if isinstance(part, Lines):
        return [indent + line for line in part.lines]
    head = [list(part.head)] if any(part.head) else []
    return aligned([*head, *part.rows], indent) if part.rows else []


def as_markdown(sections: Sequence[Section], level: int = 2) -> str:
    """The sections as markdown, headings of ``level`` and one below.

    >>> print(as_markdown([Section("等级", (Table(("代码", "名称"), [["A", "a|b"]], codes=(0,)),))]), end="")
    ## 等级
    <BLANKLINE>
    | 代码 | 名称 |
    | --- | --- |
    | `A` | a\\|b |
    """
    blocks = []
    for section in sections:
        head = "#" * (level + section.deep) + f" {_escaped(section.title)}\n"
        parts = [text for part in section.parts if (text := _markdown_part(part))]
        blocks.append("\n".join([head, *parts]))
    return "\n".join(blocks)


def _markdown_part(part: Table | Lines) -> str:
    if isinstance(part, Lines):
        return "".join(f"- {_escaped(line)}\n" for line in part.lines)
    if not part.rows:
        return ""
    rows = [[_cell(part, place, cell) for place, cell in enumerate(row)] for row in part.rows]
    lines = [[_escaped(head) for head in part.head], ["---"] * len(part.head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(table: Table, place: int, cell: str) -> str:
    if place == table.bars:
        return f"`{cell.replace(BAR, '█')}`" if cell else ""
    if place == table.links and cell:
        return f"[`{cell}`]({table.links_to}{cell}.md)"
    if place in table.codes and cell:
        return f"`{cell}`"
    indent = len(cell) - len(cell.lstrip(" "))
    return "&emsp;" * (indent // 2) + _escaped(cell.strip())


def _escaped(text: str) -> str:
    for mark, written in (("\\", "\\\\"), ("|", "\\|"), ("<", "&lt;"), ("*", "\\*"), ("\n", "<br>")):
        text = text.replace(mark, written)
    return text
