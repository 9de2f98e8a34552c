"""Which readers there are: one per surface, found by name, imported when used.

A third party adds a surface with an entry point in the group ``api_stability.readers`` whose name
is the surface and whose object is a `SurfaceReader`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

import msgspec

from api_stability.model.inventory import Reading

if TYPE_CHECKING:
    from importlib import metadata

READERS: Final = {
    "python": "api_stability.readers.python.source:PYTHON",
    "cli": "api_stability.readers.cli.source:CLI",
    "env": "api_stability.readers.env.source:ENV",
    "crd": "api_stability.readers.crd.source:CRD",
    "helm": "api_stability.readers.helm.source:HELM",
    "metric": "api_stability.readers.metric.source:METRIC",
    "http": "api_stability.readers.http.source:HTTP",
    "feature-gate": "api_stability.readers.feature_gate.source:FEATURE_GATE",
    "rust": "api_stability.readers.rust.source:RUST",
}
GROUP: Final = "api_stability.readers"


Progress: TypeAlias = Callable[[str, int, int], None]
"""Told, while a source is read: its id, how many files are read, and of how many."""


def silent(_source: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


class Shelf(Protocol):
    """Where a reader keeps what it would otherwise have to work out again.

    Nothing on it is needed: what is missing or damaged is made anew.
    """

    def load(self, name: str) -> bytes | None:
        """What was stored as *name*, if it is still there."""

    def store(self, name: str, data: bytes) -> None:
        """Keep *data* as *name*, whole or not at all; never raises."""

    def damaged(self) -> None:
        """Say that what was loaded could not be used and is made anew."""


class SourceContext(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader needs to know besides its own options."""

    project: str
    root: Path
    """The configuration's folder: paths in options are relative to it."""
    where: str
    """The configuration file, for messages."""
    key: str
    """The source's place in it ("sources[0]")."""
    marked_only: bool = False


class SurfaceReader(msgspec.Struct, frozen=True):
    """One surface: its options and what to do with them.

    ``options`` is the struct of a ``[[sources]]`` table (without ``surface``). ``plan`` checks the
    options and returns everything that reading depends on but the files' contents, as a value that
    msgspec encodes; it raises `UserError`. ``find_files`` lists the files that ``read`` would read,
    cheaply. ``read`` never raises for what stands in those files. ``read_again``, for a reader that
    has one, gives the same reading with the help of what an earlier one left on a shelf.
    """

    surface: str
    options: type[msgspec.Struct]
    plan: Callable[[Any, SourceContext], Any]
    find_files: Callable[[Any], tuple[Path, ...]]
    read: Callable[[Any, Progress], Reading]
    read_again: Callable[[Any, Progress, Shelf], Reading] | None = None


def find_surfaces() -> tuple[str, ...]:
    """All surfaces that there are readers for."""
    return tuple(dict.fromkeys([*(each.name for each in _entry_points(tuple(sys.path))), *READERS]))


def load_reader(surface: str) -> SurfaceReader | None:
    """The reader of a surface, if there is one: ours first, which is all that most need."""
    path = READERS.get(surface)
    if path is not None:
        module, _, name = path.partition(":")
        reader = getattr(import_module(module), name)
        assert isinstance(reader, SurfaceReader)  # noqa: S101 - our own registry
        return reader
    found = [each for each in _entry_points(tuple(sys.path)) if each.name == surface]
    return found[-1].load() if found else None


@lru_cache(maxsize=4)
def _entry_points(_path: tuple[str, ...]) -> tuple[metadata.EntryPoint, ...]:
    """Those of other packages: looking for them reads the metadata of all that is installed."""
    from importlib import metadata

    return tuple(metadata.entry_points(group=GROUP))
