"""Traps of encodings."""

from __future__ import annotations

from pathlib import Path

from corpus.shape import Trap, file, says, table, unit

_PAIR = table(unit(1, 单位名称="喆镕·百货"), unit(2))


def _cut_at_a_block(folder: Path) -> Path:
    """GB18030 longer than two megabytes of two-byte letters, shifted by one byte: every even border cuts a letter."""
    head = table(unit(1)).encode("gb18030")
    rows = b"".join(
        table(unit(at, 单位名称="商" * 120)).split("\n")[1].encode("gb18030") + b"\n" for at in range(2, 8002)
    )
    return file(head + rows)(folder)


TRAPS: dict[str, Trap] = {
    "short GBK file": Trap(file(_PAIR, encoding="gb18030"), read=2),
    "GBK cut at a chunk edge": Trap(_cut_at_a_block, read=8001),
    "UTF-8 with a mark": Trap(file(_PAIR, encoding="utf-8-sig"), read=2),
    "UTF-16": Trap(file(_PAIR, encoding="utf-16"), read=2),
    "a mark of UTF-8 over GBK": Trap(
        file(b"\xef\xbb\xbf" + _PAIR.encode("gb18030")), read=2, said=says(("FILE-22", None, ""))
    ),
    "UTF-8 with a damaged byte": Trap(
        file(_PAIR.encode().replace("示例2号".encode(), "示例2号".encode()[:-1])), read=2,
        said=says(("FILE-21", 3, "单位名称")),
    ),
    "bytes of no encoding": Trap(file(_PAIR.encode("gb18030") + b"\xff\xff\n"), code="FILE-03"),
    "another encoding told": Trap(file(_PAIR, encoding="gb18030"), code="FILE-34", options=("--encoding", "utf-8")),
}  # fmt: skip
