"""Which files can say something about stability, by their text alone.

Everything here errs to one side: a text that is let through may say nothing; one that is not says
nothing, in whatever way it is written. What in a file can be a mark is a name in code, or a word of
the marker sets that the reader looks for in the text itself before it looks further.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, TypeAlias

from api_stability.markers.model import MarkerSet
from api_stability.readers.python.decoding import (
    MAX_BYTES,
    UnreadableSourceError,
    decode_source,
    read_bytes,
)
from api_stability.readers.python.files import ModuleFile
from api_stability.readers.python.folding import OPAQUE, parse_expression
from api_stability.readers.python.statements import dotted_name
from api_stability.readers.python.vocabulary import Vocabulary, cover, holds_doc_words

WORD: Final = re.compile(r"[\w\x80-\xff]+")
"""A name in a text of `text_of`."""
_BEFORE: Final = frozenset("@.,([{=:;")
_AFTER: Final = frozenset(",)]}(;#\\")
_WORDS_BEFORE: Final = frozenset(
    ["import", "as", "def", "class", "else", "or", "and", "return", "lambda", "if", "await"]
)
_WORDS_AFTER: Final = frozenset(["as", "if", "else", "or", "and"])
"""What a name is next to where it is imported, defined, called, or the value of something.

Next to others (``is``, ``in``, ``+``, ``==`` …) it is tested or reckoned with, and what comes of
that is no marker; before ``=`` it is what something else is given to.
"""


def text_of(file: ModuleFile) -> str | None:
    """What to search for *file*, byte by byte; ``None``: only reading it can tell.

    One character for each byte is several times as fast to search as the text itself. Words beyond
    ASCII are found by their `view`.
    """
    try:
        data = read_bytes(file.path)
        if b"coding" in b"\n".join(data[:1000].split(b"\n", 2)[:2]):
            data = decode_source(data).encode()
    except (UnreadableSourceError, UnicodeEncodeError):
        return None
    if b"\0" in data or len(data) > MAX_BYTES:
        return None
    if not data.isascii():
        try:
            text = data.decode()
        except UnicodeDecodeError:
            return None
        if not unicodedata.is_normalized("NFKC", text):
            # Python takes an identifier for its normal form
            data += b"\n" + unicodedata.normalize("NFKC", text).encode()
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data.decode("latin-1")


def view(name: str) -> str:
    """What *name* looks like in a text of `text_of`."""
    return name if name.isascii() else name.encode().decode("latin-1")


def unview(seen: str) -> str:
    """The name that looks like *seen*."""
    return seen if seen.isascii() else seen.encode("latin-1").decode(errors="replace")


@dataclass(slots=True)
class Sieve:
    """Lets through the texts that can hold a mark; it learns names as they turn out."""

    vocabulary: Vocabulary
    names: set[str] = field(default_factory=set)
    """By which markers are used: the last steps of their paths, and what they are called else."""

    @classmethod
    def of(cls, vocabulary: Vocabulary, sets: Iterable[MarkerSet], packages: Set[str]) -> Sieve:
        """With the names of the markers that *sets* know in *packages*."""
        near = {*packages, "*", "**"}
        paths = (path for path in paths_of(sets) if path.partition(".")[0] in near)
        return cls(vocabulary, {path.rpartition(".")[2] for path in paths})

    def passes(self, text: str) -> bool:
        """Whether a file with this text can hold a mark, or a marker of its own, by other words."""
        words = self.vocabulary
        return (
            any(name in text for name, _ in words.attributes)
            or holds_doc_words(text, words.docstrings)
            or any(_is_keyword(each, text) for each in words.keywords)
            or (words.getattr and "__getattr__" in text and "warn" in text)
        )

    def can_mark(self, code: str) -> bool:
        """Whether an expression names a marker, or has a keyword of a field that is one."""
        keywords = self.vocabulary.keywords
        return any(_is_keyword(each, code) for each in keywords) or self.names_marker(code)

    def names_marker(self, code: str) -> bool:
        """Whether an expression names a marker."""
        if not any(piece in code for piece in cover(frozenset(self.names))):
            return False
        return not self.names.isdisjoint(_steps(names_in_code(parse_expression(code), code)))

    def is_marker(self, code: str, making: Set[str]) -> bool:
        """Whether the value of an expression may be a marker: a name for one, or one half applied.

        ``deprecated("…")(f)`` is none, it is what is marked; so is all that *making* names give.
        """
        if not self.names_marker(code):
            return False
        node = parse_expression(code)
        if isinstance(node, (ast.Constant, ast.JoinedStr, ast.Dict, ast.List, ast.Tuple)):
            return False
        if not isinstance(node, ast.Call):
            return True
        if isinstance(node.func, ast.Call):
            return False
        parts = [part for each in (node.func, *node.args[:1]) for part in names_in_code(each)]
        return not (self.names - making).isdisjoint(_steps(parts))


def find_used(text: str, names: Set[str]) -> set[str]:
    """Those of *names* that can stand in the code of *text* as more than a test or an operand."""
    return used_near(text, near(text, group(frozenset(names))))


def mentions(text: str, names: Set[str]) -> bool:
    """Whether one of *names* stands anywhere in *text*."""
    return any(True for _ in _find(text, near(text, group(frozenset(names)))))


Groups: TypeAlias = Mapping[str, Mapping[str, str]]
"""Texts to search for first, each with the names that hold it, by what they look like."""


@lru_cache(maxsize=64)
def group(names: frozenset[str]) -> Groups:
    """*names* by the few texts that all of them hold."""
    return {
        view(piece): {view(name): name for name in names if piece in name} for piece in cover(names)
    }


def near(text: str, groups: Groups) -> Groups:
    """Those of *groups* whose names *text* can hold."""
    return {piece: names for piece, names in groups.items() if piece in text}


def used_near(text: str, groups: Groups) -> set[str]:
    """As `find_used`, for names of *groups*."""
    found: set[str] = set()
    for word, start, end in _find(text, groups):
        if word not in found and is_code(text, start, end):
            found.add(word)
    return found


def _find(text: str, groups: Groups) -> Iterator[tuple[str, int, int]]:
    for piece, words in groups.items():
        at = text.find(piece) if words else -1
        while at >= 0:
            start, end = at, at + len(piece)
            while start and is_word(text[start - 1]):
                start -= 1
            while end < len(text) and is_word(text[end]):
                end += 1
            name = words.get(text[start:end])
            if name is not None:
                yield name, start, end
            at = text.find(piece, end)


def is_code(text: str, start: int, end: int) -> bool:
    """Whether a name can stand there: next to another word it is prose, unless by a keyword."""
    line = text.rfind("\n", 0, start) + 1
    before = text[line:start].rstrip(" \t\f")
    if before:
        if is_word(before[-1]):
            if re.split(r"\W", before)[-1] not in _WORDS_BEFORE:
                return False
        elif before[-1] not in _BEFORE:
            return False
    stop = text.find("\n", end)
    after = text[end : len(text) if stop < 0 else stop].lstrip(" \t\f")
    if not after:
        return True
    word = WORD.match(after)
    return word[0] in _WORDS_AFTER if word else after[0] in _AFTER


def is_word(character: str) -> bool:
    """Whether it can be a part of a name, in a text of `text_of`."""
    return character.isalnum() or character == "_" or character >= "\x80"


def _is_keyword(name: str, text: str) -> bool:
    return name in text and _keyword(name).search(text) is not None


@lru_cache(maxsize=64)
def _keyword(name: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(name)}(?:\s|\\|#[^\n]*\n)*=")


def names_in_code(node: ast.expr, code: str = "") -> list[str]:
    """The dotted names in an expression; every word of *code* that is too deep to be parsed."""
    if node is OPAQUE:
        return WORD.findall(code)
    found: dict[str, None] = {}
    pending: list[ast.AST] = [node]
    while pending:
        each = pending.pop()
        name = dotted_name(each) if isinstance(each, (ast.Name, ast.Attribute)) else ""
        if name:
            found[name] = None
        else:
            if isinstance(each, ast.Attribute):
                found[each.attr] = None
            pending.extend(ast.iter_child_nodes(each))
    return list(found)


def _steps(names: Iterable[str]) -> set[str]:
    return {step for name in names for step in name.split(".")}


def making_names(sets: Iterable[MarkerSet]) -> frozenset[str]:
    """Names that only ever make something that is marked: what they make is no marker."""
    decorators = [decorator for each in sets for decorator in each.decorators]
    last = {
        makes: {path.rpartition(".")[2] for d in decorators if d.makes is makes for path in d.paths}
        for makes in (True, False)
    }
    return frozenset(last[True] - last[False])


def paths_of(sets: Iterable[MarkerSet]) -> Iterator[str]:
    """All paths of all markers that are used by a name."""
    for each in sets:
        for decorator in each.decorators:
            yield from decorator.paths
        for table in each.module_getattr:
            yield from table.paths


_IMPORTED: Final = re.compile(r"import((?:[^\n\\]|\\\n?)*)")
_FROM: Final = re.compile(r"from(?:[ \t\f]|\\\n)+(\w+)")


def imported_words(text: str) -> set[str]:
    """What can be the first step of what an import names, and some words more."""
    return {*_FROM.findall(text), *WORD.findall(" ".join(_IMPORTED.findall(text)))}
