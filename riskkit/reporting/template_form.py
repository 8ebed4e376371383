"""The form of a rulebook or of a side table, by its id."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from riskkit.indicators.identity import with_identity
from riskkit.indicators.loader import identity_fields, rolled_up_fields
from riskkit.indicators.rulebook import Rulebook
from riskkit.reporting.template_columns import form_of_rulebook
from riskkit.reporting.template_shape import Form
from riskkit.reporting.template_tables import table_form
from riskkit.terms import Level


def form_of(
    template_id: str,
    day: date,
    rule_root: Path | None = None,
    choices: Mapping[str, str] | None = None,
    *,
    last_day: date | None = None,
) -> Form:
    """The form of a rulebook ``level/name`` on ``day`` under ``choices``, or of a side table ``table/name``.

    A rulebook of units also has the identity fields (codes, place) that every extract may bring.

    ``last_day`` is the latest day that a date may be; without it, the day on which the form is filled in. Raises
    RiskkitError as :meth:`riskkit.indicators.rulebook.Rulebook.at` does (RULE-40 for a rulebook whose required slots
    are open: without them its columns are not known), RULE-30 for an unknown table.

    >>> form_of("table/overrides", date(2026, 1, 1)).columns[1].shape.label.zh
    '原等级'
    """
    if template_id.startswith("table/"):
        return table_form(template_id, day, rule_root, last_day)
    rulebook = Rulebook.at(day, template_id, rule_root, choices=choices)
    is_unit = rulebook.level is Level.UNIT  # a region or an industry has no address of its own
    return form_of_rulebook(
        rulebook,
        fields=with_identity(rulebook.fields, rule_root) if is_unit else rulebook.fields,
        last_day=last_day,
        rolled_up=rolled_up_fields(rulebook.level, rule_root),
        identity=list(identity_fields(rule_root)),
    )
