"""Readers: one per surface, files to symbols with their marks (see `registry`)."""
