"""A table of fires as its rules see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from riskkit.errors import Finding
from riskkit.fire_statistics.scope import ScopeLine
from riskkit.indicators.fire_rules import FireRules
from riskkit.inputs import SideTable
from riskkit.ledger import as_frame


@dataclass(frozen=True)
class AboutFires:
    """The table as intake read it, the rules of severity and scope, and the fields that the table has a column for."""

    table: SideTable
    rules: FireRules
    brought: frozenset[str]

    @cached_property
    def dated(self) -> pl.DataFrame:
        """The fires with a day."""
        return self.table.frame.filter(pl.col("occurred_on").is_not_null())

    @cached_property
    def line(self) -> ScopeLine:
        """The scopes of single fires, in order."""
        return ScopeLine.of(self.rules)

    def has(self, *names: str) -> bool:
        """Whether the table has a column for every one of ``names``."""
        return set(names) <= self.brought

    def rows(self, wrong: pl.Expr, code: str, name: str, allowed: str = "") -> pl.DataFrame:
        """A finding at the field ``name`` of each dated fire that is ``wrong``."""
        return self.table.findings_at(self.dated.filter(wrong), code, name, allowed)

    def once(self, code: str, name: str, value: str, allowed: str = "") -> pl.DataFrame:
        """One finding about a whole column."""
        sheet, file = self.table.source.sheet, self.table.source.file
        return as_frame([Finding(code, None, self.table.header(name), value, allowed, sheet, "", file)])


def nothing() -> pl.DataFrame:
    """No finding."""
    return as_frame([])
