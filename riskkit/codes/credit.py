"""Codes of credit records and human overrides (CRED-…, OVR-…)."""

from riskkit.codes.shape import Code

CREDIT: dict[str, Code] = {}
