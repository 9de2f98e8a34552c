"""The types in the header of an ``impl``, and what a type alias names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from api_stability.readers.rust.texts import Text

if TYPE_CHECKING:
    from tree_sitter import Node

_MAX_TYPE: Final = 160
"""Characters of a type; a longer one is cut."""
_PATH_STEP: Final = re.compile(r"(?:(?:\w+|<[^<>]*>)::)+(?=\w)")
_SPACE: Final = re.compile(r"\s+")
_PARAMETER: Final = re.compile(r"'?\w+")


def read_path(text: Text, node: Node) -> str:
    """``a::S`` of ``a::S<T>``, ``dyn a::S`` or ``dyn a::S + Send``; empty for what is no path."""
    source = text.source(node)
    if source.isidentifier() and node.type == "type_identifier":
        return source
    for _ in range(8):
        if node.type in {"generic_type", "bracketed_type"} or node.type == "reference_type":
            inner = node.child_by_field_name("type")
        elif node.type == "dynamic_type":
            inner = node.child_by_field_name("trait")
        elif node.type == "bounded_type":
            inner = node.named_children[0] if node.named_child_count else None
        else:
            break
        if inner is None:
            return ""
        node = inner
    if node.type not in {"type_identifier", "scoped_type_identifier", "identifier"}:
        return ""
    source = _SPACE.sub("", text.source(node)).replace("r#", "")
    return source if re.fullmatch(r"[\w:]+", source) else ""


def read_type(text: Text, node: Node) -> str:
    """A type as it is named in an id: without paths, lifetimes' spaces and line breaks."""
    source = text.source(node)[: 4 * _MAX_TYPE]
    if source.isidentifier():
        return source[:_MAX_TYPE]
    source = _SPACE.sub(" ", source).strip()
    for _ in range(8):
        shorter = _PATH_STEP.sub("", source)
        if shorter == source:
            break
        source = shorter
    return re.sub(r"[:{}]+", ".", source)[:_MAX_TYPE]


def read_special(text: Text, node: Node, parameters: Node | None) -> str:
    """The type with its arguments, where an ``impl`` is not about all of them.

    ``impl X for S<u8>`` is; ``impl<T> X for S<T>`` and ``impl X for S`` are not, and give nothing.
    *parameters* are those of the ``impl``.
    """
    source = text.source(node)
    if source.startswith("&"):
        return read_type(text, node)
    if "<" not in source:
        return ""
    own = {"'_"} | set(_PARAMETER.findall(text.source(parameters)) if parameters else ())
    inside = source[source.find("<") + 1 : source.rfind(">")]
    if all(each.strip() in own for each in inside.split(",")):
        return ""
    return read_type(text, node)
