"""Levels that names say: modules called ``experimental``, and what is public in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api_stability.markers.model import MarkerSet
from api_stability.model.symbols import Mark
from api_stability.readers.python.names import Module, World
from api_stability.readers.python.paths import Paths


class NameMarks:
    """The level words that modules' names can hold."""

    def __init__(self, world: World, sets: Iterable[MarkerSet], *, source: str) -> None:
        self._world = world
        self._source = source
        self._words = frozenset(word for each in sets for word in each.module_names)

    def of_module(self, module: Module, paths: Paths) -> list[Mark]:
        """What a module's own name says, or the public one that it has instead."""
        file = next((facts.file for facts in module.files), None)
        for path in (module.name, paths.path):
            word = self._word(path)
            if word is not None:
                return [self._mark(path, word, file, 1 if file else None)]
        return []

    def of_definition(self, home: Module, inside: Paths, paths: Paths) -> Iterator[Mark]:
        """What the public path of something says that is defined elsewhere, in *home*.

        Inside the module of that name it is the module that has the mark.
        """
        own = (f"{home.name}.", f"{inside.path}.")
        steps = paths.path.split(".")[:-1]
        if self._words.isdisjoint([each.lstrip("_") for each in steps]):
            return
        for count in range(1, len(steps) + 1):
            path = ".".join(steps[:count])
            word = self._word(path)
            if word is not None and not any(each.startswith(f"{path}.") for each in own):
                file, line = self._place(path, paths.path[len(path) + 1 :])
                yield self._mark(path, word, file, line)

    def _word(self, path: str) -> str | None:
        word = path.rpartition(".")[2].lstrip("_")
        return word if word in self._words else None

    def _place(self, path: str, name: str) -> tuple[str | None, int | None]:
        """Where the module *path* gets *name* from."""
        module = self._world.modules.get(path)
        if module is None or not module.files:
            return None, None
        bound = module.last_live(name.partition(".")[0])
        if bound:
            return bound[-1][0].file, bound[-1][1].line
        return module.files[0].file, 1

    def _mark(self, path: str, word: str, file: str | None, line: int | None) -> Mark:
        return Mark(
            source=self._source, form="name", name=path, raw_level=word, file=file, line=line
        )
