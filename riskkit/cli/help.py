"""``riskkit help``."""

from __future__ import annotations

import click

from riskkit.cli.help_examples import EXAMPLES
from riskkit.cli.outcome import lang_option
from riskkit.cli.spoken import SpokenCommand
from riskkit.codes import CODES
from riskkit.errors import RiskkitError
from riskkit.terms import SEVERITY_LABELS, Label, Lang

PARTS = (Label("级别", "severity"), Label("问题", "problem"), Label("怎么改", "mend"))


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
    """What ``code`` means, a line for each part."""
    entry = CODES[code]
    texts = (SEVERITY_LABELS[entry.severity], entry.problem, entry.mend)
    rows = list(zip(PARTS, texts, strict=True))
    if code in EXAMPLES:
        example = EXAMPLES[code]
        rows.append((Label("例", "example"), example.shown))
        rows += [(Label("依据", "source"), Label(example.source, example.source))] if example.source else []
    colon = "：" if lang == "zh" else ": "
    return [code, *(f"  {part.of(lang)}{colon}{text.of(lang)}" for part, text in rows)]


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
