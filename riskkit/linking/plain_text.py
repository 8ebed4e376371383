"""Texts made comparable: one width, one case, no spaces and marks; intake finds doubled units by the same text."""

from __future__ import annotations

from riskkit.intake.names import plain, without_brackets

__all__ = ["plain", "without_brackets"]
