"""Codes of checked items and samples (ITEM-…)."""

from riskkit.codes.shape import Code

ITEMS: dict[str, Code] = {}
