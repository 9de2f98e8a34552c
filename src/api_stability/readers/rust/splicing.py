"""Items that something around them gives attributes to."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from api_stability.readers.rust.facts import Attribute, Item


def with_attributes(item: Item, attributes: Iterable[Attribute]) -> Item:
    """*item* with *attributes* before its own."""
    given = tuple(attributes)
    if not given:
        return item
    return replace(item, attributes=(*given, *item.attributes))


def as_member(item: Item) -> Item:
    """What an item is called inside a trait or ``impl`` block."""
    if item.kind == "constant":
        return replace(item, kind="assoc_const")
    if item.kind == "type_alias":
        return replace(item, kind="assoc_type")
    return item


def is_member(item: Item, block: Item) -> bool:
    """Whether users can name *item* as a part of *block*: a trait, or an ``impl``.

    Whatever a trait has is public; what an ``impl`` of a trait has is the trait's. The use of a
    macro may turn out to be anything.
    """
    if block.kind == "trait" or item.kind == "macro_call":
        return True
    return not block.name and item.visible == "pub"
