"""The fields of a schema: all of them, with their descriptions and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from api_stability.documents.nodes import Mapping, Scalar


class Field(msgspec.Struct, frozen=True):
    """One field of a custom resource."""

    path: tuple[str, ...]
    """Steps from the resource; one into items of a list ends in ``[]``, into values of a map in
    ``{}``."""
    line: int
    schema: Mapping
    description: Scalar | None


def walk_fields(schema: Mapping) -> Iterator[Field]:
    """The fields of *schema*, parents before children, in the order of the file.

    Documents are bounded in depth and in number, aliases included, so this ends soon.
    """
    waiting = list(_children(schema, ()))[::-1]
    while waiting:
        field = waiting.pop()
        yield field
        waiting += list(_children(field.schema, field.path))[::-1]


def _children(schema: Mapping, path: tuple[str, ...]) -> Iterator[Field]:
    for key, suffix in (("items", "[]"), ("additionalProperties", "{}")):
        inner = schema.get(key)
        if isinstance(inner, Mapping) and path:
            yield from _children(inner, (*path[:-1], path[-1] + suffix))
    for entry in schema.mapping("properties").entries:
        if isinstance(entry.value, Mapping):
            described = entry.value.get("description")
            text = described if isinstance(described, Scalar) else None
            yield Field((*path, entry.key), entry.line, entry.value, text)
