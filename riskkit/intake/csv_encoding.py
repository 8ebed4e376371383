"""Which encoding a text file is in: BOM, strict UTF-8, strict GB18030, each over the whole file.

Detectors call short GBK text Big5; the ladder does not guess by frequencies. Only a few damaged bytes in a file that
is UTF-8 everywhere else, and the NUL bytes of UTF-16 without a byte-order mark, are judged by what they look like.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.errors import RiskkitError
from riskkit.terms import both_langs

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_GB = frozenset({"gb18030", "gbk", "gb2312", "cp936", "936", "ms936"})
_CONTROLS = re.compile(rb"[\0-\x08\x0e-\x19\x1c-\x1f]")
# this many sound characters for each damaged place, else the file is no UTF-8
SOUND_PER_DAMAGE = 10
_HANDFUL = 20
_WINDOW = 1 << 16
_MOST_CONTROLS = 0.05


def bom_of(head: bytes) -> tuple[int, str]:
    """Length of the byte-order mark that ``head`` begins with, and the encoding it names; (0, "") without one.

    >>> bom_of(b"\\xef\\xbb\\xbfa,b"), bom_of(b"a,b")
    ((3, 'utf-8'), (0, ''))
    """
    for mark, name in _BOMS:
        if head.startswith(mark):
            length = len(mark)
            while name == "utf-8" and head.startswith(mark, length):  # programs add one to a file that has one
                length += len(mark)
            return length, name
    return 0, ""


def utf16_without_bom(head: bytes) -> str:
    """``utf-16-le`` or ``utf-16-be`` when the NUL bytes of ``head`` are those of its ASCII characters, else empty.

    >>> utf16_without_bom("编号,名称\\n1,甲\\n".encode("utf-16-le")), utf16_without_bom(b"1,a\\0\\n")
    ('utf-16-le', '')
    """
    letters = np.frombuffer(head[: len(head) // 2 * 2], dtype=np.uint8)
    nuls = letters == 0
    for name, high, low in (("utf-16-le", nuls[1::2], letters[0::2]), ("utf-16-be", nuls[0::2], letters[1::2])):
        count = int(high.sum())
        # every NUL is the high half of a character, one in fifty characters at least is ASCII, a line end among them
        if count == int(nuls.sum()) and count * 50 >= len(high) > 0 and bool(np.isin(low[high], (10, 13)).any()):
            try:
                codecs.getincrementaldecoder(name)().decode(head)
            except UnicodeDecodeError:
                continue
            return name
    return ""


def is_text_with_nuls(head: bytes) -> bool:
    """Whether ``head``, which holds NUL bytes, is text all the same: UTF-16, or at most 5 % control characters.

    >>> is_text_with_nuls("编号,名称\\nA1,甲\\0店\\n".encode()), is_text_with_nuls(bytes(range(256)))
    (True, False)
    """
    if bom_of(head)[1].startswith("utf") or utf16_without_bom(head):
        return True
    return len(_CONTROLS.findall(head)) <= _MOST_CONTROLS * len(head)


def named_encoding(encoding: str, path: Path) -> str:
    """The codec that ``--encoding`` names, ``gb18030`` for all its subsets; raises RiskkitError ARG-01."""
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
    except (LookupError, ValueError):
        raise RiskkitError("ARG-01", where=str(path), found=encoding, allowed="utf-8, gb18030, utf-16, big5") from None
    if name in _GB:
        return "gb18030"
    return "utf-8" if name in ("utf-8", "utf-8-sig", "ascii") else name


class Utf8Watch:
    """Whether the pieces of a file, one after another, are UTF-8; where not, in how many places.

    ``places`` counts the runs of bytes that are no UTF-8, ``first`` is the offset of the first one. ``given_up`` as
    soon as the file cannot be UTF-8: more than a handful of damaged places, and fewer than
    :data:`SOUND_PER_DAMAGE` sound characters for each.

    >>> watch = Utf8Watch()
    >>> watch.feed("编号,单位名称,建筑面积".encode() + b"\\xff\\n")
    >>> watch.finish()
    >>> watch.places, watch.first, watch.is_utf8, watch.is_damaged_utf8
    (1, 32, False, True)
    """

    def __init__(self) -> None:
        self.places = 0
        self.first = 0
        self.given_up = False
        self._last_end = self._run_start = -1
        self._inner = 0  # bytes that continue a character: two for each Chinese one
        self._offset = 0
        self._rest = b""

    @property
    def is_utf8(self) -> bool:
        """Every byte fits."""
        return not self.places

    @property
    def is_damaged_utf8(self) -> bool:
        """A handful of places does not fit, and nearly every character outside ASCII does."""
        return bool(self.places) and not self.given_up and self._enough()

    def feed(self, piece: bytes) -> None:
        """Look at the next piece; it may end within a character."""
        if self.given_up:
            return
        block = self._rest + piece if self._rest else piece
        cut = _whole_characters(block)
        whole = block if cut == len(block) else block[:cut]
        try:  # faster than decoding: nothing but the check is wanted
            text = pl.Series([whole], dtype=pl.Binary).cast(pl.String)
        except pl.exceptions.PolarsError:
            self._count_places(whole)
        else:
            self._inner += len(whole) - int(text.str.len_chars()[0])
        self._offset += cut
        self._rest = block[cut:]

    def finish(self) -> None:
        """Nothing follows: a character cut off at the end is damaged."""
        if self._rest and not self.given_up:
            self._damaged(self._offset, self._offset + len(self._rest))

    def _count_places(self, block: bytes) -> None:
        at = 0
        while at < len(block) and not self.given_up:
            window = block[at : at + _WINDOW]  # an error carries a copy of what was decoded
            try:
                _, read = codecs.utf_8_decode(window, "strict", at + _WINDOW >= len(block))
            except UnicodeDecodeError as error:
                self._inner += _continuations(window[: error.start])
                self._damaged(self._offset + at + error.start, self._offset + at + error.end)
                at += error.end
            else:
                self._inner += _continuations(window[:read])
                at += read

    def _damaged(self, start: int, end: int) -> None:
        # a broken character may leave up to four bytes that fit nowhere
        if start != self._last_end or end - self._run_start > 4:
            self.places += 1
            self._run_start = start
            self.first = self.first if self.places > 1 else start
        self._last_end = end
        self.given_up = self.places > _HANDFUL and not self._enough()

    def _enough(self) -> bool:
        return self._inner // 2 >= SOUND_PER_DAMAGE * self.places


def _continuations(block: bytes) -> int:
    letters: NDArray[np.uint8] = np.frombuffer(block, dtype=np.uint8)
    return int(np.count_nonzero((letters & 0xC0) == 0x80))


def _whole_characters(block: bytes) -> int:
    """How much of ``block`` there is before a character that may be cut at its end."""
    for back in range(1, min(4, len(block)) + 1):
        lead = block[-back]
        if lead & 0xC0 != 0x80:
            length = 1 if lead < 0x80 else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
            return len(block) - back if length > back else len(block)
    return len(block)


def encoding_error(
    path: Path, encoding: str, offset: int, found: bytes, line: int | None, *, asked: bool = False
) -> RiskkitError:
    """FILE-03 with the bytes that do not fit, their offset in the file (from 0) and their line (from 1).

    FILE-34 where the encoding was ``asked`` for: another may fit.
    """
    zh, en = f"第 {offset:,} 字节（从 0 起）", f"byte {offset:,} (from 0)"
    if line is not None:
        zh, en = f"第 {line:,} 行，{zh}", f"line {line:,}, {en}"
    letters = f"{encoding}: 0x {found[:4].hex(' ')}"
    told = both_langs(f"{letters}，{zh}", f"{letters}, {en}")
    if asked:
        return RiskkitError("FILE-34", where=str(path), found=told)
    return RiskkitError("FILE-03", where=str(path), found=told, allowed="UTF-8, GB18030")
