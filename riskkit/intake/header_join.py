"""A header of several rows → one cell a column: the lowest name, and the names above it where that is not enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from riskkit.intake.header_key import HeaderKey, header_key, is_known, matched_key, measure_only

JOINT = "-"
# ((row, column), (row, column)) of a merged range's corners, positions from 0, both within it
Merged = tuple[tuple[int, int], tuple[int, int]]


class JoinedHeader(NamedTuple):
    """``cells`` as they are shown; ``paths``: for each, the names that it may be matched by, the best first."""

    cells: list[str]
    paths: tuple[tuple[str, ...], ...]


def joined(rows: Sequence[Sequence[str]], known: Collection[str], merged: Iterable[Merged] = ()) -> JoinedHeader:
    """Join header ``rows`` (stripped, equally long); ``merged`` counts rows from the first of them.

    A group's name reaches over the blanks to its right that have a name below; a cell that holds a measure only joins
    in brackets. Shown is the lowest name, or group-name where that name occurs twice or the group makes it a known one.

    >>> top = ["编号", "建筑", "", "经营", ""]
    >>> low = ["", "面积", "层数", "面积", "(人)"]
    >>> joined([top, low], {"编号", "建筑面积", "层数"})[0]
    ['编号', '建筑-面积', '层数', '经营-面积', '经营（人）']
    >>> joined([top, low], {"编号", "建筑面积", "层数"}).paths[1]
    ('建筑面积', '面积')
    """
    kept, others = _in_other_words(rows, known)
    if len(kept) == 1:
        plain = JoinedHeader(list(kept[0]), tuple((cell,) for cell in kept[0]))
        return _with_others(plain, others)
    columns = [_pieces(column) for column in zip(*with_groups(kept, merged), strict=True)]
    often = Counter(names[-1].name for names, _ in columns if names)
    found = [_cell(names, measure, known, often) for names, measure in columns]
    return _with_others(JoinedHeader([cell for cell, _ in found], tuple(path for _, path in found)), others)


def _in_other_words(
    rows: Sequence[Sequence[str]], known: Collection[str]
) -> tuple[list[Sequence[str]], list[Sequence[str]]]:
    """The rows to join, and those that name columns again which the row above has named (in English, say)."""
    kept: list[Sequence[str]] = [rows[0]]
    others: list[Sequence[str]] = []
    for row in rows[1:]:
        filled = [column for column, cell in enumerate(row) if cell]
        again = [column for column in filled if is_known(row[column], known) and is_known(kept[-1][column], known)]
        (others if len(again) > 1 and 2 * len(again) >= len(filled) else kept).append(row)
    return kept, others


def _with_others(header: JoinedHeader, others: Sequence[Sequence[str]]) -> JoinedHeader:
    """The header with names in other words as the last to be matched, and as the shown ones where there is none."""
    cells = [cell or next((row[at] for row in others if row[at]), "") for at, cell in enumerate(header.cells)]
    paths = tuple((*path, *(row[at] for row in others if row[at])) for at, path in enumerate(header.paths))
    return JoinedHeader(cells, paths)


class _Name(NamedTuple):
    written: str
    name: str
    measure: str


def with_groups(rows: Sequence[Sequence[str]], merged: Iterable[Merged] = ()) -> list[list[str]]:
    """The same rows with every group's name repeated over its columns.

    >>> with_groups([["编号", "建筑", "", ""], ["", "面积", "层数", ""]])[0]
    ['编号', '建筑', '建筑', '']
    """
    grid = [list(row) for row in rows]
    ends: dict[tuple[int, int], int] = {}
    for (top, left), (_, right) in merged:
        if 0 <= top < len(grid) - 1 and left < len(grid[top]):
            ends[top, left] = min(right, len(grid[top]) - 1)
    for at in range(len(grid) - 1):
        _reach(grid, at, {left: right for (top, left), right in ends.items() if top == at})
    return grid


def _reach(grid: list[list[str]], at: int, ends: dict[int, int]) -> None:
    """Fill row ``at``: over the range where it is merged, else to the right while there is a name below."""
    row, below = grid[at], [any(line[column] for line in grid[at + 1 :]) for column in range(len(grid[at]))]
    above = grid[at - 1] if at else row
    origin = 0
    for column, cell in enumerate(list(row)):
        if cell:
            origin = column
            continue
        last = ends.get(origin)
        same = not at or above[column] == above[origin]
        within = column <= last if last is not None else below[origin] and below[column] and same
        if within:
            row[column] = row[origin]


def _pieces(column: Sequence[str]) -> tuple[list[_Name], str]:
    """The names of one column from top to bottom, repeats left out, and the measure that stands in a cell alone."""
    names: list[_Name] = []
    alone = ""
    for cell in column:
        only = measure_only(cell) if names else ""
        if only:
            alone = only
        elif cell:
            key = header_key(cell)
            if not names or names[-1].name != key.name:
                names.append(_Name(cell, key.name, key.measure))
    return names, alone


def _cell(names: list[_Name], alone: str, known: Collection[str], often: Counter[str]) -> tuple[str, tuple[str, ...]]:
    if not names:
        return "", ("",)
    lowest = names[-1]
    measure = lowest.measure or alone or next((name.measure for name in reversed(names) if name.measure), "")
    longer = ["".join(name.name for name in names[start:]) for start in range(len(names) - 1)]
    by_group = any(matched_key(name, known).name in known for name in longer)
    shown = lowest.written
    if len(names) > 1 and (by_group or often[lowest.name] > 1):
        shown = JOINT.join([*(name.written for name in names[:-1]), shown])
    if alone and not lowest.measure:
        shown = f"{shown}（{alone}）"
    bare = [*longer, lowest.name if measure else lowest.written]
    return shown, tuple(f"{name}({measure})" if measure else name for name in bare)


def best_key(paths: Sequence[str], known: Collection[str]) -> HeaderKey:
    """The key of the first of ``paths`` that is known; of the last when none is.

    >>> best_key(("经营面积", "面积（㎡）"), {"面积"})
    HeaderKey(name='面积', measure='m2')
    """
    keys = [matched_key(path, known) for path in paths]
    return next((key for key in keys if key.name in known), keys[-1])
