"""Our own words in other languages: what is said, and in which language it is said now.

English is the language of the source; every other one is a catalog beside this module. Code says
``say("Nothing here is deprecated.")`` at the moment when the words are wanted, never while it is
imported. A host that knows its reader's language calls `speak` before it asks for views.
"""

from __future__ import annotations

from api_stability.language.catalogs import find_catalog, shipped_languages
from api_stability.language.speech import (
    is_english,
    message,
    say,
    say_count,
    say_line,
    speak,
    speaking,
)

__all__ = [
    "find_catalog",
    "is_english",
    "message",
    "say",
    "say_count",
    "say_line",
    "shipped_languages",
    "speak",
    "speaking",
]
