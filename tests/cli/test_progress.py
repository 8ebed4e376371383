"""A progress line stands on a terminal only, only after two seconds, and never on stdout."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import time

import pytest

from riskkit.cli import progress as shown

WORK = """
import sys, time
from riskkit.cli import progress
progress.PATIENCE_SECONDS = {patience}
with progress.progress("{lang}") as watch:
    for rows in range(10):
        watch("读取", rows * 1000)
        time.sleep(0.06)
print("done")
"""


def on_a_terminal(patience: float, lang: str = "zh") -> tuple[bytes, bytes]:
    """stdout and what the terminal showed on stderr."""
    pty = pytest.importorskip("pty")
    here, there = pty.openpty()
    work = WORK.format(patience=patience, lang=lang)
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen([sys.executable, "-c", work], stdout=subprocess.PIPE, stderr=there, env=environment)
    os.close(there)
    seen = bytearray()

    def listen() -> None:
        try:
            while piece := os.read(here, 4096):
                seen.extend(piece)
        except OSError:  # the terminal's other end is closed
            return

    listener = threading.Thread(target=listen)
    listener.start()
    out, _ = process.communicate(timeout=60)
    listener.join(timeout=10)
    os.close(here)
    return out, bytes(seen)


def test_a_quick_job_shows_nothing() -> None:
    out, seen = on_a_terminal(patience=30.0)
    assert (out, seen) == (b"done\n", b"")


def test_a_slow_job_is_shown_on_stderr() -> None:
    out, seen = on_a_terminal(patience=0.1)
    assert out == b"done\n"
    assert "读取" in seen.decode()
    assert "行" in seen.decode()


def test_patience_is_two_seconds() -> None:
    assert shown.PATIENCE_SECONDS == 2.0


def test_without_a_terminal_there_is_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(shown, "PATIENCE_SECONDS", 0.0)
    with shown.progress("zh") as watch:
        watch("读取", 5)
        time.sleep(0.01)
    assert stream.getvalue() == ""
