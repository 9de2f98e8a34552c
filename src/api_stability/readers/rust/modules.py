"""Modules of a crate, as its files declare them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from api_stability.readers.listed import ListedFile
from api_stability.readers.rust.attributes import NOTHING, Given
from api_stability.readers.rust.facts import Item
from api_stability.readers.rust.manifest import Crate


@dataclass(eq=False, slots=True)
class Definition:
    """One item and where it stands."""

    item: Item
    module: Module
    given: Given
    file: ListedFile
    """That of the module, but for what is included."""

    @property
    def name(self) -> str:
        """What it is called where it stands."""
        return self.item.name

    @property
    def gates(self) -> tuple[str, ...]:
        """The conditions under which it is there, those around it included."""
        return (*self.module.gates, *self.given.conditions)


@dataclass(eq=False, slots=True)
class Module:
    """A module: a file, or a block in one."""

    crate: CrateTree
    path: tuple[str, ...]
    """From the crate's name on."""
    file: ListedFile
    line: int
    parent: Module | None
    visible: str
    given: Given = NOTHING
    """What its declaration and its inner attributes say."""
    gates: tuple[str, ...] = ()
    """Own and of what is around it."""
    doc: str = ""
    doc_line: int = 0
    folder: Path = Path()
    """Where the files of its children are."""
    path_base: Path = Path()
    """What a ``#[path]`` in it is relative to."""
    declared_in: ListedFile | None = None
    """The file that ``mod x;`` stands in."""
    children: list[Module] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    imports: list[Definition] = field(default_factory=list)
    """Its ``use`` and ``extern crate`` declarations."""
    impls: list[Definition] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The last step of its path."""
        return self.path[-1]


@dataclass(eq=False, slots=True)
class UnexpandedCall:
    """The use of a macro, with the definitions that the crate has of it there."""

    call: Definition
    known: tuple[Definition, ...]


@dataclass(eq=False, slots=True)
class CrateTree:
    """A crate that was read."""

    crate: Crate
    root: Module | None = None
    macros: dict[str, list[Definition]] = field(default_factory=dict)
    """Every ``macro_rules!`` by name, in the order of the source."""
    unexpanded: list[UnexpandedCall] = field(default_factory=list)
    """Uses of macros whose results are not known from the source."""
