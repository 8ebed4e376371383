"""Write docs/cli.md from the help of every command: ``python docs/make_cli.py``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from riskkit.cli.app import app
from riskkit.terms import Lang

PAGE = Path(__file__).with_name("cli.md")
COLUMNS = 100
HEAD = """\
# Command line · 命令行

Written by `docs/make_cli.py` from the commands themselves; do not edit by hand.

| 退出码 exit code | |
| --- | --- |
| 0 | 完成，没有警告和错误（可能有提示） · finished, no warning or error (there may be notes) |
| 1 | 完成，但数据有问题，见 findings.csv · finished with findings |
| 2 | 未能完成：标准错误上一行说明，不写出任何文件 · could not finish: one line on stderr, nothing written |

语言默认中文，`--lang en` 可放在命令名前或后。结果和摘要写到标准输出，问题写到标准错误；
`--json` 时标准输出只有一行 JSON。进度只在终端上、超过两秒才显示。
设 `RISKKIT_TRACEBACK=1` 可看到未预料错误的细节。问题代码见 [codes.md](codes.md)。

Chinese is the default; `--lang en` stands before or after the command's name. Results go to stdout, problems to
stderr; with `--json` stdout is one line of JSON. Progress shows on a terminal only, after two seconds.
`RISKKIT_TRACEBACK=1` shows the details of something unforeseen. The codes are in [codes.md](codes.md).
"""


def page() -> str:
    """The page as it should stand in docs/cli.md."""
    parts = [HEAD]
    languages: tuple[tuple[Lang, str], ...] = (("zh", "中文"), ("en", "English"))
    for lang, title in languages:
        parts.append(f"\n## {title}\n")
        parts += [f"\n### {name}\n\n```text\n{text}\n```\n" for name, text in _helps(app, None, lang)]
    return "".join(parts)


def _helps(command: click.Command, parent: click.Context | None, lang: Lang) -> Iterator[tuple[str, str]]:
    """Name and help of a command and of those below it."""
    name = "riskkit" if parent is None else command.name
    ctx = click.Context(command, parent, name, obj={"lang": lang}, terminal_width=COLUMNS, **command.context_settings)
    yield ctx.command_path, command.get_help(ctx)
    if isinstance(command, click.Group):
        for below in command.list_commands(ctx):
            found = command.get_command(ctx, below)
            if found is not None:
                yield from _helps(found, ctx, lang)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
