"""Follows names to where they are from, and reads the files on the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from typing import Final

from api_stability.readers.python.expressions import parse_expression
from api_stability.readers.python.facts import Binding, ModuleFacts
from api_stability.readers.python.files import ModuleFile
from api_stability.readers.python.loading import Loader
from api_stability.readers.python.passages import Passages
from api_stability.readers.python.remembering import Read
from api_stability.readers.python.searching import WORD, may_bind, text_of, view
from api_stability.readers.python.sieve import names_in_code

_SHARE: Final = 0.5
"""How many of all files are read at most: from then on, choosing costs more than it saves."""
_STEPS: Final = 50
"""Names that are followed at most, for each file there is: more is no code that people write."""


class NotWorthItError(Exception):
    """Reading everything is less work than finding out what must be read."""


class Follower:
    """The files that were read so far, and what names in them lead to.

    Everything raises `NotWorthItError` where it takes too much.
    """

    def __init__(self, passages: Passages, loader: Loader) -> None:
        self.passages = passages
        self._loader = loader
        self.read: dict[ModuleFile, ModuleFacts] = {}
        self.fresh: list[ModuleFile] = []
        """Files that were read and that nobody has looked at: see `learning`."""
        self._most = max(3, len(passages.files) * _SHARE)
        self._steps = _STEPS * (len(passages.files) + _STEPS)
        self._bound: dict[str, dict[str, list[Binding]]] = {}
        """Bindings by file, and by each step of their names."""
        self._listed: dict[str, frozenset[str] | None] = {}
        self._words: dict[ModuleFile, frozenset[str]] = {}
        self._followed: dict[tuple[str, str], set[str]] = {}

    def take(self, files: Iterable[ModuleFile]) -> None:
        """Read *files*, if they were not; a module is its source and its stub."""
        modules = dict.fromkeys(file.module for file in files if file not in self.read)
        new = [f for name in modules for f in self.passages.modules[name] if f not in self.read]
        if len(self.read) + len(new) > self._most:
            raise NotWorthItError
        self._loader.load(new)
        for file in new:
            outcome = self._loader.outcome(file)
            empty = ModuleFacts(module=file.module, file=file.file, package=file.package)
            self.read[file] = outcome.facts if isinstance(outcome, Read) else empty
            self.fresh.append(file)

    def follow(self, path: str) -> set[str]:
        """Follow an absolute path to where it leads; the modules that it may mean."""
        head = path
        while head and head not in self.passages.modules:
            head = head.rpartition(".")[0]
        if not head:
            return set()
        files = self.passages.modules[head]
        self.take(files)
        name, _, rest = path[len(head) + 1 :].partition(".")
        if not name:
            return {head}
        reached: set[str] = set()
        for file in files:
            reached |= self._follow_in(self.read[file], name)
        if rest:
            reached = set().union(*(self.follow(f"{each}.{rest}") for each in reached))
        return reached

    def follow_text(self, facts: ModuleFacts, code: str) -> set[str]:
        """Follow all names in an expression of a file; the modules that they may mean."""
        reached: set[str] = set()
        for name in names_in_code(parse_expression(code), code):
            head, _, rest = name.partition(".")
            for module in self._follow_in(facts, head):
                reached |= self.follow(f"{module}.{rest}") if rest else {module}
        return reached

    def follow_lists(self, facts: ModuleFacts) -> None:
        """Follow the lists of other modules in ``__all__``."""
        for name in facts.exports or ():
            if name.startswith("*"):
                self.follow_text(facts, name[1:])

    def gives(self, facts: ModuleFacts, binding: Binding) -> bool:
        """Whether a file can be meant to give what it imports to others."""
        if binding.explicit or (facts.package and f"{binding.target}.".startswith(facts.module)):
            return True
        if facts.module not in self._listed:
            both = [self.read[file] for file in self.passages.modules[facts.module]]
            listed = [each for each in both if each.exports is not None]
            names = frozenset(name for each in listed for name in each.exports or ())
            odd = any(name.startswith("*") for name in names)
            odd = odd or not all(each.exports_known for each in listed)
            self._listed[facts.module] = None if odd else names
        known = self._listed[facts.module]
        return known is None or binding.name in known

    def _follow_in(self, facts: ModuleFacts, name: str) -> set[str]:
        """Follow a name that is used in a file; the modules that it may mean."""
        key = (facts.file, name)
        if key in self._followed:
            return self._followed[key]
        self._step()
        reached = self._followed[key] = set()
        bound = self._bindings(facts).get(name, ())
        for each in bound:
            if each.target is not None:
                reached |= self.follow(each.target)
            if each.value:
                reached |= self.follow_text(facts, each.value)
        for star in facts.wildcards if not bound else ():
            if self._may_supply(star.target or "", name, set()):
                reached |= self.follow(f"{star.target}.{name}")
        if f"{facts.module}.{name}" in self.passages.modules:
            reached |= self.follow(f"{facts.module}.{name}")
        if name == "__all__":
            self.follow_lists(facts)
        return reached

    def _bindings(self, facts: ModuleFacts) -> dict[str, list[Binding]]:
        if facts.file not in self._bound:
            found = self._bound[facts.file] = defaultdict(list)
            for each in facts.bindings:
                for step in set(each.name.split(".")):
                    found[step].append(each)
        return self._bound[facts.file]

    def take_suppliers(self, stars: Set[str], names: Set[str]) -> None:
        """Read what *stars* can bring by one of *names*: the last one of several is what counts."""
        closure = set(stars)
        pending = list(closure)
        while pending:
            self._step()
            origins = self.passages.star_origins(pending.pop()) - closure
            closure |= origins
            pending += origins
        modules, wanted = self.passages.modules, frozenset(names)
        binding = {
            name
            for name in closure
            if any(self._may_bind(file, wanted) for file in modules.get(name, ()))
        }
        between = sorted(self.passages.star_reach(binding) & closure)
        self.take(file for name in between for file in modules.get(name, ()))

    def _may_bind(self, file: ModuleFile, names: frozenset[str]) -> bool:
        if file in self.read or self.passages.is_odd(file):
            return True
        return may_bind(text_of(file) or "", names)

    def _may_supply(self, module: str, name: str, seen: set[str]) -> bool:
        """Whether ``from module import *`` can bring *name*."""
        seen.add(module)
        self._step()
        if any(self._mentions(file, name) for file in self.passages.modules.get(module, ())):
            return True
        origins = sorted(self.passages.star_origins(module) - seen)
        return any(each not in seen and self._may_supply(each, name, seen) for each in origins)

    def _mentions(self, file: ModuleFile, name: str) -> bool:
        return self.passages.is_odd(file) or view(name) in self._words_of(file)

    def _words_of(self, file: ModuleFile) -> frozenset[str]:
        if file not in self._words:
            text = text_of(file)
            self._words[file] = frozenset(WORD.findall(text) if text is not None else ())
        return self._words[file]

    def _step(self) -> None:
        self._steps -= 1
        if self._steps < 0:
            raise NotWorthItError
