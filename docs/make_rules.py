"""Write docs/rules/ from the built-in rules and their specs: ``python docs/make_rules.py``.

A page for every rulebook and every indicator; what `riskkit rules show` prints comes from the same sections. A page
shows the state since the last day on which something changes, and every block before it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from riskkit.indicators.coverage import coverage
from riskkit.indicators.describe import page_sections
from riskkit.indicators.describe_indicator import indicator_sections
from riskkit.indicators.describe_words import basis_said, heads, words_of
from riskkit.indicators.loader import RuleFolder, RuleRoot, load_root
from riskkit.indicators.on_day import BookOnDay, change_days, cut_to_day, last_day
from riskkit.indicators.page import Section, Table, as_markdown
from riskkit.terms import LEVEL_LABELS, Lang, Level

HOME = Path(__file__).parent / "rules"
SPECS = Path(__file__).parents[1] / "tests" / "rule_specs"
BY_HAND = "Written by `docs/make_rules.py`; do not edit by hand.\n"
LANGS: tuple[Lang, ...] = ("zh", "en")
_LIST_HEAD = (
    "规则集|rulebook",
    "名称|label",
    "分档的依据（占权重）|basis of scales (share of weight)",
    "否决项|vetoes",
    "等级的依据|basis of the grades",
    "变更日|days of change",
    "缺口|open slots",
)


class _Loader(yaml.CSafeLoader):
    """YAML as the spec files are written: ``on`` is a key, only true and false are booleans."""


_BOOL = "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != _BOOL]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_BOOL, re.compile("true|false"), list("tf"))


def pages() -> dict[str, str]:
    """Every page as it should stand below docs/rules, by its path."""
    root = load_root()
    books = [cut_to_day(root, folder, day) for folder in root.folders.values() if (day := last_day(folder))]
    made = {"README.md": overview(books)}
    for book in books:
        made[f"{book.id}.md"] = book_page(book)
        for name in book.folder.indicators:
            made[f"{book.id}/{name}.md"] = indicator_page(root, book, name)
    return made


def overview(books: list[BookOnDay]) -> str:
    """The list of rulebooks by level, in both languages."""
    parts = [f"# 规则集 · rulebooks\n\n{BY_HAND}"]
    for level in Level:
        title = f"{LEVEL_LABELS[level].zh} · {LEVEL_LABELS[level].en}"
        here = [book for book in books if book.folder.rulebook.level is level]
        for lang in LANGS:
            rows = [_listed(book, lang) for book in here]
            table = Table(heads(lang, *_LIST_HEAD), rows, links=0)
            parts.append(as_markdown([Section(title if lang == "zh" else "In English", (table,), deep=lang == "en")]))
    return "\n".join(parts)


def _listed(book: BookOnDay, lang: Lang) -> list[str]:
    found, practice = coverage(book), book.folder.rulebook.practice
    shares = [f"{basis_said(basis, lang, practice)} {share:.0%}" for basis, share in found.scales.items()]
    vetoes = [f"{basis_said(basis, lang, practice)} {count}" for basis, count in found.vetoes.items()]
    grades = basis_said(found.grades, lang, practice) if found.grades else "-"
    days = ", ".join(day.isoformat() for day in change_days(book.folder))
    label = words_of(book.folder.rulebook.label, lang)
    return [book.id, label, ", ".join(shares) or "-", ", ".join(vetoes), grades, days, str(found.open_slots or "")]


def book_page(book: BookOnDay) -> str:
    """One rulebook, Chinese first."""
    folder = book.id.split("/")[1] + "/"
    label = book.folder.rulebook.label
    parts = [f"# {label.zh}\n\n`{book.id}` · [规则集列表 · all rulebooks](../README.md)\n\n{BY_HAND}"]
    parts.append(as_markdown(page_sections(book, "zh", folder)))
    parts.append(f"---\n\n# {label.en}\n")
    parts.append(as_markdown(page_sections(book, "en", folder)))
    return "\n".join(parts)


def indicator_page(root: RuleRoot, book: BookOnDay, name: str) -> str:
    """One indicator: Chinese, the cases of its spec, English."""
    folder, label = book.folder, book.folder.indicators[name].label
    back = book.id.split("/")[1]
    parts = [f"# {label.zh}\n\n`{name}` · [{folder.rulebook.label.zh}](../{back}.md)\n\n{BY_HAND}"]
    parts.append(as_markdown(_sections(root, book, name, "zh")))
    cases = spec_table(folder, name)
    if cases is not None:
        spec = f"../../../../tests/rule_specs/{folder.id}/{name}.yaml"
        parts.append(as_markdown([Section("算例 · spec cases", (cases,))]))
        parts.append(f"[{name}.yaml]({spec})\n")
    parts.append(f"---\n\n# {label.en}\n")
    parts.append(as_markdown(_sections(root, book, name, "en")))
    return "\n".join(parts)


def _sections(root: RuleRoot, book: BookOnDay, name: str, lang: Lang) -> list[Section]:
    folder = book.folder
    return indicator_sections(
        name,
        folder.indicators[name],
        folder.fields.fields,
        root.sources.sources,
        lang,
        on=book.day,
        practice=folder.rulebook.practice,
    )


def spec_table(folder: RuleFolder, name: str) -> Table | None:
    """The cases of an indicator's spec as a table; None without a spec."""
    path = SPECS / folder.id / f"{name}.yaml"
    if not path.exists():
        return None
    content = yaml.load(path.read_text("utf-8"), _Loader)
    rows = [[str(case["on"]), _given(case), str(case["gives"])] for case in content["cases"]]
    return Table(("日期 on", "给定 given", "结果 gives"), rows)


def _given(case: dict[str, Any]) -> str:
    values = {**case.get("options", {}), **(case.get("given") or {})}
    return ", ".join(f"{field} = {_value(value)}" for field, value in values.items()) or "-"


def _value(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def write() -> None:
    """Write every page and drop those that are no longer made."""
    made = pages()
    for path in HOME.rglob("*.md"):
        if path.relative_to(HOME).as_posix() not in made:
            path.unlink()
    for name, text in made.items():
        (HOME / name).parent.mkdir(parents=True, exist_ok=True)
        (HOME / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
