"""Codes of plan targets (TGT-…)."""

from riskkit.codes.shape import Code

TARGETS: dict[str, Code] = {}
