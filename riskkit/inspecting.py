"""Look at a table before anything is done with it: how it is read, which column is which field, what is missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from riskkit.indicators.loader import BUILT_IN_RULES, identity_fields, parse_rule_file, rulebook_paths
from riskkit.indicators.rule_file import FieldsFile, FieldShape, RulebookFile
from riskkit.indicators.rulebook import Rulebook
from riskkit.intake.columns import ID_FIELD, known_names, match_columns, with_id
from riskkit.intake.first_look import FirstLook, look_at
from riskkit.intake.mapping_draft import draft_rows
from riskkit.intake.mapping_file import GivenMapping, mapping_decision, read_mapping, told_names, write_mapping
from riskkit.intake.raw import RawExtract
from riskkit.intake.readers import open_extract
from riskkit.reading import Options
from riskkit.reporting.template_readers import VETOES, ReadBy, readers_of
from riskkit.terms import Lang, in_lang
from riskkit.which_table import SIDE_TABLES, WhichTable, which_table

if TYPE_CHECKING:
    import pandas as pd

    Table = str | Path | pd.DataFrame | pl.DataFrame

__all__ = ["Inspection", "inspect", "save_mapping"]

ROWS = 2_000
BEST = 3
_SUFFIXES = {".csv": "csv", ".txt": "csv", ".tsv": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls"}
_SUFFIXES |= {".ods": "ods", ".parquet": "parquet", ".html": "html", ".htm": "html", ".et": "xls"}
COLUMN_NAMES = (
    "column",
    "header",
    "use",
    "field",
    "label",
    "measure",
    "factor",
    "uom",
    "example",
    "empty_share",
    "unknown_share",
    "not_applicable_share",
    "suggestion",
    "suggestion_label",
    "score",
)


@dataclass(frozen=True, repr=False)
class Inspection:
    """How a table was understood, as plain pandas tables; only its header and first rows were looked at.

    ``kind`` is what the content is, ``named`` what the file's name says where that differs. ``columns`` has a row a
    column of the file (:data:`COLUMN_NAMES`; ``use`` as in :data:`riskkit.intake.columns.ColumnUse`). ``missing``:
    field, label, blocks (run, grade, verdict or empty), read_by, share. ``rows``: row, code, text of titles and of rows
    that are no subject, ``notes`` the same of what the file itself tells (row is None for the whole file): broken
    bytes, quotes that are never closed, hidden rows. ``sheets``: sheet, rows, columns, hidden, chosen. ``decisions``:
    what, chosen, why, option. ``rulebooks``: those that fit best where no rules were named (rules, label, columns,
    fields).
    """

    file: str
    kind: str
    named: str
    size: int | None
    encoding: str
    sheet: str
    header_rows: tuple[int, int]
    rules: str
    sample_row: str
    rows_looked_at: int
    sheets: pd.DataFrame
    columns: pd.DataFrame
    missing: pd.DataFrame
    rows: pd.DataFrame
    notes: pd.DataFrame
    decisions: pd.DataFrame
    rulebooks: pd.DataFrame
    lang: Lang = "zh"
    look: FirstLook | None = field(default=None, repr=False)
    shapes: Mapping[str, FieldShape] = field(default_factory=dict, repr=False)

    def __repr__(self) -> str:
        read = int((self.columns["use"] == "read").sum())
        return f"Inspection({self.file}, {self.kind}, {read} of {len(self.columns)} columns read)"


def inspect(
    table: Table,
    rules: str | None = None,
    as_of: date | str | None = None,
    *,
    rule_root: str | Path | None = None,
    choices: Mapping[str, str] | None = None,
    options: Options | None = None,
) -> Inspection:
    """Look at ``table`` (a file or a DataFrame) as ``rules`` (a rulebook ``level/name`` or ``table/name``) reads it.

    ``as_of`` is needed with rules. Without them only who and where a subject is are mapped, and the rulebooks that fit
    best are named. A column that lacks is said, never raised. Raises RiskkitError for a table that cannot be opened
    (FILE-…), unknown rules (RULE-30), a day that is none (ARG-01), a mapping file that does not fit (COL-10 … COL-14).

    >>> units = pl.DataFrame({"单位编号": ["甲1"], "建筑面积（万㎡）": ["1.2"], "建筑高": ["3"]})
    >>> seen = inspect(units, "unit/city_score_100", "2026-01-01")
    >>> seen.columns[["field", "factor", "suggestion"]].values.tolist()[1:]
    [['floor_area_m2', 10000.0, ''], ['', 1.0, 'building_height_m']]
    """
    options = options or Options()
    root = Path(rule_root) if rule_root is not None else None
    which, rulebook = _read_as(rules, as_of, root, choices)
    books = {} if rules else _books(root)
    given = read_mapping(options.mapping)
    raw = _opened(table, which, books, given, options)
    look = look_at(raw, which.fields, given)
    missing = _missing(which, rulebook, look, options.lang)
    path = Path(table) if isinstance(table, str | Path) and Path(table).is_file() else None
    fitting = _fitting(raw, books, root, options.lang)
    return _inspection(raw, look, which, options.lang, given, path, missing, fitting)


def save_mapping(
    inspection: Inspection, path: str | Path, *, adopted: Collection[int] = (), replace: bool = False
) -> int:
    """Write the mapping found, and the suggestions, to be edited and given as ``--map``; how many lines count.

    ``adopted`` are the columns (from 1) whose suggestion was confirmed. Raises RiskkitError OUT-01 when the file
    exists and ``replace`` is not set.
    """
    look = inspection.look
    assert look is not None
    places = {number - 1 for number in adopted}
    lines = draft_rows(look.seen, look.suggestions, inspection.shapes, adopted=places, lang=inspection.lang)
    write_mapping(Path(path), lines, replace=replace)
    return sum(line[4] == "是" for line in lines)


def _read_as(
    rules: str | None, as_of: date | str | None, root: Path | None, choices: Mapping[str, str] | None
) -> tuple[WhichTable, Rulebook | None]:
    """What the table is read as, and the rulebook where it is one."""
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of or date.max
    which = which_table(rules, day, root, choices)
    named = rules is not None and rules not in SIDE_TABLES
    return which, Rulebook.at(day, which.id, root, choices=choices) if named else None


def _opened(
    table: Table,
    which: WhichTable,
    books: Mapping[str, Mapping[str, FieldShape]],
    given: GivenMapping | None,
    options: Options,
) -> RawExtract:
    """The table with its header found by every name that could be meant."""
    if not isinstance(table, str | Path):
        from riskkit.intake.table_reader import open_frame

        return open_frame(table, ROWS)
    known = set(known_names(which.fields)) | told_names(given)
    for fields in books.values():
        known |= set(known_names(fields))
    return open_extract(
        table,
        known=frozenset(known),
        encoding=options.encoding,
        sheet=options.sheet,
        header_row=options.header_row,
        query=options.query,
        chunk_rows=ROWS,
    )


# ---------------------------------------------------------------- rulebooks that fit


def _books(root: Path | None) -> dict[str, dict[str, FieldShape]]:
    """The fields of every rulebook of the root; one that does not load is left out."""
    home = root or BUILT_IN_RULES
    found = {}
    for name, path in rulebook_paths(home).items():
        parsed, _, _ = parse_rule_file(path / "fields.yaml", FieldsFile, home)
        if parsed is not None:
            found[name] = parsed.fields
    return found


def _fitting(
    raw: RawExtract, books: Mapping[str, Mapping[str, FieldShape]], root: Path | None, lang: Lang
) -> list[list[Any]]:
    """The rulebooks that can use most columns beyond who and where; of equals the one that has fewest to lack."""
    common = {ID_FIELD, *identity_fields(root), "region_id", "industry_id"}
    paths = raw.head.paths if raw.head else ()
    counted = []
    for name, fields in books.items():
        mapping = match_columns(raw.header, fields, paths=paths)
        used = {column.field for column in mapping.columns} - common
        wanted = [one for one, shape in fields.items() if not shape.derived and one not in common]
        if used:
            counted.append((len(used), len(wanted), name))
    best = sorted(counted, key=lambda one: (-one[0], one[1], one[2]))[:BEST]
    return [[name, _label(name, root, lang), used, wanted] for used, wanted, name in best]


def _label(name: str, root: Path | None, lang: Lang) -> str:
    home = root or BUILT_IN_RULES
    parsed, _, _ = parse_rule_file(rulebook_paths(home)[name] / "rulebook.yaml", RulebookFile, home)
    return "" if parsed is None else parsed.label.zh if lang == "zh" else parsed.label.en


# ---------------------------------------------------------------- what is missing


def _missing(which: WhichTable, rulebook: Rulebook | None, look: FirstLook, lang: Lang) -> list[list[Any]]:
    """Columns that would be used and lack: what lacks them stops the run, withholds the grade, or leaves it weaker."""
    have = {column.field for column in look.mapping.columns}
    readers = readers_of(rulebook) if rulebook else {}
    leaves = rulebook.leaves if rulebook else ()
    refused = {name for leaf in leaves if leaf.indicator.missing == "refuse" for name in leaf.fields()}
    found = []
    for name, shape in with_id(which.fields).items():
        required = shape.required or name == ID_FIELD
        if name in have or shape.derived or not (required or name in which.expected):
            continue
        told = readers.get(name, [])
        decides = "verdict" if any(one.read_by in VETOES for one in told) else ""
        blocks = "run" if required else "grade" if name in refused else decides
        share = sum(one.share or 0.0 for one in told if one.read_by is ReadBy.INDICATOR)
        names = dict.fromkeys(one.label.of(lang) for one in told)
        label = shape.label.zh if lang == "zh" else shape.label.en
        found.append([name, label, blocks, "、".join(names), share])
    return sorted(found, key=lambda row: (("run", "grade", "verdict", "").index(row[2]), -row[4]))


# ---------------------------------------------------------------- put together


def _inspection(
    raw: RawExtract,
    look: FirstLook,
    which: WhichTable,
    lang: Lang,
    given: GivenMapping | None,
    path: Path | None,
    missing: list[list[Any]],
    fitting: list[list[Any]],
) -> Inspection:
    import pandas as pd

    shapes = with_id(which.fields)
    decisions = [*raw.decisions, *([mapping_decision(given)] if given else [])]
    said = [[one.what.of(lang), one.chosen, one.why.of(lang), one.option] for one in decisions]
    sheets = [[one.name, one.rows, one.columns, one.hidden, one.name == raw.sheet] for one in raw.sheets]
    notes = [(note.row, note.code, in_lang(note.value, lang)) for note in (*raw.notes, *raw.late_notes)]
    about_file = [note for note in notes if note[0] is None or note[1].startswith("FILE-")]
    titles = [note for note in notes if note not in about_file]
    named = _SUFFIXES.get(path.suffix.lower(), "") if path else ""
    return Inspection(
        file=raw.file,
        kind=raw.kind,
        named=named if raw.kind and named != raw.kind else "",
        size=path.stat().st_size if path else None,
        encoding=raw.encoding,
        sheet=raw.sheet,
        header_rows=(raw.header_first or raw.header_row, raw.header_row),
        rules=which.id,
        sample_row=look.sample_row,
        rows_looked_at=look.rows,
        sheets=pd.DataFrame(sheets, columns=["sheet", "rows", "columns", "hidden", "chosen"]),
        columns=pd.DataFrame(_column_rows(look, shapes, lang), columns=list(COLUMN_NAMES)),
        missing=pd.DataFrame(missing, columns=["field", "label", "blocks", "read_by", "share"]),
        rows=pd.DataFrame([*titles, *look.aside], columns=["row", "code", "text"]),
        notes=pd.DataFrame(about_file, columns=["row", "code", "text"], dtype=object),
        decisions=pd.DataFrame(said, columns=["what", "chosen", "why", "option"]),
        rulebooks=pd.DataFrame(fitting, columns=["rules", "label", "columns", "fields"]),
        lang=lang,
        look=look,
        shapes=shapes,
    )


def _column_rows(look: FirstLook, shapes: Mapping[str, FieldShape], lang: Lang) -> list[list[Any]]:
    rows = []
    for one, sample in zip(look.seen, look.samples, strict=True):
        shape, near = shapes.get(one.field), look.suggestions.get(one.position)
        label = "" if shape is None else shape.label.zh if lang == "zh" else shape.label.en
        suggested = [near.field, near.label, near.score] if near else ["", "", 0.0]
        told = [one.position + 1, one.header, one.use, one.field, label, one.measure, one.factor]
        rows.append([*told, (shape.uom or "") if shape else "", *sample, *suggested])
    return rows
