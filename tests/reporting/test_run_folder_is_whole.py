from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from riskkit.errors import RiskkitError
from riskkit.reporting.manifest import MANIFEST_NAME, write_manifest
from riskkit.reporting.run_folder import run_folder


def write_run(target: Path, word: str, replace: bool = False) -> None:
    with run_folder(target, replace) as folder:
        write_manifest(folder / MANIFEST_NAME, {"word": word})
        (folder / "a.txt").write_text(word)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_nothing_stands_at_the_target_before_the_end(tmp_path):
    target = tmp_path / "deep" / "out"
    with run_folder(target) as folder:
        assert folder.parent == target.parent
        assert not target.exists()
    assert target.is_dir()
    assert names(target.parent) == ["out"]


def test_an_exception_leaves_no_trace_not_even_the_parents(tmp_path):
    def fail_half_way():
        with run_folder(tmp_path / "deep" / "out") as folder:
            (folder / "half.txt").write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert names(tmp_path) == []


def test_an_existing_target_stops_before_any_work(tmp_path):
    (tmp_path / "out").mkdir()
    with pytest.raises(RiskkitError) as caught, run_folder(tmp_path / "out"):
        pytest.fail("the body must not run")
    assert caught.value.code == "OUT-01"
    assert names(tmp_path) == ["out"]


def test_replace_puts_the_new_one_in_and_deletes_the_old(tmp_path):
    write_run(tmp_path / "out", "old")
    write_run(tmp_path / "out", "new", replace=True)
    assert (tmp_path / "out" / "a.txt").read_text() == "new"
    assert names(tmp_path) == ["out"]


def test_an_exception_while_replacing_keeps_the_old(tmp_path):
    write_run(tmp_path / "out", "old")
    with pytest.raises(ZeroDivisionError), run_folder(tmp_path / "out", replace=True):
        raise ZeroDivisionError
    assert (tmp_path / "out" / "a.txt").read_text() == "old"
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("content", ["thesis.docx", MANIFEST_NAME])
def test_a_folder_that_riskkit_did_not_write_is_never_replaced(tmp_path, content):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / content).write_text("{}")
    with pytest.raises(RiskkitError) as caught, run_folder(tmp_path / "home", replace=True):
        pytest.fail("the body must not run")
    assert caught.value.code == "OUT-04"
    assert names(tmp_path / "home") == [content]


def test_a_file_at_the_target_is_never_replaced(tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(RiskkitError) as caught, run_folder(tmp_path / "out", replace=True):
        pytest.fail("the body must not run")
    assert caught.value.code == "OUT-04"


def test_a_parent_that_is_a_file_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RiskkitError) as caught, run_folder(tmp_path / "file" / "out"):
        pytest.fail("the body must not run")
    assert caught.value.code == "OUT-02"


def test_a_full_disk_is_told_as_such_and_leaves_nothing(tmp_path):
    with pytest.raises(RiskkitError) as caught, run_folder(tmp_path / "out"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert caught.value.code == "OUT-02"
    assert names(tmp_path) == []


def test_a_target_that_appears_meanwhile_is_kept_and_so_is_the_result(tmp_path):
    def write_beside_another():
        with run_folder(tmp_path / "out") as folder:
            (folder / "a.txt").write_text("new")
            (tmp_path / "out").mkdir()

    with pytest.raises(RiskkitError) as caught:
        write_beside_another()
    assert caught.value.code == "OUT-02"
    kept = tmp_path / caught.value.found.split(" → ")[1]
    assert (kept / "a.txt").read_text() == "new"


def test_a_locked_old_folder_keeps_both_the_old_and_the_finished_result(tmp_path, monkeypatch):
    write_run(tmp_path / "out", "old")

    def locked(source, target):
        raise PermissionError(errno.EACCES, "locked", str(source))

    monkeypatch.setattr("riskkit.reporting.run_folder.PAUSE_SECONDS", 0)
    monkeypatch.setattr(os, "rename", locked)
    with pytest.raises(RiskkitError) as caught:
        write_run(tmp_path / "out", "new", replace=True)
    assert caught.value.code == "OUT-02"
    assert (tmp_path / "out" / "a.txt").read_text() == "old"
    kept = tmp_path / caught.value.found.split(" → ")[1]
    assert (kept / "a.txt").read_text() == "new"


KILLED = """
import os, shutil, sys
from pathlib import Path
from riskkit.reporting.manifest import MANIFEST_NAME, write_manifest
from riskkit.reporting.run_folder import run_folder

target, moment = Path(sys.argv[1]), int(sys.argv[2])
step = 0

def dying(action):
    def run(*args, **kwargs):
        global step
        if step == moment:
            os._exit(9)
        step += 1
        return action(*args, **kwargs)
    return run

os.rename, shutil.rmtree, os.mkdir = dying(os.rename), dying(shutil.rmtree), dying(os.mkdir)
with run_folder(target, replace=True) as folder:
    write_manifest(folder / MANIFEST_NAME, {"word": "new"})
    (folder / "a.txt").write_text("new")
    (dying(lambda: None))()
"""


@pytest.mark.parametrize("moment", range(7))
def test_a_kill_at_any_step_leaves_the_old_or_the_new_never_half(tmp_path, moment):
    target = tmp_path / "out"
    write_run(target, "old")
    done = subprocess.run([sys.executable, "-c", KILLED, str(target), str(moment)], check=False, cwd=Path.cwd())
    assert done.returncode == (9 if moment < 6 else 0)
    whole = target if target.exists() else tmp_path / ".out.riskkit-previous"
    assert (whole / "a.txt").read_text() in ("old", "new")
    assert (whole / MANIFEST_NAME).exists()
    write_run(target, "next", replace=True)  # puts back what was set aside, then replaces it
    assert (target / "a.txt").read_text() == "next"
    assert not (tmp_path / ".out.riskkit-previous").exists()


def test_after_a_kill_between_the_renames_the_old_one_comes_back_first(tmp_path):
    write_run(tmp_path / "out", "old")
    (tmp_path / "out").rename(tmp_path / ".out.riskkit-previous")
    with pytest.raises(RiskkitError) as caught, run_folder(tmp_path / "out"):
        pytest.fail("the body must not run")
    assert caught.value.code == "OUT-01"
    assert (tmp_path / "out" / "a.txt").read_text() == "old"
