"""Slots: what a rule needs and riskkit does not ship, because its text was not at hand or no norm gives it."""

from __future__ import annotations

from datetime import date

from riskkit.errors import Finding, RiskkitError
from riskkit.indicators.loader import RuleFolder, RuleRoot, fill_template
from riskkit.indicators.rule_file import Slot, Text
from riskkit.terms import both_langs


def open_slots(folder: RuleFolder, day: date) -> list[Slot]:
    """The slots of a rulebook that are open on ``day``."""
    return [slot for slot in (folder.slots.slots if folder.slots else []) if is_open(slot, day)]


def is_open(slot: Slot, day: date) -> bool:
    """Whether ``slot`` matters on ``day``: from its first day to its last, both included, unless it was filled."""
    return not slot.filled and slot.from_ <= day and (slot.until is None or day <= slot.until)


def require_filled(folder: RuleFolder, day: date) -> None:
    """Raise RiskkitError RULE-40, with the template to fill in, when a required slot is open on ``day``."""
    missing = [slot for slot in open_slots(folder, day) if slot.required]
    if missing:
        found = both_langs("；".join(s.label.zh for s in missing), "; ".join(s.label.en for s in missing))
        command = f"riskkit rules fill {folder.id} -o fill.yaml"
        raise RiskkitError("RULE-40", where=folder.id, found=found, allowed=command, template=fill_template(folder))


def open_texts(root: RuleRoot, folder: RuleFolder, day: date) -> list[Finding]:
    """What an assessment on ``day`` has to be told: RULE-25 open slots of the rulebook, RULE-26 open texts that
    concern every assessment, RULE-27 a table seen in part, RULE-28 a practice."""
    own = open_slots(folder, day)
    found = [_said("RULE-25", slot) for slot in own]
    common = root.slots.slots if root.slots else []
    named = {slot.id for slot in own}
    found += [_said("RULE-26", slot) for slot in common if is_open(slot, day) and slot.id not in named]
    coverage = folder.rulebook.coverage
    if coverage is not None:
        total = "?" if coverage.points_total is None else f"{coverage.points_total:g}"
        found.append(Finding("RULE-27", value=f"{coverage.points_seen:g}/{total}", allowed=_both(coverage.missing)))
    if folder.rulebook.practice:
        found.append(Finding("RULE-28", value=_both(folder.rulebook.label)))
    return found


def _said(code: str, slot: Slot) -> Finding:
    return Finding(code, column=slot.id, value=_both(slot.label), allowed=_both(slot.why))


def _both(text: Text) -> str:
    """A warning is made before the language of the run is known."""
    return both_langs(text.zh, text.en)
