"""The command table: static, so that ``riskkit --help`` imports no command and no heavy library."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from riskkit.cli.outcome import Stop, stopped
from riskkit.terms import Label, Lang
from riskkit.version import VERSION

COMMANDS: dict[str, tuple[str, Label]] = {
    "demo": (
        "demo",
        Label("用随附数据跑一遍：三级清单、火灾频率模型、逐个对象的说明", "run everything on shipped data"),
    ),
    "assess": (
        "assess",
        Label("评估一份数据（单位、行业或区域），写出清单和说明", "assess an extract, write the register"),
    ),
    "explain": ("explain", Label("在终端说明一个对象的得分和等级", "explain one subject in the terminal")),
    "rules": ("rules", Label("规则集：列出、查看、检查、对比", "rulebooks: list, show, check, diff, schema")),
    "weights": ("weights", Label("计算权重：层次分析、熵权、CRITIC、组合", "weights: AHP, entropy, CRITIC, combined")),
    "help": ("help", Label("解释一个问题代码，例如 riskkit help NUM-01", "explain a code, e.g. riskkit help NUM-01")),
}


class LazyGroup(click.Group):
    """A group whose commands are imported only when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and take its ``command``."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"riskkit.cli.{COMMANDS[cmd_name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table itself, in the chosen language; nothing is imported for it."""
        lang: Lang = ctx.params.get("lang", "zh")
        with formatter.section("命令" if lang == "zh" else "Commands"):
            formatter.write_dl([(name, label.of(lang)) for name, (_, label) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what stops it is one clear line and exit code 2, never a traceback."""
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except Stop as stop:
            ctx.exit(stop.code)
        except Exception as problem:
            click.echo(stopped(problem, (ctx.obj or {}).get("lang", "zh")), err=True)
            ctx.exit(2)


def _tolerant_streams() -> None:
    """A cp936 console cannot print every character: show ? for those rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", is_eager=True, help="语言，默认中文 / language of messages"
)
@click.version_option(VERSION, prog_name="riskkit")
@click.pass_context
def app(ctx: click.Context, lang: Lang) -> None:
    """消防安全风险评估：区域、行业、单位三级指标评分，火灾频率模型，风险清单和逐项说明。

    Fire-risk assessment at three levels, offline; no data leaves this machine.
    """
    _tolerant_streams()
    ctx.obj = {"lang": lang}
