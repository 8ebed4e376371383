"""Which column of the extract is which field of the rulebook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from riskkit.errors import Finding, RiskkitError
from riskkit.indicators.rule_file import FieldShape, Text
from riskkit.intake.header import header_key
from riskkit.intake.measures import uom_factor

ID_FIELD = "subject_id"
SECOND_ID = "uscc"  # every enterprise has one, so it can stand in for an id of the department's own
HEADERS_SHOWN = 12
_ID_SHAPE = FieldShape(kind="id", label=Text(zh="编号", en="id"), aliases=["单位编号"], required=True)
_PERSONAL = re.compile(r"身份证|手机|电话|联系方式|idcard|identitycard|phone|mobile|telephone")


@dataclass(frozen=True)
class MappedColumn:
    """One column that is read: its place, its header as written, its field, and header measure → field measure.

    ``shared`` says that the column is another field's and holds this one's half in some cells (地上12/地下2).
    """

    position: int
    header: str
    field: str
    factor: float = 1.0
    shared: bool = False


@dataclass(frozen=True)
class ColumnMapping:
    """The columns that are read, what was found wrong with the header, and the places of columns of personal data."""

    columns: tuple[MappedColumn, ...]
    findings: tuple[Finding, ...]
    personal: frozenset[int] = frozenset()

    @property
    def id_column(self) -> MappedColumn:
        """The column that holds the subject's id."""
        return next(column for column in self.columns if column.field == ID_FIELD)

    def by_field(self) -> dict[str, str]:
        """Field → header as written, for the manifest."""
        return {column.field: column.header for column in self.columns}


def with_id(fields: Mapping[str, FieldShape]) -> dict[str, FieldShape]:
    """``fields``, with the id's plain shape where the rulebook does not describe it."""
    return {ID_FIELD: fields.get(ID_FIELD, _ID_SHAPE), **{k: v for k, v in fields.items() if k != ID_FIELD}}


def known_names(fields: Mapping[str, FieldShape]) -> dict[str, str]:
    """Every name a header may use (as :func:`header_key` writes it) → field; the first field to claim one keeps it."""
    names: dict[str, str] = {}
    for pick in (_own_name, _labels, _aliases):
        for field, shape in with_id(fields).items():
            for name in pick(field, shape):
                names.setdefault(header_key(name).name, field)
    return names


def _own_name(field: str, _: FieldShape) -> list[str]:
    return [field]


def _labels(_: str, shape: FieldShape) -> list[str]:
    return [shape.label.zh, shape.label.en]


def _aliases(_: str, shape: FieldShape) -> list[str]:
    return shape.aliases


def _suggested(finding: Finding, shapes: Mapping[str, FieldShape]) -> Finding:
    """A column not used, with the header of the field it may have meant; a suggestion only, never applied."""
    if finding.code != "COL-04" or finding.allowed:
        return finding
    known = {
        header_key(word).name: shape.label.zh for shape in shapes.values() for word in (shape.label.zh, *shape.aliases)
    }
    close = get_close_matches(header_key(finding.column).name, known, n=1, cutoff=0.6)
    return replace(finding, allowed=known[close[0]]) if close else finding


def map_columns(
    header: Sequence[str], fields: Mapping[str, FieldShape], *, file: str = "", sheet: str = "", header_row: int = 1
) -> ColumnMapping:
    """Match header cells with fields, exactly after :func:`header_key`; a measure in brackets becomes a factor.

    Findings: COL-02 two columns for one field, COL-03 a field without a column (not for derived fields),
    COL-04 a column not used (or in a measure that does not fit, named in ``allowed``), COL-05 personal data, COL-07
    the unified social credit code serves as the id. Raises RiskkitError COL-01 when no column holds the id, COL-06
    when another required field has no column.

    >>> from riskkit.indicators.rule_file import FieldShape, Text
    >>> area = FieldShape(kind="number", label=Text(zh="建筑面积", en="floor area"), uom="m2")
    >>> mapped = map_columns(["编号", "建筑面积（万㎡）", "备注"], {"area_m2": area})
    >>> mapped.columns[1].field, mapped.columns[1].factor, [f.code for f in mapped.findings]
    ('area_m2', 10000.0, ['COL-04'])
    """
    shapes, names = with_id(fields), known_names(fields)
    taken: dict[str, MappedColumn] = {}
    findings: list[Finding] = []

    def note(code: str, text: str, allowed: str = "", value: str = "") -> None:
        findings.append(Finding(code, header_row, text, value, allowed, sheet, "", file))

    for position, text in enumerate(header):
        key = header_key(text)
        field = names.get(key.name)
        if not key.name:
            continue
        if field is None:
            note("COL-05" if _PERSONAL.search(key.name) else "COL-04", text)
            continue
        shape = shapes[field]
        factor = uom_factor(key.measure, shape.uom) if shape.kind in ("number", "integer") else 1.0
        if factor is None and shape.uom:
            note("COL-04", text, allowed=shape.uom)
        elif field in taken:
            note("COL-02", text, value=taken[field].header)
        else:
            taken[field] = MappedColumn(position, text, field, 1.0 if factor is None else factor)
    if ID_FIELD not in taken and SECOND_ID in taken:
        note("COL-07", taken[SECOND_ID].header)
        taken = {ID_FIELD: replace(taken[SECOND_ID], field=ID_FIELD), **taken}
    for field, shape in shapes.items():
        if field not in taken and (shape.required or field == ID_FIELD):
            raise _missing("COL-01" if field == ID_FIELD else "COL-06", f"{file}#{header_row}", header, field, shape)
    for field, shape in shapes.items():
        if field not in taken and not shape.derived and not shape.optional:
            note("COL-03", shape.label.zh, value=field)
    free = {field: shape for field, shape in shapes.items() if field not in taken and not shape.derived}
    return ColumnMapping(tuple(taken.values()), tuple(_suggested(finding, free) for finding in findings))


def is_personal(text: str) -> bool:
    """Whether a header cell announces personal data (COL-05) and names no field.

    >>> is_personal("联系手机"), is_personal("单位名称")
    (True, False)
    """
    return bool(_PERSONAL.search(header_key(text).name))


def _missing(code: str, where: str, header: Sequence[str], field: str, shape: FieldShape) -> RiskkitError:
    """No column for a required field: the header found (its beginning) and the names it may have."""
    cells = [text for text in header if text]
    more = f" … ({len(cells)})" if len(cells) > HEADERS_SHOWN else ""
    names = dict.fromkeys([shape.label.zh, *shape.aliases, shape.label.en, field])
    return RiskkitError(
        code, where=where, found=", ".join(cells[:HEADERS_SHOWN]) + more, allowed=", ".join(name for name in names)
    )
