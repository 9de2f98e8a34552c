"""Walks through what an API offers: its operations, webhooks and callbacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from api_stability.documents.nodes import Entry, Mapping, Scalar
from api_stability.model.ids import HttpId
from api_stability.model.symbols import Mark
from api_stability.readers.http.bodies import BodyReader, Owner, entries_of, inside
from api_stability.readers.http.collecting import Collector
from api_stability.readers.http.library import Library, Place
from api_stability.readers.http.marks import MarkReader, is_hidden
from api_stability.readers.http.markup import summarize
from api_stability.readers.http.names import (
    METHODS,
    base_path,
    find_path_levels,
    operation_id,
    spell_method,
    spell_step,
)
from api_stability.readers.http.schemas import SchemaWalker

_DEEPEST: Final = 4
"""Callbacks inside callbacks; deeper they refer to themselves."""


class _Item(msgspec.Struct, frozen=True, kw_only=True):
    """A path item: what has operations."""

    place: Place
    symbol: HttpId
    """One of its operations (of a path), or what they are parts of (webhook, callback)."""
    kind: str
    marks: tuple[Mark, ...] = ()
    """What its path says."""
    enclosing: str | None = None
    depth: int = 0
    """How many callbacks it is inside of."""


class ApiReader:
    """Reads one description."""

    def __init__(
        self,
        root: Place,
        library: Library,
        collector: Collector,
        marks: MarkReader,
        schemas: SchemaWalker,
    ) -> None:
        assert isinstance(root.node, Mapping)  # noqa: S101 - what `Library.roots` gives
        self._root = root
        self._node = root.node
        self._library = library
        self._collector = collector
        self._marks = marks
        self._bodies = BodyReader(library, collector, marks, schemas)
        self._base = _find_base(self._node)
        self._about = self._read_about(self._node.mapping("info"))
        self._tags = self._read_tags()

    def read(self) -> None:
        """Declare all operations and webhooks."""
        for entry in self._bodies.entries(self._root, "paths"):
            if not entry.key.startswith("x-"):
                self._read_item(
                    _Item(
                        place=Place(self._root.file, ("paths", entry.key), entry.value),
                        symbol=operation_id("get", entry.key),
                        kind="operation",
                        marks=self._read_path(entry),
                    )
                )
        for entry in self._bodies.entries(self._root, "webhooks"):
            place = Place(self._root.file, ("webhooks", entry.key), entry.value)
            symbol = HttpId("webhook", spell_step(entry.key))
            self._read_item(_Item(place=place, symbol=symbol, kind="webhook"))

    def _read_path(self, entry: Entry) -> tuple[Mark, ...]:
        """What a path, or that of the servers before it, says about the level."""
        return tuple(
            Mark(
                source=self._collector.source,
                form="name",
                name=segment,
                raw_level=word,
                file=self._root.file.name,
                line=entry.line,
            )
            for segment, word in find_path_levels(self._base) + find_path_levels(entry.key)
        )

    def _read_item(self, item: _Item) -> None:
        seen: set[str] = set()
        for place in self._follow_item(item.place):
            assert isinstance(place.node, Mapping)  # noqa: S101 - what is yielded
            about = item.marks + self._marks.read(place.node, place.file, str(item.symbol))
            for method, entry in _methods(place.node):
                if method not in seen:
                    seen.add(method)
                    operation = place.down(entry.key, entry.value)
                    followed = self._library.follow(operation, is_needed=True)
                    if followed is not None and not isinstance(followed.node, Mapping):
                        self._report_missing(f"operation {entry.key}", place, entry.line)
                    elif followed is not None:
                        self._read_operation(item, method, about, place, followed, entry.line)

    def _follow_item(self, place: Place) -> Iterator[Place]:
        """A path item, and what it refers to besides."""
        if isinstance(place.node, Mapping):
            yield place
        target = self._library.follow(place, is_needed=True)
        if target is not None and not isinstance(target.node, Mapping):
            self._report_missing("path item", place, place.node.line)
        elif target is not None and target is not place:
            yield target

    def _report_missing(self, what: str, place: Place, line: int) -> None:
        message = f"has no {what} that can be read; operations may be missing"
        self._collector.report.incomplete("invalid-operation", place.file, message, line)

    def _read_operation(
        self,
        item: _Item,
        method: str,
        about: tuple[Mark, ...],
        above: Place,
        place: Place,
        line: int,
    ) -> None:
        node = place.node
        assert isinstance(node, Mapping)  # noqa: S101 - checked by `_read_item`
        self._collector.count()
        owner = self._own(item, method)
        own = self._marks.read(node, place.file, str(owner.symbol))
        tags = [each.text for each in node.items("tags") if isinstance(each, Scalar)]
        tagged = tuple(mark for tag in tags for mark in self._tags.get(tag, ()))
        facts = {"operation-id": node.text("operationId"), "tags": ", ".join(tags)}
        self._collector.add(
            owner.symbol,
            item.kind,
            file=above.file,
            line=line,
            marks=tuple(dict.fromkeys((*own, *tagged, *about, *self._about))),
            enclosing=item.enclosing,
            alias=owner.alias,
            facts={key: value for key, value in facts.items() if value},
            summary=summarize(node.text("summary") or node.text("description")),
            public=not is_hidden(node) and not any(map(is_hidden, _maps(above, item.place))),
        )
        self._bodies.read_parameters(owner, above, place)
        self._bodies.read_bodies(owner, place)
        self._read_callbacks(owner, place, item.depth)

    def _own(self, item: _Item, method: str) -> Owner:
        if item.kind != "operation":
            return Owner(inside(item.symbol, method), None)
        symbol = msgspec.structs.replace(item.symbol, method=method)
        if not self._base:
            return Owner(symbol, None)
        return Owner(symbol, msgspec.structs.replace(symbol, path=self._base + symbol.path))

    def _read_callbacks(self, owner: Owner, place: Place, depth: int) -> None:
        for entry in self._bodies.entries(place, "callbacks"):
            if depth >= _DEEPEST:
                message = f"calls back more than {_DEEPEST} times in a row; the rest is not read"
                self._collector.report.note("deep-callback", place.file, message, entry.line)
                return
            callback = self._library.follow(place.down(entry.key, entry.value))
            for inner in entries_of(callback):
                if callback is not None and not inner.key.startswith("x-"):
                    self._read_item(
                        _Item(
                            place=callback.down(inner.key, inner.value),
                            symbol=owner.inside("callback", spell_step(entry.key)),
                            kind="callback",
                            enclosing=str(owner.symbol),
                            depth=depth + 1,
                        )
                    )

    def _read_tags(self) -> dict[str, tuple[Mark, ...]]:
        """What the ``x-…`` keys of tags say; it is said of every operation with the tag, or with
        one below it.
        """
        tags = {name: tag for tag in self._node.mappings("tags") if (name := tag.text("name"))}
        own = {name: self._read_about(tag) for name, tag in tags.items()}
        return {name: sum((own[each] for each in _lineage(name, tags)), ()) for name in own}

    def _read_about(self, node: Mapping) -> tuple[Mark, ...]:
        """What the ``x-…`` keys of *node* say of operations that stand elsewhere."""
        keys = tuple(entry for entry in node.entries if entry.key.startswith("x-"))
        return self._marks.read(Mapping(keys, node.line), self._root.file, None) if keys else ()


def _methods(item: Mapping) -> Iterator[tuple[str, Entry]]:
    """The operations of a path item, by method in upper case."""
    for entry in item.entries:
        if entry.key in METHODS:
            yield entry.key.upper(), entry
        elif entry.key == "additionalOperations" and isinstance(entry.value, Mapping):
            for inner in entry.value.entries:
                if method := spell_method(inner.key):
                    yield method, inner


def _lineage(name: str, tags: dict[str, Mapping]) -> Iterator[str]:
    """*name*, its ``parent``, and so on."""
    at: str | None = name
    seen: set[str] = set()
    while at in tags and at not in seen:
        seen.add(at)
        yield at
        at = tags[at].text("parent")


def _find_base(root: Mapping) -> str:
    if root.text("swagger") is not None:
        return base_path([root.text("basePath") or ""])
    return base_path(server.text("url") or "" for server in root.mappings("servers"))


def _maps(*places: Place) -> Iterator[Mapping]:
    return (place.node for place in places if isinstance(place.node, Mapping))
