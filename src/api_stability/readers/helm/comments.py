"""Which comment of a values file is about which key.

Comments are no part of YAML's tree; they are found by lines: a comment is about the key in the next
line, at the key's indentation or less, or about the key in whose line it stands. Comments of
helm-docs (``# path -- text``) and of Bitnami's generator (``## @param path text``) may name the
value that they are about. A comment that is a value commented out says nothing about others, and
neither does what stands above it.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from api_stability.readers.labels import LABEL_WORDS

_COMMENT: Final = re.compile(r"(?P<indent>[ \t]*)#+(?P<text>.*)")
_NAMED: Final = re.compile(
    r"@param\s+(?P<param>\S+)\s*(?P<described>.*)|(?P<path>[\w\"][\w.\[\]\"/-]*)\s+--\s+(?P<docs>.*)"
)
_TYPE: Final = re.compile(
    r"^\s*(?:--\s*)?(?:\((?:int|integer|string|bool|boolean|object|dict|map|list|array|float|number|"
    r"tpl|tpl/\w+|yaml|template)\)\s*)?"
)
_MODIFIER: Final = re.compile(
    r"^\s*\[(?:string|array|object|boolean|number|nullable|default:[^\]]*|[, ])+\]\s*"
)
_TAG: Final = re.compile(r"\s*(?:@(?!schema\b)[\w-]+|[Rr]ef:\s).*")
"""Lines that describe nothing."""
_KEY: Final = re.compile(
    r" ?[ \t]*(?:- )?(?P<key>[A-Za-z_][\w./-]*):"
    r"(?:[ \t]*$|[ \t]+(?P<value>[\"'\[{|>&*!].*|\S+)[ \t]*(?:#.*)?$)"
)
_PROSE: Final = frozenset({"ref", "see", "note", "example", "default", "type", "values", "todo"})
"""What a line of prose may begin with, followed by a colon and one word."""
_LABELS: Final = frozenset({*LABEL_WORDS.levels, *LABEL_WORDS.deprecating})
_BESIDE: Final = re.compile(
    r"""(?:(?<![^ \t\[{,:])(?:"(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+')|[^#]|(?<![ \t])\#)*+"""
    r"""(?<=[ \t])(?P<comment>\#.*)"""
)
"""A line up to its comment: quoted texts, other characters, and ``#`` inside of words."""
_SCHEMA_DEPRECATED: Final = re.compile(r"(?:^|[;,\s])deprecated\s*:\s*true\b")


class Comment(msgspec.Struct, frozen=True):
    """What is said about one key."""

    text: str
    line: int
    deprecated: bool = False
    """Whether an ``@schema`` annotation says so."""


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

    def about(self, line: int) -> tuple[Comment, ...]:
        """The comments about the key in *line*; a second key of the same line has none."""
        if line in self._taken or not 0 < line <= len(self._lines):
            return ()
        self._taken.add(line)
        found = (self._above(line), self._beside(line))
        return tuple(each for each in found if each is not None)

    def _take_named(self, text: str, line: int) -> None:
        path, said = self._named(text)
        if path is not None:
            self.named.setdefault(path, Comment(_MODIFIER.sub("", said), line))

    def _named(self, text: str) -> tuple[str | None, str]:
        """The path that a comment names, which is one of this file's, and what it says of it."""
        found = _NAMED.match(text.strip())
        if found is None:
            return None, ""
        path = re.sub(r'"|(?<=\[)\d+(?=\])', "", found["param"] or found["path"])
        is_path = found["param"] is not None or path in self._paths
        return (path if is_path else None), found["described"] or found["docs"] or ""

    def _above(self, line: int) -> Comment | None:
        column = len(self._lines[line - 1]) - len(self._lines[line - 1].lstrip(" -"))
        said: list[str] = []
        deprecated = in_schema = False
        first = line
        for number in range(line - 1, 0, -1):
            found = _COMMENT.fullmatch(self._lines[number - 1].rstrip("\r"))
            if found is None or len(found["indent"]) > column:
                break
            text = found["text"]
            if text.strip().startswith("@schema"):
                in_schema = text.strip() == "@schema" and not in_schema
                deprecated |= _SCHEMA_DEPRECATED.search(text) is not None
            elif in_schema:
                deprecated |= _SCHEMA_DEPRECATED.search(text) is not None
            elif _is_commented_out(text):
                break
            elif not _TAG.match(text) and self._named(text)[0] is None:
                said.append(text)
                first = number
        return self._make(said[::-1], first, deprecated=deprecated)

    def _beside(self, line: int) -> Comment | None:
        text = trailing_comment(self._lines[line - 1].rstrip("\r"))
        return self._make([text], line, deprecated=False) if text else None

    def _make(self, lines: list[str], line: int, *, deprecated: bool) -> Comment | None:
        text = "\n".join(_TYPE.sub("", each) for each in lines).strip()
        return Comment(text, line, deprecated) if text or deprecated else None


def _is_commented_out(text: str) -> bool:
    found = _KEY.fullmatch(text)
    if found is None:
        return False
    key, value = found["key"].casefold(), found["value"] or ""
    return not (key in _PROSE or key in _LABELS or "://" in value)


def trailing_comment(line: str) -> str | None:
    """The text of the comment behind a key and its value; quoted ``#`` begin none."""
    found = _BESIDE.match(line)
    return found["comment"].lstrip("#").strip() or None if found else None
