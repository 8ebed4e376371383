"""Coverage-guided fuzzing of what reads an extract, with atheris (libFuzzer for Python).

atheris is no dependency of the project. In an environment of its own, beside the libraries of the project's:

    python -m venv fuzz && fuzz/bin/pip install atheris
    export PYTHONPATH=$(python -c "import site; print(site.getsitepackages()[0])"):.
    fuzz/bin/python benchmarks/fuzz_atheris.py -max_total_time=300

Options are libFuzzer's. The seeds are the first 200 extracts of fuzz_case.py, and so are the words of its dictionary.
Texts and parquet go through read_extract to the end; an archive through the look at it; html and the XML of 2003
through their readers, in this process. An input that raises anything but RiskkitError, loses a row, or takes longer
than 20 seconds is written down and ends the run.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

os.environ.setdefault("POLARS_MAX_THREADS", "1")

import atheris

with atheris.instrument_imports(include=["riskkit.intake"]):
    from fuzz_case import HEADER, NASTY, Fuzzed, fuzzed, read_whole

    from riskkit.errors import RiskkitError
    from riskkit.intake import workbook_child, workbook_guard
    from riskkit.intake.readers import file_kind
    from riskkit.intake.workbook_refusal import Refusal

SEEDS = 200
LONGEST = 8192
_FOLDER = Path(tempfile.mkdtemp(prefix="riskkit-fuzz-"))
_PLACE = _FOLDER / "extract.csv"
_HTML = {"kind": "html", "peek": 8, "encoding": None, "most_cells": 100_000}


def one_input(content: bytes) -> None:
    """One input; what it raises is a defect."""
    _PLACE.write_bytes(content)
    said: list[str] = []
    try:
        kind = file_kind(_PLACE)
        if kind == "workbook":
            workbook_guard.look_at_workbook(content, _PLACE)
        elif kind in ("html", "xml"):
            _beside(content, kind)
        else:
            seen = read_whole(_PLACE, Fuzzed(0, kind, _PLACE.name, content, None, 200_000))
            assert not seen.problem, seen.problem
    except RiskkitError as refused:
        said = [refused.text("zh"), refused.text("en")]
    assert all(len(line.splitlines()) == 1 for line in said), said


def _beside(content: bytes, kind: str) -> None:
    """What the child process does; it turns every exception of a parser into FILE-02, so only a hang counts here."""
    try:
        for sheet in workbook_child.opened(content, {**_HTML, "kind": kind})[1]:
            for _ in sheet.read():
                pass
    except (Refusal, Exception):
        return


def seeds(folder: Path) -> Path:
    """A folder of sound and mutated extracts to start from."""
    folder.mkdir()
    for seed in range(SEEDS):
        case = fuzzed(seed)
        (folder / f"{seed:04d}").write_bytes(case.content)
    return folder


def dictionary(path: Path) -> Path:
    """The odd words, each in UTF-8 and in GB18030, as libFuzzer writes them."""
    words = {word.encode(encoding, "replace") for word in (*NASTY, *HEADER) for encoding in ("utf-8", "gb18030")}
    lines = ['"' + "".join(f"\\x{byte:02x}" for byte in word[:60]) + '"' for word in sorted(words) if word]
    path.write_text("\n".join(lines), "ascii")
    return path


def main() -> None:
    started: Any = [
        sys.argv[0],
        str(seeds(_FOLDER / "seeds")),
        f"-dict={dictionary(_FOLDER / 'words.dict')}",
        f"-max_len={LONGEST}",
        "-timeout=20",
        "-rss_limit_mb=4096",
        "-print_final_stats=1",
        *sys.argv[1:],
    ]
    atheris.Setup(started, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
