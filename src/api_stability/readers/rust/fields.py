"""Fields of structs, unions and variants, and the variants of enums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from api_stability.readers.rust.facts import Item
from api_stability.readers.rust.failures import report_error
from api_stability.readers.rust.texts import Pending, Text

if TYPE_CHECKING:
    from tree_sitter import Node


def read_variants(text: Text, body: Node) -> tuple[Item, ...]:
    """The variants of an enum: each as visible as the enum."""
    found: list[Item] = []
    pending = Pending()
    for node in body.named_children:
        if _keep(text, node, pending):
            continue
        if node.type == "enum_variant":
            variant = text.named("variant", node, pending)
            inside = node.child_by_field_name("body")
            fields = read_fields(text, inside, visible="pub") if inside is not None else ()
            if variant is not None:
                found.append(replace(variant, visible="pub", items=fields))
        elif node.is_error:
            report_error(text, node)
        pending = Pending()
    return tuple(found)


def read_fields(text: Text, body: Node, visible: str = "") -> tuple[Item, ...]:
    """The fields that are ``pub``; all of them where *visible* says so, as in variants."""
    if body.type == "field_declaration_list":
        return _read_named(text, body, visible)
    return _read_positional(text, body, visible)


def _read_named(text: Text, body: Node, visible: str) -> tuple[Item, ...]:
    found: list[Item] = []
    pending = Pending()
    for node in body.named_children:
        if _keep(text, node, pending):
            continue
        if node.type == "field_declaration" and (visible or text.visibility(node) == "pub"):
            field = text.named("struct_field", node, pending)
            if field is not None:
                found.append(replace(field, visible="pub"))
        elif node.is_error:
            report_error(text, node)
        pending = Pending()
    return tuple(found)


def _read_positional(text: Text, body: Node, visible: str) -> tuple[Item, ...]:
    """Fields of a tuple; their names are numbers."""
    found: list[Item] = []
    pending = Pending()
    own = ""
    first: Node | None = None
    number = 0
    for node in body.named_children:
        if _keep(text, node, pending):
            continue
        if node.kind_id == text.kinds.visibility:
            own, first = text.visibility(node), node
        elif node.is_error:
            report_error(text, node)
        else:
            if (visible or own) == "pub":
                field = text.make("struct_field", first or node, pending, str(number))
                found.append(replace(field, visible="pub"))
            number += 1
            own, first, pending = "", None, Pending()
    return tuple(found)


def _keep(text: Text, node: Node, pending: Pending) -> bool:
    """Whether *node* is about what follows: kept in *pending*."""
    kind = node.kind_id
    if kind == text.kinds.attribute:
        text.keep_attribute(node, pending.attributes)
        return True
    if kind in (text.kinds.line_comment, text.kinds.block_comment):
        if text.data[node.start_byte : node.start_byte + 3] in (b"///", b"/**"):
            pending.add_doc(node, text)
        return True
    return False
