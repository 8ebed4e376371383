"""docs/decisions/0002 gives a reason for every declared package, and nothing undeclared is imported."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
RECORD = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text("utf-8")
# a driver that another package loads by its name, so that no import shows it
LOADED = {"pg8000": "sqlalchemy"}
# comes with a declared package, which the record names
BROUGHT_ALONG = {"threadpoolctl": "scikit-learn", "markupsafe": "jinja2"}


def named(requirement: str) -> str:
    return re.split(r"[\s\[<>=!~;]", requirement, maxsplit=1)[0].lower()


def declared() -> set[str]:
    """Packages to run with, those of the extras too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = {name: listed for name, listed in project["optional-dependencies"].items() if name not in ("test", "dev")}
    return {named(requirement) for listed in (project["dependencies"], *extras.values()) for requirement in listed}


def imported() -> set[str]:
    """Distributions that riskkit/ imports, inside functions too."""
    modules = set()
    for path in (ROOT / "riskkit").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.split(".")[0])
    homes = packages_distributions()
    strangers = modules - set(sys.stdlib_module_names) - {"riskkit"}
    return {homes.get(module, [module])[0].lower() for module in strangers}


def rows() -> set[str]:
    return set(re.findall(r"^\| ([a-z][\w.-]+)(?:\[\w+\])? \|", RECORD.lower(), re.MULTILINE)) - {"package"}


def test_every_declared_package_has_its_reason() -> None:
    waiting = set(re.findall(r"`([\w-]+)`", RECORD.lower().split("not imported yet.**")[-1].split("\n\n")[0]))
    assert declared() <= rows() | waiting


def test_nothing_undeclared_is_imported() -> None:
    assert imported() - declared() - set(BROUGHT_ALONG) == set()
    assert set(BROUGHT_ALONG.values()) <= declared()


def test_what_has_a_row_is_really_used() -> None:
    assert rows() <= imported() | set(LOADED)
    assert set(LOADED.values()) <= imported()
