"""Which units are on a list of the law (消防安全重点单位, 火灾高危单位), by which line, and where that cannot be said."""
