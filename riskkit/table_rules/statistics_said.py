"""What the statistics of fires (STAT-…) would say about a table by itself."""

from __future__ import annotations

import polars as pl

from riskkit.fire_statistics.fires_table import NUMBERS, TEXTS, FiresRead, left_open
from riskkit.fire_statistics.noticed import open_criteria, uncounted
from riskkit.fire_statistics.severity import grade_fires
from riskkit.intake.extract import ExtractSummary
from riskkit.ledger import as_frame
from riskkit.table_rules.about_fires import AboutFires


def statistics_said(about: AboutFires) -> pl.DataFrame:
    """STAT-02, STAT-04 … STAT-07, STAT-11 and STAT-13, in the words and places of ``riskkit fires``."""
    frame = about.table.frame.with_columns(
        *[pl.lit(None, dtype=pl.Float64).alias(name) for name in NUMBERS if name not in about.table.frame.columns],
        *[pl.lit(None, dtype=pl.String).alias(name) for name in TEXTS if name not in about.table.frame.columns],
    )
    dated = frame.filter(pl.col("occurred_on").is_not_null())
    read = FiresRead(dated, about.brought, as_frame([]), as_frame([]), _summary(about), frame.height - dated.height)
    graded = grade_fires(dated, about.rules)
    _, unknown = about.line.of_fires(graded)
    found = [
        *left_open(read, frame),
        *uncounted(graded.clear(), graded, unknown, read),
        *open_criteria(graded, about.rules, read),
    ]
    return as_frame(found, about.table.source.file)


def _summary(about: AboutFires) -> ExtractSummary:
    source = about.table.source
    return ExtractSummary(
        file=source.file,
        sheet=source.sheet,
        encoding=source.encoding,
        header_row=source.header_row or 1,
        mapping=source.columns,
        digest=source.sha256,
        rows_read=source.rows,
        rows_kept=about.table.frame.height,
        rows_set_aside=about.table.set_aside,
    )
