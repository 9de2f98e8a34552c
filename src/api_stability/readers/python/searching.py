"""Searches texts for names: fast where there are few names, and never worse than reading a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from typing import Final, TypeAlias

from api_stability.readers.python.decoding import (
    MAX_BYTES,
    UnreadableSourceError,
    decode_source,
    read_bytes,
)
from api_stability.readers.python.files import ModuleFile
from api_stability.readers.python.vocabulary import cover

WORD: Final = re.compile(r"[\w\x80-\xff]+")
"""A name in a text of `text_of`."""
_FEW: Final = 40
"""Names that are looked for one piece after the other; of more, every word is compared."""
_FAR: Final = 200
"""Characters on a line that are looked at on either side of a name."""
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
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        end = data.find(b"\n", data.find(b"\n") + 1)
        if b"coding" in (data[:end] if end >= 0 else data):
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
    return data.decode("latin-1")


def view(name: str) -> str:
    """What *name* looks like in a text of `text_of`."""
    return name if name.isascii() else name.encode(errors="replace").decode("latin-1")


@lru_cache(maxsize=8)
def views(names: frozenset[str]) -> Mapping[str, str]:
    """*names* by what they look like in a text."""
    return {view(name): name for name in names}


def unview(seen: str) -> str:
    """The name that looks like *seen*."""
    return seen if seen.isascii() else seen.encode("latin-1").decode(errors="replace")


_WORDS_BINDING: Final = frozenset(["import", "as", "def", "class"])
_BEFORE_BOUND: Final = frozenset(["", *",([;:*"])
_AFTER_BOUND: Final = frozenset(["", *",)];:#\\"])
_QUOTES: Final = frozenset("\"'")
"""What a name is next to where it is bound, or listed in ``__all__``."""

Groups: TypeAlias = Mapping[str, Mapping[str, str]]
"""Texts to search for first, each with the names that hold it, by what they look like."""


@lru_cache(maxsize=64)
def group(names: frozenset[str]) -> Groups:
    """*names* by the few texts that all of them hold."""
    return {
        view(piece): {view(name): name for name in names if piece in name} for piece in cover(names)
    }


def near(text: str, groups: Groups) -> list[str]:
    """The pieces of *groups* that *text* holds."""
    return [piece for piece in groups if piece in text]


def used_near(text: str, groups: Groups, pieces: list[str]) -> set[str]:
    """As `find_used`, for names of those *groups* whose *pieces* are near."""
    found: set[str] = set()
    for piece in pieces:
        for word, start, end in _find(text, piece, groups[piece]):
            if word not in found and is_code(text, start, end):
                found.add(word)
    return found


def find_used(text: str, names: Set[str]) -> set[str]:
    """Those of *names* that can stand in the code of *text* as more than a test or an operand."""
    if len(names) > _FEW:
        names = words_of(text, names)
        if len(names) > _FEW:
            return set(names)
    groups = group(frozenset(names))
    return used_near(text, groups, near(text, groups))


def may_bind(text: str, names: frozenset[str]) -> bool:
    """Whether *text* can define, import, assign or list one of *names*."""
    if len(names) > _FEW:
        names = frozenset(words_of(text, names))
    return len(names) > _FEW or any(
        _is_bound(text, start, end)
        for piece, words in group(names).items()
        for _, start, end in _find(text, piece, words)
    )


def words_of(text: str, names: Set[str]) -> set[str]:
    """Those of *names* that stand anywhere in *text*."""
    seen = views(frozenset(names))
    return {seen[word] for word in set(WORD.findall(text)) if word in seen}


def _find(text: str, piece: str, words: Mapping[str, str]) -> Iterator[tuple[str, int, int]]:
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
    before, after = _beside(text, start, end)
    if before:
        if is_word(before[-1]):
            if re.split(r"\W", before)[-1] not in _WORDS_BEFORE:
                return False
        elif before[-1] not in _BEFORE:
            return False
    if not after:
        return True
    word = WORD.match(after)
    return word[0] in _WORDS_AFTER if word else after[0] in _AFTER


def _is_bound(text: str, start: int, end: int) -> bool:
    """Whether a name can be bound there: or listed, as a text."""
    before, after = _beside(text, start, end)
    if before and is_word(before[-1]):
        return re.split(r"\W", before)[-1] in _WORDS_BINDING
    if after.startswith("=") or (before[-1:] in _QUOTES and after[:1] in _QUOTES):
        return True
    return before[-1:] in _BEFORE_BOUND and after[:1] in _AFTER_BOUND


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands on the same line before and after a name; no more than is near."""
    near_start = max(0, start - _FAR)
    line = text.rfind("\n", near_start, start) + 1 or near_start
    stop = text.find("\n", end, end + _FAR)
    after = text[end : end + _FAR if stop < 0 else stop]
    return text[line:start].rstrip(" \t\f"), after.lstrip(" \t\f")


def is_word(character: str) -> bool:
    """Whether it can be a part of a name, in a text of `text_of`."""
    return character.isalnum() or character == "_" or character >= "\x80"
