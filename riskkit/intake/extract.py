"""Read an extract: from a file or a DataFrame to typed blocks, findings and an account of every row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from riskkit.errors import Finding, RiskkitError
from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.clean import CleanChunk, Cleaner
from riskkit.intake.columns import ColumnMapping, known_names, map_columns
from riskkit.intake.conflicts import conflicts
from riskkit.intake.districts import District, read_districts
from riskkit.intake.findings import findings_frame
from riskkit.intake.header import HeaderRows
from riskkit.intake.mapping_file import GivenMapping, mapping_decision, read_mapping, told_names
from riskkit.intake.personal_watch import first_rows, without_personal
from riskkit.intake.raw import Decision, RawExtract
from riskkit.intake.readers import open_extract
from riskkit.intake.rules import dup_03_rows_differ
from riskkit.terms import Lang

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class ExtractSummary:
    """What was read and how it was understood, for the manifest; ``rows_read = rows_kept + rows_set_aside``.

    ``decisions`` say how the file was understood and which option overrides each; ``rewritten`` counts the cells that
    a note tells of (another spelling, a measure converted), by its code.
    ``mapping`` is field → header as written; ``digest`` the SHA-256 of the input's bytes, ``map_digest`` that of the
    mapping file.
    """

    file: str
    sheet: str
    encoding: str
    header_row: int
    mapping: dict[str, str]
    digest: str
    rows_read: int
    rows_kept: int
    rows_set_aside: int
    kind: str = ""
    decisions: tuple[Decision, ...] = ()
    rewritten: dict[str, int] = field(default_factory=dict)
    map_file: str = ""
    map_digest: str = ""


class Extract:
    """An opened extract. Take :attr:`findings` (title rows, header) and then the findings of every chunk."""

    def __init__(
        self, raw: RawExtract, mapping: ColumnMapping, cleaner: Cleaner, given: GivenMapping | None = None
    ) -> None:
        self.given = given
        self.raw, self.mapping, self._cleaner = raw, mapping, cleaner
        self._kept = self._set_aside = 0
        self._personal: list[Finding] = []
        self._done = False
        self._conflicts: pl.DataFrame | None = None

    @property
    def findings(self) -> pl.DataFrame:
        """What was found before the first row: ROW-01 and COL-02 … COL-05."""
        return findings_frame([*self.raw.notes, *self.mapping.findings])

    @property
    def late_findings(self) -> pl.DataFrame:
        """What only the rows tell; final after :meth:`chunks` is exhausted: COL-16, COL-17, MISS-05,
        NUM-07, DUP-02 … DUP-05, GEO-03.
        """
        headers = {column.field: column.header for column in self.mapping.columns}
        differing = dup_03_rows_differ.said(self.conflicts(), headers)
        return pl.concat([self.file_findings, self._cleaner.late_findings(), differing])

    @property
    def file_findings(self) -> pl.DataFrame:
        """Of :attr:`late_findings` what is about the file itself: broken bytes, quotes, personal data."""
        return findings_frame([*self._personal, *self.raw.late_notes])

    def chunks(self) -> Iterator[CleanChunk]:
        """The cleaned chunks in the order of the file, once.

        Raises RiskkitError FILE-03 where the text turns out not to be in its encoding, FILE-04 when no row follows
        the header, and AssertionError if a row were lost.
        """
        assert not self._done, "an extract is read once; open it again"
        self._done = True
        first, chunks = first_rows(self.raw.chunks())
        mapping, self._personal = without_personal(self._cleaner.mapping, self._cleaner.shapes, self.raw, first)
        self._cleaner.mapping = mapping
        self.mapping = replace(self.mapping, personal=mapping.personal)
        for raw in chunks:
            chunk = self._cleaner.clean(raw)
            self._kept += chunk.table.height
            self._set_aside += chunk.set_aside.height
            assert raw.frame.height == chunk.table.height + chunk.set_aside.height, "a row was lost in intake"
            yield chunk
        assert self.raw.rows_read == self._kept + self._set_aside, "a row was lost in intake"
        if not self.raw.rows_read:
            raise RiskkitError("FILE-04", where=self.raw.file)

    def skip_late_findings(self) -> None:
        """Do without :attr:`late_findings`, which remember some 30 bytes a subject; ask before :meth:`chunks`."""
        self._cleaner.skip_late_findings()

    def conflicts(self) -> pl.DataFrame:
        """Rows of a doubled id whose cells differ, both sources side by side (conflicts.CONFLICT_DTYPES).

        Ask when :meth:`chunks` is exhausted; where ids are doubled, the extract is read a second time, once.
        """
        if self._conflicts is None:
            shapes = self._cleaner.shapes
            amounts = [name for name, shape in shapes.items() if shape.kind in ("number", "integer")]
            self._conflicts = conflicts(self.raw, self.mapping, self._cleaner.doubled, amounts)
        return self._conflicts

    @property
    def summary(self) -> ExtractSummary:
        """The account so far; final after :meth:`chunks` is exhausted."""
        raw = self.raw
        return ExtractSummary(
            file=raw.file,
            sheet=raw.sheet,
            encoding=raw.encoding,
            header_row=raw.header_row,
            mapping=self.mapping.by_field(),
            digest=raw.digest,
            rows_read=raw.rows_read,
            rows_kept=self._kept,
            rows_set_aside=self._set_aside,
            kind=raw.kind,
            rewritten=dict(sorted(self._cleaner.rewritten.items())),
            decisions=(*raw.decisions, *([mapping_decision(self.given)] if self.given else [])),
            map_file=self.given.file if self.given else "",
            map_digest=self.given.digest if self.given else "",
        )


def read_extract(
    source: str | Path | pl.DataFrame | pd.DataFrame,
    fields: Mapping[str, FieldShape],
    *,
    as_of: date,
    encoding: str | None = None,
    sheet: str | None = None,
    header_row: HeaderRows = None,
    query: str | None = None,
    mapping: Mapping[str, str] | str | Path | None = None,
    chunk_rows: int = 200_000,
    unique_ids: bool = True,
    log: Lang | None = None,
    area_aliases: Mapping[str, str] | None = None,
    coordinate_system: str = "",
    districts: Mapping[str, District] | str | Path | None = None,
) -> Extract:
    """Open ``source`` (a path, or a pandas or polars DataFrame) and map its header on the rulebook's ``fields``.

    ``source`` may be the URL of a database or a SQLite file too, read by ``query``. ``mapping`` tells which header is
    which field: a mapping file or header → field (:func:`riskkit.intake.mapping_file.read_mapping`).

    ``unique_ids`` is false for a table of events (fires), where one subject has many rows. ``log`` asks for the change
    log and the clean table in a language; ``area_aliases`` maps names of areas that have no code of their own (经开区)
    to a code; ``coordinate_system`` states that of all places, ``districts`` the outlines that they must lie in (a
    GeoJSON file or :func:`riskkit.intake.districts.read_districts`).
    Nothing but the header is judged before :meth:`Extract.chunks` is asked. Raises RiskkitError FILE-01 … FILE-06,
    COL-01 (no id column), COL-06 (no required column), COL-10 … COL-14 (the mapping file does not fit).

    >>> from riskkit.indicators.rule_file import FieldShape, Text
    >>> height = FieldShape(kind="number", label=Text(zh="高度", en="height"), uom="m", plausible=(0, 1000))
    >>> table = pl.DataFrame({"编号": ["甲1", "甲2"], "高度": ["12米", "很高"]})
    >>> extract = read_extract(table, {"height_m": height}, as_of=date(2026, 1, 1))
    >>> chunk = next(extract.chunks())
    >>> chunk.table.frame["height_m"].to_list(), chunk.findings.select("row", "column", "value", "code").rows()
    ([12.0, None], [(3, '高度', '很高', 'NUM-01')])
    """
    given = read_mapping(mapping)
    if isinstance(source, str | Path):
        known = frozenset(known_names(fields)) | told_names(given)
        raw = open_extract(
            source,
            known=known,
            encoding=encoding,
            sheet=sheet,
            header_row=header_row,
            query=query,
            chunk_rows=chunk_rows,
        )
    else:
        from riskkit.intake.table_reader import open_frame

        raw = open_frame(source, chunk_rows)
    mapped = map_columns(
        raw.header,
        fields,
        paths=raw.head.paths if raw.head else (),
        given=given,
        file=raw.file,
        sheet=raw.sheet,
        header_row=raw.header_row,
    )
    cleaner = Cleaner(
        mapped,
        raw.header,
        fields,
        as_of,
        file=raw.file,
        sheet=raw.sheet,
        unique_ids=unique_ids,
        head=raw.head,
        log=log,
        area_aliases=area_aliases,
        epoch_1904=raw.epoch_1904,
        coordinate_system=coordinate_system,
        districts=read_districts(districts) if isinstance(districts, str | Path) else districts,
    )
    return Extract(raw, mapped, cleaner, given)
