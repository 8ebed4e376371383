"""What a check's samples lack, as findings: places, people, what is to be checked throughout."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from riskkit.checked_items.counts import FAIL, PASS
from riskkit.errors import Finding
from riskkit.indicators.item_rules import ItemRules
from riskkit.indicators.item_rules_file import ManagementBlock

Row = dict[str, object]
# samples of people: who was asked stands in the column of places, whatever was asked of them
PEOPLE = ("questionnaire", "responsible_person", "manager", "control_room", "department_head", "staff")


def sampling_findings(rows: pl.DataFrame, rules: ItemRules, headers: Callable[[str], str]) -> list[Finding]:
    """ITEM-11 … ITEM-16 for the samples of ``rows``, in the order of the file.

    A sample is what was checked (passed or failed) of one unit, item and kind: every place once, ``sampled`` of it
    where the row says so, of ``existing`` where that is known. Rows without a kind of sample are not judged.
    """
    samples = _samples(rows)
    found: list[Finding] = []
    if rules.facility is not None:
        found += _facilities(samples, rules.facility.at_least, rules.facility.more_after_failure)
    if rules.whole is not None:
        found += _throughout(samples, ["whole"], "ITEM-13", rules.whole.share)
    if rules.questionnaire is not None:
        found += _asked(rows, samples, rules.questionnaire.at_least)
    if rules.management is not None:
        found += _management(samples, rules.management)
    at = headers("sample_kind")
    placed = [Finding(one.code, one.row, at, one.value, one.allowed, subject_id=one.subject_id) for one in found]
    return sorted(placed, key=lambda one: (one.row or 0, one.code))


def _samples(rows: pl.DataFrame) -> pl.DataFrame:
    """Each unit, kind and item (people: all items) with ``n`` sampled, ``existing`` (null: not known), ``failed``."""
    kind = pl.col("sample_kind").cast(pl.String)
    checked = rows.filter(kind.is_not_null() & pl.col("result").is_in([PASS, FAIL])).with_columns(
        pl.when(kind.is_in(PEOPLE)).then(kind).otherwise(pl.col("item_key")).alias("item_key")
    )
    # a place that stands in several rows is one place; a row without a place is one of its own
    place = pl.coalesce(pl.col("place"), pl.format("#{}", pl.col("row")))
    keys = ["subject_id", "item_key", "sample_kind"]
    places = (
        checked.with_columns(place.alias("place"))
        .group_by(*keys, "place", maintain_order=True)
        .agg(
            pl.col("row").first(),
            pl.col("sampled").max().fill_null(1.0).alias("n"),
            pl.col("existing").max(),
            (pl.col("result") == FAIL).any().alias("failed"),
            pl.col("item").first(),
        )
    )
    return places.group_by(keys, maintain_order=True).agg(
        pl.col("row").first(),
        pl.col("n").sum(),
        pl.col("existing").max(),
        pl.col("failed").any(),
        pl.col("item").first(),
    )


def _of_kind(samples: pl.DataFrame, kinds: list[str]) -> pl.DataFrame:
    return samples.filter(pl.col("sample_kind").cast(pl.String).is_in(kinds))


def _short(samples: pl.DataFrame, code: str, wanted: pl.Expr) -> Iterator[Finding]:
    """A finding for each sample that has fewer than ``wanted``, or than there are where those are fewer."""
    needed = pl.min_horizontal(wanted, pl.col("existing"))
    for row in samples.with_columns(needed.alias("needed")).filter(pl.col("n") < pl.col("needed")).to_dicts():
        yield _finding(code, row, f"≥ {_number(row['needed'])}")


def _finding(code: str, row: Row, allowed: str) -> Finding:
    existing = "?" if row["existing"] is None else _number(row["existing"])
    value = f"{row['item'] or ''} {_number(row['n'])} / {existing}".strip()
    return Finding(code, int(str(row["row"])), value=value, allowed=allowed, subject_id=str(row["subject_id"]))


def _number(value: object) -> str:
    return f"{float(str(value)):g}"


def _facilities(samples: pl.DataFrame, at_least: int, more: int) -> Iterator[Finding]:
    """ITEM-11 fewer than the least; ITEM-12 one failed and fewer than the least and ``more`` together.

    A table does not tell the first sample from the further one: together they are at least ``at_least + more``.
    """
    own = _of_kind(samples, ["facility"])
    yield from _short(own, "ITEM-11", pl.lit(float(at_least)))
    yield from _short(own.filter(pl.col("failed")), "ITEM-12", pl.lit(float(at_least + more)))


def _throughout(samples: pl.DataFrame, kinds: list[str], code: str, share: float) -> Iterator[Finding]:
    """``code`` where less than a share of what there is was sampled; ITEM-16 where that is not known."""
    own = _of_kind(samples, kinds)
    for row in own.filter(pl.col("existing").is_null()).to_dicts():
        yield _finding("ITEM-16", row, "")
    # 0.2 × 15 is 3.0000000000000004 in binary; a sample on the limit complies
    wanted = (pl.col("existing") * share - 1e-9).ceil()
    yield from _short(own.filter(pl.col("existing").is_not_null()), code, wanted)


def _asked(rows: pl.DataFrame, samples: pl.DataFrame, at_least: int) -> Iterator[Finding]:
    """ITEM-14 for each unit with samples whose questionnaires together asked fewer people, or none."""
    asked = _of_kind(samples, ["questionnaire"]).group_by("subject_id").agg(pl.col("n").sum().alias("asked"))
    units = (
        rows.filter(pl.col("sample_kind").is_not_null())
        .group_by("subject_id", maintain_order=True)
        .agg(pl.col("row").first())
    )
    joined = units.join(asked, on="subject_id", how="left", maintain_order="left").with_columns(
        pl.col("asked").fill_null(0.0)
    )
    for row in joined.filter(pl.col("asked") < at_least).to_dicts():
        yield Finding(
            "ITEM-14", row["row"], value=_number(row["asked"]), allowed=f"≥ {at_least}", subject_id=row["subject_id"]
        )


def _management(samples: pl.DataFrame, rule: ManagementBlock) -> Iterator[Finding]:
    """ITEM-15 for whom too few of the management were asked."""
    yield from _throughout(samples, rule.whole, "ITEM-15", 1.0)
    yield from _throughout(samples, ["department_head"], "ITEM-15", rule.department_head_share)
    staff = _of_kind(samples, ["staff"])
    above, within = float(rule.staff_above), float(rule.staff_within)
    for row in staff.filter(pl.col("existing").is_null() & (pl.col("n") < above)).to_dicts():
        yield _finding("ITEM-16", row, "")
    wanted = pl.when(pl.col("existing") > rule.staff_limit).then(above).otherwise(within)
    yield from _short(staff.filter(pl.col("existing").is_not_null()), "ITEM-15", wanted)
