"""Measurements: ratios of CPU time, both sides in one run. Nothing here fails on a number."""
