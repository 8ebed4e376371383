"""The run folder: everything is written beside the target and renamed onto it at the end."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from riskkit.errors import RiskkitError
from riskkit.reporting.manifest import is_result

RETRIES = 3
PAUSE_SECONDS = 0.2
DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)


@contextmanager
def run_folder(target: Path | str, replace: bool = False) -> Iterator[Path]:
    """Give a temporary folder beside ``target``; at the end it becomes ``target``, on an exception it goes.

    A run that is killed leaves ``<target>.unfinished-*`` and the old target untouched. With ``replace`` the old
    target is renamed aside, the new one renamed in, then the old one deleted; when a kill falls between the two
    renames, the next run_folder on this target puts the old one back first (see :func:`restore`).

    Raises RiskkitError: OUT-01 when the target exists and ``replace`` is false; OUT-04 when it is to be replaced
    but was not written by riskkit; OUT-02 when it cannot be written. When only the last rename fails (a file open
    in another program), the finished folder is kept and OUT-02 names it.

    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "out"
    >>> with run_folder(target) as folder:
    ...     _ = (folder / "a.txt").write_text("a")
    >>> sorted(path.name for path in target.parent.iterdir())
    ['out']
    """
    goal = Path(target).absolute()
    restore(goal)
    _check(goal, replace)
    made = _make_parents(goal)
    working = goal.with_name(f"{goal.name}.unfinished-{secrets.token_hex(4)}")
    try:
        _write_or_raise(working.mkdir, goal)
        yield working
    except BaseException as problem:
        shutil.rmtree(working, ignore_errors=True)
        _remove_parents(made)
        if isinstance(problem, OSError) and problem.errno in DISK_FULL:
            raise RiskkitError("OUT-02", where=str(goal), found=problem.strerror or "") from problem
        raise
    _move_in(working, goal, replace)


def restore(target: Path) -> None:
    """Undo a replacement that was killed half-way: with no target, the folder set aside becomes it again."""
    aside = _aside(target)
    if not aside.is_dir():
        return
    if target.exists():
        shutil.rmtree(aside, ignore_errors=True)
    else:
        _write_or_raise(lambda: os.rename(aside, target), target)


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.riskkit-previous")


def _check(target: Path, replace: bool) -> None:
    if not os.path.lexists(target):
        return
    if not replace:
        raise RiskkitError("OUT-01", where=str(target), found=target.name)
    ours = target.is_dir() and not target.is_symlink() and (is_result(target) or not any(target.iterdir()))
    if not ours:
        raise RiskkitError("OUT-04", where=str(target), found=target.name)


def _make_parents(target: Path) -> list[Path]:
    missing = [parent for parent in target.parents if not parent.exists()]
    _write_or_raise(lambda: target.parent.mkdir(parents=True, exist_ok=True), target)
    return missing


def _remove_parents(made: list[Path]) -> None:
    for parent in made:
        try:
            parent.rmdir()
        except OSError:
            return


def _write_or_raise(action: Callable[[], object], target: Path) -> None:
    try:
        action()
    except OSError as problem:
        raise RiskkitError("OUT-02", where=str(target), found=problem.strerror or str(problem)) from problem


def _move_in(working: Path, target: Path, replace: bool) -> None:
    aside = _aside(target)
    try:
        if replace and target.exists():
            _rename(target, aside)
        elif os.path.lexists(target):  # it appeared while this run was working; POSIX would rename onto an empty folder
            raise FileExistsError(None, "the folder appeared meanwhile", str(target))
        _rename(working, target)
    except OSError as problem:
        if aside.exists() and not target.exists():
            os.rename(aside, target)
        kept = f"{problem.strerror or problem} → {working.name}"
        raise RiskkitError("OUT-02", where=str(target), found=kept) from problem
    shutil.rmtree(aside, ignore_errors=True)


def _rename(source: Path, target: Path) -> None:
    """Rename, trying again: on Windows a virus scanner or a viewer may hold a file for a moment."""
    for _ in range(RETRIES):
        try:
            os.rename(source, target)
        except PermissionError:
            time.sleep(PAUSE_SECONDS)
        else:
            return
    os.rename(source, target)
