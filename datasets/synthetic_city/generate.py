"""Write the synthetic city: python datasets/synthetic_city/generate.py [--out FOLDER]

Everything is invented. The truth is in city_truth.py; what the files hold is told by datasets/README.md. The same
script writes the same bytes (random numbers by inversion of PCG64 uniforms, a fixed creation date in the workbooks).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter
import yaml
from city_beside import credit_rows, item_rows, override_rows
from city_cells import HEADINGS, unit_cells
from city_conditions import draw_conditions
from city_levels import FILLED_BY, INDUSTRY_HEADINGS, NOTE, REGION_HEADINGS, TITLES, industry_rows, region_rows
from city_mess import spoil
from city_records import FIRE_HEADER, fire_rows, truth_of, truth_rows, vetoed
from city_truth import Dice, draw_fires, draw_units
from numpy.typing import NDArray

SMALL_ROWS, SMALL_VETOED = 30, 2
FILES = {
    "units.csv": "单位基础信息表（合成，GB18030，有意弄脏）",
    "units_small.csv": "30 个单位（合成，UTF-8，干净，含两个直接判定单位）",
    "industries.xlsx": "行业部门工作情况表（合成）",
    "regions.xlsx": "乡镇街道基础情况表（合成）",
    "fires.csv": "2021—2025 年单位火灾（合成，UTF-8 带 BOM）",
    "credit.csv": "失信记录示例（合成）：在用、已修复、公示期满、公示最后一天、名单外各一条",
    "override.csv": "人工调整示例（合成）：一条有效，一条原等级不符",
    "checked_items.csv": "逐项检查表示例（合成）：四个单位，一个有未检查项，一个有一项没有填类别",
    "truth_units.csv": "每个单位的真实火灾频率（合成，供恢复检验）",
    "truth.json": "生成公式、系数、种子和埋设的问题数（合成）",
}


def write_csv(rows: list[list[str]], encoding: str, line_end: str) -> bytes:
    """``rows`` as the bytes of a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=line_end).writerows(rows)
    return text.getvalue().encode(encoding)


def write_xlsx(name: str, rows: list[list[Any]]) -> bytes:
    """A workbook of one sheet: merged title, 填报单位, header, rows, note."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": TITLES[name], "author": "riskkit", "created": datetime(2026, 1, 1)})
    sheet = book.add_worksheet("合成数据")
    bold = book.add_format({"bold": True, "align": "center"})
    sheet.merge_range(0, 0, 0, len(rows[0]) - 1, TITLES[name], bold)
    sheet.write_string(1, 0, FILLED_BY)
    for at, row in enumerate(rows, start=2):
        for column, cell in enumerate(row):
            if cell != "":
                sheet.write(at, column, cell)
    sheet.write_string(len(rows) + 2, 0, NOTE)
    sheet.freeze_panes(3, 2)
    book.close()
    return target.getvalue()


def small_rows(cells: dict[str, list[str]], is_vetoed: NDArray[np.bool_]) -> list[list[str]]:
    """Header and 30 clean rows: two vetoed units first among the others, by id."""
    at = [*np.flatnonzero(is_vetoed)[:SMALL_VETOED], *np.flatnonzero(~is_vetoed)[: SMALL_ROWS - SMALL_VETOED]]
    return [list(HEADINGS.values()), *([cells[field][i] for field in HEADINGS] for i in sorted(at))]


def build() -> dict[str, bytes]:
    """Every file of the data set by name, source.yaml excepted."""
    dice = Dice()
    units = draw_units(dice)
    fires = draw_fires(dice, units)
    conditions = draw_conditions(dice, units, fires)
    is_vetoed = vetoed(units, conditions)
    cells = unit_cells(dice, units, conditions)
    small = small_rows(cells, is_vetoed)
    rows, planted = spoil(dice, cells, units)
    truth = truth_of(units, fires, is_vetoed, planted)
    return {
        "units.csv": write_csv(rows, "gb18030", "\r\n"),
        "units_small.csv": write_csv(small, "utf-8", "\n"),
        "industries.xlsx": write_xlsx("industries", industry_rows(dice, units, fires)),
        "regions.xlsx": write_xlsx("regions", region_rows(dice, units, fires)),
        "fires.csv": write_csv(fire_rows(dice, fires), "utf-8-sig", "\n"),
        "credit.csv": write_csv(credit_rows(), "utf-8-sig", "\n"),
        "override.csv": write_csv(override_rows(), "utf-8-sig", "\n"),
        "checked_items.csv": write_csv(item_rows(), "utf-8-sig", "\n"),
        "truth_units.csv": write_csv(truth_rows(units, fires), "utf-8", "\n"),
        "truth.json": (json.dumps(truth, ensure_ascii=False, indent=1) + "\n").encode(),
    }


def source_of(files: dict[str, bytes]) -> str:
    """source.yaml: publisher, licence, digests, and the columns with their measures."""
    fire_fields = ("subject_id", "occurred_on", "deaths", "injuries", "direct_loss_cny", "cause", "", "")
    fire_uoms = ("", "", "persons", "persons", "cny", "", "", "")
    source = {
        "id": "synthetic_city",
        "synthetic": True,
        "title": {"zh": "合成市（合成数据，全部虚构）", "en": "synthetic city (invented throughout)"},
        "publisher": "riskkit project",
        "licence": "Apache-2.0",
        "generated_by": "datasets/synthetic_city/generate.py",
        "created": "2026-01-01",
        "period": "2021-01-01/2025-12-31",
        "files": [
            {"name": name, "about": FILES[name], "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
        ],
        "columns": {
            "units.csv": _columns(HEADINGS, "unit/city_score_100"),
            "industries.xlsx": _columns(INDUSTRY_HEADINGS, "industry/sector_work"),
            "regions.xlsx": _columns(REGION_HEADINGS, "region/textbook_three_level"),
            "fires.csv": [
                {"heading": heading, "field": field, "uom": uom}
                for heading, field, uom in zip(FIRE_HEADER, fire_fields, fire_uoms, strict=True)
            ],
        },
    }
    return yaml.safe_dump(source, allow_unicode=True, sort_keys=False, width=120)


def _columns(headings: dict[str, str], rules: str) -> list[dict[str, str]]:
    path = Path(__file__).parents[2] / "riskkit" / "indicators" / "rules" / rules / "fields.yaml"
    fields = yaml.safe_load(path.read_text(encoding="utf-8"))["fields"]
    return [
        {"heading": heading, "field": field, "uom": fields[field].get("uom", "")} for field, heading in headings.items()
    ]


def main() -> None:
    """Write every file to --out (beside this script without it)."""
    parser = argparse.ArgumentParser(description="Write the synthetic city (合成数据).")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    folder: Path = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    files = build()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / "source.yaml").write_text(source_of(files), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
