"""The register of one level → fields of the next: unit → industry → region, as data flow.

Which statistic over which column stands in the upper rulebook's fields.yaml (``roll_up``), not in code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from riskkit.below import IS_WORST, Registers
from riskkit.errors import Finding
from riskkit.indicators.rule_file import FieldShape, RollUp
from riskkit.terms import Level
from riskkit.typed_table import TypedTable

HISTORY_YEARS = 5  # the record that the rates rest on, as in fire_record.YEARS_OF_HISTORY


def with_roll_ups(
    table: TypedTable, fields: Mapping[str, FieldShape], registers: Registers
) -> tuple[TypedTable, list[Finding]]:
    """``table`` with its rolled-up fields filled from the registers of the levels below.

    Each register is a frame with the columns of records.REGISTER and the fields its level carries. A subject
    without any subject below it has count and sum 0 and the other statistics unknown. Findings: ROLL-01 for
    subjects below that name an id not in ``table``, ROLL-02 for a level that was not given.
    """
    specs = {name: shape.roll_up for name, shape in fields.items() if shape.roll_up}
    frame = table.frame.drop([name for name in specs if name in table.frame.columns])
    findings: list[Finding] = []
    for level in sorted({spec.level for spec in specs.values()}):
        of_level = {name: spec for name, spec in specs.items() if spec.level is level}
        register = registers.get(level)
        if register is None:
            findings.append(Finding("ROLL-02", column="、".join(of_level), value=level.value))
            continue
        for by in sorted({spec.by for spec in of_level.values()}):
            chosen = {name: spec for name, spec in of_level.items() if spec.by == by}
            frame, found = _joined(frame, register, by, chosen)
            findings += found
    return replace(table, frame=frame), findings


def in_every_chunk(found: Sequence[Sequence[Finding]]) -> list[Finding]:
    """The findings of with_roll_ups that hold for every chunk: an id absent from one may stand in another.

    >>> lost = [Finding("ROLL-01", value=value) for value in ("north", "south")]
    >>> [finding.value for finding in in_every_chunk([lost, lost[:1]])]
    ['north']
    """
    return [finding for finding in (found[0] if found else []) if all(finding in others for others in found[1:])]


def _joined(
    frame: pl.DataFrame, register: pl.DataFrame, by: str, specs: dict[str, RollUp]
) -> tuple[pl.DataFrame, list[Finding]]:
    statistics = [_statistic(spec, register.columns).alias(name) for name, spec in specs.items()]
    if by == "all":
        return frame.join(register.select(statistics), how="cross"), []
    grouped = register.group_by(by).agg(statistics)
    lost = grouped.join(frame, left_on=by, right_on="subject_id", how="anti").get_column(by).drop_nulls().sort()
    joined = frame.join(grouped, left_on="subject_id", right_on=by, how="left", maintain_order="left")
    empty = ~pl.col("subject_id").is_in(grouped.get_column(by).drop_nulls().implode())
    zeros = [name for name, spec in specs.items() if spec.statistic in ("count", "sum")]
    joined = joined.with_columns(pl.when(empty).then(0.0).otherwise(pl.col(name)).alias(name) for name in zeros)
    return joined, [Finding("ROLL-01", column=by, value=str(value)) for value in lost]


def _statistic(spec: RollUp, columns: list[str]) -> pl.Expr:
    """One statistic as a polars expression over a group; an absent column gives unknown."""
    of = spec.of or "risk_score"
    column = pl.col(of) if of in columns else pl.lit(None, pl.Float64)
    weight = pl.col("consequence")
    worst = pl.col(IS_WORST) if IS_WORST in columns else pl.lit(None, pl.Boolean)
    expressions = {
        "mean": column.mean(),
        # weighted over the subjects whose value is known
        "exposure_weighted_mean": pl.when(column.count() > 0).then(
            (column * weight).sum() / pl.when(column.is_not_null()).then(weight).sum()
        ),
        # nothing known is not zero: a column that the extract below lacks must not read as "none"
        "sum": pl.when(column.count() > 0).then(column.sum()),
        "count": pl.len(),
        "max": column.max(),
        "share_of_grade": pl.col("grade").is_in(spec.grades).mean(),
        "share_of_worst_grade": worst.mean(),
        "share_vetoed": (pl.col("veto_clauses") != "").mean(),
        "expected_fires_per_1000": 1000.0 * pl.col("fires_per_year").mean(),
    }
    return expressions[spec.statistic].cast(pl.Float64)


def rolled_frequency(units: pl.DataFrame, level: Level, coverage: float = 0.90) -> pl.DataFrame:
    """Expected fires a year of each industry or region: the sum over its units, with a gamma interval.

    ``units`` is a unit register with fires_per_year, fires_low and fires_high. The variance of a unit is read off
    its own interval and summed as if units were independent; to that comes the level that all units share, which is
    known only as well as a count of HISTORY_YEARS years' fires (relative variance 1 / count). A gamma with that mean
    and variance gives the interval. What the features' coefficients have in common beyond the level is not in it.
    """
    from scipy.stats import gamma, norm

    by = "industry_id" if level is Level.INDUSTRY else "region_id"
    spread = 2.0 * float(norm.ppf(0.5 + coverage / 2.0))
    variance = ((pl.col("fires_high") - pl.col("fires_low")) / spread) ** 2
    sums = (
        units.group_by(by).agg(pl.col("fires_per_year").sum(), variance.sum().alias("variance")).drop_nulls(by).sort(by)
    )
    mean, own = sums.get_column("fires_per_year").to_numpy(), sums.get_column("variance").to_numpy()
    var = own + mean**2 / (HISTORY_YEARS * units.get_column("fires_per_year").sum())
    tails = ((1.0 - coverage) / 2.0, (1.0 + coverage) / 2.0)
    low, high = (gamma.ppf(tail, a=mean**2 / var, scale=var / mean) for tail in tails)
    return pl.DataFrame(
        {"subject_id": sums.get_column(by), "fires_per_year": mean, "fires_low": low, "fires_high": high}
    )
