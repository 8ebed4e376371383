"""One file, whole or not at all: written beside its place and renamed onto it; a locked place gets a neighbour."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from riskkit.errors import RiskkitError

RETRIES = 3
PAUSE_SECONDS = 0.2


def write_whole(path: Path, write: Callable[[Path], None], *, replace: bool = False) -> Path:
    """Let ``write`` make a file beside ``path``, rename it onto ``path`` and give the place where it is.

    That is another name beside it (``模板-2.xlsx``) when ``path`` is held by another program, or was taken meanwhile:
    a result that is finished is never lost. A run that is killed leaves ``<path>.unfinished-*`` and the old file.
    Raises RiskkitError OUT-01 when ``path`` is there and ``replace`` is false, OUT-02 when nothing can be written.

    >>> import tempfile
    >>> goal = Path(tempfile.mkdtemp()) / "a.txt"
    >>> write_whole(goal, lambda place: place.touch()) == goal, [one.name for one in goal.parent.iterdir()]
    (True, ['a.txt'])
    """
    if path.is_dir():
        raise RiskkitError("OUT-02", where=str(path), found="文件夹 directory")
    if os.path.lexists(path) and not replace:
        raise RiskkitError("OUT-01", where=str(path), found=path.name)
    working = path.with_name(f"{path.name}.unfinished-{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(working)
        return _move_in(working, path, replace)
    except OSError as problem:
        raise RiskkitError("OUT-02", where=str(path), found=problem.strerror or str(problem)) from problem
    finally:
        with suppress(OSError):
            working.unlink()


def _move_in(working: Path, path: Path, replace: bool) -> Path:
    if replace or not os.path.lexists(path):
        for attempt in range(RETRIES):
            try:
                os.replace(working, path)
            except PermissionError:  # on Windows a spreadsheet program or a virus scanner holds the file
                if attempt < RETRIES - 1:
                    time.sleep(PAUSE_SECONDS)
            else:
                return path
    place = _free_name(path)
    os.replace(working, place)
    return place


def _free_name(path: Path) -> Path:
    number = 2
    while os.path.lexists(path.with_name(f"{path.stem}-{number}{path.suffix}")):
        number += 1
    return path.with_name(f"{path.stem}-{number}{path.suffix}")
