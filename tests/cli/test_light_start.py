"""Help costs next to nothing: no command's help imports a heavy library."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ("pandas", "polars", "numpy", "statsmodels", "sklearn", "shap", "scipy", "matplotlib", "pyarrow", "pydantic")
PROBE = """
import json, sys
sys.argv = ["riskkit", *json.loads(sys.argv[1])]
from riskkit.cli import main
try:
    main()
except SystemExit as end:
    code = end.code
print(json.dumps([code, sorted(name for name in sys.modules if "." not in name)]), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["assess", "--help"],
        ["classify", "--help"],
        ["explain", "-h"],
        ["rules", "-h"],
        ["weights", "-h"],
        ["demo", "-h"],
        ["help"],
    ],
)
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", PROBE, json.dumps(words)], capture_output=True, check=True, timeout=60)
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0
    assert not set(HEAVY) & set(modules)
    assert done.stdout


def test_the_top_level_help_imports_no_command() -> None:
    probe = PROBE.replace('"." not in name', 'name.startswith("riskkit.cli")')
    done = subprocess.run([sys.executable, "-c", probe, '["--help"]'], capture_output=True, check=True, timeout=60)
    _, modules = json.loads(done.stderr.splitlines()[-1])
    assert modules == ["riskkit.cli", "riskkit.cli.app", "riskkit.cli.outcome", "riskkit.cli.spoken"]
