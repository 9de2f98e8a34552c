"""Marks and symbols: what readers find, and what resolution makes of it."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from api_stability.model.facts import Facts
from api_stability.model.ids import Surface

Form: TypeAlias = Literal[
    "decorator",
    "call",
    "assignment",
    "attribute",
    "docstring",
    "help",
    "name",
    "field",
    "comment",
    "annotation",
]
Basis: TypeAlias = Literal["annotation", "explicit", "inherited", "inferred", "default"]


class Mark(msgspec.Struct, frozen=True, kw_only=True, gc=False, order=True):
    """One marker found on one symbol.

    A mark may speak about the level, about deprecation, or about both. What the source says but
    cannot be known without running it is ``None`` here and named in ``unresolved``.
    """

    source: str
    """Id of the source that it was read from."""
    form: Form
    name: str
    """The marker: a decorator's canonical path, an attribute's name, a label."""
    raw_level: str | None = None
    """The word as written ("preview", "alpha", "deprecated")."""
    level: str | None = None
    """The policy's level for that word; ``None`` when the mark says nothing about level."""
    deprecates: bool | None = None
    """``True``: the symbol is deprecated; ``False`` (annotations only): it is not."""
    reason: str | None = None
    since: str | None = None
    removal: str | None = None
    alternatives: tuple[str, ...] = ()
    """As written: a path, an id or a phrase."""
    gate: str | None = None
    issue: str | None = None
    feature: str | None = None
    unresolved: tuple[str, ...] = ()
    """``"role: source text"`` for each value that static reading cannot know."""
    file: str | None = None
    """Relative to the source's root, with ``/``."""
    line: int | None = None


class Location(msgspec.Struct, frozen=True, kw_only=True, gc=False, order=True):
    """Where a symbol is defined."""

    source: str
    file: str
    line: int


class Declaration(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One public thing as a reader found it: everything but its level."""

    id: str
    surface: Surface
    kind: str
    """The surface's own word: module, class, function, method, property, attribute, parameter …"""
    project: str
    public: bool = True
    aliases: tuple[str, ...] = ()
    """Every other id of the same thing, its defining path included; sorted."""
    enclosing: str | None = None
    """Id of what encloses the *definition* (which may differ from what encloses the public path):
    levels and deprecations are inherited along it."""
    marks: tuple[Mark, ...] = ()
    locations: tuple[Location, ...] = ()
    requires: tuple[str, ...] = ()
    facts: Facts = msgspec.field(default_factory=Facts)
    summary: str | None = None


class Deprecation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """That a symbol is deprecated, and what is known about it."""

    since: str | None = None
    removal: str | None = None
    alternatives: tuple[str, ...] = ()
    reason: str | None = None
    basis: Basis = "explicit"


class Symbol(Declaration, frozen=True, kw_only=True, gc=False):
    """A declaration with its resolved level and deprecation."""

    level: str
    basis: Basis = "default"
    deprecation: Deprecation | None = None
    feature: str | None = None
    """Id of the feature that it belongs to."""

    @property
    def marked(self) -> bool:
        """Whether anything says something about it: a mark, or an inherited or inferred level."""
        return self.basis != "default" or self.deprecation is not None or bool(self.marks)
