"""Which files must be read to know every mark, and every path of what is marked.

Two fixed points. The first one is about marks: files that pass the sieve are read; names that they
give to markers are names to look for in the others; what their marks are made of (constants, other
decorators) is followed to where it is defined. The second one is about paths: from what turns out to
be marked, through all files that can pass its names on. Files that are left out could only have said
something about what nobody asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from api_stability.markers.model import MarkerSet
from api_stability.readers.python.facts import Binding, ModuleFacts
from api_stability.readers.python.files import ModuleFile
from api_stability.readers.python.folding import parse_expression
from api_stability.readers.python.loading import Loader
from api_stability.readers.python.passing import Passing, passing_of
from api_stability.readers.python.remembering import Read
from api_stability.readers.python.sieve import (
    Sieve,
    find_used,
    group,
    imported_words,
    making_names,
    mentions,
    names_in_code,
    near,
    paths_of,
    text_of,
    unview,
    used_near,
    view,
)


class Selection:
    """Files that were read so far, and why the next ones must be."""

    def __init__(
        self, files: Sequence[ModuleFile], loader: Loader, sets: Sequence[MarkerSet]
    ) -> None:
        self._files = files
        self._loader = loader
        self._sets = sets
        self._shipped = frozenset(path.rpartition(".")[2] for path in paths_of(sets))
        self._making = making_names(sets)
        self._level_words = frozenset(word for each in sets for word in each.module_names)
        self._sieve = Sieve(loader.vocabulary)
        self._passing: dict[ModuleFile, Passing] = {}
        self._modules: dict[str, list[ModuleFile]] = {}
        for file in files:
            self._modules.setdefault(file.module, []).append(file)
        self._renamed: dict[str, set[str]] = {}
        """What names are called elsewhere, as they look in texts."""
        self._mentioned: dict[ModuleFile, tuple[frozenset[str], bool]] = {}
        """Names that were looked for in a file, and whether one was there."""
        self._followed: dict[tuple[str, str], set[str]] = {}
        self._pending: list[ModuleFile] = []
        """Files that were read and not yet looked at."""
        self.read: dict[ModuleFile, ModuleFacts] = {}

    def find_marks(self) -> None:
        """Read what marks are made of, and whole packages whose name is a level."""
        first, used = self._look()
        self._take([*first, *(f for f, names in used.items() if names & self._sieve.names)])
        words = self._level_words
        self._spread(set(words), {f.module for f in self._files if _named(f, words)})
        self._open_up(words)
        while new := self._learn():
            self._take(f for f in self._files if f not in self.read and self._uses(f, new))

    def _look(self) -> tuple[list[ModuleFile], dict[ModuleFile, set[str]]]:
        """Look at each text once: files that pass, and those that use a name that may matter."""
        level_words = self._level_words
        packages = {file.module.partition(".")[0] for file in self._files}
        away = {path.partition(".")[0] for path in paths_of(self._sets)} - packages
        first: list[ModuleFile] = []
        used: dict[ModuleFile, set[str]] = {}
        needles = self._sieve.vocabulary.needles
        groups = {
            piece: {view(name): name for name in names.values() if name in self._shipped}
            for piece, names in group(needles | self._shipped).items()
        }
        words = {piece for piece in groups if any(piece in needle for needle in needles)}
        for file in self._files:
            text = text_of(file)
            self._passing[file] = passing_of(file, text)
            for old, new in self._passing[file].renamed:
                self._renamed.setdefault(old, set()).add(new)
            here = near(text, groups) if text is not None else {}
            if (
                text is None
                or (not words.isdisjoint(here) and self._sieve.passes(text))
                or self._says_level(file, level_words)
            ):
                first.append(file)
            packages |= away if text is None else away & imported_words(text)
            names = used_near(text, here) if text is not None else set()
            if names:
                used[file] = names
        self._sieve = Sieve.of(self._loader.vocabulary, self._sets, packages)
        return first, used

    def _says_level(self, file: ModuleFile, words: frozenset[str]) -> bool:
        """Whether its own name is a level, or one that it can give to something."""
        return _named(file, words) or self._passing[file].may_pass(words)

    def _open_up(self, words: frozenset[str]) -> None:
        """Read all that can be reached through names that are levels: they mark what they lead to.

        That is everything in a module with such a name, and what an import gives such a name.
        """
        pending = list(self.read)
        whole = {file for file in pending if _named(file, words)}
        seen: set[ModuleFile] = set()
        while pending:
            file = pending.pop()
            if file in seen:
                continue
            seen.add(file)
            self._take([file])
            facts = self.read[file]
            reached = {star.target or "" for star in facts.wildcards} if file in whole else set()
            for each in facts.bindings:
                if each.target is None:
                    continue
                if each.name in words or (file in whole and self._gives(facts, each)):
                    reached |= self._follow(each.target)
            roots = tuple(f"{module}." for module in reached if module in self._modules)
            if roots:
                inside = {f for f in self._files if f"{f.module}.".startswith(roots)} - whole
                whole |= inside
                seen -= inside
                pending += inside

    def _uses(self, file: ModuleFile, names: set[str]) -> bool:
        return bool(find_used(text_of(file) or "", names))

    def find_paths(self, marked: Mapping[str, Iterable[str]], inside: Iterable[str]) -> None:
        """Read what can pass on the names *marked*, by module, and all that is *inside* modules."""
        roots = tuple(f"{module}." for module in inside)
        self._take(f for f in self._files if f"{f.module}.".startswith(roots)) if roots else None
        names = {name for each in marked.values() for name in each}
        givers = set(marked)
        for file, facts in self.read.items():
            if roots and f"{file.module}.".startswith(roots):
                names.update(each.name.partition(".")[0] for each in facts.definitions)
                givers.add(file.module)
        for file in [file for file in self.read if file.module in givers]:
            self._follow_lists(self.read[file])
        names.update(step for module in givers for step in module.split("."))
        self._spread(names, givers)

    def _spread(self, names: set[str], givers: set[str]) -> None:
        """Read all files that can pass on *names*, or what they are called elsewhere.

        *givers*: modules that have something of these names.
        """
        passing: set[ModuleFile] = set()
        for module in [*givers]:
            steps = module.split(".")
            givers.update(".".join(steps[:count]) for count in range(1, len(steps)))
        count = -1
        while len(passing) + len(names) + len(givers) > count:
            count = len(passing) + len(names) + len(givers)
            self._rename(names)
            new = self._find_passing(passing, frozenset(names), givers)
            passing.update(new)
            givers.update(file.module for file in new)
            self._take(new)
            for file in passing:
                self._follow_given(self.read[file], names, givers)
            self._drain()

    def _rename(self, names: set[str]) -> None:
        """Add what *names* are called anywhere."""
        pending = list(names)
        while pending:
            new = set(map(unview, self._renamed.get(view(pending.pop()), ()))) - names
            names |= new
            pending += new

    def _find_passing(
        self, known: set[ModuleFile], names: frozenset[str], givers: set[str]
    ) -> list[ModuleFile]:
        """Further files that can pass on *names*."""
        seen = frozenset(map(view, names))
        found = []
        for file in self._files:
            passing = self._passing[file]
            if file in known:
                continue
            origins = [_absolute(file, star) for star in passing.stars]
            if passing.may_pass(seen) or any(
                self._may_give(each, seen, givers, set()) for each in origins
            ):
                found.append(file)
        return found

    def _may_give(
        self, module: str, names: frozenset[str], givers: set[str], seen: set[str]
    ) -> bool:
        """Whether ``from module import *`` can bring one of *names* that others define."""
        seen.add(module)
        if module in givers:
            return True
        for file in self._modules.get(module, ()):
            passing = self._passing[file]
            if passing.odd or not names.isdisjoint(passing.words):
                return True
            origins = {_absolute(file, star) for star in passing.stars} - seen
            if any(self._may_give(each, names, givers, seen) for each in origins):
                return True
        return False

    def _follow_given(self, facts: ModuleFacts, names: set[str], givers: set[str]) -> None:
        """Follow the names that a file passes on to where they are from."""
        for each in facts.bindings:
            if each.target is not None and self._gives(facts, each):
                if each.target.rpartition(".")[2] in names:
                    self._follow(each.target)
        seen = frozenset(map(view, names))
        for star in facts.wildcards:
            if star.target and self._may_give(star.target, seen, givers, set()):
                self._follow(star.target)
        self._follow_lists(facts)

    def _follow_lists(self, facts: ModuleFacts) -> set[str]:
        """Follow the lists of other modules in ``__all__``."""
        names = (name[1:] for name in facts.exports or () if name.startswith("*"))
        return set[str]().union(*(self._follow_text(facts, name) for name in names))

    def _gives(self, facts: ModuleFacts, binding: Binding) -> bool:
        """Whether a file can be meant to give what it imports to others."""
        if binding.explicit or (facts.package and f"{binding.target}.".startswith(facts.module)):
            return True
        both = (self.read[each] for each in self._modules[facts.module] if each in self.read)
        return any(
            not each.exports_known or any(n[:1] == "*" or n == binding.name for n in each.exports)
            for each in both
            if each.exports is not None
        )

    def _take(self, files: Iterable[ModuleFile]) -> None:
        # a module is its source and its stub
        modules = dict.fromkeys(file.module for file in files if file not in self.read)
        new = [f for module in modules for f in self._modules[module] if f not in self.read]
        self._loader.load(new)
        for file in new:
            outcome = self._loader.outcome(file)
            empty = ModuleFacts(module=file.module, file=file.file, package=file.package)
            self.read[file] = outcome.facts if isinstance(outcome, Read) else empty
            self._pending.append(file)

    def _learn(self) -> set[str]:
        """Look at what was read; the names of markers that are new."""
        before = set(self._sieve.names)
        while True:
            known = len(self._sieve.names)
            for facts in [*self.read.values()]:
                self._sieve.names.update(self._names_in(facts))
            if len(self._sieve.names) > known:
                # a name may matter in what was looked at before it was known
                self._pending = [*self.read]
            elif not self._pending:
                return self._sieve.names - before
            self._drain()

    def _drain(self) -> None:
        """Follow what the marks in the files that were read are made of."""
        while self._pending:
            facts = self.read[self._pending.pop()]
            for text in self._texts(facts):
                self._follow_text(facts, text)
            self._follow_stars(facts, self._sieve.names)

    def _names_in(self, facts: ModuleFacts) -> Iterator[str]:
        """Names that *facts* give to markers, and those of the project's own."""
        known = self._sieve.names
        for each in facts.bindings:
            if (each.target is not None and each.target.rpartition(".")[2] in known) or (
                each.value is not None and self._sieve.is_marker(each.value, self._making)
            ):
                name = each.name.rpartition(".")[2]
                if name[:2] != "__":
                    yield name
        for template in facts.templates:
            yield from (step for step in template.name.split(".") if step[:2] != "__")
        for name, _ in facts.makers:
            if name.rpartition(".")[2] in self._shipped:
                yield name.rpartition(".")[2]

    def _texts(self, facts: ModuleFacts) -> Iterator[str]:
        """Source texts in which a marker can be used."""
        for each in facts.definitions:
            for decorator in (*each.decorators, *(d.decorator for d in each.metadata)):
                if self._sieve.can_mark(decorator.text):
                    yield decorator.text
        for binding in facts.bindings:
            if binding.value and self._sieve.can_mark(binding.value):
                yield binding.value
        for assignment in facts.assignments:
            yield from (assignment.target, assignment.text)
        for template in facts.templates:
            yield from (text for _, text in (*template.values, *template.locals))
            yield from template.calls
            yield from (each.default or "" for each in template.parameters)
        for lookup in facts.lookups:
            yield from (lookup.call or "", lookup.table or "", lookup.message or "")
        for table in facts.tables:
            yield from (entry.value or "" for entry in table.entries)

    def _follow_text(self, facts: ModuleFacts, code: str) -> set[str]:
        """Follow all names in an expression of a file; the modules that they may mean."""
        reached: set[str] = set()
        for name in names_in_code(parse_expression(code), code):
            head, _, rest = name.partition(".")
            for module in self._follow_in(facts, head):
                reached |= self._follow(f"{module}.{rest}") if rest else {module}
        return reached

    def _follow_in(self, facts: ModuleFacts, name: str) -> set[str]:
        """Follow a name that is used in a file; the modules that it may mean."""
        key = (facts.file, name)
        if key in self._followed:
            return self._followed[key]
        reached = self._followed[key] = set()
        bound = [each for each in facts.bindings if name in each.name.split(".")]
        for each in bound:
            if each.target is not None:
                reached |= self._follow(each.target)
            if each.value:
                reached |= self._follow_text(facts, each.value)
        for star in facts.wildcards if not bound else ():
            if self._may_supply(star.target or "", frozenset({name}), set()):
                reached |= self._follow(f"{star.target}.{name}")
        if f"{facts.module}.{name}" in self._modules:
            reached |= self._follow(f"{facts.module}.{name}")
        if name == "__all__":
            reached |= self._follow_lists(facts)
        return reached

    def _follow_stars(self, facts: ModuleFacts, names: Set[str]) -> None:
        wanted = frozenset(names)
        for star in facts.wildcards:
            if star.target and self._may_supply(star.target, wanted, set()):
                self._follow(star.target)

    def _may_supply(self, module: str, names: frozenset[str], seen: set[str]) -> bool:
        """Whether ``from module import *`` can bring one of *names*."""
        seen.add(module)
        for file in self._modules.get(module, ()):
            if self._passing[file].odd or self._mentions(file, names):
                return True
            for star in self._passing[file].stars:
                origin = _absolute(file, star)
                if origin not in seen and self._may_supply(origin, names, seen):
                    return True
        return False

    def _mentions(self, file: ModuleFile, names: frozenset[str]) -> bool:
        checked, found = self._mentioned.get(file, (frozenset(), False))
        if not (found and checked <= names) and not names <= checked:
            text = text_of(file)
            found = text is None or mentions(text, names)
            self._mentioned[file] = names, found
        return found

    def _follow(self, path: str) -> set[str]:
        """Follow an absolute path to where it leads; the modules that it may mean."""
        head = path
        while head and head not in self._modules:
            head = head.rpartition(".")[0]
        if not head:
            return set()
        self._take(self._modules[head])
        name, _, rest = path[len(head) + 1 :].partition(".")
        if not name:
            return {head}
        reached: set[str] = set()
        for file in self._modules[head]:
            reached |= self._follow_in(self.read[file], name)
        if rest:
            reached = set().union(*(self._follow(f"{each}.{rest}") for each in reached))
        return reached


def _named(file: ModuleFile, words: frozenset[str]) -> bool:
    return any(step.lstrip("_") in words for step in file.module.split("."))


def _absolute(file: ModuleFile, written: str) -> str:
    """The module that a relative or absolute name in an import means."""
    name = written.lstrip(".")
    level = len(written) - len(name)
    if not level:
        return name
    steps = file.module.split(".")
    base = steps[: len(steps) - (level - 1 if file.package else level)]
    return ".".join([*base, name] if name else base)
