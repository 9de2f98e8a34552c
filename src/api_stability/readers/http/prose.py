"""What the description of something deprecated says about its deprecation."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from api_stability.readers.labels import LONGEST
from api_stability.readers.prose import Note, read_note

_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n")
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+(?=[^a-z\s])|(?<=[.!?][*_)])\s+(?=[^a-z\s])")
_ABOUT: Final = re.compile(
    r"\b(?:deprecat\w+|obsolete|superseded|replaced (?:by|with)|in favou?r of|no longer supported|"
    r"(?:will|to) be removed|scheduled for removal|sunset)\b",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(
    r"[*_\s]*(?:please\s|instead\b|use\s|prefer\s|migrate\s|switch\s|see\s|it\s|this\s)",
    re.IGNORECASE,
)
_EMPHASIS: Final = re.compile(r"\*{1,3}|__")
_LINK: Final = re.compile(r"\[([^\[\]]{1,200})\]\([^()\s]{0,400}(?:\s\"[^\"]{0,200}\")?\)")
"""A link, which is called as its text says."""
_LABEL: Final = re.compile(
    r"^[*_\[(\s]*(?:deprecated|deprecation(?: notice)?)\b[*_\])\s]*"
    r"(?:[:.!,\u2013\u2014-]+[*_\])\s]*|$)",
    re.IGNORECASE,
)


class Notice(msgspec.Struct, frozen=True):
    """The sentences of a text that are about a deprecation, and what they say."""

    text: str | None = None
    note: Note = Note()


def find_notice(text: str) -> Notice:
    """What *text* says about the deprecation of what it describes.

    The rest of a description says how a thing is used, and "use `x`" there names no replacement.
    """
    sentences: list[str] = []
    for paragraph in _PARAGRAPHS.split(text[:LONGEST].strip()):
        is_about = False
        for sentence in _SENTENCES.split(" ".join(paragraph.split())):
            is_about = bool(_ABOUT.search(sentence) or (is_about and _GOES_ON.match(sentence)))
            if is_about:
                sentences.append(sentence)
    if not sentences:
        return Notice()
    said = _EMPHASIS.sub("", " ".join(sentences))
    return Notice(_LABEL.sub("", said).strip() or None, read_note(_LINK.sub(r"\1", said)))
