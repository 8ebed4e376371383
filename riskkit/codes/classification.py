"""Codes of classification (CLS-…)."""

from riskkit.codes.shape import Code

CLASSIFICATION: dict[str, Code] = {}
