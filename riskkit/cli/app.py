"""The command table: static, so that ``riskkit --help`` imports no command and no heavy library."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from riskkit.cli.outcome import Stop, lang_option, stopped
from riskkit.cli.spoken import SpokenGroup, lang_of
from riskkit.terms import Label, Lang
from riskkit.version import VERSION

COMMANDS: dict[str, Label] = {
    "demo": Label("用随附数据跑一遍：三级清单、火灾频率模型、逐个对象的说明", "run everything on shipped data"),
    "assess": Label("评估一份数据（单位、行业或区域），写出清单和说明", "assess an extract, write the register"),
    "inspect": Label("先看一眼数据：编码、表头、列的对应、缺什么", "look at a table first: encoding, header, columns"),
    "validate": Label("检查一份数据，不评分：逐条列出问题，写出带批注的副本", "check a table without scoring it"),
    "clean": Label("清洗一份数据：写出规范的表和逐格改动记录", "write a clean table and a log of every change"),
    "classify": Label("判定消防安全重点单位、火灾高危单位", "decide key units and high-hazard units"),
    "items": Label("逐项检查表：分A、B、C类，按单位汇总", "class checked items A, B, C and count them for each unit"),
    "link": Label("关联两个部门的名录：同一家单位对上，拿不准的列待核表", "join the extracts of two departments"),
    "explain": Label("在终端说明一个对象的得分和等级", "explain one subject in the terminal"),
    "rules": Label("规则集：列出、查看、检查、对比", "rulebooks: list, show, check, diff, schema"),
    "template": Label("按规则集做填报模板：下拉、范围、条款批注", "a workbook to fill in, made from a rulebook"),
    "targets": Label("跟踪规划目标：达标、按期、滞后、不可判", "follow plan targets: met, on schedule, behind"),
    "weights": Label("计算权重：层次分析、熵权、CRITIC、组合", "weights: AHP, entropy, CRITIC, combined"),
    "fires": Label("火灾统计：四项指标、等级、十万人火灾死亡率、同比（分清统计口径）", "fire statistics by period"),
    "severity": Label("确定一起火灾的等级，给出依据", "grade one fire by the table of its day"),
    "help": Label("解释一个问题代码，例如 riskkit help NUM-01", "explain a code, e.g. riskkit help NUM-01"),
}


class App(SpokenGroup):
    """A group whose commands are imported only when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and take its ``command``."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"riskkit.cli.{cmd_name}").command
        return command

    def listed(self, ctx: click.Context, lang: Lang) -> list[tuple[str, str]]:
        """The table itself, in the chosen language; nothing is imported for it."""
        return [(name, label.of(lang)) for name, label in COMMANDS.items()]

    def main(self, *given: Any, **extra: Any) -> Any:
        """Run a command; what stops it is one clear line on stderr and exit code 2, never a traceback."""
        tolerant_streams()
        args: Sequence[str] | None = extra.pop("args", given[0] if given else None)
        lang = lang_of(sys.argv[1:] if args is None else args)
        settings = {"obj": {"lang": lang}, **extra, "prog_name": "riskkit", "standalone_mode": False}
        try:
            code = super().main(args, **settings)
        except Stop as stop:
            code = stop.code
        except (SystemExit, GeneratorExit, KeyboardInterrupt):
            raise
        except BaseException as problem:  # a panic of a compiled library is no Exception
            click.echo(stopped(problem, lang), err=True)
            code = 2
        sys.exit(code or 0)


def tolerant_streams() -> None:
    """A cp936 console cannot print every character: show ? for those rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@click.group(cls=App, context_settings={"help_option_names": ["-h", "--help"]})
@lang_option
@click.version_option(VERSION, prog_name="riskkit")
def app(lang: Lang) -> None:
    """消防安全风险评估：区域、行业、单位三级指标评分，火灾频率模型，风险清单和逐项说明。离线运行，数据不出本机。

    Fire-risk assessment at three levels, offline; no data leaves this machine.
    """
