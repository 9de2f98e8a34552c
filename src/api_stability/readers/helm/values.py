"""The values of a chart: every key of a values file, with its path and line."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from api_stability.documents.nodes import Mapping, Node, Scalar, Sequence


class Value(msgspec.Struct, frozen=True):
    """One key of a values file."""

    path: tuple[str, ...]
    """A step into items of a list ends in ``[]``."""
    line: int
    node: Node

    @property
    def in_list(self) -> bool:
        """Whether it is part of an item of a list, of which there may be many alike."""
        return any(step.endswith("[]") for step in self.path)


def walk_values(root: Node | None) -> Iterator[Value]:
    """The keys under *root*, parents before children, in the order of the file.

    Documents are bounded in depth and in number, aliases included, so this ends soon.
    """
    waiting = list(_children(root, ()))[::-1]
    while waiting:
        value = waiting.pop()
        yield value
        waiting += list(_children(value.node, value.path))[::-1]


def _children(node: Node | None, path: tuple[str, ...]) -> Iterator[Value]:
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield Value((*path, entry.key), entry.line, entry.value)
    elif isinstance(node, Sequence) and path:
        inside = (*path[:-1], path[-1] + "[]")
        for item in node.items:
            yield from _children(item, inside)


def shown_default(node: Node) -> str | None:
    """The value as text where it is a short scalar."""
    is_short = isinstance(node, Scalar) and len(node.text) <= 100 and "\n" not in node.text
    return node.text if is_short and isinstance(node, Scalar) else None
