"""The command line: click lives here only; a command parses, makes one call and prints."""

from __future__ import annotations


def main() -> None:
    """Entry point of ``riskkit``; importing it costs nothing but click."""
    import os
    import warnings

    from riskkit.cli.app import app

    if not os.environ.get("RISKKIT_TRACEBACK"):
        warnings.simplefilter("ignore")  # a library's warning is no message to an assessor
    app()
