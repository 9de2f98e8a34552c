"""What goes into an operation and comes out of it: parameters, bodies, headers."""

from __future__ import annotations

import msgspec

from api_stability.documents.nodes import Entry, Mapping, Scalar
from api_stability.model.ids import HttpId
from api_stability.readers.http.collecting import Collector
from api_stability.readers.http.library import Library, Place
from api_stability.readers.http.marks import MarkReader, is_hidden
from api_stability.readers.http.markup import summarize
from api_stability.readers.http.names import spell_step
from api_stability.readers.http.schemas import SchemaWalker


class Owner(msgspec.Struct, frozen=True):
    """The operation that it all belongs to."""

    symbol: HttpId
    alias: HttpId | None
    """The same with the path of the servers before its own."""

    def inside(self, *steps: str) -> HttpId:
        """The id of what is found along *steps*."""
        return inside(self.symbol, *steps)


def inside(symbol: HttpId, *steps: str) -> HttpId:
    """The id of a part of *symbol*."""
    return msgspec.structs.replace(symbol, part=(*symbol.part, *steps))


class BodyReader:
    """Reads parameters and bodies of the operations of one description."""

    def __init__(
        self, library: Library, collector: Collector, marks: MarkReader, schemas: SchemaWalker
    ) -> None:
        self._library = library
        self._collector = collector
        self._marks = marks
        self._schemas = schemas

    def read_parameters(self, owner: Owner, *places: Place) -> None:
        """The ``parameters`` in *places*, of which a later one overrides an earlier one."""
        found: dict[tuple[str, str], Place] = {}
        for above in places:
            for place in _listed(above, "parameters"):
                target = self._library.follow(place)
                if target is not None and (key := self._identify(owner, target)) is not None:
                    found[key] = target
        for (where, name), place in found.items():
            if where == "body":
                self._read_schemas(owner, place, owner.inside("request"), "body")
            else:
                self._read_parameter(owner, where, name, place)

    def _identify(self, owner: Owner, place: Place) -> tuple[str, str] | None:
        node = place.node
        where = node.text("in") if isinstance(node, Mapping) else None
        name = node.text("name") if isinstance(node, Mapping) else None
        if where is None or name is None:
            message = "has a parameter without `name` or `in`"
            self._collector.report.unresolved(
                "invalid-parameter", place.file, message, node.line, str(owner.symbol)
            )
            return None
        return where, name

    def _read_parameter(self, owner: Owner, where: str, name: str, place: Place) -> None:
        node = place.node
        assert isinstance(node, Mapping)  # noqa: S101 - `_identify` has found names in it
        self._collector.count()
        steps = (spell_step("form" if where == "formData" else where), spell_step(name))
        symbol = owner.inside(*steps)
        facts = {"in": where, "required": "true"}
        self._collector.add(
            symbol,
            "parameter",
            file=place.file,
            line=node.line,
            marks=self._marks.read(node, place.file, str(symbol), name),
            enclosing=str(owner.symbol),
            alias=inside(owner.alias, *steps) if owner.alias is not None else None,
            facts=facts if node.truth("required") else {"in": where},
            summary=summarize(node.text("description")),
            public=not is_hidden(node),
        )
        self._read_schemas(owner, place, symbol, "parameter")

    def read_bodies(self, owner: Owner, operation: Place) -> None:
        """The request body of an *operation*, and its responses with their headers."""
        if (request := _child(operation, "requestBody")) is not None:
            body = self._library.follow(request)
            if body is not None:
                self._read_schemas(owner, body, owner.inside("request"), "body")
        responses = _child(operation, "responses")
        for entry in entries_of(responses):
            if responses is not None and not entry.key.startswith("x-"):
                response = self._library.follow(responses.down(entry.key, entry.value))
                if response is not None:
                    self._read_response(owner, spell_step(entry.key), response)

    def _read_response(self, owner: Owner, status: str, place: Place) -> None:
        self._read_schemas(owner, place, owner.inside("response", status), "body")
        self._read_headers(owner, place, owner.inside("response-header", status))

    def _read_headers(self, owner: Owner, place: Place, symbol: HttpId) -> None:
        for entry in self.entries(place, "headers"):
            header = self._library.follow(place.down("headers", entry.value))
            if header is not None:
                named = inside(symbol, spell_step(entry.key))
                self._walk(owner, header, named, "header")
                self._read_schemas(owner, header, named, "header")

    def _read_schemas(self, owner: Owner, place: Place, symbol: HttpId, kind: str) -> None:
        """The schemas of a body or parameter: those of each media type, or one alone."""
        self._read_schema(owner, place, symbol, kind)
        for media in self.entries(place, "content"):
            target = self._library.follow(place.down(media.key, media.value))
            if target is not None:
                self._read_schema(owner, target, symbol, kind)
                self._read_parts(owner, target, symbol)

    def _read_schema(self, owner: Owner, place: Place, symbol: HttpId, kind: str) -> None:
        if (schema := _child(place, "schema")) is not None:
            self._walk(owner, schema, symbol, kind)
        if (item := _child(place, "itemSchema")) is not None:
            last = symbol.part[-1] + "[]"
            each = msgspec.structs.replace(symbol, part=(*symbol.part[:-1], last))
            self._walk(owner, item, each, "item")

    def _read_parts(self, owner: Owner, media: Place, symbol: HttpId) -> None:
        """The headers of the parts of a body: it is in the ``encoding`` of its media type."""
        for part in self.entries(media, "encoding"):
            headers = inside(symbol, spell_step(part.key), "header")
            self._read_headers(owner, media.down(part.key, part.value), headers)

    def _walk(self, owner: Owner, place: Place, symbol: HttpId, kind: str) -> None:
        enclosing = str(symbol) if kind == "parameter" else str(owner.symbol)
        self._schemas.walk_inside(place, symbol, kind, enclosing, owner.alias)

    def entries(self, place: Place, key: str) -> tuple[Entry, ...]:
        """The entries of the map under *key*; something else there is reported."""
        value = place.node.get(key) if isinstance(place.node, Mapping) else None
        if value is None or isinstance(value, Mapping):
            return value.entries if value is not None else ()
        if not (isinstance(value, Scalar) and value.is_null):
            message = f"has no map under `{key}`, so that what belongs there is missing"
            self._collector.report.incomplete("invalid-map", place.file, message, value.line)
        return ()


def entries_of(place: Place | None) -> tuple[Entry, ...]:
    """The entries of *place*, where it is a map."""
    return place.node.entries if place is not None and isinstance(place.node, Mapping) else ()


def _child(place: Place, key: str) -> Place | None:
    node = place.node.get(key) if isinstance(place.node, Mapping) else None
    return place.down(key, node) if node is not None else None


def _listed(place: Place, key: str) -> tuple[Place, ...]:
    items = place.node.items(key) if isinstance(place.node, Mapping) else ()
    return tuple(place.down(str(index), item) for index, item in enumerate(items))
