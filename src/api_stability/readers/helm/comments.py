"""Which comment of a values file is about which key.

Comments are no part of YAML's tree; they are found by lines: a comment is about the key in the next
line, at the key's indentation or less, or about the key in whose line it stands. Comments of
helm-docs (``# path -- text``) and of Bitnami's generator (``## @param path text``, and ``@extra``)
may name the value that they are about. A comment that is a value commented out says nothing about
others, and neither does what stands above it; an example is passed over (see `block`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from api_stability.readers.helm.block import describing_lines

_COMMENT: Final = re.compile(r"(?P<indent>[ \t]*)#+(?P<text>.*)")
_NAMED: Final = re.compile(
    r"@(?:param|extra)\s+(?P<param>\S+)\s*(?P<described>.*)|(?P<path>[\w\"][\w.\[\]\"/-]*)\s+--\s+(?P<docs>.*)"
)
_TYPE: Final = re.compile(
    r"^\s*(?:--\s*)?(?:\((?:int|integer|string|bool|boolean|object|dict|map|list|array|float|number|"
    r"tpl|tpl/\w+|yaml|template)\)\s*)?"
)
_MODIFIER: Final = re.compile(
    r"^\s*\[(?:string|array|object|boolean|number|nullable|default:[^\]]*|[, ])+\]\s*"
)
_BESIDE: Final = re.compile(
    r"""(?:(?<![^ \t\[{,:])(?:"(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+')|[^#]|(?<![ \t])\#)*+"""
    r"""(?<=[ \t])(?P<comment>\#.*)"""
)
"""A line up to its comment: quoted texts, other characters, and ``#`` inside of words."""
_SCHEMA: Final = "@schema"
_SCHEMA_DEPRECATED: Final = re.compile(r"(?:^|[;,\s])deprecated(?:\s*:\s*true\b|\s*(?:;|$))")


class Comment(msgspec.Struct, frozen=True):
    """What is said about one key."""

    text: str
    lines: tuple[int, ...]
    """Where each line of the text stands; of an empty text the line that speaks of the key."""
    deprecated: bool = False
    """Whether an ``@schema`` annotation says so."""

    @property
    def line(self) -> int:
        """The first line."""
        return self.lines[0]


class Comments:
    """The comments of a file whose values have these *paths*."""

    def __init__(self, text: str, paths: frozenset[str]) -> None:
        self._lines = text.split("\n")
        self._paths = paths
        self._taken: set[int] = set()
        self.named: dict[str, Comment] = {}
        """By the path that they name."""
        for number, line in enumerate(self._lines, start=1):
            found = _COMMENT.fullmatch(line.rstrip("\r"))
            if found is not None:
                self._take_named(found["text"], number)

    def about(self, line: int, path: tuple[str, ...]) -> tuple[Comment, ...]:
        """The comments about the key *path* in *line*; a second key has those that name it."""
        found = [self.named.get(".".join(path))]
        if line not in self._taken and 0 < line <= len(self._lines):
            self._taken.add(line)
            found += [self._above(line, path[-1]), self._beside(line)]
        return tuple(each for each in found if each is not None)

    def without_key(self) -> Iterator[tuple[tuple[str, ...], Comment]]:
        """The comments that name a value of which the file has no key, with its path."""
        for path, comment in self.named.items():
            if path not in self._paths:
                yield tuple(path.split(".")), comment

    def _take_named(self, text: str, line: int) -> None:
        path, said = self._named(text)
        if path is not None:
            self.named.setdefault(path, Comment(_MODIFIER.sub("", said), (line,)))

    def _named(self, text: str) -> tuple[str | None, str]:
        """The path that a comment names, which is one of this file's, and what it says of it."""
        found = _NAMED.match(text.strip())
        if found is None:
            return None, ""
        path = re.sub(r'"|(?<=\[)\d+(?=\])', "", found["param"] or found["path"])
        is_path = found["param"] is not None or path in self._paths
        return (path if is_path else None), found["described"] or found["docs"] or ""

    def _above(self, line: int, key: str) -> Comment | None:
        column = len(self._lines[line - 1]) - len(self._lines[line - 1].lstrip(" -"))
        block: list[tuple[int, str]] = []
        deprecated = in_schema = False
        for number in range(line - 1, 0, -1):
            found = _COMMENT.fullmatch(self._lines[number - 1].rstrip("\r"))
            if found is None or len(found["indent"]) > column:
                break
            text = found["text"]
            is_schema = text.strip().startswith(_SCHEMA)
            if is_schema or in_schema:
                deprecated |= _SCHEMA_DEPRECATED.search(text) is not None
            if is_schema:
                in_schema = text.strip() == _SCHEMA and not in_schema
            elif not in_schema and self._named(text)[0] is None:
                block.append((number, text))
        said = describing_lines(block[::-1], key)
        return self._make(said or [(line, "")], deprecated=deprecated)

    def _beside(self, line: int) -> Comment | None:
        text = trailing_comment(self._lines[line - 1].rstrip("\r")) or ""
        said, is_schema, schema = text.partition(_SCHEMA)
        deprecated = bool(is_schema and _SCHEMA_DEPRECATED.search(schema))
        return self._make([(line, said.rstrip("# \t"))], deprecated=deprecated)

    def _make(self, said: list[tuple[int, str]], *, deprecated: bool) -> Comment | None:
        """What numbered lines say, without the empty ones around it."""
        typed = [(number, _TYPE.sub("", text)) for number, text in said]
        filled = [at for at, (_, text) in enumerate(typed) if text.strip()]
        if filled:
            typed = typed[filled[0] : filled[-1] + 1]
        text = "\n".join(text for _, text in typed).strip()
        lines = tuple(number for number, _ in typed)
        return Comment(text, lines, deprecated) if text or deprecated else None


def trailing_comment(line: str) -> str | None:
    """The text of the comment behind a key and its value; quoted ``#`` begin none."""
    found = _BESIDE.match(line)
    return found["comment"].lstrip("#").strip() or None if found else None
