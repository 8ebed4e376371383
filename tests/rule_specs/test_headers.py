"""A header of an extract is the column of one field only, in every rulebook: its label, its aliases or its own name."""

from __future__ import annotations

from collections import defaultdict

import pytest

from riskkit.indicators.loader import load_root
from riskkit.intake.header import header_key

FOLDERS = load_root().folders


@pytest.mark.parametrize("book", sorted(FOLDERS))
def test_a_header_names_one_field(book):
    """As headers are compared: in NFKC, without spaces, a measure in brackets split off."""
    named = defaultdict(set)
    for name, shape in FOLDERS[book].fields.fields.items():
        for header in (name, shape.label.zh, shape.label.en, *shape.aliases):
            named[header_key(header).name].add(name)
    assert {header: fields for header, fields in named.items() if len(fields) > 1} == {}
