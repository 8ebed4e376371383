"""Which column of the extract is which field of the rulebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from riskkit.errors import Finding, RiskkitError
from riskkit.indicators.rule_file import FieldShape, Text
from riskkit.intake.header_join import best_key
from riskkit.intake.header_key import header_key
from riskkit.intake.mapping_file import GivenMapping
from riskkit.intake.mapping_told import ToldColumn, plain_measure, told_columns
from riskkit.intake.measures import uom_factor
from riskkit.intake.personal import is_personal

ID_FIELD = "subject_id"
SECOND_ID = "uscc"  # every enterprise has one, so it can stand in for an id of the department's own
HEADERS_SHOWN = 12
_ID_SHAPE = FieldShape(kind="id", label=Text(zh="编号", en="id"), aliases=["单位编号"], required=True)
# what became of a column: read; nothing of the rulebook; its field has a column already; a measure that does not fit;
# personal data; left out by the mapping file; without a header
ColumnUse = Literal["read", "unused", "doubled", "measure", "personal", "left_out", "nameless"]


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


class SeenColumn(NamedTuple):
    """One column of the header and what became of it; ``paths`` are the names it was matched by."""

    position: int
    header: str
    use: ColumnUse
    field: str = ""
    measure: str = ""
    factor: float = 1.0
    paths: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnMapping:
    """The columns that are read, what was found wrong with the header, and the places of columns of personal data.

    ``seen`` tells of every column of the header, read or not.
    """

    columns: tuple[MappedColumn, ...]
    findings: tuple[Finding, ...]
    personal: frozenset[int] = frozenset()
    seen: tuple[SeenColumn, ...] = ()

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


def match_columns(
    header: Sequence[str],
    fields: Mapping[str, FieldShape],
    *,
    paths: Sequence[tuple[str, ...]] = (),
    given: GivenMapping | None = None,
    file: str = "",
    sheet: str = "",
    header_row: int = 1,
) -> ColumnMapping:
    """As :func:`map_columns`, but a required column may lack: what ``riskkit inspect`` shows before anything runs.

    >>> [(seen.use, seen.field) for seen in match_columns(["名称", "手机"], {}).seen]
    [('unused', ''), ('personal', '')]
    """
    shapes, names = with_id(fields), known_names(fields)
    told = told_columns(given, header, shapes, names, f"{file}#{header_row}")
    wanted = [_wanted(at, paths[at] if paths else (text,), names, told.get(at)) for at, text in enumerate(header)]
    seen = _settled(header, wanted, shapes)
    columns = [MappedColumn(one.position, one.header, one.field, one.factor) for one in seen if one.use == "read"]
    place = Finding("COL-04", header_row, sheet=sheet, file=file)
    findings = [found for one in seen if (found := _said(one, seen, shapes, place))]
    taken = {column.field: column for column in columns}
    if ID_FIELD not in taken and SECOND_ID in taken:
        findings.append(replace(place, code="COL-07", column=taken[SECOND_ID].header))
        columns.insert(0, replace(taken[SECOND_ID], field=ID_FIELD))
    free = {field: shape for field, shape in shapes.items() if field not in taken and not shape.derived}
    findings = [_suggested(finding, seen, free) for finding in findings]
    have = {column.field for column in columns}
    for field, shape in shapes.items():
        if field not in have and not shape.derived and not shape.optional and field != ID_FIELD:
            findings.append(replace(place, code="COL-03", column=shape.label.zh, value=field))
    personal = frozenset(one.position for one in seen if one.use != "read" and _is_personal(one.header, one.paths))
    return ColumnMapping(tuple(columns), tuple(findings), personal, seen)


def map_columns(
    header: Sequence[str],
    fields: Mapping[str, FieldShape],
    *,
    paths: Sequence[tuple[str, ...]] = (),
    given: GivenMapping | None = None,
    file: str = "",
    sheet: str = "",
    header_row: int = 1,
) -> ColumnMapping:
    """Match header cells with fields, exactly after :func:`header_key`; a measure in brackets becomes a factor.

    ``paths`` are the names that each cell of a joined header may be matched by; ``given`` is what the user told, which
    goes before everything found. Findings: COL-02 two columns for one field, COL-03 a field without a column (not for
    derived fields), COL-04 a column not used, with a suggestion in ``allowed`` (or in a measure, ``value``, that does
    not fit), COL-05 personal data, COL-07 the unified social credit code serves as the id, COL-15 left out as told.
    Raises RiskkitError COL-01 when no column holds the id, COL-06 when another required field has no column, COL-10 …
    COL-14 when ``given`` does not fit.

    >>> from riskkit.indicators.rule_file import FieldShape, Text
    >>> area = FieldShape(kind="number", label=Text(zh="建筑面积", en="floor area"), uom="m2")
    >>> mapped = map_columns(["编号", "建筑面积（万㎡）", "备注"], {"area_m2": area})
    >>> mapped.columns[1].field, mapped.columns[1].factor, [f.code for f in mapped.findings]
    ('area_m2', 10000.0, ['COL-04'])
    """
    mapping = match_columns(header, fields, paths=paths, given=given, file=file, sheet=sheet, header_row=header_row)
    have = {column.field for column in mapping.columns}
    for field, shape in with_id(fields).items():
        if field not in have and (shape.required or field == ID_FIELD):
            raise _missing("COL-01" if field == ID_FIELD else "COL-06", f"{file}#{header_row}", header, field, shape)
    return mapping


class _Wanted(NamedTuple):
    """What one column asks for; a lower ``rank`` comes first: what the user told, then whole names, then parts."""

    rank: int
    field: str | None
    measure: str
    paths: tuple[str, ...]


def _wanted(at: int, paths: tuple[str, ...], names: Mapping[str, str], told: ToldColumn | None) -> _Wanted:
    key = best_key(paths, names)
    if told is not None:
        return _Wanted(-1, told.field, plain_measure(told.measure) or key.measure, paths)
    whole = len(paths) < 2 or best_key(paths[:-1], names) == key
    return _Wanted(0 if whole else 1, names.get(key.name), key.measure, paths)


def _settled(
    header: Sequence[str], wanted: Sequence[_Wanted], shapes: Mapping[str, FieldShape]
) -> tuple[SeenColumn, ...]:
    """What becomes of every column, in the order of the file."""
    seen: dict[int, SeenColumn] = {}
    taken: set[str] = set()
    for at in sorted(range(len(header)), key=lambda at: (wanted[at].rank, at)):
        _, field, measure, paths = wanted[at]
        factor: float | None = 1.0
        if field is None:
            use = _without_field(header[at], paths)
        elif not field:
            use = "left_out"
        else:
            shape = shapes[field]
            factor = uom_factor(measure, shape.uom) if shape.kind in ("number", "integer") else 1.0
            misfit = factor is None and bool(shape.uom)
            use = "measure" if misfit else "doubled" if field in taken else "read"
            taken |= {field} if use == "read" else set()
        seen[at] = SeenColumn(at, header[at], use, field or "", measure, 1.0 if factor is None else factor, paths)
    return tuple(seen[at] for at in range(len(header)))


def _without_field(text: str, paths: tuple[str, ...]) -> ColumnUse:
    if not header_key(text).name:
        return "nameless"
    return "personal" if _is_personal(text, paths) else "unused"


def _is_personal(text: str, paths: tuple[str, ...]) -> bool:
    return any(is_personal(name) for name in (text, *paths))


def _said(
    one: SeenColumn, seen: Sequence[SeenColumn], shapes: Mapping[str, FieldShape], place: Finding
) -> Finding | None:
    """The finding about one column; None for a column that is read or has no header."""
    found = replace(place, column=one.header)
    match one.use:
        case "unused":
            return found
        case "personal":
            return replace(found, code="COL-05")
        case "left_out":
            return replace(found, code="COL-15")
        case "doubled":
            first = next(other.header for other in seen if other.use == "read" and other.field == one.field)
            return replace(found, code="COL-02", value=first)
        case "measure":
            shape = shapes[one.field]
            return replace(found, value=one.measure, allowed=f"{shape.label.zh} ({shape.uom})")
    return None


def _suggested(finding: Finding, seen: Sequence[SeenColumn], free: Mapping[str, FieldShape]) -> Finding:
    """A column not used, with the field it may have meant and how like the names are; never applied."""
    if finding.code != "COL-04" or finding.allowed or not free:
        return finding
    from riskkit.intake.suggestions import suggest

    paths = next(one.paths for one in seen if one.header == finding.column and one.use == "unused")
    near = suggest(paths, free)
    return replace(finding, allowed=f"{near.label} ({near.score:.0f})") if near else finding


def _missing(code: str, where: str, header: Sequence[str], field: str, shape: FieldShape) -> RiskkitError:
    """No column for a required field: the header found (its beginning) and the names it may have."""
    cells = [text for text in header if text]
    more = f" … ({len(cells)})" if len(cells) > HEADERS_SHOWN else ""
    names = dict.fromkeys([shape.label.zh, *shape.aliases, shape.label.en, field])
    return RiskkitError(
        code, where=where, found=", ".join(cells[:HEADERS_SHOWN]) + more, allowed=", ".join(name for name in names)
    )
