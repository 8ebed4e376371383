"""A text in blocks of whole records, whatever its quotes and line ends."""

from __future__ import annotations

from collections.abc import Iterator

from riskkit.intake.csv_quotes import MAX_RECORD_BYTES, LineEnds
from riskkit.intake.csv_records import LongRecord, Mended, mended_blocks
from riskkit.intake.csv_scan import TextSource

# records of an irregular file are looked at one by one: smaller blocks keep its masks small
_IRREGULAR_BYTES = 8 << 20


def record_blocks(
    source: TextSource, delimiter: bytes, quoting: str, block_bytes: int, ends: LineEnds
) -> Iterator[Mended]:
    """The records of ``source`` in UTF-8 and in order, in blocks of about ``block_bytes``; line feeds end records.

    ``quoting`` as :func:`riskkit.intake.csv_quotes.quoting` gives it; ``ends`` counts the line ends where the file
    holds carriage returns. Raises LongRecord, counted from the start of the block that would come next, and
    RiskkitError FILE-03.
    """
    if quoting == "irregular":
        yield from mended_blocks(source.pieces(min(block_bytes, _IRREGULAR_BYTES)), delimiter, ends)
        return
    pieces = source.pieces(block_bytes)
    if source.has_returns:
        pieces = _settled(pieces, ends)
    for parts in _whole_records(pieces, quoting == "regular", block_bytes):
        yield Mended(parts, {}, [])


def _settled(pieces: Iterator[bytes], ends: LineEnds) -> Iterator[bytes]:
    for piece in pieces:
        yield ends.fed(piece)
    yield ends.rest()


def _whole_records(pieces: Iterator[bytes], quoted: bool, block_bytes: int) -> Iterator[list[bytes]]:
    """Parts that together are whole records; each byte is copied once, where the parts are joined."""
    parts: list[bytes] = []
    size = quotes = 0
    for piece in pieces:
        if size + len(piece) >= block_bytes:
            cut = _last_end(piece, quotes, quoted)
            if cut < 0 and size > MAX_RECORD_BYTES:
                piece = b"".join([*parts, piece])  # noqa: PLW2901
                parts, size, quotes = [], 0, 0
                cut = _last_end(piece, 0, quoted)
                if cut < 0:
                    raise LongRecord(0)
            if cut >= 0:
                yield [*parts, piece[: cut + 1]]
                parts, size, quotes = [], 0, 0
                piece = piece[cut + 1 :]  # noqa: PLW2901
        parts.append(piece)
        size += len(piece)
        quotes += piece.count(b'"') if quoted else 0
    if size:
        yield parts


def _last_end(piece: bytes, quotes_before: int, quoted: bool) -> int:
    """The position of the last line feed of ``piece`` that ends a record; -1 when there is none."""
    at = piece.rfind(b"\n")
    if not quoted:
        return at
    quotes, stop = quotes_before + piece.count(b'"'), len(piece)
    while at >= 0:
        quotes -= piece.count(b'"', at, stop)
        if quotes % 2 == 0:
            return at
        stop, at = at, piece.rfind(b"\n", 0, at)
    return -1
