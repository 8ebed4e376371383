"""The scripts that made the numbers need other software; pytest must not import them for doctests."""

collect_ignore_glob = ["make_*.py"]
