"""One pass over a text file before it is read: digest, encoding, quoting; and where its records end.

The encoding ladder is BOM, strict UTF-8, strict GB18030, each over the whole file: detectors call short GBK text
Big5. Quotes, separators and line ends are single bytes in both encodings and never part of another character, so
records can be cut on bytes.
"""

from __future__ import annotations

import codecs
import hashlib
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.errors import RiskkitError

BLOCK_BYTES = 64 << 20
_QUOTE, _LF, _CR = 34, 10, 13
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GB = frozenset({"gb18030", "gbk", "gb2312", "cp936", "936", "ms936"})


@dataclass(frozen=True)
class TextSource:
    """A text file ready to be cut into records.

    ``plain`` promises that it holds neither quotes nor carriage returns; ``content`` replaces the file where it had
    to be transcoded.
    """

    path: Path
    encoding: str
    skip: int
    digest: str
    plain: bool
    content: bytes | None = None

    def open(self) -> BinaryIO:
        """The bytes after the byte-order mark."""
        if self.content is not None:
            return io.BytesIO(self.content)
        stream = self.path.open("rb")
        stream.seek(self.skip)
        return stream

    @property
    def codec(self) -> str:
        """How :meth:`open`'s bytes are to be decoded."""
        return "utf-8" if self.content is not None else self.encoding


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(BLOCK_BYTES):
        yield piece


def open_text(path: Path, encoding: str | None) -> TextSource:
    """Digest and encoding of the file at ``path``; ``encoding`` overrides the ladder.

    Raises RiskkitError ARG-01 for an unknown encoding and FILE-03 when UTF-16 or the one asked for does not fit
    (GB18030 is proved while the rows are read: nothing else is left to try).
    """
    digest = hashlib.sha256()
    is_utf8, rest, is_plain = True, b"", True
    with path.open("rb") as stream:
        head = stream.read(4)
        stream.seek(0)
        bom, bom_encoding = next(((bom, name) for bom, name in _BOMS if head.startswith(bom)), (b"", ""))
        with ThreadPoolExecutor(1) as beside:
            for piece in _pieces(stream):
                digesting = beside.submit(digest.update, piece)
                is_plain = is_plain and b'"' not in piece and b"\r" not in piece
                if is_utf8 and encoding is None and bom_encoding != "utf-16":
                    is_utf8, rest = _continue_utf8(rest, piece)
                digesting.result()
    chosen = _named(encoding, path) if encoding else bom_encoding or ("utf-8" if is_utf8 and not rest else "gb18030")
    skip = len(bom) if bom_encoding == chosen == "utf-8" else 0
    if chosen in ("utf-8", "gb18030"):
        return TextSource(path, chosen, skip, digest.hexdigest(), is_plain)
    try:
        content = path.read_bytes().decode(chosen).encode()
    except UnicodeDecodeError as error:
        raise encoding_error(path, chosen, error) from None
    return TextSource(path, chosen, 0, digest.hexdigest(), False, content)


def _named(encoding: str, path: Path) -> str:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        raise RiskkitError("ARG-01", where=str(path), found=encoding, allowed="utf-8, gb18030, utf-16, big5") from None
    if name in _GB:
        return "gb18030"
    return "utf-8" if name in ("utf-8", "utf-8-sig", "ascii") else name


def encoding_error(path: Path, encoding: str, error: UnicodeDecodeError) -> RiskkitError:
    """FILE-03 with the bytes that do not fit."""
    found = error.object[error.start : error.start + 4].hex(" ")
    return RiskkitError("FILE-03", where=str(path), found=f"{encoding}: 0x {found}", allowed="UTF-8, GB18030")


def _continue_utf8(rest: bytes, piece: bytes) -> tuple[bool, bytes]:
    """Whether ``rest + piece`` is UTF-8 up to a character cut at its end, which is handed back."""
    block = rest + piece
    cut = len(block)
    for back in range(1, min(4, len(block)) + 1):
        lead = block[-back]
        if lead & 0xC0 != 0x80:
            length = 1 if lead < 0x80 else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
            cut = len(block) - back if length > back else len(block)
            break
    try:  # faster than decoding: nothing but the check is wanted
        pl.Series([block if cut == len(block) else block[:cut]], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.PolarsError:
        return False, b""
    return True, block[cut:]


def quoting(source: TextSource, delimiter: bytes) -> str:
    """``none``, ``regular`` (every quote opens or closes a whole cell) or ``irregular``.

    An irregular file, or one with a carriage return that no line feed follows, is read by the slow, forgiving
    path; the choice is made once for the whole file, so that it cannot depend on where blocks are cut.
    """
    if source.plain:
        return "none"
    quotes, before = 0, delimiter[0]
    with source.open() as stream:
        piece = stream.read(BLOCK_BYTES)
        while piece:
            following = stream.read(BLOCK_BYTES)
            if b"\r" in piece and _has_lone_return(piece + following[:1]):
                return "irregular"
            if b'"' in piece:
                count = _regular_quotes(before, piece, following[:1] or b"\n", quotes, delimiter[0])
                if count is None:
                    return "irregular"
                quotes += count
            before, piece = piece[-1], following
    if quotes % 2:
        return "irregular"
    return "regular" if quotes else "none"


def _has_lone_return(text: bytes) -> bool:
    letters = np.frombuffer(text, dtype=np.uint8)
    returns = letters == _CR
    return bool((returns[:-1] & (letters[1:] != _LF)).any() or returns[-1])


def _regular_quotes(before: int, piece: bytes, after: bytes, quotes: int, delimiter: int) -> int | None:
    """How many quotes ``piece`` holds; None when one stands where a quoted cell neither opens nor closes."""
    cells = np.frombuffer(bytes([before]) + piece + after, dtype=np.uint8)
    at = np.flatnonzero(cells[1:-1] == _QUOTE) + 1
    opening = (np.arange(quotes, quotes + len(at)) % 2) == 0
    left, right = cells[at[opening] - 1], cells[at[~opening] + 1]
    opens = (left == delimiter) | (left == _LF) | (left == _QUOTE)
    closes = (right == delimiter) | (right == _LF) | (right == _CR) | (right == _QUOTE)
    return len(at) if opens.all() and closes.all() else None


def outside_quotes(text: bytes, quoted: bool) -> NDArray[np.bool_] | None:
    """Where ``text`` (starting at a record) is outside quoted cells; None means everywhere."""
    if not quoted:
        return None
    inside = np.bitwise_xor.accumulate(np.frombuffer(text, dtype=np.uint8) == _QUOTE)
    return np.asarray(~inside, dtype=np.bool_)


def record_ends(text: bytes, quoted: bool) -> NDArray[np.int64]:
    """Positions of the line feeds that end a record; the last record may lack one."""
    ends = np.frombuffer(text, dtype=np.uint8) == _LF
    outside = outside_quotes(text, quoted)
    return np.flatnonzero(ends if outside is None else ends & outside).astype(np.int64)


def record_blocks(source: TextSource, start: int, quoted: bool, block_bytes: int, first: bytes) -> Iterator[bytes]:
    """Blocks of whole records from byte ``start`` on, of about ``block_bytes``, each with the record ``first`` before.

    Each block is put together once: at these sizes copying costs as much as reading.
    """
    with source.open() as stream:
        stream.seek(start, io.SEEK_CUR)
        while piece := stream.read(block_bytes):
            parts = [first, piece, stream.readline()]
            open_quotes = quoted and (piece.count(b'"') + parts[-1].count(b'"')) % 2 == 1
            while open_quotes and (line := stream.readline()):
                parts.append(line)
                open_quotes = line.count(b'"') % 2 == 0
            yield b"".join(parts)
