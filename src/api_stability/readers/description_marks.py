"""Marks from the labels of a description of several paragraphs, with wrapped lines and lists.

(For texts of one paragraph, as help texts are, see `label_marks`.)
"""

from __future__ import annotations

import re
from typing import Final

from api_stability.model.symbols import Form, Mark
from api_stability.readers.labels import LABEL_WORDS, Label, LabelWords, find_labels
from api_stability.readers.prose import read_note

_WRAP: Final = re.compile(r"\n(?=[ \t]*[a-z(`])")
"""Where a line is broken inside a sentence."""
_BULLET: Final = re.compile(r"[ \t]*(?:[-*•]|\d+[.)])[ \t]")
_GATE: Final = re.compile(
    r"\b(?:[Ff]eature[\s-]?gate\s+`?([A-Z]\w+)|([A-Z]\w*[a-z]\w*)`?\s+feature[\s-]?gate)"
)
_PARAGRAPH_END: Final = re.compile(r"\n[ \t]*\n")


def read_description_marks(
    text: str,
    *,
    source: str,
    form: Form,
    file: str,
    line: int,
    words: LabelWords = LABEL_WORDS,
    names: tuple[str, ...] = (),
) -> tuple[Mark, ...]:
    """The marks that *text* makes, one for each label; *names* are those of what it describes.

    A label in an item of a list is about the item, and marks nothing.
    """
    unwrapped = _WRAP.sub(" ", text)
    return tuple(
        _mark(unwrapped, label, source=source, form=form, file=file, line=line, words=words)
        for label in find_labels(unwrapped, words, names=names)
        if not _is_in_item(unwrapped, label)
    )


def first_sentence(text: str | None) -> str | None:
    """What *text* begins with, up to the end of its first sentence or paragraph."""
    if text is None:
        return None
    start = " ".join(_PARAGRAPH_END.split(text.strip(), 1)[0][:2000].split())
    found = re.search(r"\.(?=\s+[A-Z])", start)
    return (start[: found.end()] if found else start) or None


def _mark(
    text: str, label: Label, *, source: str, form: Form, file: str, line: int, words: LabelWords
) -> Mark:
    paragraph = _paragraph_at(text, label.offset)
    gate = _GATE.search(paragraph)
    if not label.deprecates:
        return Mark(
            source=source,
            form=form,
            name=label.word,
            raw_level=label.word,
            reason=label.details or None,
            gate=(gate[1] or gate[2]) if gate else None,
            file=file,
            line=line,
        )
    note = read_note(paragraph)
    return Mark(
        source=source,
        form=form,
        name=label.word,
        deprecates=True,
        reason=_reason(paragraph, label, words),
        since=note.since,
        removal=note.removal,
        alternatives=note.alternatives,
        file=file,
        line=line,
    )


def _reason(paragraph: str, label: Label, words: LabelWords) -> str | None:
    """What is said besides the label, where it is said."""
    for found in find_labels(paragraph, words):
        if found.word == label.word:
            return found.rest or None
    return " ".join(paragraph.split()) or None


def _paragraph_at(text: str, offset: int) -> str:
    """The paragraph that *offset* is in; from there on, if it begins a line."""
    start = max((found.end() for found in _PARAGRAPH_END.finditer(text, 0, offset)), default=0)
    line_start = text.rfind("\n", 0, offset) + 1
    if not text[line_start:offset].strip():
        start = max(start, line_start)
    end = _PARAGRAPH_END.search(text, offset)
    return text[start : end.start() if end else len(text)]


def _is_in_item(text: str, label: Label) -> bool:
    line_start = text.rfind("\n", 0, label.offset) + 1
    bullet = _BULLET.match(text, line_start)
    return bullet is not None and line_start > 0
