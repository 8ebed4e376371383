"""What became of a table that was checked or cleaned: its findings, its account, the cells to be shown again."""
