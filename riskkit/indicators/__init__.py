"""Rule files, the resolved rulebook and lint; rules/ holds data only."""
