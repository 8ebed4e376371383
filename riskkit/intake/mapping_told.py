"""A mapping that the user gave, put on the columns of one file: every line must fit or the run stops."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from riskkit.errors import RiskkitError
from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.header_join import JOINT
from riskkit.intake.header_key import header_key
from riskkit.intake.mapping_file import GivenMapping, MapRow
from riskkit.intake.measures import uom_factor

_JOINTS = re.compile(r"[\-－—/→>|]")


class ToldColumn(NamedTuple):
    """What the user told of one column: its field (empty: leave it out) and its measure (empty: as in the header)."""

    field: str
    measure: str


def told_columns(
    given: GivenMapping | None,
    header: Sequence[str],
    shapes: Mapping[str, FieldShape],
    names: Mapping[str, str],
    where: str = "",
) -> dict[int, ToldColumn]:
    """Position → what ``given`` tells of it; ``names`` are the known names of fields.

    Raises RiskkitError COL-10 (no such field), COL-11 (no such header, or several), COL-12 (a column or a field told
    twice), COL-14 (a measure that cannot be converted).

    >>> from riskkit.indicators.rule_file import Text
    >>> shapes = {"area_m2": FieldShape(kind="number", label=Text(zh="面积", en="area"), uom="m2")}
    >>> given = GivenMapping((MapRow("营业", "面积", "亩"), MapRow("备注", "")))
    >>> told_columns(given, ["编号", "营业", "备注"], shapes, {"面积": "area_m2"})
    {1: ToldColumn(field='area_m2', measure='亩'), 2: ToldColumn(field='', measure='')}
    """
    told: dict[int, ToldColumn] = {}
    lines: dict[str, int] = {}
    for row in given.rows if given else ():
        place = f"{given.file or '--map'}#{row.line}" if given else ""
        at = _position(row, header, place, where)
        field = _field(row, shapes, names, place)
        if at in told or field in lines:
            twice = header[at] if at in told else f"{row.field} (#{lines[field]})"
            raise RiskkitError("COL-12", where=place, found=twice)
        if field:
            lines[field] = row.line
            _check_measure(row, shapes[field], place)
        told[at] = ToldColumn(field, row.measure)
    return told


def _position(row: MapRow, header: Sequence[str], place: str, where: str) -> int:
    """The column that a line means: by its header, told apart by its number where that is doubled or empty."""
    number = re.match(r"^#(\d+)", row.header)
    if number and 1 <= int(number[1]) <= len(header):
        return int(number[1]) - 1
    exact = [at for at, text in enumerate(header) if text.strip() == row.header]
    found = exact or [at for at, text in enumerate(header) if text and _plain(text) == _plain(row.header)]
    if len(found) > 1 and row.column - 1 in found:
        return row.column - 1
    if len(found) == 1:
        return found[0]
    if found:
        allowed = ", ".join(f"#{at + 1}" for at in found)
    else:
        from riskkit.intake.suggestions import nearest_words

        near = nearest_words(row.header, [text for text in header if text])
        allowed = ", ".join(near or [text for text in header if text][:12])
    raise RiskkitError("COL-11", where=place, found=f"{row.header} ({where})" if where else row.header, allowed=allowed)


def plain_measure(measure: str) -> str:
    """A measure as :func:`riskkit.intake.measures.uom_factor` takes it.

    >>> plain_measure("万 ㎡")
    '万m2'
    """
    return unicodedata.normalize("NFKC", measure).lower().replace(" ", "")


def _plain(text: str) -> str:
    key = header_key(text)
    return _JOINTS.sub(JOINT, f"{key.name}({key.measure})" if key.measure else key.name)


def _field(row: MapRow, shapes: Mapping[str, FieldShape], names: Mapping[str, str], place: str) -> str:
    if not row.field:
        return ""
    if row.field in shapes:
        return row.field
    field = names.get(header_key(row.field).name)
    if field is None:
        from riskkit.intake.suggestions import nearest_words

        words = {header_key(word).name: None for word in names}
        near = nearest_words(header_key(row.field).name, words)
        fields = dict.fromkeys(names[word] for word in near if word in names)
        allowed = ", ".join(f"{shapes[name].label.zh} {name}" for name in fields) or ", ".join(list(shapes)[:12])
        raise RiskkitError("COL-10", where=place, found=row.field, allowed=allowed)
    return field


def _check_measure(row: MapRow, shape: FieldShape, place: str) -> None:
    if not row.measure:
        return
    if shape.kind not in ("number", "integer") or uom_factor(plain_measure(row.measure), shape.uom) is None:
        raise RiskkitError("COL-14", where=place, found=row.measure, allowed=shape.uom or shape.label.zh)
