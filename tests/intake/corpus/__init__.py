"""Hostile and messy files, each made by code: ``TRAPS`` maps the name of a trap to its maker and what must be seen."""

from __future__ import annotations

from corpus import cells, codes, encodings, hostile, sheets, texts
from corpus.shape import Elsewhere, Trap

TRAPS: dict[str, Trap] = {
    **texts.TRAPS,
    **encodings.TRAPS,
    **sheets.TRAPS,
    **cells.TRAPS,
    **codes.TRAPS,
    **hostile.TRAPS,
}

__all__ = ["TRAPS", "Elsewhere", "Trap"]
