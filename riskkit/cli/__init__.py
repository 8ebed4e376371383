"""The command line: click lives here only; a command parses, makes one call and prints."""

from __future__ import annotations


def main() -> None:
    """Entry point of ``riskkit``; importing it costs nothing but click."""
    from riskkit.cli.app import app

    app()
