"""Whatever a table holds: read = kept + set aside, and no error but RiskkitError."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskkit.errors import RiskkitError
from riskkit.indicators.rule_file import FieldLevel, FieldShape, Text
from riskkit.intake.extract import read_extract

LABEL = {"subject_id": "编号", "area_m2": "面积", "ok": "合格", "kind": "类别", "on": "日期", "name": "名称"}
FIELDS = {
    "area_m2": FieldShape(kind="integer", label=Text(zh="面积", en="area"), uom="m2", plausible=(0, 100)),
    "ok": FieldShape(kind="boolean", label=Text(zh="合格", en="ok"), none_means="unknown"),
    "kind": FieldShape(
        kind="category", label=Text(zh="类别", en="kind"), levels=[FieldLevel(code="a", label=Text(zh="甲", en="A"))]
    ),
    "on": FieldShape(kind="date", label=Text(zh="日期", en="on")),
    "name": FieldShape(kind="text", label=Text(zh="名称", en="name")),
}
WORDS = [
    "",
    " ",
    "A1",
    "A2",
    "合计",
    "注：x",
    "编号",
    "1",
    "约3㎡",
    "1-2",
    "无",
    "/",
    "是",
    "甲",
    "2024.3",
    "9.1E+17",
    "=1+1",
    "㎡",
]
# a bare carriage return ends a line for some programs: what it means is not for riskkit to say
CELLS = st.one_of(st.sampled_from(WORDS), st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=6))
ROWS = st.lists(st.lists(CELLS, max_size=8), max_size=12)
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _account(path: Path, chunk_rows: int = 200_000) -> tuple[pl.DataFrame, pl.DataFrame, int]:
    extract = read_extract(path, FIELDS, as_of=date(2026, 1, 1), chunk_rows=chunk_rows)
    chunks = list(extract.chunks())
    kept = pl.concat([chunk.table.frame for chunk in chunks])
    aside = pl.concat([chunk.set_aside for chunk in chunks])
    assert extract.summary.rows_read == kept.height + aside.height
    assert kept["subject_id"].n_unique() == kept.height
    rows = sorted([*kept["source_row"], *aside["row"]])
    first = extract.summary.header_row + 1
    assert rows == list(range(first, first + extract.summary.rows_read))
    found = pl.concat([chunk.findings for chunk in chunks])
    assert set(aside["row"]) <= set(found["row"])
    return kept, aside, extract.summary.rows_read


@QUIET
@given(rows=ROWS, line_end=st.sampled_from(["\n", "\r\n"]), encoding=st.sampled_from(["utf-8", "gb18030"]))
def test_every_record_that_was_written_is_accounted_for(
    tmp_path: Path, rows: list[list[str]], line_end: str, encoding: str
) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator=line_end)
    writer.writerow(LABEL.values())
    writer.writerows(rows)
    path = tmp_path / "table.csv"
    path.write_bytes(buffer.getvalue().encode(encoding, errors="replace"))
    try:
        kept, aside, read = _account(path)
        again = _account(path, chunk_rows=1)
    except RiskkitError as error:
        code = error.code
    else:
        code = ""
    if code:
        assert code in ("FILE-04", "FILE-06")
        return
    assert read == len(rows)
    assert kept.equals(again[0])
    assert aside.equals(again[1])


@QUIET
@given(tail=st.one_of(st.binary(max_size=80), st.text(alphabet='编号,"\n\r\t; 1甲x', max_size=60).map(str.encode)))
def test_any_bytes_below_a_header_are_rows_or_one_clear_error(tmp_path: Path, tail: bytes) -> None:
    path = tmp_path / "noise.csv"
    path.write_bytes(",".join(LABEL.values()).encode() + b"\n" + tail)
    try:
        kept, aside, _ = _account(path)
        again = _account(path, chunk_rows=2)
    except RiskkitError as error:
        code = error.code
    else:
        code = ""
    if code:
        assert code in ("FILE-02", "FILE-03", "FILE-04", "FILE-06", "COL-01")
        return
    assert kept.equals(again[0])
    assert aside.equals(again[1])


@QUIET
@given(rows=st.lists(st.tuples(*[st.one_of(st.none(), CELLS, st.integers(), st.floats())] * 6), min_size=1, max_size=8))
def test_any_frame_is_accounted_for(rows: list[tuple[object, ...]]) -> None:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(LABEL.values()), dtype=object)
    extract = read_extract(frame, FIELDS, as_of=date(2026, 1, 1))
    chunks = list(extract.chunks())
    assert sum(chunk.table.height + chunk.set_aside.height for chunk in chunks) == len(rows)


def test_an_extract_is_read_once() -> None:
    extract = read_extract(pl.DataFrame({"编号": ["a"]}), FIELDS, as_of=date(2026, 1, 1))
    list(extract.chunks())
    with pytest.raises(AssertionError):
        list(extract.chunks())
