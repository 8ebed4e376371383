"""A specimen set of fields, and what intake makes of the small table of a case."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest

from riskkit.indicators.loader import identity_fields
from riskkit.indicators.rule_file import FieldLevel, FieldShape, Text
from riskkit.intake.extract import read_extract
from riskkit.intake.rules.shape import CASE_DAY, Case

Place = tuple[int | None, str]


class Outcome(NamedTuple):
    """Where each code was said (findings and changes), the cells of the clean table, the rows set aside by code."""

    said: dict[str, set[Place]]
    reads: dict[tuple[int, str], str]
    aside: dict[str, set[int]]
    findings: pl.DataFrame
    changes: pl.DataFrame


RunCase = Callable[..., Outcome]


def _text(zh: str) -> Text:
    return Text(zh=zh, en=zh)


def _defects(zh: str) -> FieldShape:
    return FieldShape(
        kind="integer", label=_text(zh), uom="count", plausible=(0, 999), none_means="zero", empty_means="zero"
    )


SPECIMEN: dict[str, FieldShape] = {
    **identity_fields(),
    "area_m2": FieldShape(kind="number", label=_text("建筑面积"), uom="m2", plausible=(1, 5_000_000), optional=True),
    "basement_m2": FieldShape(
        kind="number", label=_text("地下建筑面积"), uom="m2", plausible=(0, 5_000_000), optional=True
    ),
    "height_m": FieldShape(kind="number", label=_text("建筑高度"), uom="m", plausible=(1, 1000), optional=True),
    "storeys": FieldShape(
        kind="integer", label=_text("地上层数"), form="storeys_above", plausible=(1, 200), optional=True
    ),
    "storeys_below": FieldShape(
        kind="integer",
        label=_text("地下层数"),
        form="storeys_below",
        plausible=(0, 20),
        none_means="zero",
        optional=True,
    ),
    "exits": FieldShape(kind="integer", label=_text("安全出口数"), uom="count", plausible=(0, 500), optional=True),
    "drills": FieldShape(kind="integer", label=_text("演练次数"), uom="count", plausible=(0, 50), optional=True),
    "rooms": FieldShape(kind="integer", label=_text("客房数"), uom="rooms", plausible=(0, 9999), optional=True),
    "intact": FieldShape(kind="number", label=_text("完好率"), uom="percent", plausible=(0, 100), optional=True),
    "broken": _defects("灭火器失效").model_copy(update={"optional": True}),
    "blocked": _defects("通道堵塞").model_copy(update={"optional": True}),
    "sprinklers": FieldShape(kind="boolean", label=_text("自动喷水"), none_means="false", optional=True),
    "use": FieldShape(
        kind="category",
        label=_text("场所类型"),
        levels=[
            FieldLevel(code="shop", label=_text("商店"), words=["商场"]),
            FieldLevel(code="hotel", label=_text("旅馆"), words=["宾馆"]),
        ],
        optional=True,
    ),
    "opened_on": FieldShape(kind="date", label=_text("开业日期"), optional=True),
}


def _written(case: Case, folder: Path) -> Path:
    path = folder / "extract.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*case.above, case.header, *case.rows])
    return path


def outcome(path: Path | pl.DataFrame, chunk_rows: int = 200_000, **given: object) -> Outcome:
    """What intake makes of a file with the specimen fields."""
    extract = read_extract(path, SPECIMEN, as_of=CASE_DAY, log="zh", chunk_rows=chunk_rows, **given)  # type: ignore[arg-type]
    chunks = list(extract.chunks())
    findings = pl.concat([extract.findings, *(chunk.findings for chunk in chunks), extract.late_findings])
    changes = pl.concat([chunk.changes for chunk in chunks])
    said: dict[str, set[Place]] = {}
    for code, row, column in (
        *findings.select("code", "row", "column").rows(),
        *changes.select("code", "row", "column").rows(),
    ):
        said.setdefault(code, set()).add((row, column))
    aside: dict[str, set[int]] = {}
    for row, code in pl.concat([chunk.set_aside for chunk in chunks]).select("row", "code").rows():
        aside.setdefault(code, set()).add(row)
    reads: dict[tuple[int, str], str] = {}
    header = extract.raw.header
    for chunk in chunks:
        assert chunk.written is not None
        for row, cells in zip(chunk.table.frame["source_row"], chunk.written.iter_rows(named=True), strict=True):
            reads |= {(row, header[int(name[1:])]): cell or "" for name, cell in cells.items() if "+" not in name}
    return Outcome(said, reads, aside, findings, changes)


@pytest.fixture(scope="session")
def read() -> RunCase:
    """The outcome of a file or a table."""
    return outcome


@pytest.fixture(scope="session")
def run_case(tmp_path_factory: pytest.TempPathFactory) -> RunCase:
    """The outcome of a case, cut into chunks of any length."""
    folder = tmp_path_factory.mktemp("cases")

    def run(case: Case, chunk_rows: int = 200_000) -> Outcome:
        return outcome(_written(case, folder), chunk_rows, **case.given)

    return run
