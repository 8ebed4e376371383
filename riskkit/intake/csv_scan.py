"""One pass over a text file before it is read (digest, encoding, quotes), and its text in UTF-8, piece by piece.

Quotes, separators and line ends are single bytes in UTF-8 and in GB18030 and never part of another character, so
both can be looked at on bytes.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from riskkit.intake.csv_encoding import Utf8Watch, bom_of, encoding_error, named_encoding, utf16_without_bom
from riskkit.terms import Label

BLOCK_BYTES = 64 << 20
# the decoders of the standard library are fastest on pieces of this size
_TRANSCODED_BYTES = 1 << 20
_BYTEWISE = ("utf-8", "gb18030")
_NULS = re.compile(rb"\0{2,}")


@dataclass(frozen=True)
class TextSource:
    """A text file whose encoding is chosen.

    ``skip`` is the length of its byte-order mark, ``plain`` promises that it holds no quotes, ``has_returns`` says
    that it holds carriage returns. ``damaged`` counts the places that are no UTF-8 in a file that is UTF-8 everywhere
    else; ``mislabelled`` says that its mark promised UTF-8 and the text is something else, ``asked`` that the user
    named the encoding.
    """

    path: Path
    encoding: str
    skip: int
    digest: str
    plain: bool
    has_returns: bool
    why: Label
    damaged: int = 0
    mislabelled: bool = False
    asked: bool = False

    def pieces(self, size: int) -> Iterator[bytes]:
        """The text after the byte-order mark in UTF-8, in pieces that may end anywhere.

        Of several NUL bytes in a row (a disk that was full leaves a tail of them) one or a few stay. Raises
        RiskkitError FILE-03 (bytes, offset, line) where the text does not fit the encoding, FILE-34 if that was named.
        """
        plain = self.encoding == "utf-8" and not self.damaged
        for piece in self._bytes(size) if plain else self._transcoded(size):
            yield _NULS.sub(b"\0", piece) if b"\0" in piece else piece

    def _transcoded(self, size: int) -> Iterator[bytes]:
        decoder = codecs.getincrementaldecoder(self.encoding)("replace" if self.damaged else "strict")
        offset = self.skip
        for piece in chain(self._bytes(min(size, _TRANSCODED_BYTES)), [b""]):
            held = len(decoder.getstate()[0])
            try:
                text = decoder.decode(piece, not piece)
            except UnicodeDecodeError as error:
                raise self._misfit(error, offset - held) from None
            offset += len(piece)
            if text:
                yield text.encode("utf-8", "replace")

    def bytewise(self, size: int) -> Iterator[bytes]:
        """The same text in an encoding whose quotes, separators and line ends are single bytes."""
        yield from self._bytes(size) if self.encoding in _BYTEWISE else self.pieces(size)

    def _bytes(self, size: int) -> Iterator[bytes]:
        with self.path.open("rb") as stream:
            stream.seek(self.skip)
            while piece := stream.read(size):
                yield piece

    def _misfit(self, error: UnicodeDecodeError, start: int) -> Exception:
        at = start + error.start
        line = None if self.encoding.startswith(("utf-16", "utf-32")) else _line_of(self.path, at)
        found = error.object[error.start : error.start + 4]
        return encoding_error(self.path, self.encoding, at, found, line, asked=self.asked)


def open_text(path: Path, encoding: str | None) -> TextSource:
    """Digest and encoding of the file at ``path``; ``encoding`` overrides the ladder.

    Raises RiskkitError ARG-01 for an unknown encoding and FILE-34 where UTF-8 was asked for and does not fit (other
    encodings are proved while the rows are read: nothing else is left to try).
    """
    asked = named_encoding(encoding, path) if encoding else ""
    watch = Utf8Watch()
    digest, plain, has_returns = hashlib.sha256(), True, False
    with path.open("rb") as stream, ThreadPoolExecutor(1) as beside:
        head = stream.read(4096)
        bom, marked = bom_of(head)
        fixed = asked or (marked if marked != "utf-8" else "") or ("" if marked else utf16_without_bom(head))
        stream.seek(0)
        while piece := stream.read(BLOCK_BYTES):
            digesting = beside.submit(digest.update, piece)
            plain = plain and b'"' not in piece
            has_returns = has_returns or b"\r" in piece
            if fixed in ("", "utf-8"):
                watch.feed(piece)
            digesting.result()
    watch.finish()
    chosen = fixed or ("utf-8" if watch.is_utf8 or watch.is_damaged_utf8 else "gb18030")
    if chosen == "utf-8" and not watch.is_utf8 and not watch.is_damaged_utf8:
        found, line = _bytes_at(path, watch.first), _line_of(path, watch.first)
        raise encoding_error(path, chosen, watch.first, found, line, asked=bool(asked))
    return TextSource(
        path=path,
        encoding=chosen,
        skip=0 if chosen in ("utf-16", "utf-32") else bom,
        digest=digest.hexdigest(),
        plain=plain and chosen in _BYTEWISE,
        has_returns=has_returns or chosen not in _BYTEWISE,
        why=_why(asked, marked, chosen, watch),
        damaged=watch.places if chosen == "utf-8" else 0,
        mislabelled=marked == "utf-8" and not asked and chosen != "utf-8",
        asked=bool(asked),
    )


def _why(asked: str, marked: str, chosen: str, watch: Utf8Watch) -> Label:
    """Why this encoding was chosen."""
    if chosen == "utf-8" and watch.places:
        zh = f"除 {watch.places} 处损坏的字节（首处在第 {watch.first:,} 字节）外都是 UTF-8"
        return Label(zh, f"UTF-8 but for {watch.places} damaged places, the first at byte {watch.first:,}")
    if asked:
        return Label("由 --encoding 指定", "named with --encoding")
    if marked == chosen:
        return Label("文件开头的标记（BOM）", "the mark at the start of the file (BOM)")
    if chosen == "utf-8":
        return Label("整个文件都是合法的 UTF-8", "the whole file is UTF-8")
    if chosen == "gb18030":
        zh = "标明 UTF-8，但" if marked else ""
        en = "marked as UTF-8, but " if marked else ""
        return Label(
            f"{zh}从第 {watch.first:,} 字节起不是 UTF-8，按 GB18030（含 GBK）读",
            f"{en}from byte {watch.first:,} on it is no UTF-8; read as GB18030, which holds GBK",
        )
    return Label("空字节的位置是 UTF-16 的", "the NUL bytes stand where UTF-16 has them")


def _bytes_at(path: Path, offset: int) -> bytes:
    with path.open("rb") as stream:
        stream.seek(offset)
        return stream.read(4)


def _line_of(path: Path, offset: int) -> int:
    """The line of a byte, from 1; a carriage return alone ends a line too."""
    line, last = 1, b""
    with path.open("rb") as stream:
        while offset > 0 and (piece := stream.read(min(BLOCK_BYTES, offset))):
            offset -= len(piece)
            line += piece.count(b"\n") + piece.count(b"\r") - piece.count(b"\r\n")
            line -= last == b"\r" and piece[:1] == b"\n"
            last = piece[-1:]
    return line
