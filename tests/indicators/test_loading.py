"""Reading rule files: fast, and the same values that YAML's own constructor makes of them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from riskkit.indicators.loader import BUILT_IN_RULES, load_root
from riskkit.indicators.yaml_text import RuleLoader

FILES = sorted(BUILT_IN_RULES.rglob("*.yaml"))
SECONDS = 1.0


def both(text: str) -> tuple[Any, Any, bool]:
    """The values made here, those of SafeLoader's constructor, and whether no key is there twice."""
    one, other = RuleLoader(text), RuleLoader(text)
    try:
        values, clean = one.plain(one.get_single_node())
        return values, other.construct_document(other.get_single_node()), clean
    finally:
        one.dispose()
        other.dispose()


def test_all_rulebooks_load_within_a_second() -> None:
    """Processor time, so that a busy machine does not decide; the best of three."""
    seconds = []
    for _ in range(3):
        start = time.process_time()
        assert load_root().problems == []
        seconds.append(time.process_time() - start)
    assert min(seconds) <= SECONDS


def test_shipped_files_read_as_yaml_reads_them() -> None:
    for path in FILES:
        values, wanted, _ = both(path.read_text("utf-8"))
        assert values == wanted, path.name
        assert repr(values) == repr(wanted), path.name


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a: [1, 0x1F, 1_000, 0.5, 1e3, .inf, true, no, null, ~, '', 'null', \"1\", 2026-01-01]", True),
        ("a: &x {b: 1}\nc: *x\nd: [*x, *x]", True),
        ("1: a\ntrue: b\n2.5: c", False),
        ("a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}", False),
        ("a: 1\na: 2", False),
        ("a: !!str 1\nb: !!float 1", True),
        ("a: !!set {b, c}", False),
        ("a: |\n  many\n  lines\nb: >\n  one\n  line", True),
        ("[a, [b], {c: d}]", True),
    ],
)
def test_the_finer_points_of_yaml(text: str, clean: bool) -> None:
    values, wanted, found = both(text)
    assert values == wanted
    assert found is clean


def test_a_mapping_that_holds_itself() -> None:
    loader = RuleLoader("a: &x {b: *x}")
    values, clean = loader.plain(loader.get_single_node())
    loader.dispose()
    assert clean
    assert values["a"]["b"] is values["a"]


def test_an_alias_stands_for_one_object() -> None:
    values, _, _ = both("a: &x [1]\nb: *x")
    assert values["a"] is values["b"]


@pytest.mark.parametrize("text", ["? [a]\n: b", "a: !thing b"])
def test_what_yaml_cannot_make_is_said_with_its_place(text: str, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(f"sources: {{}}\n{text}\n", "utf-8")
    (problem,) = load_root(tmp_path).problems
    assert (problem.code, problem.where.partition(":")[0]) == ("RULE-01", "sources.yaml")
