"""How a command ends: 0 clean, 1 finished with findings, 2 could not finish."""

from __future__ import annotations

import os
import re
from typing import Any

import click

from riskkit.cli.spoken import CommandT, option, spoken
from riskkit.errors import RiskkitError
from riskkit.terms import Label, Lang

INTERRUPTED = Label("已中断，没有写出任何结果", "interrupted; nothing was written")


class Stop(Exception):
    """The command has printed what there is to say and ends with ``code``."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


def stopped(problem: BaseException, lang: Lang) -> str:
    """One line about what stopped the command, and below it the template to fill in if there is one.

    With RISKKIT_TRACEBACK set, an unforeseen problem is raised.
    """
    if isinstance(problem, click.ClickException):
        if type(problem).__name__ == "NoArgsIsHelpError":  # a group without a command: click answers with its help
            return problem.format_message()
        problem = misused(problem)
    if isinstance(problem, RiskkitError):
        line = _one_line(problem.text(lang))
        return f"{line}\n\n{problem.template}" if problem.template else line
    if isinstance(problem, click.Abort):
        return INTERRUPTED.of(lang)
    if os.environ.get("RISKKIT_TRACEBACK"):
        raise problem
    if isinstance(problem, MemoryError):
        return RiskkitError("BUG-02").text(lang)
    if isinstance(problem, OSError):
        return RiskkitError("OUT-02", where=str(problem.filename or ""), found=problem.strerror or "").text(lang)
    return _one_line(RiskkitError("BUG-01", found=f"{type(problem).__name__}: {problem}"[:300]).text(lang))


def misused(problem: click.ClickException) -> RiskkitError:
    """What click says about a command line that it cannot take, as a problem with a code and a place.

    >>> misused(click.NoSuchOption("--foo")).text("en")
    'riskkit: ARG-02 no such command, option or argument (found: --foo). Mend: see --help'
    """
    ctx = getattr(problem, "ctx", None)
    place = ctx.command_path if ctx else "riskkit"
    message = problem.message
    if isinstance(problem, click.NoSuchOption):
        near = ", ".join(problem.possibilities or ())
        return RiskkitError("ARG-02", where=place, found=problem.option_name, allowed=near)
    if isinstance(problem, click.MissingParameter):
        return RiskkitError("ARG-03", where=f"{place} {_name(problem)}")
    if isinstance(problem, click.BadOptionUsage):
        return RiskkitError("ARG-03", where=f"{place} {problem.option_name}")
    if isinstance(problem, click.BadParameter):
        allowed = _allowed(problem.param.type if problem.param else None)
        found = message.split(" is not ")[0].strip("'\" ")
        return RiskkitError("ARG-01", where=f"{place} {_name(problem)}", found=found, allowed=allowed)
    extra = re.search(r"unexpected extra arguments? \((.*)\)", message)
    if extra:
        return RiskkitError("ARG-02", where=place, found=extra[1])
    return RiskkitError("ARG-01", where=place, found=message)


def lang_option(command: CommandT) -> CommandT:
    """``--lang`` on a command as well as before its name; the last one counts (riskkit.cli.spoken.lang_of)."""

    def of_the_run(ctx: click.Context, _: click.Parameter, __: str | None) -> str:
        return spoken(ctx)

    choice = click.Choice(["zh", "en"])
    help_zh, help_en = "语言，默认中文", "language of messages, Chinese by default"
    return option("--lang", type=choice, callback=of_the_run, zh=help_zh, en=help_en)(command)


def _name(problem: click.BadParameter) -> str:
    param = problem.param
    if isinstance(param, click.Option):
        return param.opts[-1]
    return param.human_readable_name.upper() if param else str(problem.param_hint or "")


def _allowed(kind: Any) -> str:
    if isinstance(kind, click.Choice):
        return ", ".join(map(str, kind.choices))
    low, high = getattr(kind, "min", None), getattr(kind, "max", None)
    if low is None and high is None:
        return ""
    return f">= {low:g}" if high is None else f"{low:g} .. {high:g}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
