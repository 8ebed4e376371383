"""Options with a syntax of their own: ``all | top:N | none``, formats, days."""

from __future__ import annotations

import re
from datetime import date

import click

from riskkit.errors import RiskkitError

FORMATS = ("xlsx", "csv", "parquet")


def reasons_kept(ctx: click.Context, parameter: click.Parameter, value: str) -> int | None:
    """How many reasons to keep: None for all; raises RiskkitError ARG-01 for another word."""
    return _amount("--explanations", value, ("all", "top:N"), {"all": None})


def units_paged(ctx: click.Context, parameter: click.Parameter, value: str) -> int | None:
    """How many units get a page: None for all, 0 for none; raises RiskkitError ARG-01 for another word."""
    return _amount("--pages", value, ("all", "top:N", "none"), {"all": None, "none": 0})


def formats_of(ctx: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """``xlsx,csv,parquet`` as a tuple; raises RiskkitError ARG-01 for another word."""
    names = tuple(name.strip() for name in value.split(",") if name.strip())
    if not names or not set(names) <= set(FORMATS):
        raise RiskkitError("ARG-01", where="--formats", found=value or '""', allowed=", ".join(FORMATS))
    return names


def choices_of(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> dict[str, str]:
    """``OPTION=CHOICE`` pairs as a dict; raises RiskkitError ARG-01 for another form."""
    pairs = [text.partition("=") for text in value]
    for (name, sign, choice), text in zip(pairs, value, strict=True):
        if not (name and sign and choice):
            raise RiskkitError("ARG-01", where="--choose", found=text or '""', allowed="OPTION=CHOICE")
    return {name: choice for name, _, choice in pairs}


def day_of(ctx: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """An ISO day; raises RiskkitError ARG-01 for anything else."""
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        written = parameter.opts[-1] if isinstance(parameter, click.Option) else parameter.human_readable_name.upper()
        raise RiskkitError("ARG-01", where=written, found=value or '""', allowed="YYYY-MM-DD") from None


def _amount(where: str, value: str, allowed: tuple[str, ...], words: dict[str, int | None]) -> int | None:
    if value in words:
        return words[value]
    match = re.fullmatch(r"top:([1-9]\d{0,17})", value)
    if not match:
        raise RiskkitError("ARG-01", where=where, found=value or '""', allowed=" | ".join(allowed))
    return int(match.group(1))
