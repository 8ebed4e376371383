"""The notebook of docs/ is the one its script writes, it runs from top to bottom, and its stored outputs are whole."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

NOTEBOOKS = Path(__file__).parents[2] / "docs" / "notebooks"


def code_cells(path: Path) -> list[Any]:
    notebook = nbformat.read(path, as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The notebook built and executed anew, in a process and a folder of its own."""
    folder = tmp_path_factory.mktemp("notebook")
    home = {name: str(folder / name) for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR")}
    run = subprocess.run(
        [sys.executable, NOTEBOOKS / "make_notebook.py", folder / "fresh.ipynb"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env=os.environ | home,
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return folder / "fresh.ipynb"


def test_every_cell_runs_and_says_nothing_on_stderr(fresh: Path) -> None:
    outputs = [output for cell in code_cells(fresh) for output in cell.outputs]
    assert outputs
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]


def test_stored_notebook_is_the_one_the_script_writes(fresh: Path) -> None:
    stored = nbformat.read(NOTEBOOKS / "first_assessment.ipynb", as_version=4)
    made = nbformat.read(fresh, as_version=4)
    assert [(cell.cell_type, cell.source) for cell in stored.cells] == [
        (cell.cell_type, cell.source) for cell in made.cells
    ], "python docs/notebooks/make_notebook.py writes it again"


def test_stored_outputs_are_of_the_kinds_a_run_gives(fresh: Path) -> None:
    def kinds(path: Path) -> list[list[tuple[str, list[str]]]]:
        return [
            [(output.output_type, sorted(output.get("data", {}))) for output in cell.outputs]
            for cell in code_cells(path)
        ]

    assert kinds(NOTEBOOKS / "first_assessment.ipynb") == kinds(fresh)


def test_stored_numbers_are_those_of_a_run(fresh: Path) -> None:
    """Numbers, not bytes: another pandas may lay a table out differently."""

    def numbers(path: Path) -> list[list[float]]:
        def said(output: Any) -> str:
            shown = output.get("data", {})
            # the HTML of a table runs row by row, the text wraps where it likes
            return re.sub(r"<[^>]*>", " ", str(output.get("text") or shown.get("text/html") or shown["text/plain"]))

        texts = [[said(output) for output in cell.outputs] for cell in code_cells(path)]
        return [[float(word) for word in re.findall(r"\d+(?:\.\d+)?", " ".join(of_cell))] for of_cell in texts]

    stored, made = numbers(NOTEBOOKS / "first_assessment.ipynb"), numbers(fresh)
    assert stored == [pytest.approx(cell, rel=1e-3, abs=1e-4) for cell in made], (
        "python docs/notebooks/make_notebook.py writes it again"
    )


def test_stored_notebook_is_valid_and_free_of_machine_paths() -> None:
    stored = NOTEBOOKS / "first_assessment.ipynb"
    nbformat.validate(nbformat.read(stored, as_version=4))
    text = stored.read_text("utf-8")
    assert [word for word in ("/home/", "/root/", "/tmp/", "C:\\\\", "site-packages") if word in text] == []
