"""Reads all that can be reached through names that are levels: they mark what they lead to."""

from __future__ import annotations

from collections.abc import Iterable, Set
from enum import IntEnum

from api_stability.readers.python.facts import ModuleFacts
from api_stability.readers.python.files import ModuleFile
from api_stability.readers.python.following import Follower


class _Reach(IntEnum):
    """How much of a file has a path through such a name."""

    NAMED = 0
    """What an import gives such a name."""
    GIVEN = 1
    """What the file gives to others: it is in a module with such a name."""
    ALL = 2
    """Whatever is bound in it: such a module imports all from it."""


def is_named(file: ModuleFile, words: Set[str]) -> bool:
    """Whether a file is in a module whose name is one of *words*."""
    return any(step.lstrip("_") in words for step in file.module.split("."))


def open_up(follower: Follower, words: Set[str]) -> None:
    """Read everything that has a path through one of *words*, from the files that were read."""
    _Opening(follower, words).run()


class _Opening:
    def __init__(self, follower: Follower, words: Set[str]) -> None:
        self._follower = follower
        self._words = words
        self._reach: dict[ModuleFile, _Reach] = {}
        self._pending: list[ModuleFile] = []
        self._opened: set[str] = set()

    def run(self) -> None:
        for file in [*self._follower.read]:
            named = is_named(file, self._words)
            self._raise([file], _Reach.GIVEN if named else _Reach.NAMED)
        while self._pending:
            file = self._pending.pop()
            self._follower.take([file])
            self._open(self._follower.read[file], self._reach[file])

    def _open(self, facts: ModuleFacts, reach: _Reach) -> None:
        reached: set[str] = set()
        for each in facts.bindings:
            if each.target is not None and (
                each.name in self._words
                or reach is _Reach.ALL
                or (reach is _Reach.GIVEN and self._follower.gives(facts, each))
            ):
                reached |= self._follower.follow(each.target)
        modules = self._follower.passages.modules
        for star in facts.wildcards if reach is not _Reach.NAMED else ():
            if star.target in modules:
                self._raise(modules[star.target], _Reach.ALL)
                reached.add(star.target)
        for module in reached - self._opened:
            # whatever is in a module that has such a name
            self._opened.add(module)
            self._raise(self._follower.passages.inside(module), _Reach.GIVEN)

    def _raise(self, files: Iterable[ModuleFile], reach: _Reach) -> None:
        for file in files:
            if file not in self._reach or self._reach[file] < reach:
                self._reach[file] = reach
                self._pending.append(file)
