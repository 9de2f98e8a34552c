"""How names get from file to file: what imports call them, and what stars take along."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from api_stability.readers.python.files import ModuleFile
from api_stability.readers.python.passing import Passing
from api_stability.readers.python.searching import unview, view


class Spread(NamedTuple):
    """How far names get."""

    names: set[str]
    """They themselves, what imports call them, and the steps of all modules that have them."""
    files: list[ModuleFile]
    """Those that can pass them on."""
    giving: set[str]
    """The modules from which a star can take some of them."""


class Passages:
    """The ways between the files of a reading, as far as their texts show them."""

    def __init__(self, files: Sequence[ModuleFile]) -> None:
        self.files = files
        self.modules: dict[str, list[ModuleFile]] = defaultdict(list)
        for file in files:
            self.modules[file.module].append(file)
        self._sorted = sorted((f"{file.module}.", file) for file in files)
        self._of: dict[ModuleFile, Passing] = {}
        self._renamed: dict[str, set[str]] = defaultdict(set)
        """What names are called elsewhere, as they look in texts."""
        self._takers: dict[str, list[ModuleFile]] = defaultdict(list)
        """The files that import all from a module."""

    def add(self, file: ModuleFile, passing: Passing) -> None:
        """Note what *file* can pass on; each of them is added before anything is asked."""
        self._of[file] = passing
        for old, new in passing.renamed:
            self._renamed[old].add(new)
        for origin in passing.stars:
            self._takers[origin].append(file)

    def inside(self, module: str) -> list[ModuleFile]:
        """The files of *module* and of all modules in it."""
        start = f"{module}."
        first = bisect_left(self._sorted, start, key=lambda each: each[0])
        last = bisect_left(self._sorted, f"{module}/", key=lambda each: each[0])
        return [file for _, file in self._sorted[first:last]]

    def rename(self, names: Iterable[str]) -> set[str]:
        """*names*, and what any import calls them, step by step."""
        found = set(map(view, names))
        pending = list(found)
        while pending:
            new = self._renamed.get(pending.pop(), set()) - found
            found |= new
            pending += new
        return set(map(unview, found))

    def spread(self, names: Iterable[str], homes: Iterable[str]) -> Spread:
        """Where *names*, which the modules *homes* have, can get to, and under what names."""
        return _Spreading(self._of, self._takers, self._renamed).run(names, homes)

    def star_reach(self, modules: Iterable[str]) -> set[str]:
        """*modules*, and those that have something of theirs by stars."""
        found = set(modules)
        pending = list(found)
        while pending:
            for file in self._takers.get(pending.pop(), ()):
                if file.module not in found:
                    found.add(file.module)
                    pending.append(file.module)
        return found

    def is_starred(self, module: str) -> bool:
        """Whether some file imports all from *module*."""
        return module in self._takers

    def star_origins(self, module: str) -> set[str]:
        """The modules that *module* imports all from."""
        return {star for file in self.modules.get(module, ()) for star in self._of[file].stars}

    def is_odd(self, file: ModuleFile) -> bool:
        """Whether a file can pass on more than its text shows."""
        return self._of[file].odd

    def may_pass(self, file: ModuleFile, names: Set[str]) -> bool:
        """Whether one of *names* can be reached by a path through a file."""
        return self._of[file].may_pass(names)

    def odd_modules(self) -> set[str]:
        """The modules of all such files."""
        return {file.module for file, passing in self._of.items() if passing.odd}


class _Spreading:
    """One search: each name, module and file is gone through once. Names are as texts show them."""

    def __init__(
        self,
        passing: Mapping[ModuleFile, Passing],
        takers: Mapping[str, list[ModuleFile]],
        renamed: Mapping[str, set[str]],
    ) -> None:
        self._takers = takers
        self._renamed = renamed
        self._passers: dict[str, list[ModuleFile]] = defaultdict(list)
        """Files by the names that they can pass on."""
        self._bringers: dict[str, list[str]] = defaultdict(list)
        """Modules by the names that a star can take from them."""
        self._odd = [file for file, each in passing.items() if each.odd]
        for file, each in passing.items():
            for name in each.explicit | each.imported:
                self._passers[name].append(file)
            for name in each.words if file.module in takers else ():
                self._bringers[name].append(file.module)
        self._names: set[str] = set()
        self._files: set[ModuleFile] = set()
        self._giving: set[str] = set()
        self._homes: set[str] = set()
        self._new_names: list[str] = []
        self._new_homes: list[str] = []

    def run(self, names: Iterable[str], homes: Iterable[str]) -> Spread:
        self._name(map(view, names))
        for home in homes:
            self._home(home)
        self._pass(self._odd)
        while self._new_names or self._new_homes:
            if self._new_names:
                name = self._new_names.pop()
                self._name(self._renamed.get(name, ()))
                self._pass(self._passers.get(name, ()))
                for module in self._bringers.get(name, ()):
                    self._give(module)
            else:
                steps = self._new_homes.pop().split(".")
                self._name(map(view, steps))
                for count in range(1, len(steps) + 1):
                    # a package can list its modules
                    self._give(".".join(steps[:count]))
        return Spread(set(map(unview, self._names)), sorted(self._files), self._giving)

    def _name(self, names: Iterable[str]) -> None:
        new = set(names) - self._names
        self._names |= new
        self._new_names += new

    def _home(self, module: str) -> None:
        if module not in self._homes:
            self._homes.add(module)
            self._new_homes.append(module)

    def _give(self, module: str) -> None:
        if module not in self._giving:
            self._giving.add(module)
            self._pass(self._takers.get(module, ()))

    def _pass(self, files: Iterable[ModuleFile]) -> None:
        for file in files:
            if file not in self._files:
                self._files.add(file)
                self._home(file.module)
