"""Random extracts for any rulebook: values on and beside every limit, gaps and 不适用 anywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from riskkit.indicators.rulebook import Rulebook
from riskkit.register import ranked, register_part
from riskkit.scoring.score import score_table
from riskkit.typed_table import SOURCE_ROW, TypedTable

DAY = "2026-01-01"
BUILT_IN = ("unit/city_score_100", "industry/sector_work", "region/textbook_three_level")
# a made-up rule root that uses every measure kind, every missing policy, alternatives, AHP, a bonus and a score veto
TINY = Path(__file__).parents[1] / "rule_faults" / "tiny_root"
Draw = Callable[..., TypedTable]


@pytest.fixture(scope="session")
def book() -> Callable[[str], Rulebook]:
    """A built-in rulebook by its id, or the tiny one as "tiny 2023" and "tiny 2026"."""
    found = {name: Rulebook.at(DAY, name) for name in BUILT_IN}
    found |= {f"tiny {day[:4]}": Rulebook.at(day, "unit/tiny", rules=TINY) for day in ("2023-06-01", "2026-01-01")}
    return lambda name: found[name]


def limits_of(rulebook: Rulebook) -> dict[str, list[float]]:
    """Per field the limits and knots of its scale and the values beside them; a few small counts for the others."""
    pools: dict[str, list[float]] = {}
    for leaf in (*rulebook.leaves, *rulebook.bonus):
        measure = leaf.indicator.measure
        edges = [end for step in leaf.block.steps or [] for end in (step.from_, step.to) if end is not None]
        edges += [value for value, _ in leaf.block.knots or []]
        edges += [corner for corners in (leaf.block.membership or {}).values() for corner in corners]
        step = measure.round_to or 0.01
        beside = [edge + shift for edge in edges for shift in (-step, 0.0, step, 0.4 * step)]
        closed = leaf.block.membership or (leaf.block.steps and leaf.block.steps[-1].to is not None)
        last = max(edges) if closed else np.inf
        if measure.kind != "rate":
            pools.setdefault(measure.field or leaf.id, []).extend(value for value in beside if 0 <= value <= last)
    return pools


@pytest.fixture(scope="session")
def draw() -> Draw:
    """``rows`` subjects with random cells, the same for the same ``seed``."""
    known: dict[str, dict[str, list[float]]] = {}

    def drawn(rulebook: Rulebook, seed: int, rows: int, gaps: float = 0.15, skipped: float = 0.05) -> TypedTable:
        random = np.random.default_rng(seed)
        pools = known.setdefault(rulebook.digest, limits_of(rulebook))
        columns: dict[str, pl.Series] = {
            "subject_id": pl.Series([f"u{i:04d}" for i in random.permutation(rows)], dtype=pl.String),
            SOURCE_ROW: pl.Series(range(2, rows + 2), dtype=pl.Int64),
        }
        marks = {}
        for name, field in rulebook.fields.items():
            if name == "subject_id" or random.random() < 0.02:  # a column that the extract lacks
                continue
            unknown = random.random(rows) < gaps
            absent = (random.random(rows) < skipped) & (field.kind not in ("id", "text"))
            if absent.any():
                marks[name] = absent
            columns[name] = _cells(random, rulebook, name, pools.get(name, []), unknown | absent)
        return TypedTable(pl.DataFrame(columns), marks, "random.csv")

    return drawn


def _cells(
    random: np.random.Generator, rulebook: Rulebook, name: str, pool: list[float], empty: np.ndarray
) -> pl.Series:
    field, rows = rulebook.fields[name], len(empty)
    if field.kind == "category":
        codes = [level.code for level in field.levels]
        words = random.choice(codes, rows)
        return pl.Series(
            [None if gap else str(word) for word, gap in zip(words, empty, strict=True)], dtype=pl.Enum(codes)
        )
    if field.kind in ("id", "text"):
        return pl.Series([f"{name}{i}" for i in random.integers(0, 3, rows)], dtype=pl.String)
    if field.kind == "date":
        return pl.Series([None] * rows, dtype=pl.Date)
    small = random.integers(0, 2 if field.kind == "boolean" else 12, rows).astype(float)
    values = (
        small
        if field.kind == "boolean" or not pool
        else np.where(random.random(rows) < 0.7, random.choice(np.array(pool), rows), small)
    )
    return pl.Series([None if gap else float(v) for v, gap in zip(values, empty, strict=True)], dtype=pl.Float64)


@pytest.fixture(scope="session")
def take() -> Callable[[TypedTable, np.ndarray], TypedTable]:
    """The subjects at the given positions, in that order."""

    def taken(table: TypedTable, positions: np.ndarray) -> TypedTable:
        marks = {name: mask[positions] for name, mask in table.not_applicable.items() if mask[positions].any()}
        return TypedTable(table.frame[positions.tolist()], marks, table.file, table.sheet)

    return taken


@pytest.fixture(scope="session")
def rates() -> Callable[[TypedTable, int], pl.DataFrame]:
    """Made-up fire frequencies: few different values, so that ties are common, and some subjects without any."""

    def made(table: TypedTable, seed: int) -> pl.DataFrame:
        ids = table.frame.get_column("subject_id").sort()
        rate = np.random.default_rng(seed).choice([0.001, 0.01, 0.5], len(ids))
        frame = pl.DataFrame({"subject_id": ids, "fires_per_year": rate, "fires_low": rate / 2, "fires_high": rate * 2})
        return frame.filter(pl.int_range(pl.len()) % 7 != 3)

    return made


@pytest.fixture(scope="session")
def register() -> Callable[..., pl.DataFrame]:
    """The ranked register of the given tables, scored one after the other."""

    def made(
        rulebook: Rulebook, *tables: TypedTable, frequency: pl.DataFrame | None = None, threads: int = 1
    ) -> pl.DataFrame:
        parts = [register_part(table, score_table(table, rulebook, threads=threads), rulebook).rows for table in tables]
        return ranked(parts, frequency, rulebook)

    return made
