"""Make reports/examples anew: ``python reports/remake_examples.py``. The city is synthetic and stands for no place."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import riskkit as rk
from riskkit.demo import AS_OF, RULEBOOKS
from riskkit.reporting.results import write_result
from riskkit.terms import Level

EXAMPLES = Path(__file__).parent / "examples"
TOP = 50


def assessed_city() -> dict[Level, rk.Assessment]:
    """The three levels of ``riskkit demo``, the model tested on years it was not fitted on."""
    home = rk.dataset_path("synthetic_city")
    results: dict[Level, rk.Assessment] = {}
    for level, (rules, file) in RULEBOOKS.items():
        fires = home / "fires.csv" if level is Level.UNIT else None
        options = rk.Options(backtest=True)
        results[level] = rk.assess(
            home / file, rules, AS_OF, fires=fires, below=list(results.values()), options=options
        )
    return results


def example_files(results: dict[Level, rk.Assessment]) -> dict[str, str]:
    """Every example file by its name: registers cut to the top, one page, the model card."""
    files = {}
    with tempfile.TemporaryDirectory() as folder:
        for level, result in results.items():
            home = Path(folder) / level.value
            home.mkdir()
            write_result(result, home, formats=("csv",), pages=1 if level is Level.UNIT else 0)
            lines = (home / "register.csv").read_text("utf-8-sig").splitlines(keepends=True)
            files[f"register_{level.value}.csv"] = "\ufeff" + "".join(lines[: TOP + 1])
        unit = Path(folder) / Level.UNIT.value
        subject = results[Level.UNIT].tables.register["subject_id"][0]
        files["page.html"] = (unit / "pages" / f"{subject}.html").read_text("utf-8")
        files["model_card.json"] = (unit / "model_card.json").read_text("utf-8")
    return files


def main() -> None:
    """Write the examples."""
    EXAMPLES.mkdir(exist_ok=True)
    for name, text in example_files(assessed_city()).items():
        (EXAMPLES / name).write_text(text, encoding="utf-8", newline="")
    card = json.loads((EXAMPLES / "model_card.json").read_text("utf-8"))
    sys.stdout.write(f"{EXAMPLES}: {len(list(EXAMPLES.iterdir()))} files, model {card['model']['id'][:12]}\n")


if __name__ == "__main__":
    main()
