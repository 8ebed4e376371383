"""Plan targets: how far each is, whether it is on time, and what chance alone would do."""
