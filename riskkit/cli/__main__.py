"""``python -m riskkit.cli``: the command line where the ``riskkit`` script is not on the path."""

from __future__ import annotations

from riskkit.cli import main

if __name__ == "__main__":
    main()
