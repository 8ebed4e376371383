"""Findings, rows set aside and conflicts in words, and the account of every row through every station."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import polars as pl

from riskkit.codes import CODES
from riskkit.errors import Finding, RiskkitError
from riskkit.records import FINDINGS, SET_ASIDE
from riskkit.records_intake import CHANGES, CONFLICTS, FINDING_SUMMARY
from riskkit.terms import BETWEEN_LANGS, Label, Lang, Severity

_PLACE: dict[str, type[pl.DataType]] = {
    "row": pl.Int64,
    "column": pl.String,
    "value": pl.String,
    "code": pl.String,
    "allowed": pl.String,
}
_ORIGIN: dict[str, type[pl.DataType]] = {"subject_id": pl.String, "sheet": pl.String, "file": pl.String}
STATIONS: dict[str, Label] = {
    "extract": Label("读入", "extract"),
    "rows": Label("辨认数据行", "rows"),
    "validate": Label("校验", "validate"),
    "score": Label("评分", "score"),
    "register": Label("清单", "register"),
    "clean": Label("清洗", "clean"),
}
THROUGH_ASSESSMENT = ("extract", "rows", "validate", "score", "register")
# the family of a code → the station that sets a row aside for it; the others are said by the last station
_SAID_AT = {"ROW": "rows", "ID": "validate", "DUP": "validate", "SCORE": "score"}
_SAME = Label("重复：各列相同", "same in every column")
_DIFFERENT = Label("冲突：取值不同", "the values differ")
_ONE_EMPTY = Label("一方为空", "one of them is empty")


def as_frame(findings: Iterable[Finding], file: str = "") -> pl.DataFrame:
    """Findings as a table of the columns that intake's findings have; ``file`` where a finding names none."""
    rows = [
        {name: getattr(finding, name) for name in (*_PLACE, *_ORIGIN)} | {"file": finding.file or file}
        for finding in findings
    ]
    return pl.DataFrame(rows, schema=_PLACE | _ORIGIN)


def findings_in_words(findings: pl.DataFrame, lang: Lang) -> pl.DataFrame:
    """Findings with severity, problem and mend (records.FINDINGS), errors first, then by code, file and row."""
    ordered = findings.with_columns(pl.col("code").cast(pl.Enum(_in_order())).alias("_order"))
    ordered = ordered.sort(["_order", "file", "row"], nulls_last=True, maintain_order=True)
    ordered = ordered.with_columns(_in_lang(ordered, name, lang) for name in ("value", "allowed"))
    if lang == "zh":  # the column is named already; the field's id says nothing to who fills in the table
        is_lack = pl.col("code") == "COL-03"
        ordered = ordered.with_columns(pl.when(is_lack).then(pl.lit("")).otherwise("value").alias("value"))
    at = ordered.get_column("_order").to_physical()
    words = _words(lang)
    said = [words.get_column(name).gather(at) for name in ("severity", "problem", "mend")]
    return ordered.with_columns(said).select([column.name for column in FINDINGS])


def summary_by_rule(findings: pl.DataFrame) -> pl.DataFrame:
    """One row a code (records_intake.FINDING_SUMMARY), errors first, of what :func:`findings_in_words` gives.

    >>> found = findings_in_words(as_frame([Finding("NUM-01", row=row, column="高") for row in (9, 4)]), "zh")
    >>> summary_by_rule(found).select("code", "count", "row", "column").rows()
    [('NUM-01', 2, 4, '高')]
    """
    grouped = findings.group_by("code", maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("count"),
        pl.first("severity", "problem", "sheet", "row", "column", "value", "mend"),
    )
    return grouped.select([column.name for column in FINDING_SUMMARY])


def set_aside_in_words(rows: pl.DataFrame, lang: Lang) -> pl.DataFrame:
    """Set-aside rows with the reason in words (records.SET_ASIDE), in the order of the file."""
    joined = rows.join(_words(lang).select("code", pl.col("problem").alias("reason")), on="code", how="left")
    return joined.sort(["file", "row"], maintain_order=True).select([column.name for column in SET_ASIDE])


def changes_in_words(changes: pl.DataFrame, lang: Lang) -> pl.DataFrame:
    """Changed cells with the rule in words (records_intake.CHANGES), in the order of the file."""
    words = _words(lang).select("code", pl.col("problem").alias("rule"))
    joined = changes.join(words, on="code", how="left", maintain_order="left")
    return joined.select([column.name for column in CHANGES])


def conflicts_in_words(conflicts: pl.DataFrame, findings: pl.DataFrame, lang: Lang) -> pl.DataFrame:
    """Doubled rows with both sources (records_intake.CONFLICTS): the cells that differ, and pairs without any.

    ``conflicts`` is as :meth:`riskkit.intake.extract.Extract.conflicts` gives it; ``findings`` hold the DUP-01, whose
    values name the first row: ``A01 (#5)``.
    """
    doubled = findings.filter(pl.col("code") == "DUP-01").select(
        "subject_id",
        pl.lit("").alias("column"),
        pl.lit("").alias("value_a"),
        pl.col("value").str.extract(r"\(#(\d+)\)$").cast(pl.Int64).alias("row_a"),
        pl.lit("").alias("value_b"),
        pl.col("row").alias("row_b"),
        "sheet",
        "file",
        pl.lit(_SAME.of(lang)).alias("same_or_not"),
    )
    same = doubled.drop_nulls("row_a").join(conflicts, on=["file", "sheet", "row_b"], how="anti")
    empty = pl.any_horizontal(pl.col(value).fill_null("").str.strip_chars() == "" for value in ("value_a", "value_b"))
    how = pl.when(empty).then(pl.lit(_ONE_EMPTY.of(lang))).otherwise(pl.lit(_DIFFERENT.of(lang)))
    differing = conflicts.with_columns(how.alias("same_or_not"))
    both = pl.concat([differing, same.select(differing.columns)])
    return both.sort(["file", "row_b"], maintain_order=True).select([column.name for column in CONFLICTS])


@dataclass(frozen=True)
class Station:
    """What one station took and gave: ``rows_in = rows_out + the sum of set_aside`` (code → rows)."""

    name: str
    rows_in: int
    rows_out: int
    set_aside: dict[str, int]

    def as_dict(self, lang: Lang) -> dict[str, object]:
        """The station as the manifest shows it, every reason in words."""
        reasons = [
            {"code": code, "reason": CODES[code].problem.of(lang), "rows": count}
            for code, count in sorted(self.set_aside.items())
        ]
        return {
            "station": self.name,
            "label": STATIONS[self.name].of(lang),
            "rows_in": self.rows_in,
            "rows_out": self.rows_out,
            "set_aside": reasons,
        }


def account_of(
    read: int, set_aside: pl.DataFrame, names: Sequence[str], ended: int, counted: Mapping[str, int] | None = None
) -> list[Station]:
    """The way of all rows ``read`` through the stations ``names``, to ``ended`` rows at the end.

    ``set_aside`` has a row for each row set aside, with its ``code``; ``counted`` are rows that stations counted by
    themselves. Raises RiskkitError ROW-99 (a bug of riskkit) where a station does not add up.

    >>> aside = pl.DataFrame({"code": ["ROW-02", "DUP-01", "ROW-02"]})
    >>> [(s.name, s.rows_in, s.rows_out) for s in account_of(9, aside, ("extract", "rows", "validate"), 6)]
    [('extract', 9, 9), ('rows', 9, 7), ('validate', 7, 6)]
    """
    counts = dict(set_aside.group_by("code").len().iter_rows())
    at_station: dict[str, dict[str, int]] = {name: {} for name in names}
    for code, count in counts.items():
        said_at = _SAID_AT.get(code.split("-")[0], names[-1])
        at_station[said_at if said_at in at_station else names[-1]][code] = count
    stations, rows = [], read
    for name in names:
        left = rows - sum(at_station[name].values())
        stations.append(Station(name, rows, left, at_station[name]))
        rows = left
    check_account(read, ended, sum(counts.values()))
    check_stations(stations, read, ended)
    for station in stations:
        own = (counted or {}).get(station.name, station.rows_out)
        if own != station.rows_out:
            raise RiskkitError("ROW-99", found=f"{station.name}: {own} != {station.rows_out}")
    return stations


def check_stations(stations: Sequence[Station], read: int, ended: int) -> None:
    """Every station gives what it took, less what it set aside; raises RiskkitError ROW-99 otherwise."""
    rows = read
    for station in stations:
        aside = sum(station.set_aside.values())
        if station.rows_in != rows or station.rows_in != station.rows_out + aside or station.rows_out < 0:
            found = f"{station.name}: {rows}, {station.rows_in} != {station.rows_out} + {aside}"
            raise RiskkitError("ROW-99", found=found)
        rows = station.rows_out
    if rows != ended:
        raise RiskkitError("ROW-99", found=f"{rows} != {ended}")


def check_account(read: int, scored: int, set_aside: int) -> None:
    """Every row read is scored or set aside; raises RiskkitError ROW-99 otherwise, which is a bug of riskkit."""
    if read != scored + set_aside:
        raise RiskkitError("ROW-99", found=f"{read} != {scored} + {set_aside}")


def _in_lang(findings: pl.DataFrame, name: str, lang: Lang) -> pl.Series:
    """The texts of a column that hold both languages, in one; the others as they are."""
    texts = findings.get_column(name)
    if not texts.str.contains(BETWEEN_LANGS, literal=True).any():
        return texts
    halves = pl.col(name).str.splitn(BETWEEN_LANGS, 2)
    zh, en = halves.struct.field("field_0"), halves.struct.field("field_1")
    return findings.select((en.fill_null(zh) if lang == "en" else zh).alias(name)).to_series()


@cache
def _in_order() -> list[str]:
    """Every code: errors first, then warnings and notes, by name within a severity."""
    ranks = [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    return sorted(CODES, key=lambda name: (ranks.index(CODES[name].severity), name))


@cache
def _words(lang: Lang) -> pl.DataFrame:
    """The words of every code, in the order of :func:`_in_order`."""
    return pl.DataFrame(
        [
            {
                "code": name,
                "severity": CODES[name].severity.value,
                "problem": CODES[name].problem.of(lang),
                "mend": CODES[name].mend.of(lang),
            }
            for name in _in_order()
        ]
    )
