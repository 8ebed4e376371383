"""Make the golden tables anew: ``python tests/golden/remake.py``. A change of theirs is reviewed row by row.

"As before", not "true": published examples and references are in their own folders. The city is synthetic.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

import riskkit as rk
from riskkit.demo import AS_OF, RULEBOOKS
from riskkit.terms import Level

HERE = Path(__file__).parent
ROWS = 20
# statistics: equal to a relative 1e-6 only, since they pass through an optimiser
RATES = ("fires_per_year", "fires_low", "fires_high", "expected_consequence")
# digests and the fingerprint change with any note in a rule file
LEFT_OUT = ("fingerprint", "rulebook_digest")


def assessed_city() -> dict[Level, rk.Assessment]:
    """The three levels of the demo."""
    home = rk.dataset_path("synthetic_city")
    results: dict[Level, rk.Assessment] = {}
    for level, (rules, file) in RULEBOOKS.items():
        fires = home / "fires.csv" if level is Level.UNIT else None
        results[level] = rk.assess(home / file, rules, AS_OF, fires=fires, below=list(results.values()))
    return results


def golden_register(result: rk.Assessment) -> str:
    """The first rows as csv, machine names; scores to 4 decimals, rates to 9 digits."""
    register = result.tables.register.head(ROWS)
    floats = [name for name, kind in register.schema.items() if kind == pl.Float64]
    texts = [
        pl.col(name).map_elements(_nine_digits if name in RATES else _four_decimals, return_dtype=pl.String)
        for name in floats
    ]
    return register.with_columns(texts).write_csv()


def _four_decimals(value: float) -> str:
    return f"{value:.4f}"


def _nine_digits(value: float) -> str:
    return f"{value:.9g}"


def golden_explanation(result: rk.Assessment) -> str:
    """The explanation of the subject at the top of the register."""
    content = asdict(result.explain(result.tables.register["subject_id"][0]))
    return (
        json.dumps(
            {name: value for name, value in content.items() if name not in LEFT_OUT},
            ensure_ascii=False,
            indent=1,
            default=_plain,
        )
        + "\n"
    )


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))


def golden_files(results: dict[Level, rk.Assessment]) -> dict[str, str]:
    """Every golden file by its name."""
    files = {f"register_{level.value}.csv": golden_register(result) for level, result in results.items()}
    return {**files, "explanation_unit.json": golden_explanation(results[Level.UNIT])}


if __name__ == "__main__":
    for name, text in golden_files(assessed_city()).items():
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")
