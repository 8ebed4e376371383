"""Which part of an Office archive holds which sheet, and the epoch of its dates, from the list of sheets."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from riskkit.errors import RiskkitError
from riskkit.intake.workbook_xlsb import listed_sheets

_XML, _BIN = "xl/workbook.xml", "xl/workbook.bin"


@dataclass
class SheetList:
    """``parts``: the name of a sheet → the member (in lower case) that holds it."""

    kind: str
    epoch_1904: bool = False
    parts: dict[str, str] = field(default_factory=dict)


def named_parts(lists: Mapping[str, bytes], path: Path) -> SheetList:
    """The sheets that ``lists`` (members by their name in lower case, free of DTDs) name.

    Raises RiskkitError FILE-02 when neither list of sheets is there or one is not well-formed.
    """
    try:
        if _BIN in lists:
            places = _places(lists.get("xl/_rels/workbook.bin.rels", b"<none/>"))
            book = listed_sheets(lists[_BIN])
            return SheetList("xlsb", book.epoch_1904, _resolved(book.sheets, places))
        if _XML not in lists:
            raise RiskkitError("FILE-02", where=str(path), found="xl/workbook.xml: 0", allowed="xlsx, xlsb, ods")
        places = _places(lists.get("xl/_rels/workbook.xml.rels", b"<none/>"))
        root = ElementTree.fromstring(lists[_XML])
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise RiskkitError("FILE-02", where=str(path), found=f"workbook: {error}") from None
    ids = {}
    epoch_1904 = False
    for element in root.iter():
        match _local(element.tag):
            case "sheet":
                ids[element.get("name", "")] = next((v for key, v in element.items() if _local(key) == "id"), "")
            case "workbookPr":
                epoch_1904 = element.get("date1904", "0").lower() in ("1", "true")
    return SheetList("xlsx", epoch_1904, _resolved(ids, places))


def _resolved(ids: Mapping[str, str], places: Mapping[str, str]) -> dict[str, str]:
    return {name: places[key] for name, key in ids.items() if key in places}


def _places(relations: bytes) -> dict[str, str]:
    """Relation id → member in lower case."""

    def found() -> Iterator[tuple[str, str]]:
        for element in ElementTree.fromstring(relations).iter():
            target = element.get("Target", "")
            if _local(element.tag) == "Relationship" and target:
                place = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
                yield element.get("Id", ""), place.lower()

    return dict(found())


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]
