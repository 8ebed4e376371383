"""Commands whose help is in the language asked for, wrapped for Chinese as well as for English."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from shutil import get_terminal_size
from typing import Any, TypeVar

import click

from riskkit.errors import RiskkitError
from riskkit.indicators.plain_text import width
from riskkit.terms import Label, Lang

CommandT = TypeVar("CommandT", bound=Callable[..., Any])
WIDEST = 100
_ATOMS = re.compile(r"\s+|[（《“]*(?:[!-~]+|\S)[，。；：、）》”]*")
_WORDS = {
    "usage": Label("用法：", "Usage: "),
    "[OPTIONS]": Label("[选项]", "[OPTIONS]"),
    "COMMAND [ARGS]...": Label("命令 [参数]...", "COMMAND [ARGS]..."),
    "options": Label("选项：", "Options:"),
    "commands": Label("命令：", "Commands:"),
    "--help": Label("显示帮助", "show this help"),
    "--version": Label("显示版本", "show the version"),
}
_BRACKET = {"required": "必填", "default: ": "默认："}


def lang_of(args: Sequence[str]) -> Lang:
    """The language that a command line asks for, wherever ``--lang`` stands; Chinese without it.

    >>> lang_of(["assess", "a.csv", "--lang", "en"]), lang_of(["--lang=en", "demo"]), lang_of(["demo"])
    ('en', 'en', 'zh')
    """
    lang: Lang = "zh"
    for word, after in zip(args, [*args[1:], ""], strict=False):
        given = word.removeprefix("--lang=") if word.startswith("--lang=") else after if word == "--lang" else ""
        if given:
            lang = "en" if given == "en" else "zh"
    return lang


def spoken(ctx: click.Context) -> Lang:
    """The language of this run."""
    found: Lang = (ctx.find_root().obj or {}).get("lang", "zh")
    return found


def wrap(text: str, columns: int) -> list[str]:
    """``text`` in lines of at most ``columns``: between Chinese characters too, never before a closing mark.

    >>> wrap("评估一份数据（单位、行业）", 14)
    ['评估一份数据', '（单位、行业）']
    """
    lines = [""]
    for atom in _ATOMS.findall(" ".join(text.split())):
        if lines[-1] and width(lines[-1]) + width(atom.rstrip()) > columns:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += atom if lines[-1] else atom.lstrip()
    return [lines[-1]] if len(lines) == 1 else [line.rstrip() for line in lines if line.strip()]


class SpokenOption(click.Option):
    """An option with its help in both languages."""

    def __init__(self, *args: Any, zh: str = "", en: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label = Label(zh, en)


def option(*names: str, zh: str, en: str, **settings: Any) -> Callable[[CommandT], CommandT]:
    """``click.option`` with its help in both languages."""
    return click.option(*names, cls=SpokenOption, zh=zh, en=en, **settings)


class _Spoken(click.Command):
    def get_help(self, ctx: click.Context) -> str:
        """The whole help text, in the language of the run."""
        return "\n".join(_help_lines(self, ctx, spoken(ctx)))

    def said(self, lang: Lang) -> str:
        """What the command does: the first paragraph of its docstring is Chinese, the second English."""
        zh, _, en = (self.help or "").partition("\n\n")
        return zh if lang == "zh" else en or zh


class SpokenCommand(_Spoken):
    """A command with its help in the language asked for."""


class SpokenGroup(_Spoken, click.Group):
    """A group of such commands; an unknown one is answered with those there are."""

    command_class = SpokenCommand

    def listed(self, ctx: click.Context, lang: Lang) -> list[tuple[str, str]]:
        """Every command's name and what it does."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        return [(name, command.said(lang)) for name, command in found if isinstance(command, _Spoken)]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; raises RiskkitError ARG-02 for a command that is not there."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise RiskkitError(
                "ARG-02", where=ctx.command_path, found=args[0], allowed=", ".join(self.list_commands(ctx))
            )
        return super().resolve_command(ctx, args)


def _help_lines(command: _Spoken, ctx: click.Context, lang: Lang) -> list[str]:
    columns = min(ctx.terminal_width or get_terminal_size().columns, WIDEST) - 2
    pieces = [_WORDS[piece].of(lang) if piece in _WORDS else piece for piece in command.collect_usage_pieces(ctx)]
    lines = [f"{_WORDS['usage'].of(lang)}{ctx.command_path} {' '.join(pieces)}", ""]
    lines += [f"  {line}" for line in wrap(command.said(lang), columns - 2)]
    tables = [("options", [_record(param, ctx, lang) for param in command.get_params(ctx)])]
    if isinstance(command, SpokenGroup):
        tables.append(("commands", list(command.listed(ctx, lang))))
    for title, rows in tables:
        shown = [row for row in rows if row[0]]
        lines += ["", _WORDS[title].of(lang), *_two_columns(shown, columns)]
    return lines


def _record(param: click.Parameter, ctx: click.Context, lang: Lang) -> tuple[str, str]:
    """How an option is written and what it does."""
    record = param.get_help_record(ctx) if isinstance(param, click.Option) else None
    if record is None:
        return "", ""
    name, text = record
    if isinstance(param, SpokenOption):
        bracket = text
        for english, chinese in _BRACKET.items() if lang == "zh" else ():
            bracket = bracket.replace(english, chinese)
        return name, f"{param.label.of(lang)} {bracket}".strip()
    return name, _WORDS[param.opts[-1]].of(lang)


def _two_columns(rows: list[tuple[str, str]], columns: int) -> list[str]:
    """Names left, what they do right; a long name stands on its own line."""
    left = min(max((width(name) for name, _ in rows), default=0), 24) + 4
    lines = []
    for name, text in rows:
        first, *rest = wrap(text, columns - left) or [""]
        if width(name) + 4 > left:
            lines.append(f"  {name}")
            rest = [first, *rest]
        else:
            lines.append(f"  {name}{' ' * (left - 2 - width(name))}{first}")
        lines += [" " * left + line for line in rest]
    return lines
