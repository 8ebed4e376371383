"""The header row: where it is, and how one header cell is compared with the rulebook's names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from riskkit.errors import Finding, RiskkitError
from riskkit.intake.measures import is_measure
from riskkit.intake.personal import hidden

SEARCH_ROWS = 20
_BRACKET = re.compile(r"^(.+?)[(\[【〔](?:计量单位|单位)?:?([^()\[\]【】〔〕]+)[)\]】〕]$")


class HeaderKey(NamedTuple):
    """A header cell for comparison: the bare name and the measure in its trailing brackets."""

    name: str
    measure: str


def header_key(text: str) -> HeaderKey:
    """``text`` in NFKC, lower case, without spaces and required-marks, its measure split off.

    NFKC is for comparison only (it turns ㎡ into m2); brackets that hold no measure stay part of the name.

    >>> header_key("建筑面积（万㎡）"), header_key(" *单位 名称 ").name, header_key("死亡人数（刑事）").name
    (HeaderKey(name='建筑面积', measure='万m2'), '单位名称', '死亡人数(刑事)')
    """
    plain = re.sub(r"[\s\ufeff\u200b*★]+", "", unicodedata.normalize("NFKC", text)).lower()
    found = _BRACKET.match(plain)
    if found and is_measure(found[2]):
        return HeaderKey(found[1], found[2])
    return HeaderKey(plain, "")


def find_header(rows: Sequence[Sequence[str]], known: Collection[str], header_row: int | None, where: str) -> int:
    """The position of the header among the file's first ``rows``.

    It is the row with the most cells whose :func:`header_key` name is in ``known``; with no such cell anywhere, the
    first of the fullest rows. ``header_row`` (1-based) overrides. Raises RiskkitError FILE-04 when there is none.

    >>> find_header([["某区单位台账", ""], ["编号", "名称"], ["1", "甲"]], {"编号"}, None, "a.csv")
    1
    """
    if header_row is not None:
        if not 1 <= header_row <= len(rows) or not any(cell.strip() for cell in rows[header_row - 1]):
            raise RiskkitError("FILE-04", where=where, found=f"header_row={header_row}")
        return header_row - 1
    filled = [len([cell for cell in row if cell.strip()]) for row in rows]
    if not any(filled):
        raise RiskkitError("FILE-04", where=where)
    scores = [len({header_key(cell).name for cell in row} & set(known)) for row in rows]
    best = scores if any(scores) else filled
    return best.index(max(best))


def title_notes(rows: Iterable[Sequence[str]], file: str, sheet: str) -> list[Finding]:
    """One ROW-01 note for each filled row above the header."""
    texts = [" ".join(cell.strip() for cell in row if cell.strip()) for row in rows]
    return [
        Finding("ROW-01", row=number, value=hidden(text), file=file, sheet=sheet)
        for number, text in enumerate(texts, start=1)
        if text
    ]
