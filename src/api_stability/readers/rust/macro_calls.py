"""Macros where items stand: ``cfg_if!`` is read, and of others what they are given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from api_stability.readers.rust.conditions import negate, render
from api_stability.readers.rust.facts import Attribute, Item, Problem
from api_stability.readers.rust.meta import MetaError, parse_meta
from api_stability.readers.rust.splicing import with_attributes
from api_stability.readers.rust.texts import Found, Pending, Text

if TYPE_CHECKING:
    from tree_sitter import Node

_MAX_TEXT: Final = 50_000
_ITEM: Final = re.compile(rb"\b(?:fn|struct|enum|union|trait|mod|const|static|type|use|impl)\b")


def read_macro_call(
    text: Text, node: Node, pending: Pending, read: Callable[[Text], Found]
) -> list[Item]:
    """The items in a ``cfg_if!``, each with its branch's condition; else the call itself.

    *read* reads the items in a text. What a macro is given is tried as items, for macros that do no
    more than wrap them.
    """
    named = node.child_by_field_name("macro")
    arguments = next((each for each in node.children if each.type == "token_tree"), None)
    if named is None or arguments is None:
        return []
    name = re.sub(r"\s+", "", text.source(named))
    if name.rpartition("::")[2] == "cfg_if":
        branches = _read_branches(text, arguments, read)
        if branches is not None:
            return [with_attributes(each, pending.attributes) for each in branches]
    call = text.make("macro_call", node, pending, name)
    inside: tuple[Item, ...] | None = None
    if _ITEM.search(text.data, arguments.start_byte, arguments.end_byte):
        problems: list[Problem] = []
        found = read(_contents(text, arguments, problems))
        inside = tuple(found.items) if found.items and not problems else None
    return [replace(call, items=inside, target=text.source(arguments)[:_MAX_TEXT])]


def _contents(text: Text, tree: Node, problems: list[Problem]) -> Text:
    """What stands between the brackets of *tree*."""
    return text.part(tree.start_byte + 1, tree.end_byte - 1, text.line(tree), problems)


def _read_branches(text: Text, tree: Node, read: Callable[[Text], Found]) -> list[Item] | None:
    """``if #[cfg(a)] { … } else if #[cfg(b)] { … } else { … }``; ``None`` where it is not that."""
    found: list[Item] = []
    earlier: list[str] = []
    try:
        for condition, block in _split(text, tree):
            conditions = [*map(negate, earlier), *([condition] if condition else [])]
            if condition:
                earlier.append(condition)
            line = text.line(block)
            gates = [Attribute(f"cfg({each})", line) for each in conditions]
            inside = read(_contents(text, block, text.problems))
            found += [with_attributes(each, gates) for each in inside.items]
    except MetaError:
        return None
    return found


def _split(text: Text, tree: Node) -> Iterator[tuple[str | None, Node]]:
    """Each block with its condition; raises `MetaError`."""
    condition: str | None = None
    expected = "if"
    for node in tree.children[1:-1]:
        if node.type in {"line_comment", "block_comment"}:
            continue
        source = text.source(node)
        if node.type == "token_tree" and source.startswith("["):
            meta = parse_meta(source[1:-1])
            if not meta.items or len(meta.items) != 1:
                raise MetaError(source)
            condition = render(meta.items[0])
            expected = "{"
        elif node.type == "token_tree" and source.startswith("{"):
            if expected == "if":
                raise MetaError(source)
            yield condition, node
            condition, expected = None, "else"
        elif source in {"if", "#"}:
            expected = "#"
        elif source == "else":
            expected = "{"
        else:
            raise MetaError(source)
