"""How files can give names to others that they do not define, by their text alone.

As in `sieve`, whatever is not certain counts as possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Final

from api_stability.readers.python.files import ModuleFile
from api_stability.readers.python.sieve import WORD, is_word

_STAR: Final = re.compile(r"from[ \t]+([.\w]+)[ \t]+import[ \t]*\*")
_ODD_STAR: Final = re.compile(r"import(?! \*)(?:[ \t\f]|\\\n)*\*")
_ODD_AS: Final = re.compile(r"as[\n\t\f\\#]")
_AS: Final = ("\nas ", "\tas ", "\fas ")
_WHITE: Final = frozenset(" \t\f\n\\#")
_GAP: Final = re.compile(r"(?:\s|\\|#[^\n]*)*")
_IMPORT: Final = re.compile(r"import(?!\w)(?:[ \t\f]|\\\n)*")
_COMMENT: Final = re.compile(r"#[^\n]*")
_LISTED: Final = re.compile(r"__all__[^\])]*")
_PUT_TOGETHER: Final = re.compile(r"""["']\s*["']|\\|#|\*|%|\{|\.__all__""")


@dataclass(frozen=True, slots=True)
class Passing:
    """What a file can pass on."""

    explicit: frozenset[str] = frozenset()
    """Names in ``import x as x``."""
    renamed: frozenset[tuple[str, str]] = frozenset()
    """What ``x as y`` calls what, given on or not: others can take it from here."""
    stars: tuple[str, ...] = ()
    """The modules of ``from m import *``, as written."""
    imported: frozenset[str] = frozenset()
    """Names that it imports and can list for others, as a package or by ``__all__``."""
    odd: bool = True
    """Whether it can pass on more than its text shows."""

    def may_pass(self, names: Set[str]) -> bool:
        """Whether one of *names* can be reached by a path through this file."""
        return self.odd or not names.isdisjoint(self.explicit | self.imported)


def passing_of(file: ModuleFile, text: str | None) -> Passing:
    """What the text shows."""
    if text is None:
        return Passing()
    stars: list[str] = []
    odd = _ODD_STAR.search(text) is not None
    if "import *" in text:
        stars = _STAR.findall(text)
        odd = odd or len(stars) < text.count("import *")
    imported: frozenset[str] = frozenset()
    if file.package or "__all__" in text:
        imported = frozenset(_imported(text, everything=file.package))
    pairs = frozenset(_renamed(text))
    return Passing(
        explicit=frozenset(old for old, new in pairs if old == new),
        renamed=frozenset((old, new) for old, new in pairs if old != new),
        stars=tuple(dict.fromkeys(stars)),
        imported=imported,
        odd=odd,
    )


def _renamed(text: str) -> Iterator[tuple[str, str]]:
    places = [found.start() for found in _ODD_AS.finditer(text)]
    for spelled in _AS if "\t" in text or "\f" in text else _AS[:1]:
        at = text.find(spelled)
        while at >= 0:
            places.append(at + 1)
            at = text.find(spelled, at + 1)
    at = text.find(" as ")
    while at >= 0:
        start = at
        while start and is_word(text[start - 1]):
            start -= 1
        after = WORD.match(text, at + 4)
        if start == at or after is None:
            places.append(at + 1)
        else:
            yield text[start:at], after[0]
        at = text.find(" as ", at + 3)
    yield from _oddly_renamed(text, places)


def _oddly_renamed(text: str, places: Iterable[int]) -> Iterator[tuple[str, str]]:
    """The same where ``as`` has more around it: white space, comments, the ends of lines."""
    for at in places:
        if at and text[at - 1] in _WHITE:
            end = start = _back(text, at)
            while start and is_word(text[start - 1]):
                start -= 1
            gap = _GAP.match(text, at + 2)
            after = WORD.match(text, gap.end()) if gap else None
            if start < end and after:
                yield text[start:end], after[0]


def _back(text: str, at: int) -> int:
    """Where the code before *at* ends: white space, comments and continued lines left out."""
    while at:
        line = text.rfind("\n", 0, at) + 1
        code = text[line:at].partition("#")[0].rstrip(" \t\f\\")
        if code:
            return line + len(code)
        at = max(0, line - 1)
    return 0


def _imported(text: str, *, everything: bool) -> Iterator[str]:
    """Words in imports that a package, or else ``__all__``, can list."""
    listed: set[str] = set()
    if not everything:
        lists = " ".join(_LISTED.findall(text))
        listed = set(WORD.findall(lists))
        everything = _PUT_TOGETHER.search(lists) is not None
        everything = everything or "__all__" in text.replace("__all__ = [", "")
    for statement in _imports(text):
        words = WORD.findall(statement)
        if everything or not listed.isdisjoint(words):
            yield from words


def _imports(text: str) -> Iterator[str]:
    """What stands behind each ``import``: to the end of the brackets, or of the logical line."""
    for found in _IMPORT.finditer(text):
        if found.start() and is_word(text[found.start() - 1]):
            continue
        start = end = found.end()
        if text.startswith("(", start):
            depth = text.find(")", start)
            part = text[start : depth if depth >= 0 else len(text)]
            while depth >= 0 and "#" in part.rpartition("\n")[2]:
                # a bracket in a comment
                depth = text.find(")", depth + 1)
                part = text[start : depth if depth >= 0 else len(text)]
            yield _COMMENT.sub("", part)
            continue
        while True:
            end = text.find("\n", end)
            if end < 0 or text[end - 1] != "\\":
                break
            end += 1
        yield text[start : end if end >= 0 else len(text)]
