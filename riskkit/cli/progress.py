"""A progress bar on the terminal, and only after two seconds."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from riskkit.terms import Lang

PATIENCE_SECONDS = 2.0


class Progress:
    """Called with the station and the rows done so far; silent where nobody watches."""

    def __init__(self, bar: Any, task: Any) -> None:
        self._bar, self._task = bar, task

    def __call__(self, station: str, rows: int) -> None:
        """Show ``station`` and ``rows``."""
        if self._bar is not None:
            self._bar.update(self._task, description=station, completed=rows)


@contextmanager
def progress(lang: Lang) -> Iterator[Progress]:
    """A bar that appears on stderr when the work inside takes longer than two seconds."""
    if not sys.stderr.isatty():
        yield Progress(None, None)
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    rows = "行" if lang == "zh" else "rows"
    columns = (
        SpinnerColumn("line"),
        TextColumn("{task.description} {task.completed:,.0f} " + rows),
        TimeElapsedColumn(),
    )
    bar = Bar(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("", total=None)
    timer = threading.Timer(PATIENCE_SECONDS, bar.start)
    timer.daemon = True
    timer.start()
    try:
        yield Progress(bar, task)
    finally:
        timer.cancel()
        timer.join()
        bar.stop()
