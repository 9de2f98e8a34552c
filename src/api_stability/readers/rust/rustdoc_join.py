"""What only the compiler expands: joined to what was read from the source.

The source wins: of rustdoc's JSON only that is taken which no file declares under that path. The
JSON is of one build; what that build left out it does not know either.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

from msgspec.structs import replace

from api_stability.readers.listed import ListedFile, Report
from api_stability.readers.rust.facts import Item
from api_stability.readers.rust.modules import CrateTree, Definition, Module
from api_stability.readers.rust.rustdoc_file import HOW_TO_MAKE, Documented, RustdocFile
from api_stability.readers.rust.rustdoc_items import RustdocItems, children_of, line_of
from api_stability.readers.rust.sources import Sources

Fill: TypeAlias = Callable[[Module, Iterable[Item], ListedFile], None]
"""Puts items, which stand in a file, into a module."""

_TYPES: Final = frozenset({"module", "struct", "union", "enum", "trait", "type_alias"})
_IMPLEMENTED: Final = frozenset({"struct", "union", "enum"})
_MAX_STEPS: Final = 24


class RustdocJoin:
    """One crate's JSON, the content of *found*, beside its source.

    Files of the source that have changed since it was made are reported, and left alone.
    """

    def __init__(
        self,
        tree: CrateTree,
        found: RustdocFile,
        sources: Sources,
        report: Report,
    ) -> None:
        self._tree = tree
        self._found = found
        self._items = RustdocItems(found)
        self._sources = sources
        self._files: dict[str, ListedFile | None] = {}
        self._modules: dict[tuple[str, ...], list[Module]] = defaultdict(list)
        self._known: dict[tuple[tuple[str, ...], str], list[Definition]] = defaultdict(list)
        self._members: dict[str, set[str]] = defaultdict(set)
        """By the last step of a type's path: what the source's blocks of it have."""
        self._member_places: set[tuple[Path, int, str]] = set()
        self._index_source()
        self._documented = {
            path: found.index[number]
            for number, path in self._own_paths()
            if found.index[number].kind == "module"
        }
        """The paths of the modules that the JSON has."""
        self._stale = self._find_stale()
        for file in sorted(self._stale):
            message = (
                f"has changed since {found.file.name} was made, which is not used for it; make "
                f"that again: {HOW_TO_MAKE}"
            )
            report.unresolved("rustdoc-stale", file, message, 1)
        self._lines = self._find_lines()

    def answers(self, call: Definition) -> bool:
        """Whether what a macro makes where *call* uses it is known."""
        lines = self._lines.get(call.file.path, frozenset())
        last = call.item.line + call.item.target.count("\n")
        return any(line in lines for line in range(call.item.line, last + 1))

    def add_missing(self, calls: Iterable[Definition], fill: Fill) -> None:
        """Put into the modules what no file declares; *calls* are macros that were not expanded."""
        ranges = [
            (call.file.path, call.item.line, call.item.line + call.item.target.count("\n"))
            for call in calls
        ]
        added: dict[tuple[tuple[str, ...], ListedFile], list[Item]] = defaultdict(list)
        for number, path in self._own_paths():
            documented = self._found.index[number]
            if not self._is_fresh(documented):
                continue
            for where, item in self._missing(number, documented, path):
                added[where, self._place(documented, where)].append(item)
        for where, number, documented in self._uses():
            file, line = self._file_of(documented), line_of(documented)
            if file is None or file in self._stale:
                continue
            if any(path == file.path and begin <= line <= end for path, begin, end in ranges):
                made = self._items.make(number, None)
                added[where, file] += [made] if made is not None else []
        for (where, file), items in sorted(added.items(), key=lambda each: each[0]):
            ordered = sorted(items, key=lambda each: (each.line, each.kind, each.name))
            modules = self._modules[where]
            # one file can be the module under several conditions
            for module in [each for each in modules if each.file == file] or modules[:1]:
                fill(module, ordered, file)

    # -- what the source has

    def _index_source(self) -> None:
        todo = [self._tree.root] if self._tree.root is not None else []
        while todo:
            module = todo.pop()
            todo += module.children
            self._modules[module.path].append(module)
            for each in module.definitions:
                self._known[(*module.path, each.name), _space(each.item.kind)].append(each)
            for block in module.impls:
                self._index_block(block)
        for name, macros in self._tree.macros.items():
            self._known[(self._tree.crate.name, name), "macro"] += macros

    def _index_block(self, block: Definition) -> None:
        target = block.item.target.rpartition("::")[2]
        for each in block.item.items or ():
            self._member_places.add((block.file.path, each.line, each.name))
            if not block.item.name:
                self._members[target].add(each.name)

    def _has(self, path: tuple[str, ...], kind: str) -> bool:
        return path in self._modules or (path, _space(kind)) in self._known

    # -- files

    def _file_of(self, found: Documented) -> ListedFile | None:
        """The file of the source that it stands in: names are relative to where it was built."""
        name = found.span.filename if found.span is not None else ""
        if name not in self._files:
            self._files[name] = self._find_file(name)
        return self._files[name]

    def _find_file(self, name: str) -> ListedFile | None:
        if not name or "\0" in name:
            return None
        folder = self._tree.crate.folder
        candidates = [folder / name, *(each / name for each in [*folder.absolute().parents][:8])]
        steps = Path(name).parts
        candidates += [folder.joinpath(*steps[at:]) for at in range(1, len(steps))][:_MAX_STEPS]
        for each in candidates:
            path = Path(os.path.normpath(each))
            if self._sources.is_read(path):
                return self._sources.listed(path)
        return None

    def _place(self, found: Documented, where: tuple[str, ...]) -> ListedFile:
        return self._file_of(found) or self._modules[where][0].file

    def _find_stale(self) -> frozenset[ListedFile]:
        """Files most of whose items are not where the JSON has them."""
        balance: Counter[ListedFile] = Counter()
        for number, path in self._own_paths():
            documented = self._found.index[number]
            same = self._known.get((path, _space(documented.kind)), ())
            file = self._file_of(documented)
            if len(same) == 1 and file is not None and same[0].file == file:
                balance[file] += 1 if same[0].item.line == line_of(documented) else -1
        return frozenset(file for file, count in balance.items() if count < 0)

    def _is_fresh(self, found: Documented) -> bool:
        return self._file_of(found) not in self._stale

    def _find_lines(self) -> dict[Path, frozenset[int]]:
        lines: dict[Path, set[int]] = defaultdict(set)
        declared = {number for number, path in self._own_paths() if path in self._modules}
        for number, each in self._found.index.items():
            is_made = each.crate_id == 0 and number not in declared
            file = self._file_of(each) if is_made else None
            if file is not None and file not in self._stale:
                lines[file.path].add(line_of(each))
        return {path: frozenset(found) for path, found in lines.items()}

    # -- what the JSON has

    def _own_paths(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Items of this crate that have a path, what is around each before it."""
        found = [
            (number, each.path)
            for number, each in self._found.paths.items()
            if each.crate_id == 0 and self._items.own(number) is not None
        ]
        yield from sorted(found, key=lambda each: (len(each[1]), each[1], each[0]))

    def _uses(self) -> Iterator[tuple[tuple[str, ...], int, Documented]]:
        for number, path in self._own_paths():
            if path not in self._modules:
                continue
            for child in children_of(self._found.index[number]):
                documented = self._items.own(child)
                if documented is not None and documented.kind == "use":
                    yield path, child, documented

    def _missing(
        self, number: int, found: Documented, path: tuple[str, ...]
    ) -> Iterator[tuple[tuple[str, ...], Item]]:
        """What of one item no file declares: all of it, or members that macros made."""
        where = path[:-1]
        around = self._documented.get(where)
        if not self._has(path, found.kind):
            home = self._home(where)
            item = self._items.make(number, around) if found.kind != "variant" else None
            if home is None or item is None:
                return
            items = [item, *self._items.make_impls(number, around)]
            for step in reversed(where[len(home) :]):
                items = [Item("module", step, line_of(found), items=tuple(items))]
            yield from ((home, each) for each in items)
            return
        same = self._known.get((path, _space(found.kind)), ())
        if found.kind == "trait" and len(same) == 1:
            self._add_members(same[0], self._items.make(number, around))
        elif found.kind in _IMPLEMENTED and where in self._modules:
            yield from ((where, each) for each in self._missing_blocks(number, where, same))

    def _home(self, where: tuple[str, ...]) -> tuple[str, ...] | None:
        """The innermost module around that the source has; ``None`` where one comes by itself."""
        for end in range(len(where), 0, -1):
            if where[:end] in self._modules:
                return where[:end]
            if where[:end] in self._documented:
                return None  # it is added with that module
        return None

    @staticmethod
    def _add_members(trait: Definition, made: Item | None) -> None:
        """Members of a trait that macros made."""
        has = {each.name for each in trait.item.items or ()}
        more = [each for each in (made.items or () if made else ()) if each.name not in has]
        if more:
            trait.item = replace(trait.item, items=(*(trait.item.items or ()), *more))

    def _missing_blocks(
        self, number: int, where: tuple[str, ...], same: Iterable[Definition]
    ) -> Iterator[Item]:
        found = self._found.index[number]
        names = self._members.get(found.name or "", set())
        names = names.union(each.name for one in same for each in one.item.items or ())
        file = self._file_of(found)
        for block in self._items.make_impls(number, self._documented.get(where)):
            rest = tuple(
                each
                for each in block.items or ()
                if each.name not in names
                and (file is None or (file.path, each.line, each.name) not in self._member_places)
            )
            if rest:
                yield replace(block, items=rest)


def _space(kind: str) -> str:
    """The namespace of a name."""
    if kind in _TYPES:
        return "type"
    return "macro" if kind in {"macro", "proc_macro"} else "value"
