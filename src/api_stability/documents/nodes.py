"""What a document holds: scalars, lists and maps, each with the line that it begins on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

import msgspec

_TRUE: Final = frozenset({"true", "True", "TRUE"})
_FALSE: Final = frozenset({"false", "False", "FALSE"})
_NULL: Final = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(msgspec.Struct, frozen=True, gc=False):
    """One value, as it is written: ``1.10`` stays ``1.10``.

    What a plain scalar means is told by the words of YAML 1.2's core schema, of which JSON's are
    a part.
    """

    text: str
    line: int
    plain: bool = False
    """Whether it is written without quotes: only then can it be anything but text."""

    @property
    def truth(self) -> bool | None:
        """``True`` or ``False`` where it is one of them."""
        if self.plain and self.text in _TRUE:
            return True
        return False if self.plain and self.text in _FALSE else None

    @property
    def is_null(self) -> bool:
        """Whether it stands for nothing."""
        return self.plain and self.text in _NULL


class Sequence(msgspec.Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    line: int


class Entry(msgspec.Struct, frozen=True):
    """One key of a map, with its value."""

    key: str
    value: Node
    line: int
    """Of the key."""


class Mapping(msgspec.Struct, frozen=True):
    """A map; of a key that is written twice the last value counts, as for YAML's readers."""

    entries: tuple[Entry, ...]
    line: int

    def get(self, *path: str) -> Node | None:
        """What is found by going down along *path*; ``None`` where there is no such way."""
        found: Node | None = self
        for step in path:
            if not isinstance(found, Mapping):
                return None
            found = next((each.value for each in reversed(found.entries) if each.key == step), None)
        return found

    def text(self, *path: str) -> str | None:
        """The text of the scalar at *path*; ``None`` for anything else and for null."""
        found = self.get(*path)
        return found.text if isinstance(found, Scalar) and not found.is_null else None

    def truth(self, *path: str) -> bool | None:
        """Whether the value at *path* is true or false; ``None`` for anything else."""
        found = self.get(*path)
        return found.truth if isinstance(found, Scalar) else None

    def mapping(self, *path: str) -> Mapping:
        """The map at *path*; an empty one for anything else."""
        found = self.get(*path)
        return found if isinstance(found, Mapping) else Mapping((), self.line)

    def items(self, *path: str) -> tuple[Node, ...]:
        """The items of the list at *path*; none for anything else."""
        found = self.get(*path)
        return found.items if isinstance(found, Sequence) else ()

    def mappings(self, *path: str) -> Iterator[Mapping]:
        """The maps among the items of the list at *path*."""
        return (each for each in self.items(*path) if isinstance(each, Mapping))


Node: TypeAlias = Scalar | Sequence | Mapping


class Document(msgspec.Struct, frozen=True):
    """One document of a file; ``root`` is ``None`` for an empty one."""

    root: Node | None
    line: int
    repeated: tuple[tuple[str, int], ...] = ()
    """Keys that a map has more than once, with the line of the later one."""
    invalid: tuple[tuple[str, int], ...] = ()
    """Values that its format has no word for (``NaN`` in JSON), with their lines."""
    unnamed: tuple[int, ...] = ()
    """Lines of keys that are lists or maps, as ``{{ name }}`` of a template is one: they name
    nothing, and their entries are left out."""


class DocumentError(Exception):
    """A file that holds no document of its kind, or more than anybody wrote; never reaches users.

    ``code`` is a diagnostic's, ``message`` what is the matter, ``line`` where.
    """

    def __init__(self, code: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line
