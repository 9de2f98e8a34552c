"""Deprecated names that a module answers for in its ``__getattr__`` (PEP 562)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from api_stability.markers.model import MarkerSet, TableMarker
from api_stability.model.patterns import match_id
from api_stability.model.symbols import Mark
from api_stability.readers.python.collecting import shorten
from api_stability.readers.python.facts import Entry, Lookup, ModuleFacts, Table
from api_stability.readers.python.folding import (
    Folder,
    Given,
    Place,
    UnknownValueError,
    parse_expression,
    source_of,
)
from api_stability.readers.python.names import END, Module, World
from api_stability.readers.python.statements import dotted_name

_DEPRECATES: Final = re.compile(r"Deprecat")
_SAYS_SO: Final = re.compile(r"deprecat|will be removed", re.IGNORECASE)
_PLACE: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Answered:
    """One name that a module answers for."""

    mark: Mark
    facts: ModuleFacts
    line: int


@dataclass(frozen=True, slots=True)
class Unread:
    """A ``__getattr__`` that is known to warn, for names that only running it would tell."""

    file: str
    line: int


class DynamicNames:
    """Every name that the modules of one world answer for, by its path."""

    def __init__(self, world: World, sets: Iterable[MarkerSet], *, source: str) -> None:
        self._world = world
        self._source = source
        self._folder = Folder(world)
        self._tables = [table for each in sets for table in each.module_getattr]
        self._plain = any(each.plain_getattr for each in sets)
        self.found: dict[str, Answered] = {}
        self.unread: list[Unread] = []
        for module in world.modules.values():
            for facts in module.files:
                for lookup in facts.lookups:
                    self._read(module, facts, lookup)

    def _read(self, module: Module, facts: ModuleFacts, lookup: Lookup) -> None:
        if lookup.call is not None:
            marks = self._served(facts, lookup)
        elif self._plain:
            marks = self._warned(facts, lookup)
        else:
            return
        for name, answered in marks:
            path = f"{module.name}.{name}"
            if not _is_there(module, facts, name) and path not in self._world.modules:
                self.found.setdefault(path, answered)

    def _served(self, facts: ModuleFacts, lookup: Lookup) -> Iterator[tuple[str, Answered]]:
        """The names that a known call answers for."""
        call = parse_expression(lookup.call or "")
        if not isinstance(call, ast.Call) or not dotted_name(call.func):
            return
        for path in reversed(self._world.resolve(facts, dotted_name(call.func), lookup.line)):
            for marker in self._tables:
                if any(match_id(each, f"python:{path}") for each in marker.paths):
                    yield from self._entries(facts, lookup, call, marker, path)
                    return

    def _entries(
        self, facts: ModuleFacts, lookup: Lookup, call: ast.Call, marker: TableMarker, path: str
    ) -> Iterator[tuple[str, Answered]]:
        table = _table(facts, dotted_name(_argument(call, marker.table) or call))
        if table is None or not table.whole:
            self.unread.append(Unread(facts.file, lookup.line))
        texts = dict(self._texts(facts, lookup, call))
        for entry in table.entries if table is not None else ():
            if lookup.names and entry.name not in lookup.names:
                continue
            value = parse_expression(entry.value) if entry.value else None
            if _is_none(_at(value, marker.gone_at)):
                continue
            known = {**texts, "name": entry.name}
            reason, unresolved = self._reason(facts, entry, _at(value, marker.reason_at, value))
            alternative = next(filter(None, (_fill(t, known) for t in marker.alternatives)), None)
            mark = Mark(
                source=self._source,
                form="attribute",
                name=path,
                raw_level="deprecated",
                deprecates=True,
                reason=reason or _fill(marker.reason, known),
                removal=_fill(marker.removal, known),
                alternatives=(alternative,) if alternative else (),
                unresolved=unresolved,
                file=facts.file,
                line=entry.line,
            )
            yield entry.name, Answered(mark, facts, entry.line)

    def _texts(
        self, facts: ModuleFacts, lookup: Lookup, call: ast.Call
    ) -> Iterator[tuple[str, str]]:
        for keyword in call.keywords:
            try:
                value = self._folder.fold(Given(keyword.value, Place(facts, lookup.line)))
            except UnknownValueError:
                continue
            if keyword.arg and isinstance(value, str):
                yield keyword.arg, value

    def _reason(
        self, facts: ModuleFacts, entry: Entry, node: ast.expr | None
    ) -> tuple[str | None, tuple[str, ...]]:
        if node is None:
            return None, ()
        try:
            value = self._folder.fold(Given(node, Place(facts, entry.line)))
        except UnknownValueError:
            # a value that is no message says nothing; one that stands where messages do, does
            plain = entry.value is not None and node is not parse_expression(entry.value)
            return None, (f"reason: {shorten(source_of(node))}",) if plain else ()
        return (value, ()) if isinstance(value, str) else (None, ())

    def _warned(self, facts: ModuleFacts, lookup: Lookup) -> Iterator[tuple[str, Answered]]:
        """The names that ``if name in TABLE: warnings.warn(…)`` warns of."""
        entries = [Entry(name, lookup.line, None) for name in lookup.names]
        if lookup.table is not None:
            table = _table(facts, lookup.table)
            certain = _DEPRECATES.search(lookup.category) is not None
            if certain and (table is None or not table.whole):
                self.unread.append(Unread(facts.file, lookup.line))
            entries = [*table.entries] if table is not None else []
        for entry in entries:
            reason, unresolved = self._message(facts, lookup, entry)
            if not (_DEPRECATES.search(lookup.category) or _SAYS_SO.search(reason or "")):
                continue
            pending = lookup.category.rpartition(".")[2].startswith("Pending")
            mark = Mark(
                source=self._source,
                form="attribute",
                name=f"{facts.module}.__getattr__",
                raw_level="pending-deprecation" if pending else "deprecated",
                deprecates=True,
                reason=reason,
                unresolved=unresolved,
                file=facts.file,
                line=entry.line,
            )
            yield entry.name, Answered(mark, facts, entry.line)

    def _message(
        self, facts: ModuleFacts, lookup: Lookup, entry: Entry
    ) -> tuple[str | None, tuple[str, ...]]:
        if not lookup.message:
            return None, ()
        name = Given(ast.Constant(value=entry.name), Place(facts, END))
        place = Place(facts, lookup.line, "", {lookup.parameter: name})
        try:
            # a copy, since it is changed
            node = _Looked(lookup, entry).visit(deepcopy(parse_expression(lookup.message)))
            value = self._folder.fold(Given(node, place))
        except (UnknownValueError, RecursionError):
            return None, (f"reason: {shorten(lookup.message)}",)
        return (value, ()) if isinstance(value, str) else (None, ())


class _Looked(ast.NodeTransformer):
    """Puts what a table has for a name in the place of looking it up."""

    def __init__(self, lookup: Lookup, entry: Entry) -> None:
        self._lookup = lookup
        self._entry = entry

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Subscript(value=table, slice=ast.Name(id=name)):
                known = self._entry.value and dotted_name(table) == self._lookup.table
                if known and name == self._lookup.parameter:
                    return parse_expression(self._entry.value or "")
            case ast.Subscript(value=ast.Tuple(elts=parts), slice=ast.Constant(value=int(at))):
                if -len(parts) <= at < len(parts):
                    return parts[at]
        return node


def _is_there(module: Module, facts: ModuleFacts, name: str) -> bool:
    """Whether the module has *name* itself, so that its ``__getattr__`` is never asked."""
    if name in facts.rebound:
        return False
    return any(not binding.conditional for _, binding in module.last_live(name))


def _table(facts: ModuleFacts, name: str) -> Table | None:
    return next((each for each in facts.tables if each.name == name), None)


def _argument(call: ast.Call, key: str) -> ast.expr | None:
    """An argument by keyword, or by position from 0."""
    if key.isdecimal():
        return call.args[int(key)] if int(key) < len(call.args) else None
    return next((each.value for each in call.keywords if each.arg == key), None)


def _at(
    node: ast.expr | None, index: int | None, default: ast.expr | None = None
) -> ast.expr | None:
    parts: Sequence[ast.expr] = node.elts if isinstance(node, (ast.Tuple, ast.List)) else ()
    if index is None or not parts:
        return default
    return parts[index] if index < len(parts) else None


def _is_none(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _fill(template: str | None, known: dict[str, str]) -> str | None:
    """The template with its places filled; ``None`` where one is not known."""
    if template is None or any(each not in known for each in _PLACE.findall(template)):
        return None
    return _PLACE.sub(lambda found: known[found[1]], template)
