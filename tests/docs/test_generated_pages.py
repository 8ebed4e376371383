"""Pages that are written by a script are the ones it writes."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_codes_is_fresh() -> None:
    made = runpy.run_path(str(DOCS / "make_codes.py"))["page"]()
    assert (DOCS / "codes.md").read_text("utf-8") == made, "python docs/make_codes.py writes it again"
