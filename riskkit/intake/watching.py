"""Which watches an extract needs."""

from __future__ import annotations

from collections.abc import Mapping

from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.column_kinds import AboutExtract
from riskkit.intake.columns import ColumnMapping
from riskkit.intake.places import Places, columns_of_place
from riskkit.intake.rules.geo_03_system_not_stated import SystemStated
from riskkit.intake.rules.miss_05_empty_column import EmptyColumns
from riskkit.intake.rules.num_07_fractions_for_percents import Percents, percents_of
from riskkit.intake.twins import Twins, can_have_twins
from riskkit.intake.watches import Watch


def watches_of(mapping: ColumnMapping, shapes: Mapping[str, FieldShape], about: AboutExtract) -> list[Watch]:
    """The watches that have something to look at in an extract with this mapping."""
    watches: list[Watch] = [EmptyColumns(mapping)]
    if percents := percents_of(mapping, shapes):
        watches.append(Percents(percents))
    if columns_of_place(mapping):
        watches += [Places(mapping, about), SystemStated(mapping, about)]
    if about.unique_ids and can_have_twins(mapping):
        watches.append(Twins(mapping))
    return watches
