"""Credit records on the day of assessment: which may be used, what fields they give, and the account of every record.

信用修复管理办法 (发改委令第36号, in force 2026-04-01): a record that is repaired, or past its publicity period, is no
longer used. So it stops here, before any score; it is counted, and listed as 未计入, and nothing else. A record is
in its publicity period on the last day of it; it is repaired from the day of the repair on.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from riskkit.explanation import CreditLine
from riskkit.indicators.rule_file import CreditBlock
from riskkit.inputs import SideTable
from riskkit.ledger import as_frame
from riskkit.records import CREDIT
from riskkit.table_rules import (
    cred_01_no_subject,
    cred_02_repaired_before_record,
    cred_03_no_day,
    cred_04_no_end,
    cred_05_later,
    cred_06_public_before_record,
    cred_10_again,
    cred_11_unclear,
)
from riskkit.terms import Basis, CreditUse
from riskkit.typed_table import SOURCE_ROW

NOT_COUNTED = (CreditUse.REPAIRED, CreditUse.PUBLICITY_OVER, CreditUse.UNCLEAR)
# cells of the two days that say there is none (未修复, 长期公示), so that it is known what they mean
_NO_DAY = r"^\s*(?:未|否|没|不|无|长期|永久)"
_SAME = ("subject_id", "recorded_on", "credit_level", "document", "authority")
_DAYS = ("publicity_until", "repaired_on")
_ABOUT_DAYS = (
    cred_02_repaired_before_record,
    cred_03_no_day,
    cred_04_no_end,
    cred_05_later,
    cred_06_public_before_record,
    cred_10_again,
    cred_11_unclear,
)


@dataclass(frozen=True)
class Credit:
    """Every credit record that intake kept, with its use on the day (``records`` as records.CREDIT), and the rest.

    ``read = records.height + set_aside``; the sum of :meth:`account` over the uses is ``records.height``.
    """

    records: pl.DataFrame
    read: int
    set_aside: int

    def account(self) -> dict[str, int]:
        """``read`` = the sum of all the others: one count a use, and the rows that intake set aside."""
        counts = dict(self.records.get_column("use").value_counts().iter_rows())
        return {"read": self.read, **{use.value: counts.get(use.value, 0) for use in CreditUse}} | {
            "set_aside": self.set_aside
        }

    def in_use(self) -> pl.DataFrame:
        """The records that may reach a score."""
        return self.records.filter(pl.col("use") == CreditUse.IN_USE.value)


def judge(table: SideTable, rule: CreditBlock, clause: str, day: date) -> tuple[Credit, pl.DataFrame]:
    """Every record of ``table`` with its use on ``day``, and what is wrong with the records.

    ``clause`` is the text cited beside every use. Findings CRED-02 … CRED-06, CRED-10 and CRED-11; a contradiction
    never brings a record back into use.
    """
    frame = table.frame.with_columns(_use(table, rule, day).alias("use"))
    frame = _once(frame)
    findings = _contradictions(table, frame)
    records = frame.with_columns(
        *_cited(clause, rule.basis.value),
        pl.col(SOURCE_ROW).alias("row"),
        pl.lit(table.source.file).alias("file"),
    )
    kept = records.select([column.name for column in CREDIT])
    return Credit(kept, table.source.rows, table.set_aside), findings


def _cited(clause: str, basis: str) -> list[pl.Expr]:
    """What keeps a record out: the rule, or riskkit's own choice where a day cannot be read; else nothing."""
    by_rule = pl.col("use").is_in([CreditUse.REPAIRED.value, CreditUse.PUBLICITY_OVER.value])
    unclear = pl.col("use") == CreditUse.UNCLEAR.value
    own = pl.when(unclear).then(pl.lit(Basis.PROJECT_DEFAULT.value))
    return [
        pl.when(by_rule).then(pl.lit(clause)).alias("clause"),
        pl.when(by_rule).then(pl.lit(basis)).otherwise(own).alias("basis"),
    ]


def _use(table: SideTable, rule: CreditBlock, day: date) -> pl.Expr:
    """The use of each record by its own days; the first that fits."""
    never = pl.lit(False)
    repaired = pl.col("repaired_on") <= day if "repaired" in rule.not_used else never
    over = pl.col("publicity_until") < day if "publicity_over" in rule.not_used else never
    words = {use: pl.lit(use.value) for use in CreditUse}
    return (
        pl.when(repaired)
        .then(words[CreditUse.REPAIRED])
        .when(over)
        .then(words[CreditUse.PUBLICITY_OVER])
        .when(pl.col("recorded_on") > day)
        .then(words[CreditUse.LATER])
        .when(pl.col(SOURCE_ROW).is_in(_unreadable(table).implode()))
        .then(words[CreditUse.UNCLEAR])
        .otherwise(words[CreditUse.IN_USE])
    )


def _unreadable(table: SideTable) -> pl.Series:
    """Rows whose repair or last day of publicity says something that is no day."""
    return table.findings.filter(_about_days(table) & ~says_no_day(table)).get_column("row").unique()


def _about_days(table: SideTable) -> pl.Expr:
    return (pl.col("code") == "DATE-01") & pl.col("column").is_in([table.header(name) for name in _DAYS])


def says_no_day(table: SideTable) -> pl.Expr:
    """Which of the table's findings are about a repair or a last day that is said not to be: 未修复, 长期."""
    return _about_days(table) & pl.col("value").str.contains(_NO_DAY)


def _once(frame: pl.DataFrame) -> pl.DataFrame:
    """Copies of one record count once, as the copy that may least be used: a repair is not undone by an older copy.

    Without a document number only rows that are equal in every day are copies of one another.
    """
    unnamed, unclear = pl.col("document").is_null(), pl.col("use") == CreditUse.UNCLEAR.value
    own = [pl.when(unnamed).then(pl.col(name)).alias(f"_{name}") for name in _DAYS]
    own.append(pl.when(unnamed & unclear).then(pl.col(SOURCE_ROW)).alias("_row"))
    kept_out = pl.col("use").is_in([use.value for use in NOT_COUNTED])
    ordered = frame.with_columns(*own, pl.int_range(pl.len()).alias("_at"), (~kept_out).alias("_usable"))
    ordered = ordered.sort("_usable", "_at")
    copy = pl.struct(*_SAME, *(expr.meta.output_name() for expr in own)).is_first_distinct().not_()
    marked = ordered.with_columns(
        pl.when(copy).then(pl.lit(CreditUse.REPEATED.value)).otherwise(pl.col("use")).alias("use")
    )
    return marked.sort("_at").drop("_at", "_usable", *(expr.meta.output_name() for expr in own))


def _contradictions(table: SideTable, frame: pl.DataFrame) -> pl.DataFrame:
    """What is wrong with the days of the records, each at its row."""
    return pl.concat(
        [table.findings_at(frame.filter(rule.wrong()), rule.RULE.code, rule.FIELD) for rule in _ABOUT_DAYS]
    )


def settle(credit: Credit, subjects: pl.Series) -> tuple[Credit, pl.DataFrame]:
    """``credit`` once all ``subjects`` are known: records of other ids are not used, CRED-01 for each."""
    elsewhere = ~pl.col("subject_id").is_in(subjects.implode())
    lost = credit.records.filter(elsewhere)
    use = pl.when(elsewhere).then(pl.lit(CreditUse.NO_SUBJECT.value)).otherwise(pl.col("use")).alias("use")
    uncited = [pl.when(~elsewhere).then(pl.col(name)).alias(name) for name in ("clause", "basis")]
    findings = lost.select(
        "row",
        pl.lit("").alias("column"),
        pl.col("subject_id").alias("value"),
        pl.lit(cred_01_no_subject.RULE.code).alias("code"),
        pl.lit("").alias("allowed"),
        "subject_id",
        pl.lit("").alias("sheet"),
        "file",
    )
    return replace(credit, records=credit.records.with_columns(use, *uncited)), findings.cast(as_frame([]).schema)


def with_counts(rows: pl.DataFrame, credit: Credit) -> pl.DataFrame:
    """Register rows with ``credit_records`` (in use) and ``credit_excluded`` (repaired, expired or unreadable)."""
    uses: dict[str, Collection[str]] = {
        "credit_records": [CreditUse.IN_USE.value],
        "credit_excluded": [use.value for use in NOT_COUNTED],
    }
    counts = credit.records.group_by("subject_id").agg(
        pl.col("use").is_in(list(wanted)).sum().cast(pl.Int64).alias(name) for name, wanted in uses.items()
    )
    joined = rows.join(counts, on="subject_id", how="left", maintain_order="left")
    return joined.with_columns(pl.col(name).fill_null(0) for name in uses)


def not_counted(credit: pl.DataFrame | None, entries: pl.DataFrame) -> dict[str, list[CreditLine]]:
    """Subject → its records that reach no score, in the order of their file; ``entries`` holds the subjects asked."""
    lines: dict[str, list[CreditLine]] = {}
    if credit is None:
        return lines
    out = credit.filter(pl.col("use").is_in([use.value for use in NOT_COUNTED]))
    names = ("recorded_on", "credit_level", "document", "authority", "use", "publicity_until", "repaired_on")
    for row in out.join(entries.select("subject_id"), on="subject_id", how="semi").iter_rows(named=True):
        line = CreditLine(*(row[name] for name in (*names, "clause", "basis")))
        lines.setdefault(row["subject_id"], []).append(line)
    return lines
