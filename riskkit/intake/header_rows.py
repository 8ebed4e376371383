"""Which rows of a file are its header: one, or several where a group's name stands above the names below it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from riskkit.intake.header_join import Merged
from riskkit.intake.header_key import is_known, matched_key, measure_only

MOST_ROWS = 4
_LONGEST_NAME = 30
_NUMBER_OR_DAY = re.compile(r"(?=.*\d)[\d.,+\-/:%‰~年月日度季第号()e\s]+", re.IGNORECASE)
_NAMES_ONE = re.compile(r"(?:编号|代码|编码|名称|序号|id|name|code)\s*$", re.IGNORECASE)
_CODE = re.compile(r"(?=(?:.*\d){4})[0-9A-Za-z\-]{6,}")


def known_count(row: Sequence[str], known: Collection[str]) -> int:
    """How many of the names ``known`` the cells of ``row`` name.

    >>> known_count(["编号", "建筑面积㎡", "备注"], {"编号", "建筑面积"})
    2
    """
    return len({matched_key(cell, known).name for cell in row if cell} & set(known))


def header_block(
    rows: Sequence[Sequence[str]], known: Collection[str], merged: Sequence[Merged] = ()
) -> tuple[int, int] | None:
    """First and last position of the header among ``rows`` (stripped, equally long); None when all are empty.

    It grows from the row with the most known names (from the first of the fullest rows where none has any), upward
    over rows of groups, downward over rows of names or of measures. A row with numbers, days or codes is none.

    >>> header_block([["台账", "", ""], ["编号", "建筑", ""], ["", "面积", "层数"], ["1", "20", "3"]], {"编号", "面积"})
    (1, 2)
    """
    counts = [known_count(row, known) for row in rows]
    filled = [sum(map(bool, row)) for row in rows]
    if not any(filled):
        return None
    best = counts if any(counts) else filled
    first = last = best.index(max(best))
    while first and last - first + 1 < MOST_ROWS - 1 and _is_group_row(rows, first - 1, known, merged):
        first -= 1
    while last + 1 < len(rows) and last - first + 1 < MOST_ROWS and _goes_on(rows, first, last + 1, known, merged):
        last += 1
    return first, last


def is_cell_of_a_subject(cell: str, known: Collection[str]) -> bool:
    """Whether ``cell`` is a number, a day or a code rather than a name."""
    plain = unicodedata.normalize("NFKC", cell).strip()
    return bool(_NUMBER_OR_DAY.fullmatch(plain) or _CODE.fullmatch(plain)) and not is_known(cell, known)


def _is_group_row(rows: Sequence[Sequence[str]], at: int, known: Collection[str], merged: Sequence[Merged]) -> bool:
    """Whether row ``at`` names groups of the names in the row below it (and is no title and no 填报单位 row)."""
    upper, lower = rows[at], rows[at + 1]
    places = [column for column, cell in enumerate(upper) if cell]
    if not places or any(_is_note(upper[column]) or is_cell_of_a_subject(upper[column], known) for column in places):
        return False
    if _merges_over(at, lower, merged):
        return places != [0] or any(top == at < bottom for (top, _), (bottom, _) in merged)
    if any(top == at and right > left for (top, left), (_, right) in merged):
        return False
    groups = [column for column in places if _reaches_right(upper, lower, column)]
    if len(places) == 1:
        return bool(groups) and places[0] > 0
    return bool(groups) or any(not lower[column] and is_known(upper[column], known) for column in places)


def _is_note(cell: str) -> bool:
    plain = unicodedata.normalize("NFKC", cell).strip()
    return ":" in plain or len(plain) > _LONGEST_NAME


def _reaches_right(upper: Sequence[str], lower: Sequence[str], column: int) -> bool:
    """Whether the cell at ``column`` stands over the column to its right too, both with a name below.

    What names one thing of a subject is no group: the cells below it are a subject's.
    """
    after = column + 1
    if after >= len(upper) or not upper[column] or upper[after] or _NAMES_ONE.search(upper[column]):
        return False
    return bool(lower[column] and lower[after])


def _merges_over(at: int, lower: Sequence[str], merged: Sequence[Merged]) -> bool:
    """Whether a cell of row ``at`` is merged over several names of the row below, or down into it."""
    width = max((column + 1 for column, cell in enumerate(lower) if cell), default=0)
    for (top, left), (bottom, right) in merged:
        wide = top == bottom == at and 0 < right - left < width - 1 and any(lower[left : right + 1])
        down = top <= at < bottom and right - left < width - 1
        if wide or down:
            return True
    return False


def _goes_on(
    rows: Sequence[Sequence[str]], first: int, at: int, known: Collection[str], merged: Sequence[Merged]
) -> bool:
    """Whether row ``at``, below a header that starts at ``first``, still belongs to it."""
    row, above = rows[at], rows[at - 1]
    places = [column for column, cell in enumerate(row) if cell]
    if not places or any(_is_note(row[column]) or is_cell_of_a_subject(row[column], known) for column in places):
        return False
    named = [any(line[column] for line in rows[first:at]) for column in range(len(row))]
    if _all_measures([row[column] for column in places]) and all(
        named[column] or _left_named(named, column) for column in places
    ):
        return True
    if known_count(row, known) >= max(2, (len(places) + 1) // 2) and _other_words(row, rows[first:at], known):
        return True
    if any(_answers(above, row, column, known) for column in places):
        return False
    if _merges_over(at - 1, row, merged):
        return True
    new = [column for column in places if not above[column] and not _named_above(rows[first : at - 1], column)]
    under_names = [column for column, cell in enumerate(above) if cell and not row[column] and is_known(cell, known)]
    is_parted = any(_reaches_right(above, row, column - 1) for column in new if column)
    named_below = len(new) > 1 or is_parted or any(is_known(row[column], known) for column in places)
    return bool(new and under_names) and named_below


def _all_measures(cells: Sequence[str]) -> bool:
    if not all(measure_only(cell) for cell in cells):
        return False
    return len(cells) > 1 or cells[0] != measure_only(cells[0])


def _left_named(named: Sequence[bool], column: int) -> bool:
    return any(named[:column])


def _named_above(rows: Sequence[Sequence[str]], column: int) -> bool:
    return any(row[column] for row in rows)


def _other_words(row: Sequence[str], header: Sequence[Sequence[str]], known: Collection[str]) -> bool:
    """Whether ``row`` names the columns by other words (their names in English, say), not the same header again."""
    return not any(list(row) == list(line) for line in header)


def _answers(above: Sequence[str], row: Sequence[str], column: int, known: Collection[str]) -> bool:
    """Whether the cell at ``column`` stands below a name of its own, as a subject's cell does."""
    is_name = bool(above[column]) and is_known(above[column], known) and not _reaches_right(above, row, column)
    return is_name and not measure_only(row[column]) and row[column] != above[column]
