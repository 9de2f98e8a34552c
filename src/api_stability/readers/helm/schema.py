"""The values that a chart's ``values.schema.json`` describes.

Source of ``deprecated``: JSON Schema 2019-09, "Vocabularies for basic meta-data annotations".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from api_stability.documents.nodes import Mapping, Node, Sequence

MOST: Final = 20_000
"""Values that one schema describes; references may make it endless."""
_DEEPEST: Final = 30
_ALTERNATIVES: Final = ("allOf", "anyOf", "oneOf")


class TooManyValuesError(Exception):
    """A schema describes more values than anybody wrote; never reaches users."""


class Described(msgspec.Struct, frozen=True):
    """One value that a schema describes."""

    path: tuple[str, ...]
    line: int
    schema: Mapping


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
    waiting = [_Waiting((), root, ())]
    while waiting:
        here = waiting.pop()
        inner: list[_Waiting] = []
        for schema, followed in _forms(here, root):
            for path, line, child in _parts(schema, here.path):
                count += 1
                if count > MOST:
                    raise TooManyValuesError
                if len(path) > len(here.path) or not here.path:
                    yield Described(path, line, _resolve(child, root) or child)
                if len(path) <= _DEEPEST:
                    inner.append(_Waiting(path, child, followed))
        waiting += inner[::-1]


def _forms(here: _Waiting, root: Mapping) -> Iterator[tuple[Mapping, tuple[int, ...]]]:
    """A schema, what it refers to, and the alternatives that it consists of."""
    waiting = [(here.schema, here.followed)]
    seen: set[int] = set()
    while waiting:
        schema, followed = waiting.pop()
        if id(schema) in seen:
            continue
        seen.add(id(schema))
        yield schema, followed
        target = _resolve(schema, root)
        if target is not None and id(target) not in followed:
            waiting.append((target, (*followed, id(target))))
        waiting += [(each, followed) for key in _ALTERNATIVES for each in schema.mappings(key)]


def _parts(
    schema: Mapping, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], int, Mapping]]:
    for entry in schema.mapping("properties").entries:
        if isinstance(entry.value, Mapping):
            yield (*path, entry.key), entry.line, entry.value
    for key, suffix in (("items", "[]"), ("additionalProperties", "{}")):
        inner = schema.get(key)
        if isinstance(inner, Mapping) and path:
            yield (*path[:-1], path[-1] + suffix), inner.line, inner


def _resolve(schema: Mapping, root: Mapping) -> Mapping | None:
    """What ``$ref`` refers to in this file."""
    reference = schema.text("$ref")
    if reference is None or not reference.startswith("#/"):
        return None
    found: Node | None = root
    for step in reference[2:].split("/"):
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(found, Sequence):
            found = found.items[int(name)] if _is_index(name, found) else None
        else:
            found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else None


def _is_index(name: str, items: Sequence) -> bool:
    return name.isascii() and name.isdigit() and len(name) < 9 and int(name) < len(items.items)
