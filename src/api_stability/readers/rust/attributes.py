"""What the attributes of an item say, apart from stability itself, which `marks` reads."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import msgspec

from api_stability.readers.rust.conditions import either, holds, negate, render
from api_stability.readers.rust.facts import Attribute
from api_stability.readers.rust.meta import Meta, MetaError, parse_meta

_MARKERS: Final = frozenset({"deprecated", "rustc_deprecated", "stable", "unstable"})
_MAX_NESTING: Final = 8
"""``cfg_attr`` in ``cfg_attr``."""


class Marker(msgspec.Struct, frozen=True, gc=False):
    """An attribute that speaks about stability."""

    meta: Meta
    gate: str | None
    """The condition under which it does: that of a ``cfg_attr``."""
    line: int


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What the attributes of one item say."""

    conditions: tuple[str, ...] = ()
    """Its own: without them it is not there."""
    absent: bool = False
    """Never there for users of the crate: only while its own tests are built."""
    hidden: bool = False
    """``#[doc(hidden)]``."""
    exported: bool = False
    """``#[macro_export]``."""
    paths: tuple[str, ...] = ()
    """Where a module's file is, one for each ``#[path]``."""
    markers: tuple[Marker, ...] = ()
    doc: str = ""
    """``#[doc = "…"]``."""
    doc_line: int = 0
    unread: tuple[Attribute, ...] = ()


NOTHING: Final = Given()


@lru_cache(maxsize=16384)
def read_given(attributes: tuple[Attribute, ...]) -> Given:
    """What *attributes* say together."""
    if not attributes:
        return NOTHING
    conditions: list[str] = []
    documented: list[str] = []
    markers: list[Marker] = []
    paths: list[str] = []
    docs: list[str] = []
    doc_line = 0
    unread: list[Attribute] = []
    absent = hidden = exported = False
    for attribute in attributes:
        try:
            expanded = _expand(attribute.text)
        except MetaError:
            unread.append(attribute)
            continue
        for gate, meta in expanded:
            name = meta.name
            if name == "cfg" and meta.items:
                condition = _gated(gate, meta.items[0])
                absent = absent or (gate is None and holds(meta.items[0]) is False)
                conditions.append(condition)
            elif name == "test":
                absent = True
            elif name == "path" and meta.value:
                paths.append(meta.value)
            elif name == "macro_export":
                exported = True
            elif name in _MARKERS:
                markers.append(Marker(meta, gate, attribute.line))
            elif name == "doc" and meta.path == "doc":
                hidden = hidden or (gate is None and _has(meta, "hidden"))
                documented += [render(each) for each in _doc_conditions(meta)]
                docs += [meta.value] if meta.value else []
                doc_line = doc_line or attribute.line
    return Given(
        # what the documentation says is there to replace what the compiler is told
        conditions=tuple(dict.fromkeys(conditions or documented)),
        absent=absent,
        hidden=hidden,
        exported=exported,
        paths=tuple(paths),
        markers=tuple(markers),
        doc="\n".join(docs),
        doc_line=doc_line if docs else 0,
        unread=tuple(unread),
    )


@lru_cache(maxsize=8192)
def _expand(text: str) -> tuple[tuple[str | None, Meta], ...]:
    """The attribute; of a ``cfg_attr`` those in it, each with its condition."""
    found: list[tuple[str | None, Meta]] = []
    todo: list[tuple[str | None, Meta, int]] = [(None, parse_meta(text), 0)]
    while todo:
        gate, meta, depth = todo.pop(0)
        if meta.path != "cfg_attr":
            found.append((gate, meta))
            continue
        if not meta.items or depth > _MAX_NESTING:
            raise MetaError(text)
        condition, *rest = meta.items
        outcome = holds(condition)
        if outcome is False:
            continue
        own = gate if outcome else _both(gate, render(condition))
        todo += [(own, each, depth + 1) for each in rest]
    return tuple(found)


def _both(first: str | None, second: str) -> str:
    return second if first is None else f"all({first}, {second})"


def _gated(gate: str | None, condition: Meta) -> str:
    """``cfg_attr(a, cfg(b))``: b is needed only where a holds."""
    own = render(condition)
    return own if gate is None else either(negate(gate), own)


def _has(meta: Meta, name: str) -> bool:
    return any(each.path == name for each in meta.items or ())


def _doc_conditions(meta: Meta) -> list[Meta]:
    found: list[Meta] = []
    for each in meta.items or ():
        if each.path == "cfg" and each.items:
            found += each.items[:1]
    return found
