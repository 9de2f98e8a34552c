"""What a deprecation warning names as the replacement of an API version."""

from __future__ import annotations

import re
from typing import Final

from api_stability.model.ids import CrdId
from api_stability.readers.crd.versions import VERSION
from api_stability.readers.prose import read_note

_VERB: Final = (
    r"\b(?i:us(?:e|ing)|(?:upgrad|migrat|mov)(?:e|ing)\s+to|switch(?:ing)?\s+to"
    r"|(?:replaced|superseded)\s+(?:by|with)|in\s+favou?r\s+of)\s+(?:the\s+)?"
)
_GROUP: Final = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+"
_KIND: Final = r"(?P<kind>[A-Z]\w*[a-z]\w*)"
_API: Final = rf"(?:(?P<group>{_GROUP})/)?(?P<version>{VERSION})(?![\w/]|\.\w)"
_NAMED: Final = (
    re.compile(rf"{_VERB}{_API}(?:,?\s+{_KIND}\b)?"),
    re.compile(rf"{_VERB}{_KIND}\s+(?:in\s+|from\s+)?{_API}"),
)
"""``use example.com/v1 Widget``, and the other way round."""
_LONGEST: Final = 2000


def find_replacements(warning: str, deprecated: CrdId) -> tuple[str, ...]:
    """What *warning* tells to use instead of *deprecated*: an API version's id, else a phrase.

    A group or kind that it does not name is that of *deprecated*.
    """
    text = warning[:_LONGEST]
    for pattern in _NAMED:
        found = pattern.search(text)
        if found is None:
            continue
        kind = found["kind"] or deprecated.kind
        if found["group"] is None and kind != deprecated.kind:
            break  # a word with a capital letter, or a kind of who knows which group
        replacement = CrdId(found["group"] or deprecated.group, kind, found["version"])
        if replacement != deprecated:
            return (str(replacement),)
    return read_note(text).alternatives
