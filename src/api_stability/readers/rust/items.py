"""Nodes of items to facts: one function for each kind of node."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec.structs import replace

from api_stability.readers.rust.facts import Import, Item, Kind
from api_stability.readers.rust.fields import read_fields, read_variants
from api_stability.readers.rust.headers import read_path, read_special, read_type
from api_stability.readers.rust.meta import MetaError, parse_meta
from api_stability.readers.rust.splicing import as_member, is_member
from api_stability.readers.rust.syntax import Kinds
from api_stability.readers.rust.texts import Inside, Pending, Text
from api_stability.readers.rust.use_trees import flatten_use

if TYPE_CHECKING:
    from tree_sitter import Node

Handler: TypeAlias = "Callable[[Text, Node, Pending, Inside], Item | None]"

_MAX_MACRO: Final = 50_000
"""Bytes of a macro's definition that are kept."""
_PROC_MACROS: Final[dict[str, Kind]] = {
    "proc_macro": "proc_macro",
    "proc_macro_attribute": "proc_attribute",
    "proc_macro_derive": "proc_derive",
}


@lru_cache(maxsize=4)
def make_handlers(kinds: Kinds) -> dict[int, Handler]:
    """By the number of the kind of node."""
    return {number: _HANDLERS[name] for number, name in kinds.items.items()}


def _named(kind: Kind) -> Handler:
    def read(text: Text, node: Node, pending: Pending, _inside: Inside) -> Item | None:
        return text.named(kind, node, pending)

    return read


def _read_function(text: Text, node: Node, pending: Pending, _inside: Inside) -> Item | None:
    item = text.named("function", node, pending)
    if item is None or not item.attributes:
        return item
    for attribute in item.attributes:
        kind = _PROC_MACROS.get(attribute.text.partition("(")[0].strip())
        if kind is not None:
            return replace(item, kind=kind, name=_derive_name(attribute.text) or item.name)
    return item


def _derive_name(attribute: str) -> str | None:
    """``Name`` of ``proc_macro_derive(Name, attributes(…))``."""
    try:
        meta = parse_meta(attribute)
    except MetaError:
        return None
    return meta.items[0].path if meta.items else None


def _read_alias(text: Text, node: Node, pending: Pending, _inside: Inside) -> Item | None:
    item = text.named("type_alias", node, pending)
    named = node.child_by_field_name("type")
    if item is None or named is None:
        return item
    return replace(item, target=read_path(text, named))


def _read_record(kind: Kind) -> Handler:
    def read(text: Text, node: Node, pending: Pending, _inside: Inside) -> Item | None:
        item = text.named(kind, node, pending)
        if item is None:
            return None
        body = node.child_by_field_name("body")
        return replace(item, items=read_fields(text, body) if body is not None else ())

    return read


def _read_enum(text: Text, node: Node, pending: Pending, _inside: Inside) -> Item | None:
    item = text.named("enum", node, pending)
    if item is None:
        return None
    body = node.child_by_field_name("body")
    return replace(item, items=read_variants(text, body) if body is not None else ())


def _read_trait(text: Text, node: Node, pending: Pending, inside: Inside) -> Item | None:
    item = text.named("trait", node, pending)
    body = node.child_by_field_name("body")
    if item is None or body is None:
        return item
    return replace(item, items=tuple(as_member(each) for each in inside(body).items))


def _read_impl(text: Text, node: Node, pending: Pending, inside: Inside) -> Item | None:
    implemented = node.child_by_field_name("trait")
    named = node.child_by_field_name("type")
    body = node.child_by_field_name("body")
    if named is None or (implemented is not None and _is_negative(node)):
        return None
    item = text.make("impl", node, pending, "")
    item = replace(
        item,
        name=read_type(text, implemented) if implemented is not None else "",
        target=read_path(text, named),
        arguments=read_special(text, named, node.child_by_field_name("type_parameters")),
        items=(),
        imports=_trait_path(text, implemented),
    )
    if body is None or (implemented is not None and not text.broken):
        return item  # what an implementation has is named by its trait
    found = inside(body)
    members = (as_member(each) for each in found.items if is_member(each, item))
    return replace(item, attributes=(*item.attributes, *found.inner), items=tuple(members))


def _trait_path(text: Text, implemented: Node | None) -> tuple[Import, ...]:
    path = read_path(text, implemented) if implemented is not None else ""
    return (Import(tuple(path.split("::")), ""),) if path else ()


def _is_negative(node: Node) -> bool:
    return any(each.type == "!" for each in node.children)


def _read_module(text: Text, node: Node, pending: Pending, inside: Inside) -> Item | None:
    item = text.named("module", node, pending)
    body = node.child_by_field_name("body")
    if item is None or body is None:
        return item
    found = inside(body)
    doc, doc_line = (item.doc, item.doc_line) if item.doc else (found.doc, found.doc_line)
    if item.doc and found.doc:
        doc = f"{item.doc}\n\n{found.doc}"
    attributes = (*item.attributes, *found.inner)
    return replace(
        item, attributes=attributes, items=tuple(found.items), doc=doc, doc_line=doc_line
    )


def _read_use(text: Text, node: Node, pending: Pending, _inside: Inside) -> Item | None:
    tree = node.child_by_field_name("argument")
    if tree is None:
        return None
    item = text.make("use", node, pending, "")
    try:
        return replace(item, imports=flatten_use(text.source(tree)))
    except ValueError as error:
        text.problem(
            "incomplete", "too-deep", f"has a use declaration that is not read: {error}", node
        )
        return None


def _read_extern_crate(text: Text, node: Node, pending: Pending, _inside: Inside) -> Item | None:
    item = text.named("extern_crate", node, pending)
    alias = node.child_by_field_name("alias")
    if item is None:
        return None
    return replace(item, target=item.name, name=text.source(alias) if alias else item.name)


def _read_macro(text: Text, node: Node, pending: Pending, _inside: Inside) -> Item | None:
    item = text.named("macro", node, pending)
    if item is None:
        return None
    return replace(item, target=text.source(node)[:_MAX_MACRO])


_HANDLERS: Final[dict[str, Handler]] = {
    "function_item": _read_function,
    "function_signature_item": _named("function"),
    "const_item": _named("constant"),
    "static_item": _named("static"),
    "type_item": _read_alias,
    "associated_type": _named("assoc_type"),
    "struct_item": _read_record("struct"),
    "union_item": _read_record("union"),
    "enum_item": _read_enum,
    "trait_item": _read_trait,
    "impl_item": _read_impl,
    "mod_item": _read_module,
    "use_declaration": _read_use,
    "extern_crate_declaration": _read_extern_crate,
    "macro_definition": _read_macro,
}
