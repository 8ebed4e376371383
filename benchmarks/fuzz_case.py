"""Mutated extracts and what must hold for each: made again from one number, read whole, nothing lost.

Shared by fuzz_extracts.py, fuzz_atheris.py and tests/intake/test_fuzzed_extracts.py.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Literal

import polars as pl

from riskkit.codes import CODES
from riskkit.errors import RiskkitError
from riskkit.indicators.loader import identity_fields
from riskkit.indicators.rule_file import FieldLevel, FieldShape, Text
from riskkit.intake.extract import read_extract

DAY = date(2026, 1, 1)
Rows = list[list[str]]


def _text(zh: str) -> Text:
    return Text(zh=zh, en=zh)


FIELDS: Mapping[str, FieldShape] = {
    "subject_id": FieldShape(kind="id", label=_text("编号"), aliases=["单位编号"]),
    **identity_fields(),
    "area_m2": FieldShape(kind="number", label=_text("建筑面积"), uom="m2", plausible=(1, 5_000_000)),
    "storeys": FieldShape(kind="integer", label=_text("地上层数"), form="storeys_above", plausible=(1, 200)),
    "storeys_below": FieldShape(kind="integer", label=_text("地下层数"), form="storeys_below", plausible=(0, 20)),
    "sprinklers": FieldShape(kind="boolean", label=_text("自动灭火"), none_means="false"),
    "use": FieldShape(
        kind="category",
        label=_text("用途"),
        levels=[
            FieldLevel(code="shop", label=_text("商店"), words=["商场"]),
            FieldLevel(code="hotel", label=_text("旅馆")),
        ],
    ),
    "checked_on": FieldShape(kind="date", label=_text("检查日期"), none_means="unknown"),
    "training_percent": FieldShape(kind="number", label=_text("培训率"), uom="percent", plausible=(0, 100)),
    "fires": FieldShape(kind="integer", label=_text("火灾起数"), uom="count", none_means="zero"),
}
HEADER = (
    "单位编号", "单位名称", "统一社会信用代码", "地址", "行政区划代码", "国民经济行业代码", "经度", "纬度",
    "建筑面积（㎡）",
    "地上层数", "自动灭火", "用途", "检查日期", "培训率（%）", "火灾起数",
)  # fmt: skip
_CODES = ("91110108551385082Q", "91350100M000100Y43", "12100000400000624D", "91310000132261635Q")

NASTY = (
    "", " ", "　", "\t", "\ufeff", "\u200b", "\u202e甲", "合计", "小 计", "总计：3", "注：以上为初步数",
    "填报单位：某某街道",
    "第 1 页 共 3 页", "单位编号", "序号", "=cmd|' /C calc'!A0", "＝1+1", "+1", "-", "@SUM(A1)", "a/b\\c:*?\"<>|",
    "CON", "..", "无",
    "/", "—", "不详", "待核", "不适用", "N/A", "nan", "inf", "-inf", "1e400", "1E5", "9.15101E+17", "100-200",
    "约3000", "3000余",
    "３０００㎡", "1,200", "1.200,5", "12亩", "3.5万元", "地上12/地下2", "-5", "0", "0.0", "1_000", "٣", "½",
    "㎡", "m2", "2024.3.5",
    "2024年3月", "20240305", "45000", "45000.5", "2024-02-30", "0000-00-00", "9999-12-31", "1899-12-31",
    "2026-01-02", "今天",
    "110000", "110108", "110108001", "110108001001", "智造新城", "北京市", "北京市海淀区", "999999", "I6110",
    "6110", "611", "Z99",
    "91110108551385082O", "9111O108551385082Q", "９１１１０１０８５５１３８５０８２Ｑ", "551385082",
    "110108000000001", "116.3°E",
    "116°23′17″", "39.9", "116.4,39.9", "WGS84", "火星坐标", "13800138000", "110101199003074514", "甲" * 40,
    "x" * 300, "喆镕·", "😀",
    "a\0b", "a\rb", "a\nb", "a\r\nb", '"', '""', '"甲', "甲,乙", "甲;乙\t丙", "'", "<td>", "&amp;", "&#0;", "]]>",
    "%", "95%", "0.95",
    "1" * 400, "True", "是", "√", "×", "5起", "\ud7ff", "\uffff",
)  # fmt: skip
_BYTES = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x81", b"\xff", b'"', b"\r", b"\n", b"\r\n", b",", b"\t", b";", b"\x1a",
    b"\x80\x80",
    b"\xed\xa0\x80", b"</row>", b"<row r='1048576'>", b'r="XFD1048576"', b"<!DOCTYPE a [", b"sep=;\n",
    b"PK\x03\x04", b"\x84\x31\xa4",
)  # fmt: skip


@dataclass(frozen=True)
class Fuzzed:
    """One mutated extract. ``records`` is how many it was written with, None where that can't be known any more."""

    seed: int
    kind: str
    name: str
    content: bytes
    records: int | None
    chunk_rows: int


@dataclass(frozen=True)
class Seen:
    """What became of it: ``code`` names the refusal, empty where it was read; ``problem`` what should not be."""

    code: str
    rows: int = 0
    findings: int = 0
    problem: str = ""


def table(rng: Random) -> Rows:
    """A sound header and up to a dozen sound rows."""
    rows = [list(HEADER)]
    for at in range(rng.randint(1, 12)):
        rows.append([
            f"A{at:04d}", f"示例{at}号商店", rng.choice(_CODES), f"示例路{at}号", "110108", "F5211", "116.3", "39.98",
            str(rng.randint(20, 9000)), str(rng.randint(1, 30)), rng.choice("是否"), rng.choice(["商店", "旅馆"]),
            f"2025-{rng.randint(1, 12):02d}-11", str(rng.randint(2, 100)), str(rng.randint(0, 3)),
        ])  # fmt: skip
    return rows


def mutate_cells(rows: Rows, rng: Random) -> Rows:
    """Cells and headers replaced by nasty words; rows doubled, moved, cut, made longer; titles above, notes below."""
    rows = [list(row) for row in rows]
    for _ in range(rng.choice((0, 1, 1, 2, 4, 12))):
        rng.choice(_ROW_MUTATIONS)(rows, rng)
    return rows


def _nasty_cell(rows: Rows, rng: Random) -> None:
    row = rng.choice(rows[1:] or rows)
    if row:
        row[rng.randrange(len(row))] = rng.choice(NASTY)


def _glued_cell(rows: Rows, rng: Random) -> None:
    row = rng.choice(rows)
    if row:
        at = rng.randrange(len(row))
        row[at] = rng.choice((row[at] + rng.choice(NASTY), rng.choice(NASTY) + row[at], row[at][1:], row[at] * 2))


def _header_cell(rows: Rows, rng: Random) -> None:
    if rows[0]:
        at = rng.randrange(len(rows[0]))
        rows[0][at] = rng.choice((rng.choice(NASTY), rng.choice(HEADER), rows[0][at] + "（万元）", rows[0][at][:-1]))


def _other_length(rows: Rows, rng: Random) -> None:
    row = rng.choice(rows)
    if rng.random() < 0.5:
        del row[rng.randrange(len(row) + 1) :]
    else:
        row += [rng.choice(NASTY)] * rng.randint(1, 3)


def _row_again(rows: Rows, rng: Random) -> None:
    rows.insert(rng.randrange(len(rows) + 1), list(rng.choice(rows)))


def _lone_cell(rows: Rows, rng: Random) -> None:
    rows.insert(rng.randrange(len(rows) + 1), [rng.choice(NASTY), *[""] * (len(HEADER) - 1)])


def _swapped(rows: Rows, rng: Random) -> None:
    one, other = rng.randrange(len(rows)), rng.randrange(len(rows))
    rows[one], rows[other] = rows[other], rows[one]


def _column_filled(rows: Rows, rng: Random) -> None:
    at, word = rng.randrange(len(HEADER)), rng.choice(NASTY)
    for row in rows[1:]:
        if at < len(row):
            row[at] = word


_ROW_MUTATIONS = (
    _nasty_cell, _nasty_cell, _nasty_cell, _glued_cell, _glued_cell, _header_cell, _other_length, _row_again,
    _lone_cell, _swapped,
    _column_filled,
)  # fmt: skip


def mutate_bytes(content: bytes, rng: Random) -> bytes:
    """Bits flipped, pieces cut out, doubled, spliced, cut off, odd bytes set in."""
    made = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        at = rng.randrange(len(made) + 1)
        length = rng.choice((1, 2, 16, 200))
        match rng.randrange(6):
            case 0 if made:
                made[min(at, len(made) - 1)] ^= 1 << rng.randrange(8)
            case 1:
                made[at:at] = rng.choice(_BYTES)
            case 2:
                del made[at : at + length]
            case 3:
                made[at:at] = made[at : at + length]
            case 4:
                start = rng.randrange(len(made) + 1)
                made[at : at + length] = made[start : start + length]
            case _ if rng.random() < 0.3:
                del made[at:]
    return bytes(made)


def _csv(encoding: str, separator: str = ",") -> Callable[[Rows, Random], bytes]:
    def write(rows: Rows, rng: Random) -> bytes:
        stream = io.StringIO()
        end = rng.choice(("\n", "\r\n"))
        quotes: Literal[0, 1] = rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
        csv.writer(stream, delimiter=separator, lineterminator=end, quoting=quotes).writerows(rows)
        return stream.getvalue().encode(encoding, "replace")

    return write


def _xlsx(rows: Rows, rng: Random) -> bytes:
    from xlsxwriter import Workbook

    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet("台账")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell.isascii() and cell.isdigit() and len(cell) < 19 and rng.random() < 0.5:
                sheet.write_number(at, column, float(cell))
            else:
                sheet.write_string(at, column, cell)
    if rng.random() < 0.2:
        sheet.merge_range(0, 0, 0, rng.randint(1, 5), rows[0][0] if rows[0] else "")
    book.close()
    return _parts_mutated(made.getvalue(), rng)


def _ods(rows: Rows, rng: Random) -> bytes:
    from xml.sax.saxutils import escape

    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    start, end = '<table:table-cell office:value-type="string"><text:p>', "</text:p></table:table-cell>"
    lines = []
    for row in rows:
        cells = "".join(f"{start}{escape(cell.translate(_CONTROLS))}{end}" for cell in row)
        lines.append(f"<table:table-row>{cells or '<table:table-cell/>'}</table:table-row>")
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names}><office:body><office:spreadsheet>'
        f'<table:table table:name="台账">{"".join(lines)}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content.encode("utf-8", "replace"))
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return _parts_mutated(made.getvalue(), rng)


_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), "")


def _parts_mutated(content: bytes, rng: Random) -> bytes:
    """The same archive, in three of ten cases with one part changed within, its checksum true to it."""
    if rng.random() < 0.7:
        return content
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = rng.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, mutate_bytes(part, rng) if name == chosen else part)
    return made.getvalue()


def _html(rows: Rows, rng: Random) -> bytes:
    from html import escape

    lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    charset = rng.choice(("utf-8", "gb18030"))
    return f'<html><head><meta charset="{charset}"></head><table>{lines}</table></html>'.encode(charset, "replace")


def _parquet(rows: Rows, rng: Random) -> bytes:
    width = max(map(len, rows), default=0)
    taken: dict[str, list[str | None]] = {}
    for at in range(width):
        name = rows[0][at] if at < len(rows[0]) else ""
        cells = [row[at] if at < len(row) else None for row in rows[1:]]
        taken[name if name not in taken else f"{name}_{at}"] = cells
    frame = pl.DataFrame(taken, schema=dict.fromkeys(taken, pl.String))
    for name in frame.columns:
        if rng.random() < 0.3:
            kind = rng.choice((pl.Int64, pl.Float64, pl.Categorical, pl.Binary, pl.Date))
            cell = pl.col(name)
            typed = cell.str.to_date("%Y-%m-%d", strict=False) if kind == pl.Date else cell.cast(kind, strict=False)
            frame = frame.with_columns(typed)
    made = io.BytesIO()
    frame.write_parquet(made)
    return made.getvalue()


_UTF8, _GBK = _csv("utf-8"), _csv("gb18030")
WRITERS: dict[str, Callable[[Rows, Random], bytes]] = {
    "csv utf-8": _UTF8, "csv utf-8-sig": _csv("utf-8-sig"), "csv gb18030": _GBK, "csv utf-16": _csv("utf-16"),
    "tsv": _csv("utf-8", "\t"), "semicolons": _csv("gb18030", ";"), "parquet": _parquet,
    "xlsx": _xlsx, "ods": _ods, "html": _html,
}  # fmt: skip
# every workbook costs a process of its own: 15 of 100
_WEIGHTS = (22, 6, 22, 8, 6, 6, 15, 7, 4, 4)


def fuzzed(seed: int, kind: str = "") -> Fuzzed:
    """The mutated extract of this number; ``kind`` fixes which of WRITERS writes it."""
    rng = Random(seed)
    chosen = kind or rng.choices(list(WRITERS), _WEIGHTS)[0]
    rows = mutate_cells(table(rng), rng)
    content = WRITERS[chosen](rows, rng)
    is_cut = rng.random() < 0.5
    if is_cut:
        content = mutate_bytes(content, rng)
    name = rng.choice(("extract.csv", "extract.xls", "extract.xlsx", "台账.et"))
    return Fuzzed(
        seed, chosen, name, content, None if is_cut else _records(rows, chosen), rng.choice((4, *[200_000] * 7))
    )


def _records(rows: Rows, kind: str) -> int | None:
    """Records of the file with its header, where what a line is cannot be disputed."""
    if kind == "parquet":
        return len(rows)
    if kind in ("xlsx", "ods", "html"):
        return None
    # a bare carriage return ends a line for some programs; a lone quote or separator may be read in more than one way
    plain = not any(mark in cell for row in rows for cell in row for mark in '\r\n\0",;\t')
    return len(rows) if plain and all(rows) else None


def read_whole(path: Path, case: Fuzzed) -> Seen:
    """Read ``path`` to its end as a run would, conflicts and late findings too; a RiskkitError is a refusal.

    Any other exception passes: it is what the fuzzing looks for.
    """
    try:
        extract = read_extract(path, FIELDS, as_of=DAY, log="zh", chunk_rows=case.chunk_rows)
        found, kept, aside, rows = [extract.findings], 0, 0, []
        for chunk in extract.chunks():
            kept, aside = kept + chunk.table.height, aside + chunk.set_aside.height
            rows += [*chunk.table.frame["source_row"], *chunk.set_aside["row"]]
            found.append(chunk.findings)
        found += [extract.late_findings]
        extract.conflicts()
    except RiskkitError as refused:
        return Seen(refused.code, problem=_refusal_problem(refused))
    summary = extract.summary
    codes = pl.concat(found)["code"]
    return Seen("", summary.rows_read, codes.len(), _problem(case, summary.header_row, kept, aside, rows, codes))


def _refusal_problem(refused: RiskkitError) -> str:
    lines = [refused.text("zh"), refused.text("en")]
    return "" if all(line and "\n" not in line for line in lines) else f"not one line: {refused.code}"


def _problem(case: Fuzzed, header_row: int, kept: int, aside: int, rows: list[int], codes: pl.Series) -> str:
    if len(set(rows)) != kept + aside:
        return f"rows told twice or lost: {kept} + {aside}, {len(set(rows))} different"
    if unknown := set(codes) - set(CODES):
        return f"unknown codes {unknown}"
    if case.records is not None and len(rows) + header_row != case.records:
        return f"lost rows: {case.records} records, header in {header_row}, {len(rows)} read"
    return ""
