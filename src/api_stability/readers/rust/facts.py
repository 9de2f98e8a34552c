"""What one Rust file says, before anything is known about the others."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from api_stability.model.inventory import Grade

Kind: TypeAlias = Literal[
    "module",
    "use",
    "extern_crate",
    "struct",
    "union",
    "enum",
    "variant",
    "struct_field",
    "trait",
    "impl",
    "function",
    "constant",
    "static",
    "type_alias",
    "assoc_type",
    "assoc_const",
    "macro",
    "proc_macro",
    "proc_attribute",
    "proc_derive",
    "macro_call",
]
"""The words of rustdoc's JSON; ``macro_call`` is a macro used where items stand."""


class Attribute(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One attribute as written, without ``#[`` and ``]``: ``deprecated(since = "1.2")``."""

    text: str
    line: int


class Import(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One name that a ``use`` brings into scope."""

    path: tuple[str, ...]
    """As written; a leading ``::`` is a first step ``""``."""
    name: str
    """What it is called here; ``*`` for all names; ``_`` for none."""


class Problem(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A place that could not be read. *message* follows the file's name."""

    grade: Grade
    code: str
    message: str
    line: int


class Item(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An item, variant, field or member."""

    kind: Kind
    name: str
    """Of an ``impl``: the trait as written, empty without one. Of a tuple's field: its number."""
    line: int
    visible: str = ""
    """``pub``, another visibility as written, or nothing."""
    attributes: tuple[Attribute, ...] = ()
    doc: str = ""
    """The summary; all of the documentation, where some of it may speak about stability."""
    doc_line: int = 0
    items: tuple[Item, ...] | None = None
    """What stands inside; ``None`` where nothing can (``mod x;``)."""
    imports: tuple[Import, ...] = ()
    """Of a ``use``; of an ``impl``: the path of its trait."""
    target: str = ""
    """Of an ``impl``: the path of its type; of a type alias: the path of what it names; of a
    macro and a macro's use: its text."""
    arguments: str = ""
    """Of an ``impl``: its type's arguments in angle brackets."""


class FileFacts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A whole file."""

    items: tuple[Item, ...]
    attributes: tuple[Attribute, ...] = ()
    """Inner ones, about the file's module."""
    doc: str = ""
    doc_line: int = 0
    line: int = 1
    """Of the first thing that is no plain comment."""
    problems: tuple[Problem, ...] = ()
