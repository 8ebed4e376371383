"""The zip archive of a workbook, looked at before any parser opens it.

Names, flags and sizes come from the central directory; then every member is inflated once and its real bytes are
counted, whatever the directory says of them. Nothing is kept but what the caller keeps of a block.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from riskkit.errors import RiskkitError
from riskkit.terms import both_langs

_BLOCK = 2 << 20
# below this a thread costs more than it gains
_AHEAD = 4 << 20
_LOCAL = struct.Struct("<4s5H3I2H")
_ENTRY, _END = b"PK\x01\x02", b"PK\x05\x06"
_ENCRYPTED = 0x1 | 0x40 | 0x2000


@dataclass(frozen=True)
class ArchiveLimits:
    """How large an archive may be: expanded bytes, their ratio to the file's size, members."""

    expanded: int = 512 << 20
    ratio: int = 200
    members: int = 2000
    # a small file may expand as if it were this large
    least_size: int = 1 << 16


LIMITS = ArchiveLimits()


class Archive:
    """The members of the archive ``content``, their names and sizes found sound.

    Raises RiskkitError FILE-02 (damaged), FILE-07 (too large), FILE-11 (encrypted), FILE-12 (names); ``path`` is said.
    """

    def __init__(self, content: bytes, path: Path, limits: ArchiveLimits = LIMITS) -> None:
        self.content, self.path, self.limits = content, path, limits
        self._expanded = 0
        self._check_directory()
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                self.members = archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
            raise self._error("FILE-02", str(error)) from None
        self._check_names()
        self._check_sizes()

    @property
    def names(self) -> dict[str, zipfile.ZipInfo]:
        """Members by their name in lower case: parsers compare them so."""
        return {member.filename.lower(): member for member in self.members}

    def blocks(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """The bytes of ``member``, inflated and counted; a large one is inflated in a thread ahead of the reader."""
        blocks = self._inflated(member)
        if member.file_size < _AHEAD:
            yield from blocks
            return
        with ThreadPoolExecutor(1) as beside:
            coming = beside.submit(next, blocks, b"")
            while block := coming.result():
                coming = beside.submit(next, blocks, b"")
                yield block

    def _inflated(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        packed = self._packed(member)
        inflater = zlib.decompressobj(-zlib.MAX_WBITS) if member.compress_type == zipfile.ZIP_DEFLATED else None
        size = checksum = at = 0
        rest: bytes | memoryview = b""
        while True:
            try:
                if inflater is None:
                    block = bytes(packed[at : at + _BLOCK])
                    at += _BLOCK
                else:
                    if not rest and at < len(packed) and not inflater.eof:
                        rest, at = packed[at : at + _BLOCK], at + _BLOCK
                    block = inflater.decompress(rest, _BLOCK)
                    rest = inflater.unconsumed_tail
            except zlib.error as error:
                raise self._error("FILE-02", f"{member.filename}: {error}") from None
            if not block and (inflater is None or inflater.eof or (not rest and at >= len(packed))):
                break
            size += len(block)
            self._count(member, size, len(block))
            checksum = zlib.crc32(block, checksum)
            if block:
                yield block
        if size != member.file_size or checksum != member.CRC:
            raise self._error("FILE-02", f"{member.filename}: {size:,} of {member.file_size:,} bytes, CRC")

    def _count(self, member: zipfile.ZipInfo, size: int, more: int) -> None:
        self._expanded += more
        if size > member.file_size:
            name, said = member.filename, f"{member.file_size:,}"
            raise self._error(
                "FILE-07", both_langs(f"{name}：自称 {said} 字节，实际更多", f"{name}: says {said} bytes, holds more")
            )
        self._check_expanded(self._expanded)

    def _packed(self, member: zipfile.ZipInfo) -> memoryview:
        """The compressed bytes; the member's own head must name it as the directory does."""
        at = member.header_offset
        head = self.content[at : at + _LOCAL.size]
        if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
            raise self._error("FILE-02", member.filename)
        *_, name_size, extra_size = _LOCAL.unpack(head)
        name = self.content[at + _LOCAL.size : at + _LOCAL.size + name_size]
        encoding = "utf-8" if member.flag_bits & 0x800 else "cp437"
        if name.decode(encoding, errors="replace") != member.orig_filename:
            raise self._error("FILE-12", f"{member.orig_filename} / {name.decode(encoding, errors='replace')}")
        start = at + _LOCAL.size + name_size + extra_size
        packed = memoryview(self.content)[start : start + member.compress_size]
        if len(packed) < member.compress_size:
            raise self._error("FILE-02", member.filename)
        return packed

    def _check_directory(self) -> None:
        """One directory, and not one of a million entries, which would take long even to list."""
        found = self.content.count(_ENTRY)
        if found > 4 * self.limits.members:
            raise self._too_large(members=found)
        tail = self.content[-(1 << 16) - 22 :]
        if tail.count(_END) > 1:
            raise self._error("FILE-12", "PK\\5\\6 x 2")

    def _check_names(self) -> None:
        seen: set[str] = set()
        for member in self.members:
            name = member.orig_filename
            parts = name.split("/")
            if name.startswith("/") or ".." in parts or any(mark in name for mark in ("\\", ":", "\0")):
                raise self._error("FILE-12", name)
            if name.lower() in seen:
                raise self._error("FILE-12", f"{name} x 2")
            seen.add(name.lower())

    def _check_sizes(self) -> None:
        if len(self.members) > self.limits.members:
            raise self._too_large(members=len(self.members))
        for member in self.members:
            if member.flag_bits & _ENCRYPTED:
                raise self._error("FILE-11", member.filename)
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise self._error("FILE-02", f"{member.filename}: compression {member.compress_type}")
        self._check_expanded(sum(member.file_size for member in self.members))

    def _check_expanded(self, expanded: int) -> None:
        size = max(len(self.content), self.limits.least_size)
        if expanded > self.limits.expanded or expanded > self.limits.ratio * size:
            raise self._too_large(expanded=expanded)

    def _too_large(self, members: int = 0, expanded: int = 0) -> RiskkitError:
        size, most = f"{expanded / (1 << 20):,.1f} MiB", self.limits
        if members:
            found = both_langs(f"{members:,} 个成员", f"{members:,} members")
        else:
            own = f"{len(self.content) / (1 << 10):,.0f} KiB"
            found = both_langs(f"文件 {own}，展开至少 {size}", f"file {own}, expands to {size} at least")
        allowed = both_langs(
            f"成员 {most.members:,} 个、展开 {most.expanded >> 20:,} MiB、文件的 {most.ratio} 倍以内",
            f"<= {most.members:,} members, <= {most.expanded >> 20:,} MiB, <= {most.ratio} times the file",
        )
        return self._error("FILE-07", found, allowed)

    def _error(self, code: str, found: str, allowed: str = "") -> RiskkitError:
        return RiskkitError(code, where=str(self.path), found=found, allowed=allowed)
