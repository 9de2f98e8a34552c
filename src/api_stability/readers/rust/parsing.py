"""The text of one Rust file to facts about its items.

Only where items stand is looked at: what functions and expressions contain is never visited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from api_stability.readers.rust.facts import FileFacts, Problem
from api_stability.readers.rust.failures import MAX_PROBLEMS
from api_stability.readers.rust.places import read_whole
from api_stability.readers.rust.syntax import Kinds, load_language, make_parser
from api_stability.readers.rust.texts import Text

_FRONTMATTER: Final = re.compile(
    rb"(?:#![^\n]*\n)?(-{3,})[^\n]*\n(?:.*?\n)?\1[ \t\r]*(?=\n|\Z)", re.DOTALL
)
_SAFE: Final = re.compile(
    rb"(?m)^([ \t]*+(?:pub(?:\([^)\n]*\))?[ \t]+)?)safe(?=[ \t]+(?:fn|static)\b)"
)
_VISIBLE: Final = re.compile(rb"[^\n]")


class RustParser:
    """Reads one file after the other.

    *needles*: words in lower case; documentation that has none of them says nothing about
    stability, and of it only the summary is kept. Raises `UserError` where the grammar is missing.
    """

    def __init__(self, needles: Iterable[str]) -> None:
        self._parser = make_parser()
        self._kinds = Kinds(load_language())
        self._needles = tuple(word.encode() for word in needles)

    def read(self, data: bytes) -> FileFacts:
        """What the file whose content is *data* says."""
        if data.startswith(b"\xef\xbb\xbf"):
            data = b"   " + data[3:]
        data = _without_newer_syntax(data)
        data = _without_newer_syntax(data)
        problems: list[Problem] = []
        text = Text(
            data,
            parser=self._parser,
            kinds=self._kinds,
            needles=self._needles,
            first_line=1,
            problems=problems,
        )
        found = read_whole(text)
        return FileFacts(
            items=tuple(found.items),
            attributes=tuple(found.inner),
            doc=found.doc,
            doc_line=found.doc_line,
            line=found.line,
            problems=tuple(problems[:MAX_PROBLEMS]),
        )


def _without_newer_syntax(data: bytes) -> bytes:
    """*data* without what the grammar does not know and nothing depends on; places stay the same.

    The front matter of a script, and ``safe`` in an ``unsafe extern`` block.
    """
    if data[:2] in (b"--", b"#!"):
        found = _FRONTMATTER.match(data)
        if found is not None:
            data = _VISIBLE.sub(b" ", found[0]) + data[found.end() :]
    if b" safe fn" in data or b" safe static" in data:
        data = _SAFE.sub(rb"\1    ", data)
    return data
