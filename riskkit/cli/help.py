"""``riskkit help``."""

from __future__ import annotations

import click

from riskkit.cli.code_page import EXAMPLE, code_page
from riskkit.cli.outcome import lang_option
from riskkit.cli.spoken import WIDEST, SpokenCommand, wrap
from riskkit.codes import CODES
from riskkit.errors import RiskkitError
from riskkit.indicators.plain_text import aligned, console_safe
from riskkit.terms import SEVERITY_LABELS, Lang

_INDENT = "  "


@click.command("help", cls=SpokenCommand)
@click.argument("code", required=False)
@lang_option
@click.pass_context
def command(ctx: click.Context, code: str | None, lang: Lang) -> None:
    """解释一个问题代码（如 NUM-01）或一类代码（如 NUM）；给出命令名则显示它的帮助；都不给则列出全部代码。

    Explain a code (NUM-01) or a family of codes (NUM); with a command's name, its help; with nothing, every code.
    """
    wanted = (code or "").upper()
    own = ctx.parent.command.get_command(ctx, code or "") if ctx.parent else None  # type: ignore[attr-defined]
    if own is not None:
        click.echo(own.get_help(click.Context(own, ctx.parent, code)))
    elif wanted in CODES:
        click.echo("\n".join(explained(wanted, lang)))
    else:
        click.echo("\n".join(_line(name, lang) for name in _family(wanted)))


def explained(code: str, lang: Lang) -> list[str]:
    """What ``code`` means, a line for each part, wrapped; its worked example as a table."""
    page = code_page(code, lang)
    colon = "：" if lang == "zh" else ": "
    lines = [code]
    for part, text in page.texts:
        first, *rest = wrap(f"{part.of(lang)}{colon}{text}", WIDEST - len(_INDENT))
        lines += [_INDENT + first, *(2 * _INDENT + line for line in rest)]
    if page.example:
        head = [part.of(lang) for part in page.head]
        lines += [f"{_INDENT}{EXAMPLE.of(lang)}{colon.rstrip()}", *aligned([head, *page.example], 2 * _INDENT)]
    return [console_safe(line) for line in lines]


def _family(prefix: str) -> list[str]:
    """The codes of a family, all for an empty one; raises RiskkitError ARG-01 when there is none."""
    names = [name for name in CODES if not prefix or name.split("-")[0] == prefix.rstrip("-")]
    if not names:
        families = ", ".join(dict.fromkeys(name.split("-")[0] for name in CODES))
        raise RiskkitError("ARG-01", where="riskkit help", found=prefix, allowed=f"NUM-01; {families}")
    return names


def _line(code: str, lang: Lang) -> str:
    entry = CODES[code]
    return f"{code} {SEVERITY_LABELS[entry.severity].of(lang)} · {entry.problem.of(lang)} → {entry.mend.of(lang)}"
