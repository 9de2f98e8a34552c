"""What all marker sets of a reading together make its files be searched for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Set
from functools import lru_cache
from typing import Final

import msgspec

from api_stability.markers.model import DocstringWords, MarkerSet, Role

WARNING_WORDS: Final = ("warn(", "Warning")
"""What a file in which a body warns holds."""


_NO_MARK: Final = frozenset({"added", "nothing"})
"""Directives that mark nothing by themselves."""
_ALONE: Final = r"(?=[ \t:]*(?:$|\\n))"
"""What follows a title: the end of its line, as it is or as it is written in a text."""


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True):
    """The words that matter while one file is read; equal for equal marker sets."""

    attributes: tuple[tuple[str, Role], ...] = ()
    docstrings: DocstringWords = DocstringWords()
    keywords: tuple[str, ...] = ()
    """Keywords that make the call of a field a marker."""
    getattr: bool = False
    """Whether ``__getattr__`` of a module can hold a marker."""
    warned: bool = False
    """Whether it is asked where bodies warn."""
    names: tuple[str, ...] = ()
    """The last steps of the paths of markers."""

    def spelled_in(self, source: str) -> Vocabulary:
        """The part of it that matters in *source*: what it does not spell, it does not say."""
        docstrings = self.docstrings
        if not holds_doc_words(source, docstrings):
            docstrings = without_marks(docstrings)
        attributes = self.attributes if self.spells_attribute(source) else ()
        attributes = tuple(each for each in attributes if each[0] in source)
        return msgspec.structs.replace(self, attributes=attributes, docstrings=docstrings)

    def spells_attribute(self, text: str) -> bool:
        """Whether *text* holds the name of an attribute that marks."""
        near = any(each in text for each in _attribute_pieces(self.attributes))
        return near and any(name in text for name, _ in self.attributes)

    @property
    def needles(self) -> frozenset[str]:
        """Texts of which a file must hold one to hold a mark that is no decorator."""
        marks = tuple(each for each in self.docstrings.directives if each[1] not in _NO_MARK)
        docstrings = msgspec.structs.replace(self.docstrings, directives=marks)
        found = {*docstring_needles(docstrings), *self.keywords, *(n for n, _ in self.attributes)}
        return frozenset(found | {"__getattr__"} if self.getattr else found)


def read_vocabulary(sets: Iterable[MarkerSet], *, warned: bool = False) -> Vocabulary:
    """The union of what *sets* say; a later set wins where two differ."""
    attributes: dict[str, Role] = {}
    directives: dict[str, str] = {}
    phrases: dict[str, str] = {}
    sections: list[str] = []
    first_words: list[str] = []
    keywords: list[str] = []
    names: set[str] = set()
    dynamic = False
    for each in sets:
        attributes.update(each.attributes)
        directives.update(each.docstrings.directives)
        phrases.update(each.docstrings.phrases)
        sections += each.docstrings.sections
        first_words += each.docstrings.first_words
        keywords += [marker.keyword for marker in each.fields]
        names.update(path.rpartition(".")[2] for m in each.decorators for path in m.paths)
        dynamic = dynamic or each.plain_getattr or bool(each.module_getattr)
    return Vocabulary(
        attributes=tuple(sorted(attributes.items())),
        docstrings=DocstringWords(
            directives=tuple(sorted(directives.items())),
            sections=tuple(sorted(set(sections))),
            first_words=tuple(sorted(set(first_words))),
            phrases=tuple(sorted(phrases.items())),
        ),
        keywords=tuple(sorted(set(keywords))),
        getattr=dynamic,
        warned=warned,
        names=tuple(sorted(names - {"*", "**"})),
    )


@lru_cache(maxsize=16)
def _attribute_pieces(attributes: tuple[tuple[str, Role], ...]) -> tuple[str, ...]:
    return cover(frozenset(name for name, _ in attributes))


@lru_cache(maxsize=16)
def docstring_needles(words: DocstringWords) -> tuple[str, ...]:
    """Texts of which a docstring must hold one to say anything: case as it can be written."""
    found = [name for name, meaning in words.directives if meaning != "nothing"]
    for title in words.sections:
        found += [title, title.capitalize(), title.title(), title.upper()]
    found += words.first_words
    for phrase, _ in words.phrases:
        # a phrase may be broken over lines anywhere between its words
        found.append(max(phrase.split(), key=len, default=phrase))
    return _shortest(found)


def _shortest(texts: Iterable[str]) -> tuple[str, ...]:
    """Those of *texts* that hold no other one: where one of all is, one of these is."""
    kept: list[str] = []
    for text in sorted(set(texts), key=lambda text: (len(text), text)):
        if not any(other in text for other in kept):
            kept.append(text)
    return tuple(kept)


@lru_cache(maxsize=64)
def cover(words: Set[str]) -> tuple[str, ...]:
    """A few texts of which every one of *words* holds one: those are searched for first."""
    left = set(words)
    found: list[str] = []
    while left:
        counts = Counter(
            piece
            for word in left
            for piece in {word, *(word[n : n + 7] for n in range(len(word) - 6))}
        )
        best = min(counts, key=lambda piece: (-counts[piece], -len(piece), piece))
        found.append(best)
        left = {word for word in left if best not in word}
    return tuple(found)


def holds_doc_words(source: str, words: DocstringWords) -> bool:
    """Whether *source* spells something that its docstrings are read for, versions aside.

    The reader asks the same question before it looks into docstrings, so that a word that is put
    together from pieces counts for neither of them.
    """
    if not any(each in source for each in _doc_pieces(words)):
        return False
    if any(each in source for each in _doc_texts(words)):
        return True
    titles, directives = _doc_patterns(words)
    if "::" in source and directives.search(source):
        return True
    return any(
        _begins_line(source, found.start())
        for first, title in titles
        if first in source
        for found in title.finditer(source)
    )


def _begins_line(source: str, at: int) -> bool:
    """Whether what stands there may be the first thing on a line of a docstring."""
    line = source.rfind("\n", 0, at) + 1
    before = source[line:at].rstrip(" \t")
    return not before or before.endswith(('"', "'", "\\n"))


@lru_cache(maxsize=16)
def _doc_pieces(words: DocstringWords) -> tuple[str, ...]:
    marks = tuple(each for each in words.directives if each[1] not in _NO_MARK)
    return cover(frozenset(docstring_needles(msgspec.structs.replace(words, directives=marks))))


@lru_cache(maxsize=16)
def without_marks(words: DocstringWords) -> DocstringWords:
    """What is left to look for in a source that spells no word of a mark."""
    directives = tuple(each for each in words.directives if each[1] in _NO_MARK)
    return DocstringWords(directives=directives)


@lru_cache(maxsize=16)
def _doc_texts(words: DocstringWords) -> tuple[str, ...]:
    """What says something wherever it stands."""
    phrases = (max(phrase.split(), key=len, default=phrase) for phrase, _ in words.phrases)
    return _shortest([*words.first_words, *phrases])


@lru_cache(maxsize=16)
def _doc_patterns(
    words: DocstringWords,
) -> tuple[tuple[tuple[str, re.Pattern[str]], ...], re.Pattern[str]]:
    """Titles that have a line for themselves, each with a word of it; directives."""
    names = [re.escape(name) for name, meaning in words.directives if meaning not in _NO_MARK]
    spelled = dict.fromkeys(
        form
        for title in words.sections
        for form in (title, title.capitalize(), title.title(), title.upper())
    )
    titles = tuple(
        (
            max(form.split(), key=len, default=""),
            re.compile(r"\s+".join(map(re.escape, form.split())) + _ALONE, re.MULTILINE),
        )
        for form in spelled
    )
    directive = rf"\.\.[ \t]?(?:{'|'.join(names)})[ \t]?::" if names else r"(?!)"
    return titles, re.compile(directive)
