"""YAML files of a configuration: annotations, features, waivers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from api_stability.documents.nodes import Document, DocumentError, Mapping, Node, Scalar, Sequence
from api_stability.documents.yaml_documents import read_yaml
from api_stability.model.errors import UserError


def read_yaml_table(text: str, where: str) -> tuple[Any, dict[tuple[int | str, ...], int]]:
    """What *text* holds, and the lines of the entries of its sections; raise `UserError`.

    A file is decided by somebody: what a reader would make the best of is an error here.
    """
    try:
        documents = list(read_yaml(text))
    except DocumentError as error:
        raise UserError(f"this {error.message}", where=_at(where, error.line)) from None
    for document in documents:
        _check(document, where)
    if len(documents) > 1:
        raise UserError(
            "this is a second document; one is read", where=_at(where, documents[1].line)
        )
    root = documents[0].root if documents else None
    if root is None or (isinstance(root, Scalar) and root.is_null):
        return {}, {}  # an empty file, or one of comments alone
    return _value(root), dict(_find_lines(root))


def _check(document: Document, where: str) -> None:
    for key, line in document.repeated:
        raise UserError(f"the key {key!r} is there twice; remove one", where=_at(where, line))
    for line in document.unnamed:
        raise UserError("this key is a list or a map; write text", where=_at(where, line))


def _at(where: str, line: int | None) -> str:
    return f"{where}:{line}" if line is not None else where


def _value(node: Node) -> Any:
    """Plain values; a scalar that is neither true, false nor null is text as it is written."""
    if isinstance(node, Sequence):
        return [_value(item) for item in node.items]
    if isinstance(node, Mapping):
        return {entry.key: _value(entry.value) for entry in node.entries}
    if node.is_null:
        return None
    return node.text if node.truth is None else node.truth


def _find_lines(root: Node) -> Iterator[tuple[tuple[int | str, ...], int]]:
    for section in root.entries if isinstance(root, Mapping) else ():
        yield (section.key,), section.line
        if isinstance(section.value, Sequence):
            for number, item in enumerate(section.value.items):
                yield (section.key, number), item.line
        elif isinstance(section.value, Mapping):
            for entry in section.value.entries:
                yield (section.key, entry.key), entry.line
