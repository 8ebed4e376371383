"""kill -9 at any moment of saving leaves no folder, the old whole one or the new whole one."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import riskkit as rk

# saves two results in turn over the same folder until it is killed
SAVING = """
import sys
import riskkit as rk
small = rk.dataset_path("synthetic_city") / "units_small.csv"
results = [rk.assess(small, "unit/city_score_100", day) for day in ("2026-01-01", "2026-02-01")]
print("ready", flush=True)
turn = 0
while True:
    rk.save(results[turn % 2], sys.argv[1], formats=("csv",), pages=3, replace=True)
    turn += 1
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_a_killed_save_leaves_nothing_half_done(tmp_path, digests, units_without_fires):
    wait = random.Random(20260101)
    target = tmp_path / "out"
    for _ in range(3):
        saving = subprocess.Popen([sys.executable, "-c", SAVING, str(target)], stdout=subprocess.PIPE, text=True)
        assert saving.stdout is not None
        assert saving.stdout.readline() == "ready\n"
        time.sleep(wait.uniform(0.0, 0.4))
        saving.send_signal(signal.SIGKILL)
        saving.wait()
        saving.stdout.close()
        assert_whole_or_absent(target, digests)
    # the next run finds its way, and tidies what a kill between two renames left
    rk.save(units_without_fires, target, formats=("csv",), pages=0, replace=True)
    assert json.loads((target / "manifest.json").read_text("utf-8"))["rows"]["read"] == 3020
    left = [path.name for path in tmp_path.iterdir() if ".unfinished-" not in path.name]
    assert left == ["out"]


def assert_whole_or_absent(target: Path, digests) -> None:
    aside = target.with_name(f".{target.name}.riskkit-previous")
    places = [folder for folder in (target, aside) if folder.exists()]
    if target.exists():
        places = [target]  # what lies aside is on its way out
    for folder in places:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        found = digests(folder)
        del found["manifest.json"]
        assert manifest["outputs"] == found
        assert manifest["as_of"] in ("2026-01-01", "2026-02-01")
        assert len(rk.read_result(folder).account.register) == manifest["rows"]["scored"]
