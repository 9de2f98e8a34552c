"""Readers: one per surface, files to symbols with their marks. Nothing loads until it is used."""

from __future__ import annotations

from typing import Final

READERS: Final = ("api_stability.readers.python:read_python",)
"""``"module:name"`` of each reader that comes with the package."""

ENTRY_POINT_GROUP: Final = "api_stability.readers"
"""Where other distributions add theirs."""
