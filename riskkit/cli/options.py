"""Options with a syntax of their own: ``all | top:N | none``, formats, days."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from unicodedata import normalize

import click

from riskkit.cli.spoken import CommandT, option
from riskkit.errors import RiskkitError
from riskkit.intake.sql_connection import is_url
from riskkit.terms import Label

PATH = click.Path(path_type=Path)
QUERY = Label(
    "FILE 是数据库（如 sqlite:///单位.db）时的查询或表名",
    "query or table where FILE is a database, as sqlite:///units.db",
)
FORMATS = ("xlsx", "csv", "parquet")
FAIL_ON = ("error", "warning", "note", "never")
MOST_HEADER_ROWS = 4
_ROWS = re.compile(r"([0-9]{1,6})(?:[-:~–—]([0-9]{1,6}))?")
_YUAN = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?(?:e\+?[0-9]{1,2})?)([万亿]?)元?", re.IGNORECASE)
_TIMES = {"": 1, "万": 10_000, "亿": 100_000_000}


class _Table(click.Path):
    """A path, or the URL of a database, which stays as it is written."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value if is_url(value) else super().convert(value, param, ctx)


TABLE = _Table(path_type=Path)


def header_rows_of(ctx: click.Context, parameter: click.Parameter, value: str | None) -> int | tuple[int, int] | None:
    """``3`` as a row, ``3-4`` or ``3:4`` as the first and last row of a merged header; raises RiskkitError ARG-01."""
    if value is None:
        return None
    match = _ROWS.fullmatch(normalize("NFKC", value).replace(" ", ""))
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last < first + MOST_HEADER_ROWS:
        raise RiskkitError("ARG-01", where="--header-row", found=value or '""', allowed="3 | 3-4 (>= 1)")
    return first if first == last else (first, last)


def header_row_option(command: CommandT) -> CommandT:
    """``--header-row``: the row of the header, or the first and last row of a merged one."""
    zh, en = "表头所在行，两行表头写 3-4，默认自动", "row of the header, 3-4 for a merged one; found by itself"
    return option("--header-row", callback=header_rows_of, metavar="N[-M]", zh=zh, en=en)(command)


def map_option(command: CommandT) -> CommandT:
    """``--map``: a mapping file, header → field."""
    zh = "映射文件（csv、yaml）：表头、字段，可用 riskkit inspect --map-out 生成"
    en = "mapping file (csv, yaml): header, field; riskkit inspect --map-out makes one"
    return option("--map", "mapping", type=PATH, zh=zh, en=en)(command)


def place_options(command: CommandT) -> CommandT:
    """What a command takes that judges where subjects are: zones without a code, coordinate system, districts."""
    aliases_zh, aliases_en = (
        "功能区等没有区划代码的名称（csv：名称、代码）",
        "zones without an area code (csv: name, code)",
    )
    system_zh, system_en = "经纬度的坐标系，如 CGCS2000", "coordinate system of the places, e.g. CGCS2000"
    districts_zh, districts_en = "辖区范围（GeoJSON），核对经纬度是否在内", "outlines (GeoJSON) that places must lie in"
    for decorate in (
        option("--districts", type=PATH, zh=districts_zh, en=districts_en),
        option("--coordinate-system", default="", metavar="WORD", zh=system_zh, en=system_en),
        option("--area-aliases", type=PATH, zh=aliases_zh, en=aliases_en),
    ):
        command = decorate(command)
    return command


def table_options(command: CommandT) -> CommandT:
    """What every command takes that reads one table and writes a folder, in the order of its help."""
    for decorate in reversed(
        (
            option("--rule-root", type=PATH, zh="自有规则目录", en="a rule root of your own"),
            option("--encoding", zh="FILE 的编码，默认自动", en="encoding of FILE, found by itself"),
            option("--sheet", zh="工作表名", en="name of the sheet"),
            option("--query", metavar="SQL", zh=QUERY.zh, en=QUERY.en),
            header_row_option,
            map_option,
            option("--replace", is_flag=True, zh="替换已有的 riskkit 结果", en="replace an earlier riskkit result"),
            option(
                "--json",
                "as_json",
                is_flag=True,
                zh="标准输出为一行 JSON，其余走标准错误",
                en="one line of JSON on stdout",
            ),
        )
    ):
        command = decorate(command)
    return command


def reasons_kept(ctx: click.Context, parameter: click.Parameter, value: str) -> int | None:
    """How many reasons to keep: None for all; raises RiskkitError ARG-01 for another word."""
    return _amount("--explanations", value, ("all", "top:N"), {"all": None})


def units_paged(ctx: click.Context, parameter: click.Parameter, value: str) -> int | None:
    """How many units get a page: None for all, 0 for none; raises RiskkitError ARG-01 for another word."""
    return _amount("--pages", value, ("all", "top:N", "none"), {"all": None, "none": 0})


def findings_shown(ctx: click.Context, parameter: click.Parameter, value: str) -> int | None:
    """How many findings are listed: None for all, 0 for none; raises RiskkitError ARG-01 for another word."""
    if value == "0" or re.fullmatch(r"[1-9]\d{0,8}", value):
        return int(value)
    return _amount("--show", value, ("N", "all"), {"all": None})


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


def yuan_of(ctx: click.Context, parameter: click.Parameter, value: str | None) -> float | None:
    """``31000000``, ``3100万`` or ``0.31亿`` as yuan; raises RiskkitError ARG-01 for anything else."""
    if value is None:
        return None
    match = _YUAN.fullmatch(normalize("NFKC", value).replace(" ", ""))
    if not match:
        allowed = "31000000 | 3100万 | 0.31亿 (>= 0)"
        raise RiskkitError("ARG-01", where=parameter.opts[-1], found=value or '""', allowed=allowed)
    return float(Decimal(match.group(1).replace(",", "")) * _TIMES[match.group(2)])


def _amount(where: str, value: str, allowed: tuple[str, ...], words: dict[str, int | None]) -> int | None:
    if value in words:
        return words[value]
    match = re.fullmatch(r"top:([1-9]\d{0,17})", value)
    if not match:
        raise RiskkitError("ARG-01", where=where, found=value or '""', allowed=" | ".join(allowed))
    return int(match.group(1))
