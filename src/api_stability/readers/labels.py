"""Finds stability labels in text that people read: help texts, descriptions, comments.

``[EXPERIMENTAL] …``, ``… (beta)``, ``**DEPRECATED since 1.2**: …``, ``Deprecated: use x``,
``… ALPHA``, ``This flag is beta and may change.``
A word that is only mentioned is no label: ``--use-deprecated``, ``alpha, beta, rc``,
``experimental results``, ``stable sort``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final, TypeAlias

import msgspec

from api_stability.markers.loader import load_marker_set
from api_stability.markers.model import LabelTable, MarkerSet
from api_stability.readers.label_places import find_place
from api_stability.readers.label_text import ALL_PLACES, Candidate, FoundPlace, LabelText, Place
from api_stability.readers.plain_text import TAG, blank_residue

LONGEST: Final = 40_000
"""What a text says after so many characters is no label of anything."""
MOST: Final = 16
"""A text with more labels is a list of words."""
MOST_WORDS: Final = 400
"""Words of labels that are looked at in one text."""


LabelWords: TypeAlias = LabelTable
"""The words of labels, in lower case."""


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """One label in a text."""

    word: str
    """As written, in lower case, words separated by one space."""
    deprecates: bool
    """Whether it says deprecation, and nothing about level."""
    place: Place
    offset: int
    """Where the label begins in the text, its bracket included."""
    details: str = ""
    """What stands in the label besides the word: "since 1.2; use --plain"."""
    rest: str = ""
    """The text without the label, its details first; whole, where a sentence says it. White space
    is collapsed."""


def read_words(sets: Iterable[MarkerSet]) -> LabelWords:
    """The union of what the ``[labels]`` tables of *sets* say."""
    tables = [each.labels for each in sets]
    return LabelWords(
        levels=_union(each.levels for each in tables),
        deprecating=_union(each.deprecating for each in tables),
        ambiguous=_union(each.ambiguous for each in tables),
        naming=_union(each.naming for each in tables),
    )


def _union(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({word for words in lists for word in words}))


LABEL_WORDS: Final = read_words((load_marker_set("labels", base=Path()),))
"""Those of the shipped marker set ``labels``."""


def find_labels(
    text: str,
    words: LabelWords = LABEL_WORDS,
    *,
    places: frozenset[Place] = ALL_PLACES,
    names: tuple[str, ...] = (),
) -> tuple[Label, ...]:
    """The labels in *text*, in order, each word once.

    *places*: where they may stand. *names*: names of what the text is about; a sentence "NAME is
    deprecated" is about it. Takes time linear in the length of *text*.
    """
    if len(text) > LONGEST:
        text = text[:LONGEST]
    pattern = _compile(words)
    if pattern.search(text) is None and TAG not in text:
        return ()
    clean = LabelText(blank_residue(text), words, pattern, names)
    found: list[Label] = []
    for match in islice(pattern.finditer(clean.text), MOST_WORDS):
        if len(found) == MOST:
            break
        word = " ".join(match[0].casefold().replace("-", " ").split())
        if any(each.word == word for each in found):
            continue
        candidate = Candidate(
            start=match.start(),
            end=match.end(),
            word=word,
            deprecates=word in words.deprecating,
            ambiguous=word in words.ambiguous,
        )
        label = _label(clean, candidate, places)
        if label is not None:
            found.append(label)
    return tuple(found)


def _label(text: LabelText, candidate: Candidate, places: frozenset[Place]) -> Label | None:
    place = find_place(text, candidate, places)
    if place is None:
        return None
    return Label(
        word=candidate.word,
        deprecates=candidate.deprecates,
        place=place.place,
        offset=place.start,
        details=place.details,
        rest=_rest(text.text, place),
    )


def _rest(text: str, place: FoundPlace) -> str:
    if place.place == "sentence":
        return " ".join(text.split())
    outside = f"{text[: place.start]} {text[place.end :]}".split()
    rest = " ".join(each for each in outside if each.strip("*"))
    rest = rest.lstrip(":;,.-\u2013\u2014!*_ ")
    return f"{place.details}. {rest}" if place.details else rest


@lru_cache(maxsize=64)
def _compile(words: LabelWords) -> re.Pattern[str]:
    """Any of the words, as a word: no part of a name, a value after ``=``, or a quoted one."""
    longest_first = sorted({*words.levels, *words.deprecating}, key=lambda w: (-len(w), w))
    choices = "|".join(
        r"[\s-]".join(map(re.escape, word.replace("-", " ").split())) for word in longest_first
    )
    start = r"(?<![\w/\\.=@#$&%+'\"`\u2018“«-])"
    end = r"(?![\w/\\=@#$&%+'\"`\u2019”»]|-(?!(?:level|quality|stage|grade)\b)\w|\.\w)"
    return re.compile(rf"{start}(?:{choices or '(?!)'}){end}", re.IGNORECASE)
