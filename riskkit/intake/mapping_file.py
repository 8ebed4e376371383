"""A mapping file (``--map FILE``): which header is which field, told by the user; csv, workbook or yaml."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from riskkit.errors import RiskkitError
from riskkit.intake.header_key import header_key
from riskkit.intake.raw import Decision
from riskkit.terms import Label, both_langs

HEADINGS = ("列", "表头", "字段", "计量单位", "采用", "字段名称", "相似度", "说明")
_WORDS = {
    "column": ("列", "列号", "column"),
    "header": ("表头", "header"),
    "field": ("字段", "field"),
    "measure": ("计量单位", "单位", "uom", "measure"),
    "used": ("采用", "use", "used"),
}
_YES = frozenset({"是", "y", "yes", "1", "true", "√", "x", "采用"})
_NO = frozenset({"否", "n", "no", "0", "false", "×", "不采用"})
_DANGEROUS = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")
_ALLOWED = both_langs("表头, 字段[, 计量单位][, 采用]", "header, field[, uom][, use]")


@dataclass(frozen=True)
class MapRow:
    """One line of a mapping file: ``field`` empty means that the column is deliberately not used.

    ``column`` (from 1, else 0) tells two columns with the same header apart; ``line`` is for messages.
    """

    header: str
    field: str
    measure: str = ""
    column: int = 0
    line: int = 0


@dataclass(frozen=True)
class GivenMapping:
    """What the user told about headers; ``file`` is empty where it came from a program. ``digest`` is its SHA-256."""

    rows: tuple[MapRow, ...]
    file: str = ""
    digest: str = ""


def read_mapping(source: Mapping[str, str] | str | Path | None) -> GivenMapping | None:
    """A mapping file, or header → field (with a measure in brackets where needed) from a program; None without one.

    A csv or workbook has the columns 表头, 字段 and may have 计量单位, 列 and 采用. Without 采用 every row counts;
    with it 是 counts, 否 leaves the column out, and an empty cell says nothing. A yaml file is a mapping header:
    field. Raises RiskkitError FILE-01 … FILE-06, COL-13 (not understood).

    >>> read_mapping({"营业面积": "floor_area_m2（亩）", "备注": ""}).rows[0]
    MapRow(header='营业面积', field='floor_area_m2', measure='亩', column=0, line=1)
    """
    if source is None:
        return None
    if isinstance(source, Mapping):
        rows = [_told(header, field, line) for line, (header, field) in enumerate(source.items(), start=1)]
        text = json.dumps(dict(source), ensure_ascii=False)
        return GivenMapping(tuple(rows), "", hashlib.sha256(text.encode()).hexdigest())
    path = Path(source)
    if not path.exists():
        raise RiskkitError("FILE-01", where=str(path))
    read = _yaml_rows if path.suffix.lower() in (".yaml", ".yml") else _table_rows
    rows = read(path)
    if not rows:
        raise RiskkitError("COL-13", where=str(path), allowed=_ALLOWED)
    return GivenMapping(tuple(rows), path.name, hashlib.sha256(path.read_bytes()).hexdigest())


def told_names(given: GivenMapping | None) -> frozenset[str]:
    """The headers that the user told, as names by which the header row is found."""
    return frozenset(header_key(row.header).name for row in given.rows) if given else frozenset()


def mapping_decision(given: GivenMapping) -> Decision:
    """That a mapping was told, as it is printed and stands in the manifest."""
    used = sum(bool(row.field) for row in given.rows)
    why = Label(f"按映射读 {used} 列，指纹 {given.digest[:12]}", f"{used} columns as told, digest {given.digest[:12]}")
    return Decision(Label("映射文件", "mapping file"), given.file or "-", why, "--map FILE")


def _told(header: str, field: str, line: int, measure: str = "", column: int = 0) -> MapRow:
    """A row with the measure that may stand in brackets behind the field."""
    bracket = re.match(r"^(.+?)\s*[（(]([^（()）]+)[）)]$", field.strip())
    if bracket and not measure and header_key(field).measure:
        field, measure = bracket[1], bracket[2]
    return MapRow(header.strip(), field.strip(), measure.strip(), column, line)


def _table_rows(path: Path) -> list[MapRow]:
    from riskkit.intake.plain_rows import read_rows

    lines = [[(cell or "").strip() for cell in row] for row in read_rows(path)]
    at = next((at for at, row in enumerate(lines) if any(row)), None)
    heading = [header_key(cell).name for cell in lines[at]] if at is not None else []
    places = {
        name: next((heading.index(word) for word in words if word in heading), -1) for name, words in _WORDS.items()
    }
    if at is None or places["header"] < 0 or places["field"] < 0:
        found = ", ".join(cell for cell in (lines[at] if at is not None else []) if cell)
        raise RiskkitError("COL-13", where=str(path), found=found, allowed=_ALLOWED)
    rows = []
    for line, row in enumerate(lines[at + 1 :], start=at + 2):
        cell = {name: row[place] if 0 <= place < len(row) else "" for name, place in places.items()}
        told = _counted(cell, places["used"] >= 0, f"{path}#{line}")
        if told is not None and any((cell["header"], cell["field"], cell["column"])):
            column = int(cell["column"]) if cell["column"].isdecimal() else 0
            header = cell["header"][1:] if _GUARDED.match(cell["header"]) else cell["header"]
            rows.append(_told(header or f"#{column}", told, line, cell["measure"] if told else "", column))
    return rows


def _counted(cell: Mapping[str, str], has_used: bool, where: str) -> str | None:
    """The field that a row tells: empty for a column to leave out, None for a row that says nothing."""
    used = cell["used"].lower()
    if not has_used or used in _YES:
        return cell["field"]
    if used in _NO:
        return ""
    if used:
        raise RiskkitError(
            "COL-13", where=where, found=cell["used"], allowed=both_langs("是 / 否 / 空", "yes / no / empty")
        )
    return None


def _yaml_rows(path: Path) -> list[MapRow]:
    """The rows of a yaml file: a mapping header: field, or a list of mappings with the headings of a csv."""
    import yaml

    try:
        node = yaml.compose(path.read_text("utf-8-sig"), Loader=yaml.SafeLoader)
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise RiskkitError("COL-13", where=where, found=str(error).splitlines()[0], allowed=_ALLOWED) from None
    if isinstance(node, yaml.MappingNode):
        return [_told(_scalar(key, path), _scalar(value, path), key.start_mark.line + 1) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [row for item in node.value if (row := _yaml_item(item, path)) is not None]
    raise RiskkitError("COL-13", where=str(path), allowed=_ALLOWED)


def _yaml_item(node: object, path: Path) -> MapRow | None:
    import yaml

    if not isinstance(node, yaml.MappingNode):
        raise RiskkitError("COL-13", where=str(path), allowed=_ALLOWED)
    line = node.start_mark.line + 1
    found = {header_key(_scalar(key, path)).name: _scalar(value, path) for key, value in node.value}
    cell = {name: next((found[word] for word in words if word in found), "") for name, words in _WORDS.items()}
    told = _counted(cell, any(word in found for word in _WORDS["used"]), f"{path}:{line}")
    if not cell["header"]:
        raise RiskkitError("COL-13", where=f"{path}:{line}", found=", ".join(found), allowed=_ALLOWED)
    column = int(cell["column"]) if cell["column"].isdecimal() else 0
    return None if told is None else _told(cell["header"], told, line, cell["measure"], column)


def _scalar(node: object, path: Path) -> str:
    import yaml

    if not isinstance(node, yaml.ScalarNode):
        line = getattr(node, "start_mark", None)
        where = f"{path}:{line.line + 1}" if line else str(path)
        raise RiskkitError("COL-13", where=where, allowed=_ALLOWED)
    return "" if node.tag == "tag:yaml.org,2002:null" else str(node.value)


def write_mapping(path: Path, rows: Sequence[Sequence[str]], *, replace: bool = False) -> None:
    """Write a mapping file with :data:`HEADINGS`, to be edited in a spreadsheet program; all of it or nothing.

    Raises RiskkitError OUT-01 when it is there and not to be replaced, OSError where it cannot be written.
    """
    import csv
    import io

    if path.exists() and not replace:
        raise RiskkitError("OUT-01", where=str(path))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows([["'" + cell if _DANGEROUS.match(cell) else cell for cell in row] for row in rows])
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(text.getvalue().encode("utf-8-sig"))
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
