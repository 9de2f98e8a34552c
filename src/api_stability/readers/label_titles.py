"""Titles of groups and panels that label what is in them: "Experimental options"."""

from __future__ import annotations

import re
from typing import Final

from api_stability.readers.labels import LABEL_WORDS, Label, LabelWords, find_labels

_THINGS: Final = re.compile(
    r"(?:global |general |common |other )?(?:options?|commands?|sub-?commands?|arguments?|flags?|"
    r"features?|parameters?|settings?|switches|apis?|functionality|and|or|,|&|/|\s)*",
    re.IGNORECASE,
)
_TASKS: Final = frozenset({"preview", "stable", "prototype", "removed"})
"""Words that are what a group is for rather than what it is: "Preview options"."""


def find_title_label(title: str, words: LabelWords = LABEL_WORDS) -> Label | None:
    """The label that *title* is, or ends in; ``None`` where it only speaks of the word.

    "Experimental options:", "Beta", "Options (deprecated)", but not "Preview options".
    """
    title = title.strip().rstrip(":").strip(" *_[]()=-")
    for word in sorted({*words.levels, *words.deprecating}, key=len, reverse=True):
        if title.casefold().startswith(word) and _THINGS.fullmatch(title[len(word) :]):
            if word in _TASKS:
                return None
            return Label(word=word, deprecates=word in words.deprecating, place="leading", offset=0)
    found = find_labels(title, words, places=frozenset({"enclosed"}))
    return found[0] if found else None
