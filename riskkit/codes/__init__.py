"""The table of codes: every problem riskkit can report, with its severity, words and mend.

A code is stable: it is never reused for another problem. docs/codes.md is generated from this table.
"""

from __future__ import annotations

from riskkit.codes.areas import AREAS
from riskkit.codes.bugs import BUGS
from riskkit.codes.classification import CLASSIFICATION
from riskkit.codes.columns import COLUMNS
from riskkit.codes.credit import CREDIT
from riskkit.codes.files import FILES
from riskkit.codes.fire_records import FIRE_RECORDS
from riskkit.codes.frequency import FREQUENCY
from riskkit.codes.geo import GEO
from riskkit.codes.industries import INDUSTRIES
from riskkit.codes.items import ITEMS
from riskkit.codes.linking import LINKING
from riskkit.codes.links import LINKS
from riskkit.codes.org_codes import ORG_CODES
from riskkit.codes.rows import ROWS
from riskkit.codes.rules import RULES
from riskkit.codes.shape import Code
from riskkit.codes.statistics import STATISTICS
from riskkit.codes.targets import TARGETS
from riskkit.codes.values import VALUES
from riskkit.codes.weights import WEIGHTS

__all__ = ["CODES", "Code"]

CODES: dict[str, Code] = {
    **FILES,
    **COLUMNS,
    **ROWS,
    **ORG_CODES,
    **AREAS,
    **INDUSTRIES,
    **GEO,
    **VALUES,
    **LINKS,
    **RULES,
    **WEIGHTS,
    **FREQUENCY,
    **CLASSIFICATION,
    **STATISTICS,
    **FIRE_RECORDS,
    **TARGETS,
    **CREDIT,
    **ITEMS,
    **LINKING,
    **BUGS,
}
