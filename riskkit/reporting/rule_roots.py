"""Writing a rule root: a copy of another one with some files changed."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from riskkit.reporting.manifest import MANIFEST_NAME, write_manifest


def copy_rule_root(source: Path, target: Path, changed: Mapping[str, str]) -> None:
    """Copy the rule files of ``source`` into the empty folder ``target``, with the ``changed`` texts in their place."""
    shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", MANIFEST_NAME))
    for name, text in changed.items():
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
    write_manifest(target / MANIFEST_NAME, {"filled": sorted(changed)})


def write_text_file(target: Path, text: str) -> None:
    """Write one text for the user to edit, in the encoding that office editors open (UTF-8 with a mark)."""
    target.write_text(text, encoding="utf-8-sig", newline="\n")
