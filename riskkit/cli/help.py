"""``riskkit help``."""

from __future__ import annotations

import click

from riskkit.cli.outcome import lang_option
from riskkit.codes import CODES
from riskkit.errors import RiskkitError
from riskkit.terms import SEVERITY_LABELS, Lang


@click.command("help")
@click.argument("code", required=False)
@lang_option
def command(code: str | None, lang: Lang) -> None:
    """解释一个问题代码；不给代码则列出全部。 Explain a code, or list them all."""
    wanted = [code.upper()] if code else list(CODES)
    for name in wanted:
        if name not in CODES:
            raise RiskkitError("ARG-01", where="help", found=name, allowed="riskkit help")
        entry = CODES[name]
        click.echo(
            f"{name} {SEVERITY_LABELS[entry.severity].of(lang)} · {entry.problem.of(lang)} → {entry.mend.of(lang)}"
        )
