"""A foreign indicator scheme (a US fire department's 30 indicators) as a rule root, run on that city's buildings.

    python benchmarks/foreign_scheme.py [scheme.csv] [buildings.csv.gz] [--root DIR] [--out FILE]

Shows that a scheme of another place needs YAML and no Python of riskkit. The scheme gives points for levels, 1 (good)
to 5 (bad); it gives no weights and no grades, so siblings weigh the same and there is one grade: both are
``project_default``. Both files carry no licence and must never be committed.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

import riskkit as rk
from riskkit.indicators.lint import lint
from riskkit.indicators.loader import load_root

SHARED = Path(__file__).parents[1].parent / "shared" / "data"
BOOK, START, DAY = "unit/foreign_city", "2003-01-01", "2003-01-01"
FEET = 0.3048
# how the scheme prints the rows of a number scale, and from which value on each row holds
NUMBERS: dict[str, tuple[str, dict[str, float]]] = {
    "Size/Square Footage": ("floor area, sq ft", {}),
    "Floors above Grade": ("floors above grade", {}),
    "Year Built/Years Old": ("years old", {"Before 1973": 45.0}),
    "Occupant Load": ("occupants", {}),
    "Storage (Cumbustible) Square Feet": ("combustible storage, sq ft", {}),
    "1st Fire Hydrant": ("first hydrant, ft", {}),
    "2nd Fire Hydrant": ("second hydrant, ft", {}),
}
DROPPED = {("Floors above Grade", "Floors Below Grade")}  # a level of another scale that stands among the rows
# the city's use classes as the building code's groups; what has no counterpart stays unknown
GROUPS = {
    "res_single": "R - Single Famly", "res_conv_duplex": "R- Multi Family", "res_multi": "R- Multi Family",
    "hotel": "R- Multi Family", "mercantile": "Group M", "office": "Group B", "industrial_storage": "Group S",
    "food_drink": "Group A", "education_assembly": "Group E", "medical": "Group I",
}  # fmt: skip


def slug(text: str) -> str:
    """A field name out of a heading."""
    return re.sub(r"_+", "_", re.sub(r"[^a-z0-9]+", "_", text.lower())).strip("_")


def both(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}


def block(scale: dict[str, Any], clause: str) -> dict[str, Any]:
    """A dated block: the points are the department's, so local_rule."""
    reference = {"source": "foreign_scheme", "clause": clause, "checked": "2026-11-22"}
    return {START: {"basis": "local_rule", "reference": reference, "full_points": 5, **scale}}


def steps(indicator: str, rows: pd.DataFrame) -> list[dict[str, float]]:
    """Rows like ``400-900``, ``8+`` or ``100`` as steps; each begins where its text says."""
    given = NUMBERS[indicator][1]
    starts = [given.get(level) or float(re.findall(r"\d+", level)[0]) for level in rows["level"]]
    ordered = sorted(zip(starts, rows["score"], strict=True))
    ends = [start for start, _ in ordered[1:]] + [None]
    scale = [{"from": start, "to": end, "points": points} for (start, points), end in zip(ordered, ends, strict=True)]
    scale[0]["from"] = None
    return [{key: value for key, value in row.items() if value is not None} for row in scale]


def parts(scheme: pd.DataFrame) -> dict[str, Any]:
    """The files of the rulebook by name."""
    fields: dict[str, Any] = {"subject_id": {"kind": "id", "required": True, "label": both("unit id")}}
    files: dict[str, Any] = {}
    tree: dict[str, list[str]] = {}
    used = scheme[[pair not in DROPPED for pair in zip(scheme["indicator"], scheme["level"], strict=True)]]
    for (sheet, name), rows in used.groupby(["sheet", "indicator"], sort=False):
        key = slug(name)
        tree.setdefault(sheet, []).append(key)
        if name in NUMBERS:
            fields[key] = {"kind": "number", "uom": "1", "label": both(NUMBERS[name][0])}
            measure = {"kind": "step", "uom": "1"}
            scale: dict[str, Any] = {"steps": steps(name, rows), "closed": "left"}
        else:
            codes = {f"l{place}": level for place, level in enumerate(rows["level"])}
            levels = [{"code": code, "label": both(level)} for code, level in codes.items()]
            fields[key] = {"kind": "category", "label": both(name), "levels": levels}
            measure = {"kind": "category"}
            scale = {"levels": dict(zip(codes, rows["score"], strict=True))}
        files[f"indicators/{key}.yaml"] = {
            "id": key, "label": both(name), "measure": measure, "direction": "none", "missing": "reweight",
            "in_force": block(scale, f"{sheet}: {name}"),
        }  # fmt: skip
    return files | {"fields.yaml": {"fields": fields}, "tree.yaml": tree_file(tree)}


def tree_file(tree: dict[str, list[str]]) -> dict[str, Any]:
    """Sheets as criteria; equal weights, since the scheme gives none."""
    children = [
        {
            "id": f"sheet_{slug(sheet)}",
            "label": both(sheet),
            "weight": 1 / len(tree),
            "children": [{"id": name, "weight": 1 / len(names)} for name in names],
        }
        for sheet, names in tree.items()
    ]
    reference = {"source": "riskkit_defaults", "clause": "equal weights", "checked": "2026-11-22"}
    return {"in_force": {START: {"basis": "project_default", "reference": reference, "children": children}}}


def write_root(scheme: pd.DataFrame, root: Path) -> None:
    """The whole rule root."""
    reference = {"source": "riskkit_defaults", "clause": "one grade", "checked": "2026-11-22"}
    grade = {"code": "ungraded", "label": both("ungraded"), "from": 0, "to": 100, "colour": "#777777"}
    grades = {"basis": "project_default", "reference": reference, "closed": "left", "grades": [grade]}
    source = {"title": both("a fire department's indicator scheme"), "issuer": "a US city", "in_force_from": START}
    defaults = {"title": both("riskkit defaults"), "issuer": "riskkit", "in_force_from": "2000-01-01"}
    book = {"id": BOOK, "level": "unit", "label": both("foreign scheme"), "about": both("30 indicators of a US city")}
    files = {
        "sources.yaml": {"sources": {"foreign_scheme": source, "riskkit_defaults": defaults}},
        f"{BOOK}/rulebook.yaml": {**book, "points_mean": "risk"},
        f"{BOOK}/grades.yaml": {"in_force": {START: grades}},
        f"{BOOK}/vetoes.yaml": {"vetoes": []},
        **{f"{BOOK}/{name}": content for name, content in parts(scheme).items()},
    }
    for name, content in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")


def extract_of(buildings: pd.DataFrame) -> pd.DataFrame:
    """What the buildings file knows of the scheme's indicators; the rest stays unknown."""
    return pd.DataFrame(
        {
            "unit id": buildings["unit_id"].astype(str),
            "floor area, sq ft": buildings["floor_area_sqft"],
            "floors above grade": buildings["stories"],
            "years old": np.maximum(2003 - buildings["year_built_oldest"], 0),
            "first hydrant, ft": buildings["dist_hydrant_m"] / FEET,
            "Int'l Building Code Class": buildings["use"].map(GROUPS),
        }
    )


def capture(order: pd.Series, fires: pd.Series, share: float) -> float:
    """Share of the fires in the top ``share`` of the subjects."""
    top = order.sort_values(ascending=False, kind="stable").index[: round(share * len(order))]
    return float(fires.loc[top].sum() / fires.sum())


def report(scheme: pd.DataFrame, buildings: pd.DataFrame, root: Path) -> str:
    """Lint, assess, and what the score is worth beside floor area on the fires of 2003–2012."""
    write_root(scheme, root)
    problems = lint(load_root(root))
    rules = rk.Rulebook.at(DAY, BOOK, root)
    standing = buildings[(buildings["year_built_oldest"] <= 2002) & (buildings["use"] != "vacant_or_none")]
    register = rk.assess(extract_of(standing), rules).register.set_index("subject_id")
    facts = standing.assign(id=standing["unit_id"].astype(str)).set_index("id").loc[register.index]
    fires = facts[[f"fires_{year}" for year in range(2003, 2013)]].sum(axis=1)
    area = facts["floor_area_sqft"].fillna(0)
    rows = ["| order by | top 5 % | top 10 % | top 20 % |", "| --- | --- | --- | --- |"]
    for name, order in (("the scheme's risk score", register["risk_score"]), ("floor area", area)):
        rows.append(f"| {name} | " + " | ".join(f"{capture(order, fires, s):.2f}" for s in (0.05, 0.1, 0.2)) + " |")
    known = 1 - register["unobserved_share"].mean()
    return "\n".join(
        [
            "# A foreign scheme as a rule root",
            "",
            f"{len(rules.leaves)} indicators in {len(rules.root.children)} criteria, lint problems: {len(problems)}; "
            f"{len(register)} buildings scored, {known:.0%} of the weight known. Share of the structure fires of "
            "2003–2012:",
            "",
            *rows,
            "",
            "The attributes are a later snapshot and the scheme's weights are not given, so this says that a foreign "
            "scheme runs without Python, not that it is good or bad.",
            "",
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scheme", nargs="?", type=Path, default=SHARED / "indicator_scheme_us_city.csv")
    parser.add_argument("buildings", nargs="?", type=Path, default=SHARED / "buildings_us_city_2003_2012.csv.gz")
    parser.add_argument("--root", type=Path)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text = report(pd.read_csv(given.scheme), pd.read_csv(given.buildings), given.root or Path(folder))
    print(text)
    if given.out:
        given.out.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
