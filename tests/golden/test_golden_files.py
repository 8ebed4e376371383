"""The first rows of the demo's registers, one explanation and the examples in reports/ are as before.

After a change that is meant: ``python tests/golden/remake.py`` and ``python reports/remake_examples.py``, and look at
what changed.
"""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

HERE = Path(__file__).parent
REPORTS = HERE.parents[1] / "reports"
GOLDEN = ["register_unit.csv", "register_industry.csv", "register_region.csv", "explanation_unit.json"]
EXAMPLES = ["register_unit.csv", "register_industry.csv", "register_region.csv", "page.html", "model_card.json"]
# digests of the model and the rulebook; they change with any bit of a coefficient and any note in a rule
DIGEST = re.compile(r"(?<![.\w])[0-9a-f]{12,64}\b")
NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def golden() -> ModuleType:
    return loaded(HERE / "remake.py")


@pytest.fixture(scope="module")
def examples() -> ModuleType:
    return loaded(REPORTS / "remake_examples.py")


@pytest.fixture(scope="module")
def city(examples):
    return examples.assessed_city()


@pytest.fixture(scope="module")
def remade(golden, city):
    return golden.golden_files(city)


@pytest.fixture(scope="module")
def remade_examples(examples, city):
    return examples.example_files(city)


def test_the_golden_files_are_all_there(remade, remade_examples):
    assert sorted(remade) == sorted(GOLDEN)
    assert sorted(remade_examples) == sorted(EXAMPLES)
    assert sorted(path.name for path in (REPORTS / "examples").iterdir() if path.suffix != ".md") == sorted(EXAMPLES)


@pytest.mark.parametrize("name", [name for name in GOLDEN if name.endswith(".csv")])
def test_golden_register(golden, remade, name):
    """Grades, ranks and texts exactly, scores to 4 decimals, rates to a relative 1e-6."""
    wanted = pl.read_csv(HERE / name, infer_schema=False)
    found = pl.read_csv(remade[name].encode(), infer_schema=False)
    rates = list(golden.RATES)
    assert found.columns == wanted.columns
    assert found.drop(rates).rows() == wanted.drop(rates).rows()
    assert wanted.height == min(golden.ROWS, wanted.height) > 10
    for rate in rates:
        # expected_consequence is itself published to 6 decimals
        slack = 1e-6 if rate == "expected_consequence" else 0
        assert [float(x) for x in found[rate]] == pytest.approx([float(x) for x in wanted[rate]], rel=1e-6, abs=slack)


def test_golden_explanation(remade):
    wanted = json.loads((HERE / "explanation_unit.json").read_text("utf-8"))
    found = json.loads(remade["explanation_unit.json"])
    rates, old_rates = found.pop("frequency"), wanted.pop("frequency")
    assert found == wanted
    for name in ("fires_per_year", "fires_low", "fires_high", "times_mean"):
        assert rates[name] == pytest.approx(old_rates[name], rel=1e-6)
    assert [label for label, _ in rates["factors"]] == [label for label, _ in old_rates["factors"]]
    assert [x for _, x in rates["factors"]] == pytest.approx([x for _, x in old_rates["factors"]], rel=1e-6)


@pytest.mark.parametrize("name", EXAMPLES)
def test_example(remade_examples, name):
    """Every word; numbers to a relative 1e-4 (a rate printed short may round the other way)."""
    wanted = (REPORTS / "examples" / name).read_bytes().decode("utf-8")
    found = remade_examples[name]
    assert NUMBER.split(DIGEST.sub("#", found)) == NUMBER.split(DIGEST.sub("#", wanted))
    numbers = [[float(text) for text in NUMBER.findall(DIGEST.sub("#", page))] for page in (found, wanted)]
    assert numbers[0] == pytest.approx(numbers[1], rel=1e-4, abs=1.01e-4)


@pytest.mark.parametrize("name", ["page.html", "register_unit.csv"])
def test_examples_say_that_they_are_synthetic(name):
    """By their names: every synthetic unit is called so."""
    assert "合成" in (REPORTS / "examples" / name).read_text("utf-8")
