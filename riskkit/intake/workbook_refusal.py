"""How the child that reads workbooks says no; the asking process makes it a RiskkitError with the file's name."""

from __future__ import annotations


class Refusal(Exception):
    """A code of riskkit and what was found."""

    def __init__(self, code: str, found: str) -> None:
        self.code, self.found = code, found
        super().__init__(code, found)
