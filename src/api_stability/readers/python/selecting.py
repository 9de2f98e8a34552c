"""Which files must be read to know every mark, and every path of what is marked.

Two fixed points. The first one is about marks: files that pass the sieve are read; names that they
give to markers are names to look for in the others; what their marks are made of (constants, other
decorators) is followed to where it is defined. The second one is about paths: from what turns out
to be marked, through all files that can pass its names on. Files that are left out could only have
said something about what nobody asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Final

from api_stability.markers.model import MarkerSet
from api_stability.readers.python.facts import ModuleFacts
from api_stability.readers.python.files import ModuleFile
from api_stability.readers.python.following import Follower, NotWorthItError
from api_stability.readers.python.learning import Learner
from api_stability.readers.python.loading import Loader
from api_stability.readers.python.opening import is_named, open_up
from api_stability.readers.python.passages import Passages
from api_stability.readers.python.passing import imported_words, passing_of
from api_stability.readers.python.searching import (
    Groups,
    find_used,
    group,
    near,
    text_of,
    used_near,
    view,
)
from api_stability.readers.python.sieve import Sieve, making_names, near_names, paths_of

__all__ = ["NotWorthItError", "Selection"]

_ROUNDS: Final = 12
"""Names for names for names of markers in a row: more is no code that people write."""


class Selection:
    """The files that must be read.

    `find_marks` and `find_paths` raise `NotWorthItError` where reading everything is less work than
    finding out what must be read.
    """

    def __init__(
        self, files: Sequence[ModuleFile], loader: Loader, sets: Sequence[MarkerSet]
    ) -> None:
        self._sets = sets
        self._shipped = frozenset(path.rpartition(".")[2] for path in paths_of(sets))
        self._level_words = frozenset(word for each in sets for word in each.module_names)
        self._sieve = Sieve(loader.vocabulary)
        self._passages = Passages(files)
        self._follower = Follower(self._passages, loader)

    @property
    def read(self) -> Mapping[ModuleFile, ModuleFacts]:
        """What the files say that were read so far."""
        return self._follower.read

    def find_marks(self) -> None:
        """Read what marks are made of, and whole packages whose name is a level."""
        files, words = self._passages.files, self._level_words
        self._follower.take(self._look())
        self._pass_on(words, {file.module for file in files if is_named(file, words)})
        open_up(self._follower, words)
        learner = Learner(
            self._follower, self._sieve, shipped=self._shipped, making=making_names(self._sets)
        )
        for _ in range(_ROUNDS):
            new = learner.learn()
            if not new:
                return
            self._follower.take(_users((file for file in files if file not in self.read), new))
        raise NotWorthItError

    def find_paths(self, marked: Mapping[str, Set[str]], whole: Iterable[str]) -> set[str]:
        """Read what can pass on the names *marked*, by module, and all that is in modules.

        *whole*: those modules; gives them and all modules in them.
        """
        names = {name for each in marked.values() for name in each}
        givers = set(marked)
        inside = {file for module in whole for file in self._passages.inside(module)}
        self._follower.take(sorted(inside))
        for file in inside:
            names.update(each.name.partition(".")[0] for each in self.read[file].definitions)
            givers.add(file.module)
        for file in [file for file in self.read if file.module in givers]:
            self._follower.follow_lists(self.read[file])
        files, giving = self._pass_on(names, givers)
        several = [self.read[file].wildcards for file in files]
        stars = {
            star.target or ""
            for each in several
            if len(each) > 1 and not giving.isdisjoint(star.target for star in each)
            for star in each
        }
        names.update(module.rpartition(".")[2] for module in whole)
        self._follower.take_suppliers(stars, self._passages.rename(names))
        return {file.module for file in inside}

    def _pass_on(self, names: Set[str], givers: Set[str]) -> tuple[list[ModuleFile], set[str]]:
        """Read all files that can pass on *names*, or what they are called elsewhere.

        *givers*: modules that have something of these names. Gives the files, and the modules
        from which a star can take some of the names.
        """
        names, files, giving = self._passages.spread(names, givers)
        self._follower.take(files)
        for file in files:
            facts = self.read[file]
            for each in facts.bindings:
                passed = each.target is not None and each.target.rpartition(".")[2] in names
                if passed and self._follower.gives(facts, each):
                    self._follower.follow(each.target or "")
            for star in facts.wildcards:
                if star.target in giving:
                    self._follower.follow(star.target)
            self._follower.follow_lists(facts)
        return files, giving

    def _look(self) -> list[ModuleFile]:
        """Look at each text once: files that pass, and those that use a name of a marker."""
        files = self._passages.files
        packages = {file.module.partition(".")[0] for file in files}
        away = {path.partition(".")[0] for path in paths_of(self._sets)} - packages
        close = near_names(self._sets, packages)
        found = []
        groups, words = self._needles(close)
        for file in files:
            text = text_of(file)
            passing = passing_of(file, text)
            self._passages.add(file, passing)
            if text is not None:
                packages |= away & imported_words(text, passing)
            if self._matters(file, text, groups, words):
                found.append(file)
        self._sieve.names |= near_names(self._sets, packages)
        more = self._sieve.names - close
        if more:
            known = set(found)
            found += _users((file for file in files if file not in known), more)
        return found

    def _needles(self, names: Set[str]) -> tuple[Groups, frozenset[str]]:
        """What to search texts for, and what of it is a part of more than *names*."""
        needles = self._sieve.vocabulary.needles
        groups: Groups = {
            piece: {seen: name for seen, name in each.items() if name in names}
            for piece, each in group(needles | names).items()
        }
        return groups, frozenset(
            piece for piece in groups if any(piece in view(needle) for needle in needles)
        )

    def _matters(
        self, file: ModuleFile, text: str | None, groups: Groups, words: frozenset[str]
    ) -> bool:
        """Whether a file can hold a mark, or use a name of a marker, or give something a level."""
        if text is None or is_named(file, self._level_words):
            return True
        if self._passages.may_pass(file, self._level_words):
            return True
        pieces = near(text, groups)
        if not words.isdisjoint(pieces) and self._sieve.passes(text):
            return True
        return bool(used_near(text, groups, pieces))


def _users(files: Iterable[ModuleFile], names: Set[str]) -> list[ModuleFile]:
    wanted = frozenset(names)
    return [file for file in files if find_used(text_of(file) or "", wanted)]
