"""Codes of fire statistics (STAT-…)."""

from riskkit.codes.shape import Code

STATISTICS: dict[str, Code] = {}
