"""The bytes of a page as text, and edits that leave all the rest as it is."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from itertools import accumulate
from typing import Final

import msgspec

from api_stability.model.errors import UserError

LARGEST: Final = 10_000_000
"""Bytes: a page that is larger was written by no one."""
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_ENDS: Final = "\r\n"


class Edit(msgspec.Struct, frozen=True, order=True):
    """A part of a text, from *start* up to *end*, and what takes its place."""

    start: int
    end: int
    text: str
    """Its lines end in ``\\n``, whatever those of the page end in."""


class PageText(msgspec.Struct, frozen=True):
    """A page as an author wrote it."""

    text: str
    lines: tuple[str, ...]
    """Without what ends them; CommonMark's: a form feed ends none."""
    starts: tuple[int, ...]
    """Where each line begins in the text, and one more: where the text ends."""
    has_mark: bool = False
    """Whether a byte order mark stands first."""

    @property
    def newline(self) -> str:
        """What the first line ends in."""
        first = self.text[: self.starts[1]] if self.lines else ""
        return first[len(first.rstrip(_ENDS)) :] or "\n"

    def edit(self, edits: Iterable[Edit]) -> str:
        """The text after all *edits*, of which no two may overlap."""
        parts, place = [], 0
        for edit in sorted(edits):
            parts += [self.text[place : edit.start], edit.text.replace("\n", self.newline)]
            place = edit.end
        return "".join((*parts, self.text[place:]))

    def encode(self, text: str) -> bytes:
        """*text* as the bytes of this page would be."""
        return (codecs.BOM_UTF8 if self.has_mark else b"") + text.encode("utf-8")


def make_text(text: str, *, has_mark: bool = False) -> PageText:
    """Split *text* into lines."""
    whole = [found[0] for found in _LINE.finditer(text) if found[0]]
    return PageText(
        text=text,
        lines=tuple(line.rstrip(_ENDS) for line in whole),
        starts=tuple(accumulate(map(len, whole), initial=0)),
        has_mark=has_mark,
    )


def read_text(data: bytes) -> PageText:
    """The text of a page; raise `UserError` where it is none, or too much."""
    if len(data) > LARGEST:
        raise UserError(f"this has {len(data):,} bytes; a page has {LARGEST:,} at the most")
    has_mark = data.startswith(codecs.BOM_UTF8)
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError(f"line {line} is not UTF-8; save the page in that encoding") from None
    return make_text(text, has_mark=has_mark)
