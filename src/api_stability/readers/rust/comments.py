"""Documentation comments to text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import dropwhile, takewhile
from typing import Final

MAX_SUMMARY: Final = 500
MAX_TEXT: Final = 100_000
"""Bytes of one item's documentation that are read."""
_OUTER: Final = re.compile(rb"[ \t]*///(?!/)[ \t]*([^\r\n]*?)[ \t\r]*(?:\n|\Z)")
_INNER: Final = re.compile(rb"[ \t]*//![ \t]*([^\r\n]*?)[ \t\r]*(?:\n|\Z)")


def read_doc(raw: bytes, marker: bytes, needles: Iterable[bytes]) -> str:
    """The text of documentation comments, which begin with *marker* (``///`` or ``//!``).

    Only the first paragraph, unless one of *needles* (in lower case) occurs: then it may say
    something about stability, and all of it is kept. *raw* may hold other lines between.
    """
    raw = raw[:MAX_TEXT]
    lowered = raw.lower()
    for needle in needles:
        if needle in lowered:
            return "\n".join(_lines(raw, marker)).strip("\n")
    return "\n".join(_first_paragraph(raw, marker))[:MAX_SUMMARY]


def _first_paragraph(raw: bytes, marker: bytes) -> list[str]:
    pattern = _OUTER if marker == b"///" else _INNER
    found: list[str] = []
    position = 0
    while match := pattern.match(raw, position):
        if match[1]:
            found.append(_plain(match[1]))
        elif found:
            return found
        position = match.end()
        if position == len(raw):
            return found
    # block comments, or something else between the lines
    return list(takewhile(bool, dropwhile(_is_empty, _lines(raw, marker))))


def _is_empty(line: str) -> bool:
    return not line


def _lines(raw: bytes, marker: bytes) -> Iterable[str]:
    # line breaks of Rust only: str.splitlines knows more
    block = b"/*" + (b"!" if marker == b"//!" else b"*")
    inside = False
    for each in raw.split(b"\n"):
        line = each.strip()
        if inside:
            end = line.find(b"*/")
            text = line if end < 0 else line[:end]
            inside = end < 0
            yield _plain(text.removeprefix(b"*").strip())
        elif line.startswith(marker) and not line.startswith(b"////"):
            yield _plain(line[3:].strip())
        elif line.startswith(block):
            end = line.find(b"*/")
            inside = end < 0
            yield _plain((line[3:] if end < 0 else line[3:end]).strip(b"* "))


def _plain(line: bytes) -> str:
    return line.decode(errors="replace")
