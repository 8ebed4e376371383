"""JSON Schemas of the rule files, for editors that complete and check YAML while it is written."""

from __future__ import annotations

import json
from typing import Any

from riskkit.indicators.classification_file import CLASSIFICATION_FILES
from riskkit.indicators.fire_rules_file import FIRE_RULE_FILES
from riskkit.indicators.item_rules_file import ITEM_RULE_FILES
from riskkit.indicators.rule_file import RULE_FILES

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of rule file by the file's name; one for all indicators.

    >>> {"fields", "indicators", "jurisdiction", "sources"} <= set(json_schemas())
    True
    """
    schemas = {}
    for pattern, shape in {**RULE_FILES, **FIRE_RULE_FILES, **CLASSIFICATION_FILES, **ITEM_RULE_FILES}.items():
        name = pattern.removesuffix(".yaml").removesuffix("/*")
        schemas[name] = {"$schema": DIALECT, **shape.model_json_schema(by_alias=True), "title": f"riskkit {pattern}"}
    return schemas


def schema_files() -> dict[str, str]:
    """The same as texts by file name, ``indicators.schema.json`` and so on; docs/schema holds a copy of each.

    >>> "fields.schema.json" in schema_files()
    True
    """
    return {
        f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in json_schemas().items()
    }
