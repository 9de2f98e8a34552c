"""How files can give names to others that they do not define, by their text alone.

As in `sieve`, whatever is not certain counts as possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Final

from api_stability.readers.python.files import ModuleFile
from api_stability.readers.python.searching import WORD, is_word

_STAR: Final = re.compile(r"from[ \t]+([.\w]+)[ \t]+import[ \t]*\*")
_AS: Final = re.compile(r"(?<![\w\x80-\xff])([\w\x80-\xff]+)[\s\\]+as[\s\\]+([\w\x80-\xff]+)")
_IMPORT: Final = re.compile(r"import(?!\w)(?:[ \t\f]|\\\n)*")
_RENAMES: Final = re.compile(r"[\s\\]as[\s\\]")
_FROM: Final = re.compile(r"from(?:[ \t\f]|\\\n)+(\w+)")
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
    """The modules of ``from m import *``."""
    words: frozenset[str] = frozenset()
    """All names in its imports."""
    imported: frozenset[str] = frozenset()
    """Those of them that it can list for others, as a package or by ``__all__``."""
    odd: bool = True
    """Whether it can pass on more than its text shows."""

    def may_pass(self, names: Set[str]) -> bool:
        """Whether one of *names* can be reached by a path through this file."""
        return not (
            not self.odd and names.isdisjoint(self.explicit) and names.isdisjoint(self.imported)
        )


def passing_of(file: ModuleFile, text: str | None) -> Passing:
    """What the text shows."""
    if text is None:
        return Passing()
    found = list(_IMPORT.finditer(text))
    before_stars = [each[0] for each in found if text.startswith("*", each.end())]
    stars = _STAR.findall(text) if before_stars else []
    odd = len(stars) < len(before_stars) or any(each != "import " for each in before_stars)
    statements = list(_imports(text, found))
    words = imported = frozenset(WORD.findall(" ".join(statements)))
    if not file.package:
        imported = frozenset(_listed(text, statements)) if "__all__" in text else frozenset()
    pairs = {pair for each in statements if _RENAMES.search(each) for pair in _AS.findall(each)}
    return Passing(
        explicit=frozenset(old for old, new in pairs if old == new),
        renamed=frozenset((old, new) for old, new in pairs if old != new),
        stars=tuple(dict.fromkeys(_absolute(file, star) for star in stars)),
        words=words,
        imported=imported,
        odd=odd,
    )


def imported_words(text: str, passing: Passing) -> set[str]:
    """What can be the first step of what an import names, and some words more."""
    return {*_FROM.findall(text), *passing.words}


def _listed(text: str, statements: Iterable[str]) -> Iterator[str]:
    """Words in imports that ``__all__`` can list."""
    lists = " ".join(_LISTED.findall(text))
    listed = set(WORD.findall(lists))
    odd = _PUT_TOGETHER.search(lists) or "__all__" in text.replace("__all__ = [", "")
    for statement in statements:
        words = WORD.findall(statement)
        if odd or not listed.isdisjoint(words):
            yield from words


def _imports(text: str, found: Iterable[re.Match[str]]) -> Iterator[str]:
    """What stands behind each ``import``: to the end of the brackets, or of the logical line."""
    found = [each for each in found if not _goes_on(text, each.start())]
    ends = [*(each.start() for each in found[1:]), len(text)]
    seen = 0
    for each, following in zip(found, ends, strict=False):
        start = each.end()
        if each.start() < seen:
            continue  # a part of what was seen
        if text.startswith("(", start):
            seen = _closing(text, start)
            part = text[start:seen]
            plain = _COMMENT.sub("", part) if "#" in part else part
            # the first one may stand in a text, and what looks like a comment may import
            yield f"{plain}\n{part}" if part.count("import") > plain.count("import") else plain
        else:
            yield text[start : _line_end(text, start, following)]


def _goes_on(text: str, start: int) -> bool:
    """Whether a longer word ends there."""
    return start > 0 and is_word(text[start - 1])


def _line_end(text: str, start: int, limit: int) -> int:
    """Where the logical line ends, or *limit* is reached."""
    end = text.find("\n", start, limit)
    while end > start and text[end - 1] == "\\":
        end = text.find("\n", end + 1, limit)
    return end if end >= 0 else limit


def _closing(text: str, start: int) -> int:
    """Where the bracket at *start* is closed, other than in a comment."""
    line = start
    while True:
        end = text.find(")", line)
        if end < 0:
            return len(text)
        comment = text.find("#", text.rfind("\n", line, end) + 1 or line, end)
        if comment < 0:
            return end
        line = text.find("\n", comment)
        if line < 0:
            return len(text)


def _absolute(file: ModuleFile, written: str) -> str:
    """The module that a relative or absolute name in an import means."""
    name = written.lstrip(".")
    level = len(written) - len(name)
    if not level:
        return name
    steps = file.module.split(".")
    base = steps[: len(steps) - (level - 1 if file.package else level)]
    return ".".join([*base, name] if name else base)
