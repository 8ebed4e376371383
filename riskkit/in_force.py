"""Which dated block applies on that day?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

T = TypeVar("T")


def block_in_force(blocks: Mapping[date, T], day: date) -> T | None:
    """The block with the latest start that is not after ``day``; None before the first.

    A block is in force from the day it is keyed by (inclusive) to the day before the next one.

    >>> block_in_force({date(2007, 6, 26): "old", date(2025, 5, 1): "new"}, date(2025, 4, 30))
    'old'
    >>> block_in_force({date(2007, 6, 26): "old", date(2025, 5, 1): "new"}, date(2025, 5, 1))
    'new'
    """
    starts = sorted(blocks)
    position = bisect_right(starts, day)
    return blocks[starts[position - 1]] if position else None
