"""A workbook's archive without the clock: the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile

_DAY = (2000, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_FIXED = rb"\g<1>2000-01-01T00:00:00Z\g<2>"


def same_bytes(workbook: bytes) -> bytes:
    """The archive ``workbook`` with every member dated alike and the day of its last change fixed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "docProps/core.xml":
                content = _MODIFIED.sub(_FIXED, content)
            dated = zipfile.ZipInfo(member.filename, _DAY)
            dated.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(dated, content)
    return made.getvalue()
