"""What a trap is, and the small sound table that every trap spoils in one place."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HEADER = (
    "单位编号", "单位名称", "统一社会信用代码", "行政区划代码", "国民经济行业代码", "建筑面积（㎡）", "地上层数",
    "开业日期", "重点单位",
    "经度", "纬度", "坐标系",
)  # fmt: skip
SOUND = {
    "单位编号": "A1", "单位名称": "示例商店", "统一社会信用代码": "91110108551385082Q", "行政区划代码": "110108",
    "国民经济行业代码": "F5211", "建筑面积（㎡）": "120", "地上层数": "3", "开业日期": "2020-03-05", "重点单位": "否",
    "经度": "116.3", "纬度": "39.98", "坐标系": "cgcs2000",
}  # fmt: skip
Said = frozenset[tuple[str, int | None, str]]


@dataclass(frozen=True)
class Trap:
    """One file and what must be seen.

    ``make`` writes it into a folder and gives its path. ``said`` holds code, row and column of every finding that is
    about rows or cells (the absence of columns is not), ``logged`` those of the change log of ``riskkit clean``;
    ``read`` and ``aside`` count rows; ``options`` go to the command. A file that is refused has ``code`` and neither
    rows nor findings.
    """

    make: Callable[[Path], Path]
    read: int = 0
    aside: int = 0
    said: Said = frozenset()
    logged: Said = frozenset()
    code: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Elsewhere:
    """A trap that is no matter of one extract: the test that sets it."""

    node: str


def says(*found: tuple[str, int | None, str]) -> Said:
    return frozenset(found)


def unit(number: int = 1, **changed: str) -> list[str]:
    """The cells of a sound unit; ``changed`` by its header (without brackets)."""
    cells = {**SOUND, "单位编号": f"A{number}", "单位名称": f"示例{number}号商店"}
    for name, cell in changed.items():
        (header,) = [one for one in HEADER if one.partition("（")[0] == name]
        cells[header] = cell
    return [cells[name] for name in HEADER]


def text_of(*rows: list[str], end: str = "\n") -> str:
    """CSV of the rows, the header is one of them."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator=end).writerows(rows)
    return stream.getvalue()


def table(*rows: list[str], end: str = "\n") -> str:
    """CSV of the header and ``rows``."""
    return text_of(list(HEADER), *rows, end=end)


def file(content: str | bytes, name: str = "extract.csv", encoding: str = "utf-8") -> Callable[[Path], Path]:
    """A maker of a file with this content."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
        return path

    return make


def one_cell(name: str, cell: str) -> Callable[[Path], Path]:
    """A maker of a table of two units, the second with ``cell`` in the column ``name``."""
    return file(table(unit(1), unit(2, **{name: cell})))
