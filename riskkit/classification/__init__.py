"""Which units are on a list of the law, by which line, and where that cannot be said."""
