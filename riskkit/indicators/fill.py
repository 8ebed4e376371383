"""Filling the slots of a rulebook: what a user entered, as dated blocks beside the shipped ones."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from riskkit.errors import RiskkitError
from riskkit.indicators.loader import RuleFolder, RuleRoot, parse_rule_file, raw_content
from riskkit.indicators.rule_file import FilledContent, FillFile, Shape

Content = dict[str, Any]


def read_fill(path: Path) -> FillFile:
    """A filled-in template; raises RiskkitError with ``file:line:col`` of the first thing that is not right."""
    parsed, _, problems = parse_rule_file(path, FillFile, path.parent)
    if parsed is None:
        raise problems[0].error()
    return parsed


def filled_files(root: RuleRoot, folder: RuleFolder, fill: FillFile) -> dict[str, str]:
    """The rule files that change, by their name below the rule root, with their new text.

    Raises RiskkitError RULE-34 for another rulebook, or a slot that it does not have.
    """
    slots = [slot.id for slot in folder.slots.slots] if folder.slots else []
    if fill.rulebook != folder.id:
        raise RiskkitError("RULE-34", where="rulebook", found=fill.rulebook, allowed=folder.id)
    for name in fill.fills or ["-"]:
        if name not in slots:
            raise RiskkitError("RULE-34", where="fills", found=name, allowed=", ".join(slots) or "-")
    source = "user_" + folder.id.replace("/", "_")
    files: dict[str, Content] = {}
    home = folder.path.relative_to(root.path).as_posix()
    files["sources.yaml"] = _with_source(raw_content(root.path / "sources.yaml"), source, fill)
    files |= {f"{home}/{name}": content for name, content in _parts(folder, fill, source).items()}
    for place in sorted(root.path.rglob("slots.yaml")):
        name = place.relative_to(root.path).as_posix()
        files[name] = _closed(raw_content(place), fill)
    return {name: _text(content) for name, content in files.items()}


def _with_source(content: Content, source: str, fill: FillFile) -> Content:
    content["sources"][source] = _plain(fill.source)
    return content


def _parts(folder: RuleFolder, fill: FillFile, source: str) -> dict[str, Content]:
    files: dict[str, Content] = {}
    tree = fill.tree
    fields = {name: _plain(shape) for name, shape in fill.fields.items()}
    if fill.contents:
        tree = {"children": [{"id": _id(k), "weight": one.weight} for k, one in enumerate(fill.contents, 1)]}
        fields |= {_id(k): _content_field(one, k) for k, one in enumerate(fill.contents, 1)}
        files |= {f"indicators/{_id(k)}.yaml": _rated(one, k, fill, source) for k, one in enumerate(fill.contents, 1)}
    for part, block in (("tree", tree), ("grades", fill.grades)):
        if block is not None:
            content = raw_content(folder.path / f"{part}.yaml")
            content["in_force"][fill.from_.isoformat()] = _block(fill, source) | block
            files[f"{part}.yaml"] = content
    if fields:
        content = raw_content(folder.path / "fields.yaml")
        content["fields"] |= fields
        files["fields.yaml"] = content
    for name, indicator in fill.indicators.items():
        undated = _plain(indicator)
        scale = undated.pop("scale")
        dated = {fill.from_.isoformat(): _block(fill, source) | scale}
        old = folder.path / "indicators" / f"{name}.yaml"
        before = raw_content(old)["in_force"] if old.exists() else {}
        files[f"indicators/{name}.yaml"] = {"id": name, **undated, "in_force": before | dated}
    if fill.vetoes:
        files["vetoes.yaml"] = _with_vetoes(raw_content(folder.path / "vetoes.yaml"), fill, source)
    return files


def _block(fill: FillFile, source: str, clause: str | None = None) -> Content:
    reference = {"source": source, "clause": clause or fill.clause, "checked": fill.checked.isoformat()}
    return {"basis": fill.basis.value, "reference": reference}


def _id(number: int) -> str:
    return f"content_{number}"


def _content_field(content: FilledContent, number: int) -> Content:
    label = _plain(content.label)
    aliases = [content.header] if content.header and content.header != label["zh"] else []
    return {"kind": "number", "uom": "points", "label": label, "aliases": aliases, "plausible": [0, 100]}


def _rated(content: FilledContent, number: int, fill: FillFile, source: str) -> Content:
    scale = {"full_points": 100, "knots": [[0, 0], [100, 100]]}
    return {
        "id": _id(number),
        "label": _plain(content.label),
        "measure": {"kind": "linear", "uom": "points"},
        "direction": "higher_is_safer",
        "missing": "worst",
        "in_force": {fill.from_.isoformat(): _block(fill, source) | scale},
    }


def _with_vetoes(content: Content, fill: FillFile, source: str) -> Content:
    known = {veto["id"]: veto for veto in content["vetoes"]}
    for veto in fill.vetoes:
        entered = _plain(veto)
        block = _block(fill, source, entered.pop("clause", None))
        block |= {"when": entered.pop("when"), "outcome": entered.pop("outcome")}
        kept = known.get(veto.id, {"in_force": {}})
        kept |= {**entered, "in_force": kept["in_force"] | {fill.from_.isoformat(): block}}
        if veto.id not in known:
            content["vetoes"].append(kept)
    return content


def _closed(content: Content, fill: FillFile) -> Content:
    """The slots that were filled are closed from the day on that the fill is in force; earlier days stay open."""
    before = (fill.from_ - timedelta(days=1)).isoformat()
    for slot in content["slots"]:
        if slot["id"] in fill.fills:
            slot |= {"filled": True} if slot["from"] > before else {"until": before}
    return content


def _plain(shape: Shape) -> Content:
    content: Content = shape.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return content


def _text(content: Content) -> str:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)
