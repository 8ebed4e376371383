"""What the register workbook says beside the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from riskkit.explanation import GradeLine
from riskkit.terms import Label, Lang, Level

ROW_LIMIT = 100_000


@dataclass(frozen=True)
class RegisterContext:
    """What the workbook says beside the register.

    ``facts`` are the lines of the sheet 说明 (method, statistical scope, rulebook, model, versions, fingerprint),
    in order; ``labels`` head further columns; ``grade_scale`` runs from best to worst;
    ``notice`` stands in the footer of the printed list and first on 说明;
    ``bases`` are the codes of what the rulebook rests on;
    ``comparison`` and ``common_problems`` have sheets of their own where they are given.
    """

    level: Level
    as_of: date
    grade_scale: Sequence[GradeLine]
    facts: Sequence[tuple[Label, str]] = ()
    bases: Sequence[str] = ()
    labels: Mapping[str, Label] = field(default_factory=dict)
    findings: pl.DataFrame | None = None
    set_aside: pl.DataFrame | None = None
    comparison: pl.DataFrame | None = None
    common_problems: pl.DataFrame | None = None
    lang: Lang = "zh"
    row_limit: int = ROW_LIMIT
    notice: str = ""
