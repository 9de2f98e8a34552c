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
_AS: Final = re.compile(r"([\w\x80-\xff]+)[\s\\]+as[\s\\]+([\w\x80-\xff]+)")
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
    words: frozenset[str] = frozenset()
    """All names in its imports."""
    imported: frozenset[str] = frozenset()
    """Those of them that it can list for others, as a package or by ``__all__``."""
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
    statements = list(_imports(text))
    words = imported = frozenset(WORD.findall(" ".join(statements)))
    if not file.package:
        imported = frozenset(_listed(text, statements)) if "__all__" in text else frozenset()
    pairs = {pair for each in statements if "as" in each for pair in _AS.findall(each)}
    return Passing(
        explicit=frozenset(old for old, new in pairs if old == new),
        renamed=frozenset((old, new) for old, new in pairs if old != new),
        stars=tuple(dict.fromkeys(stars)),
        words=words,
        imported=imported,
        odd=odd,
    )


def _listed(text: str, statements: Iterable[str]) -> Iterator[str]:
    """Words in imports that ``__all__`` can list."""
    lists = " ".join(_LISTED.findall(text))
    listed = set(WORD.findall(lists))
    odd = _PUT_TOGETHER.search(lists) or "__all__" in text.replace("__all__ = [", "")
    for statement in statements:
        words = WORD.findall(statement)
        if odd or not listed.isdisjoint(words):
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
