"""Mutated extracts of every kind, as benchmarks/fuzz_extracts.py makes ten thousand of them: read whole or refused."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskkit.cli.app import app
from riskkit.errors import RiskkitError
from riskkit.reporting.manifest import is_result

sys.path.insert(
    0, str(Path(__file__).parents[2] / "benchmarks")
)  # fuzz_case.py makes the extracts and says what must hold

from fuzz_case import WRITERS, Fuzzed, fuzzed, mutate_bytes, read_whole, table

IN_THIS_PROCESS = tuple(kind for kind in WRITERS if kind not in ("xlsx", "ods", "html"))
SEEDS = st.integers(min_value=0, max_value=2**32)
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
# what the ten thousand have found: digits of another script in a place, damage inside a parquet file, a parquet date of
# the year -52025, and headers and kinds of file with a line break in the one line of a refusal
FOUND = ((53, ""), (3, "parquet"), (906, ""), (1533, ""), (4515, ""), (6938, ""))


def _read(folder: Path, case: Fuzzed) -> None:
    path = folder / case.name
    path.write_bytes(case.content)
    seen = read_whole(path, case)
    path.unlink()
    assert not seen.problem


@pytest.mark.parametrize(("seed", "kind"), FOUND)
def test_what_was_found_once_stays_mended(tmp_path: Path, seed: int, kind: str) -> None:
    _read(tmp_path, fuzzed(seed, kind))


@settings(max_examples=60, suppress_health_check=QUIET)
@given(seed=SEEDS, kind=st.sampled_from(IN_THIS_PROCESS))
def test_texts_and_parquet(tmp_path: Path, seed: int, kind: str) -> None:
    _read(tmp_path, fuzzed(seed, kind))


@settings(max_examples=8, suppress_health_check=QUIET)
@given(seed=SEEDS, kind=st.sampled_from(["xlsx", "ods", "html"]))
def test_workbooks(tmp_path: Path, seed: int, kind: str) -> None:
    _read(tmp_path, fuzzed(seed, kind))


@settings(max_examples=40, suppress_health_check=QUIET)
@given(tail=st.binary(max_size=60), cut=st.integers(0, 400), seed=SEEDS)
def test_bytes_put_anywhere(tmp_path: Path, tail: bytes, cut: int, seed: int) -> None:
    sound = WRITERS["csv gb18030"](table(Random(1)), Random(1))
    content = mutate_bytes(sound[:cut] + tail + sound[cut:], Random(seed))
    _read(tmp_path, Fuzzed(seed, "csv", "extract.csv", content, None, 200_000))


@pytest.mark.parametrize("seed", [*range(0, 300, 50), 6500])
def test_the_command_ends_clean_with_findings_or_in_one_line(tmp_path: Path, seed: int) -> None:
    case = fuzzed(seed)
    path, out = tmp_path / case.name, tmp_path / "out"
    path.write_bytes(case.content)
    words = ["validate", str(path), "--rules", "unit/city_score_100", "--as-of", "2026-01-01", "-o", str(out)]
    done = CliRunner().invoke(app, words)
    assert done.exit_code in (0, 1, 2), done.output
    assert "BUG-" not in done.output
    assert is_result(out) is (done.exit_code != 2)
    assert out.exists() is (done.exit_code != 2)
    assert {one.name for one in tmp_path.iterdir()} <= {case.name, "out"}


def test_a_refusal_is_one_line_whatever_was_found() -> None:
    for lang in ("zh", "en"):
        line = RiskkitError("COL-01", where="a.csv", found="甲\n乙, 丙\r\n丁\u2028戊").text(lang)  # type: ignore[arg-type]
        assert len(line.splitlines()) == 1
