"""Filling the slots of a rulebook: what a user entered, as dated blocks beside the shipped ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from riskkit.errors import RiskkitError
from riskkit.indicators.loader import RuleFolder, RuleRoot, RuleSource, parse_rule_file, raw_content
from riskkit.indicators.rule_file import FilledContent, FillFile, Shape
from riskkit.terms import both_langs

Content = dict[str, Any]
HOLE = "……"  # what stands in a template where the user has to write; null says the same
WRITE = both_langs("每一处都写上内容", "something written in every place")
MAY_BE_EMPTY = ("number", "header", "published", "remedy", "note")


def read_fill(path: Path) -> FillFile:
    """A filled-in template; raises RiskkitError with ``file:line:col`` of the first thing that is not right."""
    parsed, source, problems = parse_rule_file(path, FillFile, path.parent)
    if source is not None:
        _no_holes(source, raw_content(path))
    if parsed is None or source is None:
        raise problems[0].error()
    headers = [content.header or content.label.zh for content in parsed.contents]
    doubled = sorted({header for header in headers if headers.count(header) > 1})
    if doubled:
        raise RiskkitError("RULE-20", where=source.where("contents"), found=f"{doubled[0]} × 2", allowed="× 1")
    return parsed


def fill_source(path: Path) -> RuleSource:
    """A filled-in template that was read before, to find the lines of what it holds."""
    _, source, problems = parse_rule_file(path, FillFile, path.parent)
    if source is None:
        raise problems[0].error()
    return source


def _no_holes(source: RuleSource, content: Content) -> None:
    """Raise RiskkitError RULE-34 that names every place of the template still to be filled in."""
    holes = list(_holes(content, ()))
    if holes:
        places = [source.where(*place).removeprefix(f"{source.name}:") for place in holes]
        raise RiskkitError(
            "RULE-34", where=source.where(*holes[0]), found=f"{HOLE} ({', '.join(places)})", allowed=WRITE
        )


def _holes(value: Any, place: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _holes(inner, (*place, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _holes(inner, (*place, position))
    elif (value is None and place[-1] not in MAY_BE_EMPTY) or (isinstance(value, str) and HOLE in value):
        yield place


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
        "remedy": {"zh": f"整改“{content.label.zh}”中失分的问题", "en": f"mend what lost points in {content.label.en}"},
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
    for position, slot in enumerate(content["slots"]):
        if slot["id"] in fill.fills:
            content["slots"][position] = slot | ({"filled": True} if slot["from"] > before else {"until": before})
    return content


def _plain(shape: Shape) -> Content:
    content: Content = shape.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return content


def _text(content: Content) -> str:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)
