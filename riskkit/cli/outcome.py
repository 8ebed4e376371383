"""How a command ends: 0 clean, 1 finished with findings, 2 could not finish."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import click

from riskkit.errors import RiskkitError
from riskkit.terms import Lang


class Stop(Exception):
    """The command has printed what there is to say and ends with ``code``."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


def stopped(problem: Exception, lang: Lang) -> str:
    """One line about what stopped the command. With RISKKIT_TRACEBACK set, an unforeseen problem is raised."""
    if isinstance(problem, RiskkitError):
        return problem.text(lang)
    if os.environ.get("RISKKIT_TRACEBACK"):
        raise problem
    if isinstance(problem, MemoryError):
        return RiskkitError("BUG-02").text(lang)
    if isinstance(problem, OSError):
        return RiskkitError("OUT-02", where=str(problem.filename or ""), found=problem.strerror or "").text(lang)
    return RiskkitError("BUG-01", found=f"{type(problem).__name__}: {problem}"[:300]).text(lang)


def lang_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--lang`` on a command as well; it wins over the one before the command's name."""

    def remember(ctx: click.Context, _: click.Parameter, value: str | None) -> str:
        lang = value or (ctx.find_root().obj or {}).get("lang") or "zh"
        ctx.find_root().obj = {"lang": lang}
        return str(lang)

    choice = click.Choice(["zh", "en"])
    return click.option("--lang", type=choice, callback=remember, is_eager=True, expose_value=True, help="zh | en")(
        command
    )
