"""A text in which labels are looked for, and the words that stand around them."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias, get_args

import msgspec

from api_stability.markers.model import LabelTable

Place: TypeAlias = Literal["enclosed", "leading", "trailing", "sentence"]
ALL_PLACES: Final[frozenset[Place]] = frozenset(get_args(Place))

_BEFORE: Final = 120
_AFTER: Final = 400
SYMBOL: Final = r"[^\w\s\x00-\x7f\u2018\u2019“”«»「」【】\uff08\uff09\uff3b\uff3d]"
THINGS: Final = (
    r"(?:features?|flag|option|argument|switch|setting|parameter|sub-?command|command|api|"
    r"field|property|attribute|function|functionality|method|class|module|interface|endpoint|"
    r"variable|metric|crate|plugin|type|resource|version|tool|package|implementation|support)\b"
)
MODEST: Final = (
    r"(?:currently|now|still|also|considered|marked|as|is|an?|in|highly|very|only|already|"
    r"effectively|officially)\s+"
)
OPENERS: Final = (
    r"(?:since|as\s+of|as\s+|in\b|from\b|by\b|use\b|using\b|will\b|may\b|might\b|can\b|subject|"
    r"until|and\b|but\b|please|prefer|see\b|replaced|renamed|superseded|due\b|because|after|"
    r"for\b|to\s+be|removed?\b|removal|requires?\b|needs?\b|no\b|not\b|only\b|do\b|has\b|is\b|"
    r"it\b|this\b|default|scheduled|planned|switch|migrate|alias|v?\d)"
)
TRIM: Final = " \t\r\n*_~!:;,.-\u2013\u2014"
_BULLET: Final = re.compile(r"\n[ \t]*[-*•·][ \t]+\Z")
_SENTENCE_END: Final = re.compile(rf"(?:[.!?][)\]]?\s+|\n\s*)(?:{SYMBOL}|[*_>\s]){{0,6}}\Z")
ADMONITION: Final = re.compile(
    r"(?:note|warning|caution|important|attention|nb|beware|status|stability)[*_\s]{0,4}"
    r"(?:[:!]{0,2}|\s?[-\u2013\u2014])[*_]{0,3}\s{1,4}\Z",
    re.IGNORECASE,
)
_BEHAVIOURS: Final = r"(?:optional|required|immutable|(?:input|output|read|write)[ -]only)"
_BEHAVIOUR: Final = re.compile(
    rf"\s*(?:(?:\[{_BEHAVIOURS}\][.;:]?|{_BEHAVIOURS}[.;:])\s+)+", re.IGNORECASE
)
"""How a field may be used, which is said before what it is: "Optional. Output only. …"."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A word of a label, somewhere in a text."""

    start: int
    end: int
    word: str
    deprecates: bool
    ambiguous: bool


class FoundPlace(msgspec.Struct, frozen=True):
    """The stretch of text that is the label."""

    place: Place
    start: int
    end: int
    details: str = ""


class LabelText:
    """A text, and what is known about it as a whole."""

    def __init__(
        self, text: str, words: LabelTable, pattern: re.Pattern[str], names: tuple[str, ...]
    ) -> None:
        self.text = text
        self.words = words
        self.pattern = pattern
        behaviour = _BEHAVIOUR.match(text)
        self._begin = behaviour.end() if behaviour else 0
        first = re.compile(r"[^\W_]").search(text, self._begin)
        self.first = first.start() if first else 0
        self.names = frozenset(name.casefold() for name in names)

    def before(self, index: int, length: int = _BEFORE) -> str:
        """A stretch of the text, of at most *length* characters, that ends at *index*."""
        return self.text[max(0, index - length) : index]

    def after(self, index: int) -> str:
        """A stretch of the text that begins at *index*."""
        return self.text[index : index + _AFTER]

    def is_start(self, index: int) -> bool:
        """Whether nothing but decoration, or "Note:", stands before *index*."""
        before = self.text[self._begin : index] if index <= self.first + 16 else ""
        found = ADMONITION.search(before)
        if found and not before[: found.start()].strip(" \t\r\n*_#>!"):
            return True
        return index <= self.first and not set(before) & set("'\"`<{[(\uff08【\uff3b\u2018“«")

    def is_sentence_start(self, index: int) -> bool:
        """Whether a sentence or a line ends before *index*, and no list's item begins there."""
        before = self.before(index)
        return bool(_SENTENCE_END.search(before)) and not _BULLET.search(before)
