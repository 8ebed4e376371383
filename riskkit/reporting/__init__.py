"""Floor 7: tables, pages, manifest and run folder; the only writers."""
