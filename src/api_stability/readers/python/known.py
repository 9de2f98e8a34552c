"""Which paths are markers: those of the marker sets, and copies of our own decorators."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from api_stability.markers.model import DecoratorMarker, MarkerSet, Parameter
from api_stability.model.patterns import match_id
from api_stability.readers.python.facts import Factory, ModuleFacts
from api_stability.readers.python.names import World

_NOBODY: Final[tuple[DecoratorMarker, ...]] = ()


class KnownMarkers:
    """Markers by the paths that they are used by; a later set describes a path anew."""

    def __init__(self, world: World, sets: Iterable[MarkerSet]) -> None:
        self._world = world
        self._exact: dict[str, tuple[DecoratorMarker, ...]] = {}
        self._patterns: dict[str, list[tuple[str, DecoratorMarker]]] = {}
        self._complete: dict[str, tuple[DecoratorMarker, ...]] = {}
        copied: list[DecoratorMarker] = []
        for each in sets:
            copied += each.decorators if each.attributes else ()
            self._add(each)
        self.factories: dict[str, tuple[Factory, ModuleFacts]] = {}
        """The functions of the project that are called like markers or give them, by path."""
        self._ambiguous: set[str] = set()
        self._add_definitions()
        self._add_factories()
        self._add_copies(copied)

    def __contains__(self, path: str) -> bool:
        return path in self._exact or self._pattern(path) is not None

    def find(self, path: str) -> tuple[DecoratorMarker, ...]:
        """What is said about a path: each with the signature that is stated, or else defined."""
        if path not in self._complete:
            pattern = None if path in self._exact else self._pattern(path)
            markers = (pattern,) if pattern else self._exact.get(path, _NOBODY)
            self._complete[path] = tuple(self._with_signature(each, path) for each in markers)
        return self._complete[path]

    def _add(self, marker_set: MarkerSet) -> None:
        exact: dict[str, tuple[DecoratorMarker, ...]] = {}
        for marker in marker_set.decorators:
            for path in marker.paths:
                if "*" in path:
                    last = path.rpartition(".")[2]
                    self._patterns.setdefault(last, []).append((path, marker))
                else:
                    exact[path] = (*exact.get(path, ()), marker)
        self._exact.update(exact)

    def _add_definitions(self) -> None:
        """Know a marker also where it is defined, when a set names it where it is re-exported."""
        for path, markers in [*self._exact.items()]:
            for each in self._world.lead(path)[1:]:
                same = each.rpartition(".")[2] == path.rpartition(".")[2]
                if same and self._world.split(each) is not None:
                    self._exact.setdefault(each, markers)

    def _add_factories(self) -> None:
        for module in self._world.modules.values():
            for facts in module.files:
                for factory in facts.factories:
                    path = f"{facts.module}.{factory.name}"
                    known = self.factories.setdefault(path, (factory, facts))[0]
                    if known != factory and not facts.file.endswith(".pyi"):
                        self._ambiguous.add(path)  # one of several, and nobody knows which

    def _add_copies(self, markers: Iterable[DecoratorMarker]) -> None:
        """Take copies of a set's decorators for what they are copies of.

        A copy has the name and the parameters of the original, in a module that names one of the
        attributes that the set knows; how it sets them does not matter.
        """
        originals = {
            (path.rpartition(".")[2], tuple(each.name for each in marker.parameters)): marker
            for marker in markers
            for path in marker.paths
            if marker.parameters
        }
        for module in self._world.modules.values():
            for facts in module.files:
                for name, parameters in facts.makers:
                    marker = originals.get((name, parameters))
                    if marker is not None:
                        self._exact.setdefault(f"{facts.module}.{name}", (marker,))

    def _pattern(self, path: str) -> DecoratorMarker | None:
        for pattern, marker in self._patterns.get(path.rpartition(".")[2], ()):
            if match_id(pattern, f"python:{path}"):
                return marker
        return None

    def giving(self, path: str) -> tuple[Factory, ModuleFacts] | None:
        """The function at *path*, where all that it does is to give a marker."""
        found = self.factories.get(path)
        if found is None or found[0].given is None or found[0].decorated:
            return None
        return None if path in self._ambiguous else found

    def _with_signature(self, marker: DecoratorMarker, path: str) -> DecoratorMarker:
        if marker.parameters is not None:
            return marker
        parameters = self._signature(path)
        return marker if parameters is None else replace(marker, parameters=tuple(parameters))

    def _signature(self, path: str) -> Sequence[Parameter] | None:
        """How what is at *path* is defined, where that is read and can be relied on."""
        for each in reversed(self._world.lead(path)):
            found = self.factories.get(each)
            if found is not None and not found[0].decorated and each not in self._ambiguous:
                return found[0].parameters
        return None
