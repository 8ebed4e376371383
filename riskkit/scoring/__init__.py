"""Typed table to points, scores, grades and vetoes: pure numpy, no loop over subjects."""
