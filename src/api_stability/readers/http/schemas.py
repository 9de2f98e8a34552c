"""Walks through schemas: named ones, and those that stand inside operations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from api_stability.documents.nodes import Entry, Mapping, Node, Sequence
from api_stability.model.ids import HttpId
from api_stability.readers.http.collecting import Collector
from api_stability.readers.http.library import Key, Library, Place
from api_stability.readers.http.marks import MarkReader, is_hidden
from api_stability.readers.http.markup import summarize
from api_stability.readers.http.names import schema_id, spell_step
from api_stability.readers.http.source import Fields

_COMPONENTS: Final = (("components", "schemas"), ("definitions",))
"""Where OpenAPI and Swagger keep named schemas."""
_KEYWORDS: Final = frozenset(
    {
        *("properties", "patternProperties", "additionalProperties", "unevaluatedProperties"),
        *("items", "prefixItems", "unevaluatedItems", "allOf", "anyOf", "oneOf", "then", "else"),
        *("contentSchema", "dependentSchemas", "$defs", "definitions"),
    }
)
"""Below these a schema has parts; what a reference names above them is a schema of its own."""


class SchemaNames:
    """Which schemas have names, and what their ids are."""

    def __init__(self, library: Library, roots: tuple[Place, ...]) -> None:
        self._library = library
        self._roots = frozenset(root.file.name for root in roots)
        self._ids: dict[Key, HttpId] = {}
        for root in roots:
            for place, _ in find_components(root):
                self._ids[place.key] = schema_id(place.pointer[-1])
        for root in roots:
            for place, _ in find_components(root):
                self._name_target(place)

    def _name_target(self, place: Place) -> None:
        """What a named schema only refers to in another file has its name from there."""
        target = self._library.look_up(place) if place.reference is not None else None
        if isinstance(target, Place) and target.file.name not in self._roots:
            self._ids.setdefault(target.key, schema_id(place.pointer[-1]))

    def identify(self, target: Place) -> HttpId | None:
        """The id of the named schema that *target* is; ``None`` for a part of something."""
        if target.key not in self._ids:
            if target.file.name in self._roots or not _KEYWORDS.isdisjoint(target.pointer):
                return None
            stem = target.file.name.rpartition(".")[0] or target.file.name
            self._ids[target.key] = schema_id("/".join((stem, *target.pointer)))
        return self._ids[target.key]

    def find_head(self, target: Place) -> Place | None:
        """The schema in a file that is no description of which *target* is a part."""
        if target.file.name in self._roots:
            return None
        steps = target.pointer
        end = next((i for i, step in enumerate(steps) if step in _KEYWORDS), len(steps))
        return self._library.go_to(target.file, steps[:end])


def find_components(root: Place) -> Iterator[tuple[Place, int]]:
    """The named schemas of a description, each with the line of its name."""
    assert isinstance(root.node, Mapping)  # noqa: S101 - what `Library.roots` gives
    for path in _COMPONENTS:
        for entry in root.node.mapping(*path).entries:
            yield Place(root.file, (*path, entry.key), entry.value), entry.line


class _Step(msgspec.Struct, frozen=True, kw_only=True):
    """A schema that is still to be looked at."""

    place: Place
    symbol: HttpId
    kind: str
    name: str
    enclosing: str | None
    line: int
    is_named: bool = False
    """Whether it is a symbol also when nothing marks it."""


class SchemaWalker:
    """Declares what is marked in schemas, and with ``fields = "all"`` every field."""

    def __init__(
        self,
        library: Library,
        names: SchemaNames,
        collector: Collector,
        marks: MarkReader,
        fields: Fields,
    ) -> None:
        self._library = library
        self._names = names
        self._collector = collector
        self._marks = marks
        self._is_all = fields == "all"
        self._base: HttpId | None = None
        self._aliased: HttpId | None = None
        self.others: dict[Key, tuple[HttpId, Place]] = {}
        """Named schemas in files that are no descriptions, which are referred to."""

    def walk_named(self, place: Place, symbol: HttpId, line: int) -> None:
        """A schema that has a name of its own."""
        target = self._library.look_up(place) if place.reference is not None else None
        above = self._refer(target) if isinstance(target, Place) else None
        self._walk(
            _Step(
                place=place,
                symbol=symbol,
                kind="schema",
                name=symbol.path,
                # what only refers to another schema is as stable as that is
                enclosing=str(above) if above is not None and above != symbol else None,
                line=line,
                is_named=True,
            )
        )

    def walk_inside(
        self, place: Place, symbol: HttpId, kind: str, enclosing: str, alias: HttpId | None
    ) -> None:
        """A schema inside an operation; *alias* is the operation's other id."""
        self._base, self._aliased = HttpId(symbol.method, symbol.path), alias
        self._walk(
            _Step(
                place=place,
                symbol=symbol,
                kind=kind,
                name="",
                enclosing=enclosing,
                line=place.node.line,
            )
        )
        self._base = self._aliased = None

    def _walk(self, first: _Step) -> None:
        waiting = [first]
        while waiting:
            step = waiting.pop()
            self._collector.count()
            node = step.place.node
            if isinstance(node, Mapping):
                inner = self._declare(step, node)
                if step.place.reference is not None:
                    target = self._library.follow_once(step.place)
                    if target is not None:
                        self._refer(target)
                waiting.extend(reversed(tuple(_inner_steps(step, node, inner))))

    def _declare(self, step: _Step, node: Mapping) -> str | None:
        """Declare the symbol, where it is one; the id that encloses what is inside it."""
        marks = self._marks.read(node, step.place.file, str(step.symbol), step.name)
        hidden = is_hidden(node)
        is_field = step.is_named and (self._is_all or step.kind == "schema")
        if not (marks or hidden or is_field):
            return step.enclosing
        alias = None
        if self._aliased is not None:
            alias = msgspec.structs.replace(self._aliased, part=step.symbol.part)
        self._collector.add(
            step.symbol,
            step.kind,
            file=step.place.file,
            line=step.line,
            marks=marks,
            # what is said of a parameter's schema is said of the parameter, which knows its own
            enclosing=step.enclosing if step.enclosing != str(step.symbol) else None,
            alias=alias,
            summary=summarize(node.text("title") or node.text("description")),
            public=not hidden,
        )
        return str(step.symbol)

    def _refer(self, target: Place) -> HttpId | None:
        """Remember a named schema of another file, so that it is declared as well."""
        symbol = self._names.identify(target)
        head = target if symbol is not None else self._names.find_head(target)
        named = self._names.identify(head) if head is not None else None
        if head is not None and named is not None:
            self.others.setdefault(head.key, (named, head))
        return symbol


def _inner_steps(step: _Step, node: Mapping, enclosing: str | None) -> Iterator[_Step]:
    for entry in node.entries:
        if entry.key not in _KEYWORDS:
            continue
        place = step.place.down(entry.key, entry.value)
        if entry.key == "allOf":
            yield from _same(step, place, enclosing)
        elif entry.key == "contentSchema":
            # the text is one value, whatever it spells
            only = Sequence((entry.value,), entry.line)
            yield from _same(step, msgspec.structs.replace(place, node=only), enclosing)
        elif entry.key in ("anyOf", "oneOf"):
            yield from _variants(step, place, enclosing)
        elif entry.key in ("then", "else"):
            yield _extend(step, place, f"|{entry.key}", "variant", enclosing)
        elif entry.key in ("properties", "dependentSchemas", "$defs", "definitions"):
            yield from _fields(step, entry, place, enclosing)
        elif entry.key == "patternProperties":
            for inner in _entries(entry.value):
                yield _extend(step, place.down(inner.key, inner.value), "{}", "item", enclosing)
        elif entry.key in ("items", "prefixItems", "unevaluatedItems"):
            yield from _items(step, place, enclosing)
        else:
            yield _extend(step, place, "{}", "item", enclosing)


def _same(step: _Step, place: Place, enclosing: str | None) -> Iterator[_Step]:
    """Schemas that all hold for one value: what they say is said of that."""
    own = step.enclosing if enclosing == str(step.symbol) else enclosing
    for index, item in enumerate(_sequence(place.node)):
        inner = place.down(str(index), item)
        yield msgspec.structs.replace(
            step, place=inner, line=item.line, is_named=False, enclosing=own
        )


def _variants(step: _Step, place: Place, enclosing: str | None) -> Iterator[_Step]:
    items = _sequence(place.node)
    real = [item for item in items if not _is_nothing(item)]
    if len(real) == 1:
        # a value that may be null is still one value
        yield from _same(step, msgspec.structs.replace(place, node=Sequence(items, 0)), enclosing)
        return
    seen: dict[str, int] = {}
    for index, item in enumerate(items):
        name = _name_variant(item) or str(index)
        seen[name] = seen.get(name, 0) + 1
        ending = f"|{name}" if seen[name] == 1 else f"|{name}-{seen[name]}"
        yield _extend(step, place.down(str(index), item), ending, "variant", enclosing)


def _is_nothing(item: Node) -> bool:
    return isinstance(item, Mapping) and item.text("type") == "null" and len(item.entries) < 3


def _name_variant(item: Node) -> str | None:
    """What a variant is called: by its reference, its title, or its type."""
    if not isinstance(item, Mapping):
        return None
    reference = item.text("$ref")
    if reference is not None:
        file, _, pointer = reference.partition("#")
        last = pointer.rpartition("/")[2] or file.rpartition("/")[2].rpartition(".")[0]
        return spell_step(last).replace(".", "-") if last else None
    name = item.text("title") or item.text("const") or item.text("format") or item.text("type")
    return "-".join(name.split()).replace(".", "-").replace("*", "-")[:80] if name else None


def _fields(step: _Step, entry: Entry, place: Place, enclosing: str | None) -> Iterator[_Step]:
    outer = step.symbol.part
    if entry.key in ("$defs", "definitions"):
        outer = (*outer, entry.key)
    is_field = entry.key == "properties"
    for inner in _entries(entry.value):
        below = place.down(inner.key, inner.value)
        if entry.key == "dependentSchemas":
            yield _extend(step, below, f"|{spell_step(inner.key)}", "variant", enclosing)
            continue
        yield _Step(
            place=below,
            symbol=msgspec.structs.replace(step.symbol, part=(*outer, spell_step(inner.key))),
            kind="field" if is_field else "definition",
            name=inner.key,
            enclosing=enclosing,
            line=inner.line,
            is_named=True,
        )


def _items(step: _Step, place: Place, enclosing: str | None) -> Iterator[_Step]:
    if isinstance(place.node, Mapping):
        yield _extend(step, place, "[]", "item", enclosing)
    for index, item in enumerate(_sequence(place.node)):
        yield _extend(step, place.down(str(index), item), f"[{index}]", "item", enclosing)


def _extend(step: _Step, place: Place, ending: str, kind: str, enclosing: str | None) -> _Step:
    """The part of the same symbol whose step ends in *ending*."""
    part = step.symbol.part
    longer = (*part[:-1], part[-1] + ending) if part else (ending,)
    return _Step(
        place=place,
        symbol=msgspec.structs.replace(step.symbol, part=longer),
        kind=kind,
        name=step.name,
        enclosing=enclosing,
        line=place.node.line,
    )


def _entries(node: Node) -> tuple[Entry, ...]:
    return node.entries if isinstance(node, Mapping) else ()


def _sequence(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()
