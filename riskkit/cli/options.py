"""Options that read ``all | top:N | none``."""

from __future__ import annotations

import re

import click

from riskkit.errors import RiskkitError


def reasons_kept(ctx: click.Context, parameter: click.Parameter, value: str) -> int | None:
    """How many reasons to keep: None for all."""
    return _amount("--explanations", value, ("all", "top:N"), {"all": None})


def units_paged(ctx: click.Context, parameter: click.Parameter, value: str) -> int | None:
    """How many units get a page: None for all, 0 for none."""
    return _amount("--pages", value, ("all", "top:N", "none"), {"all": None, "none": 0})


def formats_of(value: str) -> tuple[str, ...]:
    """``xlsx,csv,parquet`` as a tuple; raises RiskkitError ARG-01 for another word."""
    names = tuple(name.strip() for name in value.split(",") if name.strip())
    allowed = ("xlsx", "csv", "parquet")
    if not names or not set(names) <= set(allowed):
        raise RiskkitError("ARG-01", where="--formats", found=value, allowed=", ".join(allowed))
    return names


def _amount(where: str, value: str, allowed: tuple[str, ...], words: dict[str, int | None]) -> int | None:
    if value in words:
        return words[value]
    match = re.fullmatch(r"top:([1-9]\d*)", value)
    if not match:
        raise click.BadParameter(
            RiskkitError("ARG-01", where=where, found=value, allowed=" | ".join(allowed)).text("zh")
        )
    return int(match.group(1))
