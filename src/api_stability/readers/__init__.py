"""Readers: one per surface, files to symbols with their marks (see `registry`)."""

__stability__ = "experimental"
__stability_reason__ = "What extensions build on is not settled before 1.0."
