"""The values that a chart's ``values.schema.json`` describes.

Source of ``deprecated``: JSON Schema 2019-09, "Vocabularies for basic meta-data annotations".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

import msgspec

from api_stability.documents.nodes import Mapping, Node, Sequence

MOST: Final = 20_000
"""Values that one schema describes; references may make it endless."""
_DEEPEST: Final = 30
_ALTERNATIVES: Final = ("allOf", "anyOf", "oneOf")
_CONDITIONAL: Final = ("then", "else")
_ITEMS: Final = ("items", "prefixItems", "additionalItems", "unevaluatedItems", "contains")
_MOST_HOLDING: Final = 50


class TooManyValuesError(Exception):
    """A schema describes more values than anybody wrote; never reaches users."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


class Described(msgspec.Struct, frozen=True):
    """One value that a schema describes."""

    path: tuple[str, ...]
    line: int
    schemas: tuple[Mapping, ...]
    """All that hold for it: its own, what that refers to, and the members of ``allOf``."""

    def text(self, key: str) -> str | None:
        """What the first schema that has the key *key* says."""
        return next(filter(None, (schema.text(key) for schema in self.schemas)), None)


class _Waiting(msgspec.Struct, frozen=True):
    path: tuple[str, ...]
    schema: Mapping
    followed: tuple[int, ...]
    """Identities of the referenced schemas that this one is inside of."""


def walk_schema(root: Mapping) -> Iterator[Described]:
    """The values under *root*, parents before children; raises `TooManyValuesError`.

    References inside the file are followed, but not into what they are part of.
    """
    count = 0
    references = _References(root)
    waiting = [_Waiting((), root, ())]
    while waiting:
        here = waiting.pop()
        inner: list[_Waiting] = []
        for schema, followed in _forms(here, references):
            for path, line, child in _parts(schema, here.path):
                count += 1
                if count > MOST:
                    raise TooManyValuesError(line)
                if len(path) > len(here.path) or not here.path:
                    yield Described(path, line, _holding(child, references))
                if len(path) <= _DEEPEST:
                    inner.append(_Waiting(path, child, followed))
        waiting += inner[::-1]


def _forms(here: _Waiting, references: _References) -> Iterator[tuple[Mapping, tuple[int, ...]]]:
    """A schema, what it refers to, and the alternatives that it consists of."""
    waiting = [(here.schema, here.followed)]
    seen: set[int] = set()
    while waiting:
        schema, followed = waiting.pop()
        if id(schema) in seen:
            continue
        seen.add(id(schema))
        yield schema, followed
        target = references.resolve(schema)
        if target is not None and id(target) not in followed:
            waiting.append((target, (*followed, id(target))))
        waiting += [(each, followed) for key in _ALTERNATIVES for each in schema.mappings(key)]
        conditional = (schema.get(key) for key in _CONDITIONAL)
        waiting += [(each, followed) for each in conditional if isinstance(each, Mapping)]


def _holding(schema: Mapping, references: _References) -> tuple[Mapping, ...]:
    """*schema*, and all that holds wherever it does."""
    found: dict[int, Mapping] = {}
    waiting = [schema]
    while waiting and len(found) < _MOST_HOLDING:
        here = waiting.pop(0)
        if id(here) in found:
            continue
        found[id(here)] = here
        target = references.resolve(here)
        waiting += ([] if target is None else [target]) + list(here.mappings("allOf"))
    return tuple(found.values())


def _parts(
    schema: Mapping, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], int, Mapping]]:
    for entry in schema.mapping("properties").entries:
        if isinstance(entry.value, Mapping):
            yield (*path, entry.key), entry.line, entry.value
    if path:
        for suffix, inner in _inner(schema):
            yield (*path[:-1], path[-1] + suffix), inner.line, inner


def _inner(schema: Mapping) -> Iterator[tuple[str, Mapping]]:
    """The schemas of items (one for all, or one for each place) and of a map's values."""
    for key in _ITEMS:
        inner = schema.get(key)
        several = inner.items if isinstance(inner, Sequence) else (inner,)
        yield from (("[]", each) for each in several if isinstance(each, Mapping))
    values = (schema.get("additionalProperties"), schema.get("unevaluatedProperties"))
    patterns = (entry.value for entry in schema.mapping("patternProperties").entries)
    yield from (("{}", each) for each in (*values, *patterns) if isinstance(each, Mapping))


class _References:
    """What ``$ref`` refers to in one file: a place (``#/…``), or a schema with that name.

    Names are ``$anchor`` since 2019-09, and before that ``$id`` (``id`` in draft 4) with a ``#``.
    """

    def __init__(self, root: Mapping) -> None:
        self._root = root
        self._names: dict[str, Mapping] = {}
        for entry in (*root.mapping("$defs").entries, *root.mapping("definitions").entries):
            if isinstance(entry.value, Mapping):
                for key in ("$anchor", "$id", "id"):
                    name = (entry.value.text(key) or "").removeprefix("#")
                    self._names.setdefault(name, entry.value)

    def resolve(self, schema: Mapping) -> Mapping | None:
        """The schema that *schema* refers to; ``None`` for the root, which it is inside of."""
        reference = schema.text("$ref")
        if reference is None or not reference.startswith("#"):
            return None
        pointer = unquote(reference[1:])
        if not pointer.startswith("/"):
            return self._names.get(pointer) if pointer else None
        found: Node | None = self._root
        for step in pointer[1:].split("/"):
            name = step.replace("~1", "/").replace("~0", "~")
            if isinstance(found, Sequence):
                found = found.items[int(name)] if _is_index(name, found) else None
            else:
                found = found.get(name) if isinstance(found, Mapping) else None
        return found if isinstance(found, Mapping) else None


def _is_index(name: str, items: Sequence) -> bool:
    return name.isascii() and name.isdigit() and len(name) < 9 and int(name) < len(items.items)
