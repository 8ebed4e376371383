"""The shape of a form to fill in: its columns in their order, what each is for, and the facts printed beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from riskkit.errors import Finding
from riskkit.indicators.rule_file import FieldShape
from riskkit.reporting.template_readers import Reader
from riskkit.terms import Label

DIGEST_SHOWN = 12


class Use(StrEnum):
    """What a column is for; each has its colour. ``OPTIONAL`` stands in the forms of side tables only."""

    REQUIRED = "required"
    SCORE = "score"
    VETO = "veto"
    FREQUENCY = "frequency"
    WHO = "who"
    LISTED = "listed"
    OPTIONAL = "optional"


@dataclass(frozen=True)
class FormColumn:
    """One column of the form: the field, its shape, the criterion it belongs to, what it is for, what reads it."""

    field: str
    shape: FieldShape
    group: Label
    use: Use
    readers: tuple[Reader, ...] = ()


@dataclass(frozen=True)
class Form:
    """A form to fill in.

    ``last_day`` is the latest day a date may be, None the day on which the form is filled in; ``any_day`` says that
    dates have no such limit at all, ``unique_ids`` that a subject has one row only. ``facts`` are printed on the sheet
    of instructions; ``rests_on`` says which basis the weights and the grade limits have.
    """

    id: str
    label: Label
    about: Label
    day: date
    digest: str
    columns: tuple[FormColumn, ...]
    last_day: date | None = None
    any_day: bool = False
    unique_ids: bool = True
    facts: tuple[tuple[Label, Label], ...] = ()
    rests_on: tuple[tuple[Label, str], ...] = ()
    warnings: tuple[Finding, ...] = ()

    @property
    def fields(self) -> dict[str, FieldShape]:
        """Field → shape in the order of the columns."""
        return {column.field: column.shape for column in self.columns}

    @property
    def uses(self) -> list[Use]:
        """The uses that occur, in the order of :class:`Use`."""
        found = {column.use for column in self.columns}
        return [use for use in Use if use in found]
