"""Which files can say something about stability, by their text alone.

Everything here errs to one side: a text that is let through may say nothing; one that is not says
nothing, in whatever way it is written. What in a file can be a mark is a name in code, or a word of
the marker sets that the reader looks for in the text itself before it looks further.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from functools import lru_cache

from api_stability.markers.model import MarkerSet
from api_stability.readers.python.expressions import OPAQUE, parse_expression
from api_stability.readers.python.searching import WORD
from api_stability.readers.python.statements import dotted_name
from api_stability.readers.python.vocabulary import Vocabulary, holds_doc_words


@dataclass(slots=True)
class Sieve:
    """Lets through the texts that can hold a mark; it learns names as they turn out."""

    vocabulary: Vocabulary
    names: set[str] = field(default_factory=set)
    """By which markers are used: the last steps of their paths, and what they are called else."""

    def passes(self, text: str) -> bool:
        """Whether a file with this text can hold a mark, or a marker of its own, by other words."""
        words = self.vocabulary
        return (
            words.spells_attribute(text)
            or holds_doc_words(text, words.docstrings)
            or self.has_keyword(text)
            or (words.getattr and "__getattr__" in text and "warn" in text)
        )

    def has_keyword(self, text: str) -> bool:
        """Whether a keyword of a field that is marked by it can stand in *text*."""
        return any(
            each in text and _keyword(each).search(text) is not None
            for each in self.vocabulary.keywords
        )

    def names_marker(self, code: str) -> bool:
        """Whether an expression names a marker."""
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
        return any(step in self.names and step not in making for step in _steps(parts))


def near_names(sets: Iterable[MarkerSet], packages: Set[str]) -> set[str]:
    """The names of the markers that *sets* know in *packages*, or wherever they are."""
    near = {*packages, "*", "**"}
    paths = (path for path in paths_of(sets) if path.partition(".")[0] in near)
    return {path.rpartition(".")[2] for path in paths}


@lru_cache(maxsize=64)
def _keyword(name: str) -> re.Pattern[str]:
    # what follows a comment is left open: it may be the `=`
    return re.compile(rf"{re.escape(name)}[\s\\]*[=#]")


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
