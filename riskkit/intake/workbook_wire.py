"""How the process that reads workbooks and the one that asks it talk: frames of a tag, a length and bytes.

Standard library only, since the child loads nothing else but the parser. What is said in words is JSON, cells are raw
buffers (:mod:`riskkit.intake.workbook_cells`); nothing is ever unpickled.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from typing import Any, BinaryIO, NamedTuple

_HEAD = struct.Struct("<cQ")
# the child is ours, but what it was fed is not
LONGEST_FRAME = 1 << 31
# parent → child: how to read, the workbook's bytes, which rows are wanted
ORDER, CONTENT, WANT_ROWS = b"O", b"B", b"R"
# child → parent: the sheets, one block of rows, no more rows, what went wrong
SHEETS, BLOCK, DONE, FAILED = b"S", b"C", b"E", b"X"


class Frame(NamedTuple):
    """One message."""

    tag: bytes
    payload: bytes


def send(stream: BinaryIO, tag: bytes, parts: Iterable[bytes] = ()) -> None:
    """Write one frame whose payload is ``parts`` joined; raises OSError when nobody listens any more."""
    pieces = list(parts)
    stream.write(_HEAD.pack(tag, sum(map(len, pieces))))
    for piece in pieces:
        stream.write(piece)
    stream.flush()


def send_words(stream: BinaryIO, tag: bytes, words: object) -> None:
    """Write one frame of JSON."""
    send(stream, tag, [json.dumps(words).encode()])


def receive(stream: BinaryIO) -> Frame | None:
    """The next frame; None when the other side has gone, or went in the middle of it.

    >>> import io
    >>> said = io.BytesIO()
    >>> send(said, DONE, [b"ab", b"c"])
    >>> receive(io.BytesIO(said.getvalue())), receive(io.BytesIO(said.getvalue()[:-1]))
    (Frame(tag=b'E', payload=b'abc'), None)
    """
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    tag, size = _HEAD.unpack(head)
    payload = stream.read(size) if size <= LONGEST_FRAME else b""
    return Frame(tag, payload) if len(payload) == size else None


def words_of(payload: bytes) -> Any:
    """What a frame of JSON says."""
    return json.loads(payload)
