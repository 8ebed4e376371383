"""Checked items as assessors bring them: the class of each, counts for each unit, what the sampling lacks."""
