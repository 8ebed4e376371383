"""JSON Schemas of the rule files: docs/schema is fresh, and real rule files satisfy them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from riskkit.indicators.loader import BUILT_IN_RULES
from riskkit.indicators.schema import json_schemas, schema_files

DOCS = Path(__file__).parents[2] / "docs" / "schema"
TINY = Path(__file__).parents[1] / "rule_faults" / "tiny_root"
SCHEMAS = json_schemas()


def test_the_copies_in_docs_are_fresh() -> None:
    copies = {path.name: path.read_text("utf-8") for path in DOCS.glob("*.json")}
    assert copies == schema_files(), "write riskkit.indicators.schema.schema_files() to docs/schema again"


class TextDates(yaml.SafeLoader):
    """Dates stay text, as editors see them."""


TextDates.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def schema_of(path: Path) -> dict[str, Any]:
    return SCHEMAS["indicators" if path.parent.name == "indicators" else path.stem]


def check(content: object, schema: dict[str, Any]) -> list[str]:
    validators = pytest.importorskip("jsonschema.validators")
    return [error.message for error in validators.Draft202012Validator(schema).iter_errors(content)]


@pytest.mark.parametrize("root", [TINY, BUILT_IN_RULES], ids=["tiny", "built in"])
def test_rule_files_satisfy_their_schema(root: Path) -> None:
    # a fill.yaml in the rules is a template with holes
    files = [path for path in sorted(root.rglob("*.yaml")) if path.stem != "fill"]
    files = [path for path in files if path.stem in SCHEMAS or path.parent.name == "indicators"]
    assert files
    for path in files:
        content = yaml.load(path.read_text("utf-8"), TextDates)
        assert check(content, schema_of(path)) == [], path.name


def test_a_misspelt_key_and_a_wrong_word_are_marked() -> None:
    content = yaml.load((TINY / "unit/tiny/indicators/alarm.yaml").read_text("utf-8"), TextDates)
    content["mising"] = content.pop("missing")
    content["direction"] = "up"
    messages = " ".join(check(content, SCHEMAS["indicators"]))
    assert "mising" in messages
    assert "'missing' is a required property" in messages
    assert "'up' is not one of ['higher_is_safer', 'lower_is_safer', 'none']" in messages
