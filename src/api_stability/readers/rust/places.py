"""Where items stand: goes through a file, module, trait or impl block once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api_stability.readers.rust.comments import read_doc
from api_stability.readers.rust.failures import report_error, report_inside, report_root
from api_stability.readers.rust.items import make_handlers
from api_stability.readers.rust.macro_calls import read_macro_call
from api_stability.readers.rust.splicing import with_attributes
from api_stability.readers.rust.texts import Found, Pending, Text

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_DEPTH: Final = 48
"""Modules in modules, macros in macros; each is a recursion."""
_OUTER: Final = (b"///", b"/**")
_INNER: Final = (b"//!", b"/*!")


def read_whole(text: Text, depth: int = 0) -> Found:
    """All items in *text*."""
    if text.root.is_error:
        report_root(text)
    return read_items(text, text.root, depth)


def read_items(text: Text, place: Node, depth: int = 0) -> Found:
    """All items in *place*, with the attributes and documentation before them."""
    found = Found()
    if depth > MAX_DEPTH:
        text.problem("incomplete", "too-deep", "is nested too deeply to be read there", place)
        return found

    def inside(node: Node) -> Found:
        return read_items(text, node, depth + 1)

    handlers = make_handlers(text.kinds)
    kinds = text.kinds
    inner_docs: list[Node] = []
    pending = Pending()
    begun = False
    for node in place.named_children:
        kind = node.kind_id
        is_kept = kind in kinds.kept
        says_something = not is_kept or _keep(text, node, pending, found, inner_docs)
        if says_something and not begun:
            begun, found.line = True, text.line(node)
        if is_kept:
            continue
        handler = handlers.get(kind)
        if handler is not None:
            item = handler(text, node, pending, inside)
            if item is not None:
                found.items.append(item)
            if text.broken and node.has_error:
                report_inside(text, node)
        elif kind != kinds.visibility:
            _read_other(text, node, pending, found, depth, told=place.is_error)
        if pending.used:
            pending = Pending()
    if inner_docs:
        found.doc_line = text.line(inner_docs[0])
        raw = text.data[inner_docs[0].start_byte : inner_docs[-1].end_byte]
        found.doc = read_doc(raw, b"//!", text.needles)
    return found


def _keep(text: Text, node: Node, pending: Pending, found: Found, inner_docs: list[Node]) -> bool:
    """Keep what is about the next item, or about the place itself; false for a plain comment."""
    if node.start_byte < pending.doc_end:
        return True  # added with the line above it
    kind = node.kind_id
    if kind == text.kinds.attribute:
        pending.used = True
        text.keep_attribute(node, pending.attributes)
    elif kind == text.kinds.inner_attribute:
        text.keep_attribute(node, found.inner)
    else:
        start = node.start_byte
        mark = text.data[start : start + 3]
        if mark in _OUTER:
            pending.add_doc(node, text)
        elif mark in _INNER:
            inner_docs.append(node)
        else:
            return False
    return True


def _read_other(
    text: Text, node: Node, pending: Pending, found: Found, depth: int, *, told: bool
) -> None:
    """What is no item by itself: macros, foreign blocks, errors (*told*: of which one was told)."""
    kinds = text.kinds
    if node.kind_id == kinds.expression_statement and node.named_child_count:
        node = node.named_children[0]
    if node.kind_id == kinds.macro_invocation:

        def read(part: Text) -> Found:
            return read_whole(part, depth + 1)

        found.items += read_macro_call(text, node, pending, read)
    elif node.kind_id == kinds.foreign_mod:
        body = node.child_by_field_name("body")
        if body is not None:
            block = read_items(text, body, depth + 1)
            given = (*pending.attributes, *block.inner)
            found.items += [with_attributes(each, given) for each in block.items]
    elif node.is_error:
        if not told:
            report_error(text, node)
        found.items += read_items(text, node, depth + 1).items
    elif node.has_error:
        report_inside(text, node)
