"""Which lines of a block of comments describe the key below it.

The others are values commented out, examples of values, and tags of tools. An example is what is
indented deeper than the text, what follows a line like "For example:", and the key itself with
another value.
"""

from __future__ import annotations

import re
from typing import Final

from api_stability.readers.labels import LABEL_WORDS

_KEY: Final = re.compile(
    r" ?[ \t]*(?:- )?(?P<key>[A-Za-z_][\w./-]*):"
    r"(?:[ \t]*$|[ \t]+(?P<value>[\"'\[{|>&*!].*|\S+)[ \t]*(?:#.*)?$)"
)
_ITEM: Final = re.compile(r"[ \t]*- ")
_PROSE: Final = frozenset(
    {
        *("ref", "see", "note", "example", "examples", "default", "defaults", "type", "values"),
        *("todo", "warning", "caution", "important", "hint", "tip", "e.g.", "i.e.", "format"),
    }
)
"""What a line of prose may begin with, followed by a colon and one word."""
_LABELS: Final = frozenset({*LABEL_WORDS.levels, *LABEL_WORDS.deprecating})
_TAG: Final = re.compile(r"\s*(?:@[\w-]+|\+[\w-]+:|[Rr]ef:\s).*")
"""Lines that describe nothing."""
_INTRODUCED: Final = re.compile(
    r"\b(?:examples?|e\.g\.?|for instance|such as|sample|usage)\b.*:$", re.IGNORECASE
)
_DEPRECATED_TAG: Final = re.compile(r"\s*@deprecated\b[ \t:\u2013\u2014-]*", re.IGNORECASE)


def describing_lines(block: list[tuple[int, str]], key: str) -> list[tuple[int, str]]:
    """The lines of *block*, numbers and texts, that describe *key*.

    A tag ``@deprecated`` becomes the label of the same meaning.
    """
    texts = [text for _, text in block if text.strip() and not is_commented_out(text)]
    least = min(map(_indentation, texts), default=0)
    said: list[tuple[int, str]] = []
    before = ""
    """The last line of text."""
    inside: int | None = None
    """How far an example, or a value commented out, is indented that the line may be part of."""
    for number, text in block:
        if inside is not None and _is_part(text, inside):
            continue
        inside = None
        if is_commented_out(text):
            inside = _indentation(text)
            if not _is_example(text, key, before, least):
                said, before = [], ""
        elif (tag := _DEPRECATED_TAG.match(text)) is not None:
            said += [(number, ""), (number, f"Deprecated: {text[tag.end() :]}")]
        elif not _TAG.fullmatch(text):
            said.append((number, text))
            before = text.rstrip() or before
    return said


def is_commented_out(text: str) -> bool:
    """Whether a line of a comment is a key with its value."""
    found = _KEY.fullmatch(text)
    if found is None:
        return False
    key, value = found["key"].casefold(), found["value"] or ""
    return not (key in _PROSE or key in _LABELS or "://" in value)


def _is_example(text: str, key: str, before: str, least: int) -> bool:
    found = _KEY.fullmatch(text)
    if found is not None and found["key"] == key:
        return True
    return bool(_INTRODUCED.search(before) or (before and _indentation(text) > least))


def _is_part(text: str, indentation: int) -> bool:
    """Whether a line goes on with the value that is indented so far."""
    here = _indentation(text)
    is_below = here > indentation and bool(text.strip())
    return is_below or (here >= indentation and (is_commented_out(text) or bool(_ITEM.match(text))))


def _indentation(text: str) -> int:
    return len(text) - len(text.lstrip())
