"""What documentation comments say about stability: a ``# Stability`` section, or a label."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from api_stability.model.symbols import Mark
from api_stability.readers.description_marks import read_description_marks
from api_stability.readers.labels import LABEL_WORDS, find_labels
from api_stability.readers.prose import read_note

_SHORT: Final = 2
"""Letters: "ga" is in every other word."""


def _needles() -> tuple[str, ...]:
    """What is in every label: its word, or one word of it; a short one only with its bracket."""
    labels = [
        each.replace("-", " ").split() for each in (*LABEL_WORDS.levels, *LABEL_WORDS.deprecating)
    ]
    words = {"stability", *(each[0] for each in labels if len(each) == 1)}
    for label in labels:
        if not words.intersection(label):
            words.add(max(label, key=len))
    for word in [each for each in words if len(each) <= _SHORT]:
        words = (words - {word}) | {f"[{word}", f"({word}", f"*{word}"}
    return tuple(sorted(each for each in words if not any(o in each for o in words - {each})))


NEEDLES: Final = _needles()
"""Documentation without any of these, in lower case, says nothing."""

_HEADING: Final = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_FENCE: Final = re.compile(
    r"^[ \t]*(```+|~~~+).*?(?:^[ \t]*\1[^\n]*$|\Z)", re.MULTILINE | re.DOTALL
)
_STABILITY: Final = frozenset({"stability", "api stability", "stability level"})
_DEPRECATED: Final = frozenset({"deprecated", "deprecation", "deprecation notice"})
_ELSEWHERE: Final = frozenset({"examples", "example", "panics", "errors", "safety", "changelog"})
_WORD: Final = re.compile(rf"\b(?:{'|'.join(map(re.escape, LABEL_WORDS.levels))})\b", re.IGNORECASE)
_DENIED: Final = re.compile(r"\b(?:not|no|never|until|once|when|was|were)\b", re.IGNORECASE)
_BOLD: Final = re.compile(r"(?<=[.!?])\s+(?=(?:\*\*|__|\[)[A-Z]{4})")
"""Before a label in capitals, which begins something new, wherever it stands in a paragraph."""
_SENTENCE_END: Final = re.compile(r"[.!?](?=\s|$)|\n[ \t]*\n")
SECTION: Final = "# Stability"


def read_doc_marks(
    text: str, *, source: str, file: str, line: int, name: str
) -> tuple[tuple[Mark, ...], bool]:
    """The marks that *text* makes, and whether a section about stability says no level.

    *name* is that of what is documented; *line* that of the first line.
    """
    marks, unclear = _read(text, name)
    return tuple(replace(each, source=source, file=file, line=line) for each in marks), unclear


@lru_cache(maxsize=4096)
def _read(text: str, name: str) -> tuple[tuple[Mark, ...], bool]:
    folded = text.casefold()
    if not any(needle in folded for needle in NEEDLES):
        return (), False
    marks: list[Mark] = []
    unclear = False
    for title, body in _sections(_FENCE.sub("", text)):
        if title in _STABILITY:
            found = _stability(body)
            unclear = unclear or not found
            marks += found
        elif title in _DEPRECATED:
            marks.append(_deprecated(title, body))
        elif title not in _ELSEWHERE:
            body = _BOLD.sub("\n\n", body)  # noqa: PLW2901 - the same, easier to read
            marks += read_description_marks(
                body, source="", form="docstring", file="", line=0, names=(name,)
            )
    return tuple(marks), unclear


def _sections(text: str) -> list[tuple[str, str]]:
    """Title (lower case; empty for what stands before the first) and body of each section."""
    headings = list(_HEADING.finditer(text))
    starts = [0, *(each.end() for each in headings)]
    ends = [*(each.start() for each in headings), len(text)]
    titles = ["", *(each[1].strip("*_ :").casefold() for each in headings)]
    return [
        (title, text[start:end].strip())
        for title, start, end in zip(titles, starts, ends, strict=True)
    ]


def _stability(body: str) -> list[Mark]:
    """The level that a section about stability says: in a label, or in its first sentence."""
    found = read_description_marks(body, source="", form="docstring", file="", line=0)
    if found:
        return [replace(each, name=SECTION, reason=each.reason or _first(body)) for each in found]
    sentence = _first(body)
    words = {match[0].casefold() for match in _WORD.finditer(sentence)}
    if len(words) != 1 or _DENIED.search(sentence):
        return []
    return [Mark(source="", form="docstring", name=SECTION, raw_level=words.pop(), reason=sentence)]


def _deprecated(title: str, body: str) -> Mark:
    note = read_note(f"Deprecated: {body}")
    labels = find_labels(body)
    reason = labels[0].rest if labels and labels[0].deprecates else " ".join(body.split())
    return Mark(
        source="",
        form="docstring",
        name=f"# {title.capitalize()}",
        deprecates=True,
        reason=reason or None,
        since=note.since,
        removal=note.removal,
        alternatives=note.alternatives,
    )


def _first(text: str) -> str:
    end = _SENTENCE_END.search(text)
    return " ".join((text[: end.end()] if end else text).split())
