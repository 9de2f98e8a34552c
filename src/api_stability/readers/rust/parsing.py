"""The text of one Rust file to facts about its items.

Only where items stand is looked at: what functions and expressions contain is never visited.
"""

from __future__ import annotations

from collections.abc import Iterable

from api_stability.readers.rust.facts import FileFacts, Problem
from api_stability.readers.rust.failures import MAX_PROBLEMS
from api_stability.readers.rust.places import read_whole
from api_stability.readers.rust.syntax import Kinds, load_language, make_parser
from api_stability.readers.rust.texts import Text


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
