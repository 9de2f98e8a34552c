"""JSON as a tree whose values know their lines; without recursion and within bounds.

The parsers of JSON recurse for every level and forget where a value stood. This one keeps the open
lists and maps on a stack of its own, and leaves strings to the standard library.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from json import JSONDecodeError, JSONDecoder
from typing import Final, NoReturn

from api_stability.documents.nodes import (
    Document,
    DocumentError,
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
)

_MAX_DEPTH: Final = 200
_MAX_NODES: Final = 1_000_000

_STRINGS: Final = JSONDecoder()
"""Reads one value where a string begins, in C: that is no more than the string."""
_TOKEN: Final = re.compile(
    r"""[ \t\r\n]*(?:
        (?P<mark>[{}\[\],:]) | (?P<quote>")
      | (?P<plain>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.+-])
          | (?:true|false|null)(?!\w))
      | (?P<no_number>-?(?:NaN|Infinity)(?!\w))
      | (?P<end>\Z) )""",
    re.VERBOSE,
)


def read_json(text: str) -> Document:
    """The document that *text* is; raises `DocumentError`.

    Numbers are kept as they are written. ``NaN`` and infinities, which some writers put where JSON
    has no word for them, stand for nothing here, and are listed in the document's ``invalid``.
    """
    return _Reader(text).read()


class _Open:
    """A list or map that is not complete yet."""

    __slots__ = ("entries", "items", "key", "line")

    def __init__(self, line: int, *, is_map: bool) -> None:
        self.line = line
        self.items: list[Node] = []
        self.entries: dict[str, Entry] | None = {} if is_map else None
        self.key: tuple[str, int] | None = None
        """Of a map: the key whose value comes next, and its line."""


class _Reader:
    """Reads one text from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._breaks = [found.start() for found in re.finditer("\n", text)]
        self._open: list[_Open] = []
        self._nodes = 0
        self._repeated: list[tuple[str, int]] = []
        self._invalid: list[tuple[str, int]] = []

    def read(self) -> Document:
        found = self._next()
        if found["end"] is not None:
            return Document(None, 1)
        root = self._begin(found)
        while self._open:
            root = self._continue()
        if root is None or self._next()["end"] is None:
            self._fail("something follows its end")
        return Document(root, 1, tuple(self._repeated), tuple(self._invalid))

    def _continue(self) -> Node | None:
        """Read on by one entry or item; the list or map that it closes, if it does."""
        above = self._open[-1]
        found = self._next()
        if found["mark"] in ("}", "]"):
            return self._leave(above, found["mark"])
        if above.items or above.entries:
            if found["mark"] != ",":
                self._fail("a comma is missing")
            found = self._next()
        if above.entries is not None:
            found = self._take_key(above, found)
        node = self._begin(found)
        if node is not None:
            self._add(node)
        return None

    def _take_key(self, above: _Open, found: re.Match[str]) -> re.Match[str]:
        line = self._line()
        if found["quote"] is None:
            self._fail("a key in quotes is missing")
        above.key = self._string(), line
        if self._next()["mark"] != ":":
            self._fail("a colon is missing")
        return self._next()

    def _begin(self, found: re.Match[str]) -> Node | None:
        """The value that *found* begins; ``None`` where it opens a list or map."""
        line = self._line()
        self._nodes += 1
        if self._nodes > _MAX_NODES:
            raise DocumentError("too-large", f"holds more than {_MAX_NODES:,} values", line)
        if found["quote"] is not None:
            return Scalar(self._string(), line)
        if found["plain"] is not None:
            return Scalar(found["plain"], line, plain=True)
        if found["no_number"] is not None:
            self._invalid.append((found["no_number"], line))
            return Scalar("null", line, plain=True)
        if found["mark"] not in ("{", "["):
            self._fail("a value is missing")
        if len(self._open) >= _MAX_DEPTH:
            raise DocumentError("too-deep", f"nests deeper than {_MAX_DEPTH} levels", line)
        self._open.append(_Open(line, is_map=found["mark"] == "{"))
        return None

    def _leave(self, done: _Open, mark: str) -> Node | None:
        """Close the innermost list or map; it is the root when nothing is open any more."""
        if (mark == "}") != (done.entries is not None):
            self._fail("a bracket closes what another one opened")
        self._open.pop()
        node: Node
        if done.entries is None:
            node = Sequence(tuple(done.items), done.line)
        else:
            node = Mapping(tuple(done.entries.values()), done.line)
        if self._open:
            self._add(node)
            return None
        return node

    def _add(self, node: Node) -> None:
        above = self._open[-1]
        if above.entries is None or above.key is None:
            above.items.append(node)
            return
        key, line = above.key
        if key in above.entries:
            self._repeated.append((key, line))
            del above.entries[key]
        above.entries[key] = Entry(key, node, line)

    def _next(self) -> re.Match[str]:
        found = _TOKEN.match(self._text, self._at)
        if found is None:
            self._at = _skip_space(self._text, self._at)
            self._fail(f"{self._text[self._at : self._at + 20]!r} is no value")
        self._at = found.end()
        return found

    def _string(self) -> str:
        try:
            string, self._at = _STRINGS.raw_decode(self._text, self._at - 1)
        except JSONDecodeError as error:
            self._at = error.pos
            self._fail(error.msg[:1].lower() + error.msg[1:])
        return str(string)

    def _line(self) -> int:
        """The line that the last token ends on; all tokens end on the line that they begin on."""
        return bisect_right(self._breaks, self._at - 1) + 1

    def _fail(self, why: str) -> NoReturn:
        raise DocumentError("syntax-error", f"is no JSON: {why}", self._line())


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at
