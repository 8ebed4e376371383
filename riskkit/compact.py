"""A register for ten million subjects: numbers and codes only, so that memory follows 80 bytes a subject.

The same stations and the same scores as :func:`riskkit.workflow.assess`, without texts, pages and frequency, and
without credit records and human overrides: fields made from records are unknown, every grade is the rule's. Texts
come back by joining: ``reason_k`` are indicator ids, ``vetoes`` a bit a veto in the rulebook's order.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from riskkit.credit_fields import with_credit
from riskkit.indicators.rulebook import Rulebook
from riskkit.ledger import check_account
from riskkit.reading import Options, open_source
from riskkit.scoring.aggregate import PER_POINT
from riskkit.scoring.score import GRADE_BY, Scores, score_table
from riskkit.terms import GradeBy, Label
from riskkit.typed_table import SOURCE_ROW, TypedTable

REASONS = 5
CHUNK_ROWS = 50_000
PIECE_ROWS = 500_000


def assess_compact(
    extract: str | Path | pl.DataFrame, rules: Rulebook, target: str | Path, *, options: Options | None = None
) -> dict[str, int]:
    """Score ``extract`` chunk by chunk and write one ranked parquet file to ``target``; the account of rows.

    Columns: rank, subject_id, source_row, grade, grade_by, vetoes, undecided (bits), score, risk_score, score_low,
    score_high, unobserved_share, reason_1 … reason_5 (indicator ids), amount_1 … amount_5 (points). Order and ranks as
    in the full register without fires: veto, grade, risk_score, subject_id. Raises RiskkitError as ``assess``.
    """
    table, account = _scored(extract, rules, options or Options(chunk_rows=CHUNK_ROWS, threads=1))
    check_account(account["read"], account["scored"], account["set_aside"])
    _write_ranked(table, Path(target))
    return account


def _scored(
    extract: str | Path | pl.DataFrame, rules: Rulebook, options: Options
) -> tuple[pl.DataFrame, dict[str, int]]:
    """Every chunk scored; on return the reader and the ids it remembered are gone from memory."""
    source = open_source(extract, rules, options)
    source.skip_late_findings()  # the compact register holds no findings
    parts: list[pl.DataFrame] = []
    set_aside = 0
    for chunk in source.chunks():
        table = with_credit(chunk.table, rules.fields, None)
        scores = score_table(table, rules, top=REASONS, threads=options.threads)
        kept = ~scores.refused
        part = _compact(table, scores, rules)
        parts.append(part if kept.all() else part.filter(pl.Series(kept)))
        set_aside += chunk.set_aside.height + int((~kept).sum())
        options.progress(Label("评分", "scored").of(options.lang), source.summary.rows_read)
    whole = pl.concat(parts, rechunk=False)
    return whole, {"read": source.summary.rows_read, "scored": whole.height, "set_aside": set_aside}


def _compact(table: TypedTable, scores: Scores, rules: Rulebook) -> pl.DataFrame:
    """One chunk's rows; enums are one byte, bits eight."""
    grades = [grade.code for grade in rules.grades.grades]
    leaves = [leaf.id for leaf in rules.leaves]
    decided = [by.value for by in GRADE_BY]
    kept = scores.reasons.leaf.shape[1]
    columns: dict[str, Any] = {
        "subject_id": table.frame.get_column("subject_id"),
        "source_row": table.frame.get_column(SOURCE_ROW).cast(pl.UInt32),
        "grade": _coded(scores.grade, grades),
        "grade_by": _coded(scores.grade_by, decided),
        "vetoes": _bits(scores.vetoes.met, table.height),
        "undecided": _bits(scores.vetoes.undecided, table.height),
        "score": _ten_thousandths(scores.score),
        "risk_score": _ten_thousandths(scores.risk_score),
        "score_low": scores.score_low.astype(np.float32),
        "score_high": scores.score_high.astype(np.float32),
        "unobserved_share": scores.unobserved.astype(np.float32),
    }
    for k in range(kept):
        columns[f"reason_{k + 1}"] = _coded(scores.reasons.leaf[:, k], leaves)
    for k in range(kept):
        columns[f"amount_{k + 1}"] = scores.reasons.amount[:, k]
    return pl.DataFrame(columns)


def _order_key(table: pl.DataFrame) -> np.ndarray:
    """One int64 a subject, smallest first: vetoed, then worst grade, then highest risk score; made in place."""
    key: np.ndarray = table.get_column("grade_by").to_physical().to_numpy().astype(np.int64)
    key = ((key > 0) & (key < GRADE_BY.index(GradeBy.CONDITIONS))).astype(np.int64)
    for name, size in (("grade", 2**8), ("risk_score", 2**24)):
        np.multiply(key, size, out=key)
        np.add(key, table.get_column(name).to_physical().to_numpy(), out=key, casting="unsafe")
    np.negative(key, out=key)
    return key


def _by_key_then_id(key: np.ndarray, ids: pl.Series) -> np.ndarray:
    """Row positions by key, equal keys by id; ids that already ascend, as exports mostly do, need no sorting."""
    if ids.is_sorted():
        positions: np.ndarray = key.argsort(kind="stable").astype(np.uint32)
        return positions
    by_id = ids.arg_sort().to_numpy()
    order: np.ndarray = by_id[key[by_id].argsort(kind="stable")]
    return order


def _coded(positions: np.ndarray, words: list[str]) -> pl.Series:
    """An enum column: a byte a row and the words once."""
    return pl.Series(words, dtype=pl.Enum(words)).gather(positions.astype(np.uint32))


def _ten_thousandths(points: np.ndarray) -> pl.Series:
    """Published points are whole ten-thousandths: four bytes hold them exactly until they are written."""
    return pl.Series(np.rint(points * PER_POINT).astype(np.int32))


def _bits(masks: list[np.ndarray], height: int) -> pl.Series:
    bits = np.zeros(height, dtype=np.uint32)
    for position, mask in enumerate(masks):
        bits |= mask.astype(np.uint32) << np.uint32(position)
    return pl.Series(bits)


def _write_ranked(table: pl.DataFrame, target: Path) -> None:
    """Rank over one integer key a subject, then write piece by piece: the sorted table is never whole in memory."""
    import pyarrow.parquet as pq

    amounts = [name for name in table.columns if name.startswith("amount_")]
    key = _order_key(table)
    order = _by_key_then_id(key, table.get_column("subject_id"))
    ordered = key[order]
    del key
    rank = np.arange(1, len(ordered) + 1)
    rank[1:][ordered[1:] == ordered[:-1]] = 0
    np.maximum.accumulate(rank, out=rank)
    writer = None
    try:
        for start in range(0, table.height, PIECE_ROWS):
            piece = table[pl.Series(order[start : start + PIECE_ROWS])].with_columns(
                *((pl.col(name) / PER_POINT).round(4) for name in ("score", "risk_score")),
                *((pl.col(name) / PER_POINT).cast(pl.Float32) for name in amounts),
            )
            piece.insert_column(0, pl.Series("rank", rank[start : start + PIECE_ROWS]))
            arrow = piece.to_arrow()
            writer = writer or pq.ParquetWriter(target, arrow.schema, compression="zstd", compression_level=1)
            writer.write_table(arrow)
    finally:
        if writer is not None:
            writer.close()
