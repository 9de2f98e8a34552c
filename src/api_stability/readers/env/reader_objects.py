"""Objects of libraries that read variables: ``env("X")``, ``env.str("X")``, ``config("X")``."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from typing import Final, NamedTuple

from api_stability.readers.env.classes import argument_of
from api_stability.readers.env.paths import Paths
from api_stability.readers.env.python_scopes import Scope
from api_stability.readers.env.texts import Texts
from api_stability.readers.python.folding import Folder, Given, Place
from api_stability.readers.python.modules import END
from api_stability.readers.python.statements import dotted_name

_CLASSES: Final = frozenset(
    {
        "environs.Env",
        "environs.env",
        "environs.FileAwareEnv",
        "environ.Env",
        "environ.FileAwareEnv",
        "decouple.Config",
        "decouple.AutoConfig",
        "starlette.config.Config",
    }
)
"""Classes whose objects read a variable when they, or a method of theirs, are called."""
_IMPORTS: Final = re.compile(
    r"^[ \t]*(?:from|import)[ \t]+(?:environs|environ|decouple|starlette\.config)\b", re.MULTILINE
)
_NO_READS: Final = frozenset(
    {"prefixed", "read_env", "seal", "dump", "add_parser", "parser_for", "register", "search_path"}
)
_PREFIXES: Final = ("prefix", "env_prefix")
"""What such a class is told that all names begin with."""


def imports_readers(text: str) -> bool:
    """Whether the source *text* imports one of the libraries."""
    return _IMPORTS.search(text) is not None


class ReaderObject(NamedTuple):
    """An object that reads variables."""

    prefixes: list[str] | None
    """What it puts before names; ``None``: not known."""


class ReaderObjects:
    """Finds such objects in one module, and knows the prefixes that a ``with`` adds."""

    def __init__(self, folder: Folder, paths: Paths, texts: Texts) -> None:
        self._folder = folder
        self._paths = paths
        self._texts = texts
        self._around: list[list[str] | None] = [[""]]
        """What the names in each ``with env.prefixed(…)`` begin with; ``None``: not known."""

    @contextmanager
    def inside(self, items: Iterable[ast.withitem], scope: Scope) -> Iterator[None]:
        """While the body of a ``with`` is read."""
        before = len(self._around)
        for item in items:
            call = item.context_expr
            if isinstance(call, ast.Call) and dotted_name(call.func).endswith(".prefixed"):
                name = argument_of(call, 0, "prefix")
                texts = self._texts.of(name, scope) if name is not None else [""]
                self._around.append(_join(self._around[-1], texts))
        try:
            yield
        finally:
            del self._around[before:]

    def names(self, node: ast.Call, reader: ReaderObject, scope: Scope) -> list[str] | None:
        """The variables that a call of *reader* reads; ``None`` where that is not known."""
        first = _join(self._around[-1], reader.prefixes)
        return _join(first, self._texts.of(node.args[0], scope))

    def is_made(self, node: ast.expr, scope: Scope) -> bool:
        """Whether *node* makes such an object."""
        return isinstance(node, ast.Call) and self._paths.of(node.func, scope) in _CLASSES

    def find(self, node: ast.expr, scope: Scope) -> ReaderObject | None:
        """What reads in ``env(…)`` and ``env.str(…)``; ``None`` for any other call."""
        if isinstance(node, ast.Attribute) and node.attr in _NO_READS:
            return None
        for each in (node, node.value) if isinstance(node, ast.Attribute) else (node,):
            if not isinstance(each, (ast.Name, ast.Attribute)):
                continue
            if self._paths.of(each, scope) in _CLASSES:
                return ReaderObject([""])
            for made in self._values(each, scope):
                if isinstance(made, ast.Call) and self.is_made(made, scope):
                    keywords = (k.value for k in made.keywords if k.arg in _PREFIXES)
                    prefix = next(keywords, None)
                    texts = self._texts.of(prefix, scope) if prefix is not None else [""]
                    return ReaderObject(texts)
        return None

    def _values(self, node: ast.Name | ast.Attribute, scope: Scope) -> list[ast.expr]:
        bound = scope.find(node.id) if isinstance(node, ast.Name) else None
        if bound is not None:
            return bound
        given = Given(node, Place(scope.facts, END, scope.owner))
        behind = self._folder.expression(given).node
        return [behind] if behind is not node else []


def _join(first: list[str] | None, then: list[str] | None) -> list[str] | None:
    if first is None or then is None:
        return None
    return ["".join(parts) for parts in product(first, then)]
