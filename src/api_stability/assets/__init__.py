"""What a page needs beside its text: the style sheet, and the script of long tables."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from api_stability.assets.script_words import tell_words

STYLE_SHEET: Final = "api-stability.css"
SCRIPT: Final = "api-stability.js"
"""Sorts and filters long tables; without it everything is there to be read."""


def read_asset(name: str) -> bytes:
    """The content of one of them; the script says its words in the language that is spoken."""
    data = (files(__package__) / name).read_bytes()
    return tell_words(data) if name == SCRIPT else data
