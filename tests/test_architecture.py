"""The walls: imports run downward only, rooms on floor 5 are strangers, heavy libraries and the clock stay in place.

docs/architecture.md shows the same floors; the last test compares the two.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

HOME = Path(__file__).parents[1]
PACKAGE = HOME / "riskkit"

FLOORS: dict[int, tuple[str, ...]] = {
    1: ("terms", "version", "codes", "errors"),
    2: ("uom", "in_force", "datasets"),
    3: ("records", "records_across", "records_intake", "typed_table", "explanation", "weighting"),
    4: ("indicators",),
    5: ("intake", "scoring", "models"),
    6: (
        "reason_words",
        "reasons",
        "register",
        "fuzzy_columns",
        "listed_columns",
        "rollup",
        "below",
        "proportions",
        "comparison",
        "common_problems",
        "across_units",
        "hidden_dangers",
        "remarks",
        "explain",
        "ledger",
        "assessment",
        "inputs",
        "credit",
        "credit_fields",
        "overrides",
        "mends",
        "classification",
        "targets",
        "fire_statistics",
        "table_rules",
        "rule_homes",
        "checked_items",
        "linking",
        "which_table",
        "validation",
    ),
    7: ("reporting",),
    8: (
        "reading",
        "inspecting",
        "fire_record",
        "side_tables",
        "workflow",
        "classifying",
        "item_checking",
        "validating",
        "cleaning",
        "tracking",
        "filling",
        "linkage",
        "compact",
        "demo",
        "__init__",
    ),
    9: ("cli",),
}
FLOOR_OF = {room: floor for floor, rooms in FLOORS.items() for room in rooms}
STRANGERS = FLOORS[5]
# (module, target) that may go up for a type in a signature; none needs to
TYPES_ONLY: set[tuple[str, str]] = set()
HEAVY = ("statsmodels", "sklearn", "shap", "matplotlib", "scipy")
CLOCKS = {
    "datetime": ("now", "utcnow", "today"),
    "date": ("today",),
    "Timestamp": ("now", "today", "utcnow"),
    "time": ("time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime"),
}
MAX_LINES = 300
# a table written as Python: a line a key of a rule file
TABLES = ("indicators.rule_file",)
SLOW_TO_IMPORT = ("pandas", "polars", "numpy", "statsmodels", "sklearn", "shap", "scipy", "matplotlib", "pydantic")


class Import(NamedTuple):
    """``module`` imports ``target`` (both without the package's name) on ``line``."""

    module: str
    target: str
    line: int
    types_only: bool


def modules(package: Path) -> dict[str, Path]:
    """Every module by its dotted name below the package; a package's own name stands for its __init__."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
        found[name] = path
    return found


def room(module: str) -> str:
    return module.split(".", 1)[0]


def walked(tree: ast.AST, types_only: bool = False) -> Iterator[tuple[ast.AST, bool]]:
    """Every node, and whether it stands under ``if TYPE_CHECKING``."""
    for node in ast.iter_child_nodes(tree):
        inside = types_only or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test))
        yield node, inside
        yield from walked(node, inside)


def imports(package: Path) -> list[Import]:
    """Imports of the package within itself, those inside functions included."""
    known, name = modules(package), package.name
    found = []
    for module, path in known.items():
        for node, types_only in walked(ast.parse(path.read_text("utf-8"))):
            for target in _targets(node, module, path, name):
                below = target.removeprefix(name).removeprefix(".")
                while below and below not in known:
                    below = below.rpartition(".")[0]
                found.append(Import(module, below or "__init__", getattr(node, "lineno", 0), types_only))
    return [item for item in dict.fromkeys(found) if item.module != item.target]


def _targets(node: ast.AST, module: str, path: Path, package: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name.split(".")[0] == package)
    elif isinstance(node, ast.ImportFrom):
        home = node.module or ""
        if node.level:
            steps = node.level - (1 if path.name == "__init__.py" else 0)
            above = [package, *(part for part in module.split(".") if part != "__init__")]
            home = ".".join([*above[: len(above) - steps], *([home] if home else [])])
        if home.split(".")[0] == package:
            yield from (f"{home}.{alias.name}" for alias in node.names)


def upward(found: list[Import]) -> list[str]:
    """Imports that go up a floor, between strangers on floor 5, or out of the floors altogether."""
    wrong = []
    for item in found:
        here, there = room(item.module), room(item.target)
        floors = FLOOR_OF.get(here, 0), FLOOR_OF.get(there, 99)
        strangers = here != there and here in STRANGERS and there in STRANGERS
        allowed = item.types_only and (item.module, item.target) in TYPES_ONLY
        if (floors[1] > floors[0] or strangers) and not allowed:
            wrong.append(f"{item.module}:{item.line} (floor {floors[0]}) imports {item.target} (floor {floors[1]})")
    return wrong


def cycle(found: list[Import]) -> list[str]:
    """One circle of imports at run time, empty without any."""
    graph: dict[str, set[str]] = {}
    for item in found:
        # the face of the package names everything, each when it is first asked for
        if not item.types_only and item.module != "__init__":
            graph.setdefault(item.module, set()).add(item.target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def nodes(package: Path) -> Iterator[tuple[str, ast.AST, bool]]:
    for module, path in modules(package).items():
        for node, types_only in walked(ast.parse(path.read_text("utf-8"))):
            yield module, node, types_only


def outside_cli(package: Path) -> list[str]:
    """click, print and clocks anywhere but in cli."""
    wrong = []
    for module, node, _ in nodes(package):
        if room(module) == "cli":
            continue
        line = f"{module}:{getattr(node, 'lineno', 0)}"
        named = {name.split(".")[0] for name in _imported(node)}
        if "click" in named:
            wrong.append(f"{line} imports click")
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            wrong += [f"{line} imports time.{a.name}" for a in node.names if a.name in CLOCKS["time"]]
        if isinstance(node, ast.Call):
            call = ast.unparse(node.func)
            if call == "print":
                wrong.append(f"{line} prints")
            owner, _, method = call.rpartition(".")
            if method in CLOCKS.get(owner.split(".")[-1], ()):
                wrong.append(f"{line} reads the clock: {call}")
    return wrong


def heavy_at_import(package: Path) -> list[str]:
    """statsmodels and its like imported when a module is imported, not when a function needs it."""
    wrong = []
    for module, path in modules(package).items():
        for node, types_only in _import_time(ast.parse(path.read_text("utf-8"))):
            for name in _imported(node):
                if name.split(".")[0] in HEAVY and not types_only:
                    wrong.append(f"{module}:{getattr(node, 'lineno', 0)} imports {name}")
    return wrong


def _import_time(tree: ast.AST, types_only: bool = False) -> Iterator[tuple[ast.AST, bool]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        inside = types_only or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test))
        yield node, inside
        yield from _import_time(node, inside)


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []


def too_long(package: Path) -> list[str]:
    lengths = {name: len(path.read_text("utf-8").splitlines()) for name, path in modules(package).items()}
    return [f"{name}: {lines} lines" for name, lines in lengths.items() if lines > MAX_LINES and name not in TABLES]


# ---------------------------------------------------------------- the house as it stands


def test_every_room_has_a_floor():
    assert {room(module) for module in modules(PACKAGE)} == set(FLOOR_OF)


def test_imports_run_downward():
    assert upward(imports(PACKAGE)) == []


def test_no_import_runs_in_a_circle():
    assert cycle(imports(PACKAGE)) == []


def test_models_know_neither_rules_nor_scores():
    rooms = {room(item.target) for item in imports(PACKAGE) if room(item.module) == "models"}
    assert rooms <= {"terms", "codes", "errors", "uom", "version", "models"}


def test_click_print_and_the_clock_stay_in_cli():
    assert outside_cli(PACKAGE) == []


def test_heavy_libraries_wait_until_they_are_needed():
    assert heavy_at_import(PACKAGE) == []


def test_files_keep_to_their_size():
    assert too_long(PACKAGE) == []


@pytest.mark.parametrize(
    "line",
    [
        "import riskkit",
        "import sys; sys.argv = ['riskkit', '--help']; from riskkit.cli import main; main()",
    ],
)
def test_help_does_not_pay_for_the_heavy_libraries(line):
    code = f"import atexit, sys\natexit.register(lambda: sys.stderr.write(' '.join(sys.modules)))\n{line}\n"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert not {name.split(".")[0] for name in done.stderr.split()} & set(SLOW_TO_IMPORT)


def test_the_page_tells_the_same_floors():
    page = (HOME / "docs" / "architecture.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d) \| ([^|]+) \|", page, re.MULTILINE)
    told = {
        int(floor): {name.removesuffix(".py").rstrip("/") for name in re.findall(r"`([^`]+)`", rooms)}
        for floor, rooms in rows
    }
    assert told == {floor: set(rooms) for floor, rooms in FLOORS.items()}


# ---------------------------------------------------------------- proof that these tests can fail


def built(folder: Path, files: dict[str, str]) -> Path:
    package = folder / "riskkit"
    for name, text in {"__init__.py": "", **files}.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return package


@pytest.mark.parametrize(
    ("file", "text", "target"),
    [
        ("terms.py", "from riskkit.errors import X\nfrom riskkit import workflow\n", "workflow"),
        ("scoring/score.py", "def f():\n    from riskkit.register import ranked\n", "register"),
        ("scoring/score.py", "from ..register import ranked\n", "register"),
        ("scoring/score.py", "import riskkit.models.frequency as m\n", "models.frequency"),
        ("models/frequency.py", "from riskkit.scoring import score\n", "scoring.score"),
        ("errors.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import riskkit.cli\n", "cli"),
        ("errors.py", "import riskkit\n", "__init__"),
        ("attic.py", "from riskkit.terms import Label\n", "terms"),
    ],
)
def test_an_upward_import_is_found(tmp_path, file, text, target):
    empty = dict.fromkeys(
        ("terms.py", "errors.py", "workflow.py", "register.py", "scoring/__init__.py", "scoring/score.py"), ""
    )
    empty |= dict.fromkeys(("models/__init__.py", "models/frequency.py", "cli/__init__.py"), "")
    package = built(tmp_path, {**empty, file: text})
    wrong = upward(imports(package))
    assert len(wrong) == 1
    assert f"imports {target} (" in wrong[0]


def test_a_circle_is_found(tmp_path):
    files = {"register.py": "from riskkit import explain", "explain.py": "from riskkit.register import ranked"}
    assert set(cycle(imports(built(tmp_path, files)))) == {"register", "explain"}


def test_what_belongs_to_cli_is_found(tmp_path):
    text = "import click\nfrom datetime import date\nfrom time import time\nimport time as t\n"
    text += "def f():\n    '''>>> print(1)'''\n    print(date.today(), datetime.datetime.now())\n"
    found = outside_cli(built(tmp_path, {"workflow.py": text, "cli/__init__.py": text}))
    assert [line.split(":", 1)[0] for line in found] == ["workflow"] * 5
    assert [word for line in found for word in ("click", "time.time", "prints", "date.today") if word in line] == [
        "click",
        "time.time",
        "prints",
        "date.today",
    ]


def test_a_heavy_import_and_a_long_file_are_found(tmp_path):
    text = "try:\n    import scipy.stats\nexcept ImportError:\n    pass\ndef f():\n    import shap\n"
    package = built(tmp_path, {"rollup.py": text, "indicators/rule_file.py": "\n" * 999, "explain.py": "\n" * 301})
    assert heavy_at_import(package) == ["rollup:2 imports scipy.stats"]
    assert too_long(package) == ["explain: 301 lines"]
