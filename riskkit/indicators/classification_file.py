"""The shape of the files below rules/classification: which units the law puts on a list, per jurisdiction and day.

``lists.yaml`` names the lists; ``<list>/<jurisdiction>.yaml`` holds one list of one jurisdiction, dated.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from riskkit.indicators.rule_file import Block, Condition, Shape, Text


class ListLine(Shape):
    """One line of a list: a unit of one of ``classes`` (any unit where empty) that meets ``when`` is on the list.

    Without ``when`` every unit of the classes is. The comparison keeps the source's operator: 以上 is ``ge``,
    大于 and 超过 are ``gt``. ``note`` says what was inferred.
    """

    id: str
    label: Text
    classes: list[str] = []
    when: Condition | None = None
    clause: str | None = None
    note: Text | None = None


class ListBlock(Block):
    """One list as in force from its day on.

    ``complete``: every line of the text is here, so a unit that meets none is not on the list. ``covers``: the
    classes whose limits are all here. ``assumed_day``: the day in force was not seen and is assumed.
    """

    complete: bool = False
    covers: list[str] = []
    assumed_day: bool = False
    lines: list[ListLine]


class JurisdictionFile(Shape):
    """<list>/<jurisdiction>.yaml; "expected" is a newer text that is known of and not at hand: the older goes on."""

    id: str
    label: Text
    aliases: list[str] = []
    in_force: dict[date, ListBlock | Literal["expected"]]


class ListKind(Shape):
    """A list by its name; ``by_default`` is false for one that is decided only when asked for."""

    label: Text
    by_default: bool = True


class NearLimitBlock(Block):
    """A value is near a limit when it differs from it by at most ``share`` of the limit."""

    share: float = Field(gt=0, lt=1)


class ListsFile(Shape):
    """lists.yaml: the lists, the field that holds a unit's class, part → whole among the fields, the near-limit share.

    A part is no larger than its whole; parts may be compared by ``ge`` and ``gt`` only. ``unspecific``: classes that do
    not say the kind, which lists go by; such a unit is never answered 否 unless the list covers the class as it is.
    """

    class_field: str
    unspecific: list[str] = []
    lists: dict[str, ListKind]
    parts: dict[str, str] = {}
    near_limit: dict[date, NearLimitBlock]


CLASSIFICATION_FILES: dict[str, type[Shape]] = {
    "lists.yaml": ListsFile,
    "jurisdiction.yaml": JurisdictionFile,
}
