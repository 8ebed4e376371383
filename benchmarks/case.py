"""A case of any size: a rulebook of 60 indicators → 18 → 6 → 1 with 8 vetoes, and an extract of 70 columns.

Everything here is made up for measuring speed; nothing of it is a norm.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import yaml

DAY = "2026-01-01"
RULEBOOK = "unit/bench"
INDICATORS, CRITERIA, TOPS, VETOES = 60, 18, 6, 8
KINDS = ["step"] * 30 + ["linear"] * 14 + ["category"] * 8 + ["presence"] * 8
REFERENCE = {"source": "bench", "clause": "1", "checked": "2026-11-22"}
BLOCK = {"basis": "project_default", "reference": REFERENCE}
GRADES = [("A", 90, 100), ("B", 80, 90), ("C", 70, 80), ("D", 0, 70)]
LEVELS = ["good", "fair", "poor", "bad"]


def text(word: str) -> dict[str, str]:
    return {"zh": word, "en": word}


def indicator(i: int) -> dict[str, object]:
    kind = KINDS[i]
    scale: dict[str, object] = {
        "step": {
            "steps": [{"to": 200, "points": 0}, {"from": 200, "to": 500, "points": 60}, {"from": 500, "points": 100}]
        },
        "linear": {"knots": [[0, 0], [1000, 100]]},
        "category": {"levels": {"good": 100, "fair": 70, "poor": 30, "bad": 0}},
        "presence": {"present": 100, "absent": 0},
    }[kind]
    uom = {"uom": "count"} if kind in ("step", "linear") else {}
    return {
        "id": f"i{i:02d}",
        "label": text(f"指标{i:02d}"),
        "measure": {"kind": kind, "field": f"x{i:02d}", **uom},
        "direction": "higher_is_safer",
        "missing": ["worst", "reweight", "neutral"][i % 3],
        "remedy": text(f"整改{i:02d}"),
        "in_force": {"2020-01-01": {**BLOCK, **scale}},
    }


def fields() -> dict[str, object]:
    shapes: dict[str, object] = {
        "subject_id": {"kind": "id", "label": text("单位编号"), "required": True},
        "name": {"kind": "text", "label": text("单位名称")},
    }
    for i, kind in enumerate(KINDS):
        shape: dict[str, object] = {"label": text(f"数据{i:02d}")}
        if kind in ("step", "linear"):
            shape |= {"kind": "number", "uom": "count", "plausible": [0, 1000]}
        elif kind == "category":
            shape |= {"kind": "category", "levels": [{"code": code, "label": text(code)} for code in LEVELS]}
        else:
            shape |= {"kind": "boolean"}
        shapes[f"x{i:02d}"] = shape
    for i in range(VETOES):
        shapes[f"v{i}"] = {"kind": "boolean", "label": text(f"否决{i}")}
    return shapes


def tree() -> dict[str, object]:
    leaves = np.array_split(np.arange(INDICATORS), CRITERIA)
    inner = [
        {"id": f"c{n:02d}", "label": text(f"二级{n:02d}"), "weight": 1 / 3, "children": _weighted(part)}
        for n, part in enumerate(leaves)
    ]
    tops = [
        {"id": f"t{n}", "label": text(f"一级{n}"), "weight": 1 / TOPS, "children": inner[3 * n : 3 * n + 3]}
        for n in range(TOPS)
    ]
    return {"in_force": {"2020-01-01": {**BLOCK, "children": tops}}}


def _weighted(part: np.ndarray) -> list[dict[str, object]]:
    return [{"id": f"i{i:02d}", "weight": 1 / len(part)} for i in part]


def write_rules(root: Path) -> Path:
    home = root / "unit" / "bench"
    (home / "indicators").mkdir(parents=True, exist_ok=True)
    source = {"title": text("测速"), "issuer": "riskkit", "in_force_from": "2000-01-01"}
    vetoes = [
        {
            "id": f"V{i}",
            "label": text(f"否决{i}"),
            "kind": "direct_determination",
            "in_force": {
                "2020-01-01": {
                    **BLOCK,
                    "when": {"field": f"v{i}", "op": "is_true"},
                    "outcome": {"grade": "D", "basis": "project_default"},
                }
            },
        }
        for i in range(VETOES)
    ]
    grades = [
        {"code": code, "label": text(code), "from": low, "to": high, "colour": "#336699"} for code, low, high in GRADES
    ]
    files: dict[Path, object] = {
        root / "sources.yaml": {"sources": {"bench": source}},
        home / "rulebook.yaml": {"id": RULEBOOK, "level": "unit", "label": text("测速"), "about": text("测速")},
        home / "fields.yaml": {"fields": fields()},
        home / "tree.yaml": tree(),
        home / "grades.yaml": {"in_force": {"2020-01-01": {**BLOCK, "closed": "left", "grades": grades}}},
        home / "vetoes.yaml": {"vetoes": vetoes},
        **{home / "indicators" / f"i{i:02d}.yaml": indicator(i) for i in range(INDICATORS)},
    }
    for path, content in files.items():
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return root


def extract(rows: int, seed: int = 1, start: int = 0) -> pl.DataFrame:
    """``rows`` subjects with the headers of the fields; 10 % of the cells are empty."""
    rng = np.random.default_rng(seed)
    columns: dict[str, pl.Series] = {
        "单位编号": pl.Series(np.arange(start, start + rows)).cast(pl.String).str.zfill(9).str.replace("^", "U"),
        "单位名称": pl.Series(np.arange(start, start + rows)).cast(pl.String).str.replace("^", "测速单位"),
    }
    for i, kind in enumerate(KINDS):
        empty = pl.Series(rng.random(rows, dtype=np.float32) < 0.1)
        if kind in ("step", "linear"):
            cells = pl.Series(np.round(rng.uniform(0, 1000, rows), 3))
        elif kind == "category":
            cells = pl.Series(LEVELS).gather(rng.integers(0, 4, rows))
        else:
            cells = pl.Series(["否", "是"]).gather(rng.integers(0, 2, rows))
        columns[f"数据{i:02d}"] = cells.to_frame("c").select(pl.when(~empty).then(pl.col("c"))).to_series()
    for i in range(VETOES):
        columns[f"否决{i}"] = pl.Series(["否", "是"]).gather((rng.random(rows) < 0.004).astype(np.uint32))
    return pl.DataFrame(columns)


def write_extract(path: Path, rows: int) -> Path:
    """The extract as UTF-8 csv (or parquet by its suffix), made in pieces so that 10 million rows fit."""
    if path.suffix == ".csv":
        extract(rows).write_csv(path)
        return path
    import pyarrow.parquet as pq

    writer = None
    for part in range(0, rows, 1_000_000):
        table = extract(min(1_000_000, rows - part), seed=part + 1, start=part).to_arrow()
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table, row_group_size=250_000)
    if writer is not None:
        writer.close()
    return path
