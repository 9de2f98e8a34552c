"""Puts together what was found: definitions, their paths and their marks, as declarations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from msgspec.structs import replace

from api_stability.model.facts import NO_FACTS, Facts
from api_stability.model.inventory import Diagnostic
from api_stability.model.symbols import Declaration, Location, Mark
from api_stability.readers.python.assignments import read_assignments
from api_stability.readers.python.dynamic import DynamicNames
from api_stability.readers.python.facts import ModuleFacts
from api_stability.readers.python.files import is_excluded
from api_stability.readers.python.gathering import Gatherer, Said, take_constructors
from api_stability.readers.python.grouping import Group, Origin, group_definitions
from api_stability.readers.python.names import Module, World
from api_stability.readers.python.naming import NameMarks
from api_stability.readers.python.paths import Paths, PathTable, inside
from api_stability.readers.python.reporting import Reports
from api_stability.readers.request import PythonRequest


def declare(
    request: PythonRequest, world: World, *, only: Set[str] | None = None
) -> tuple[list[Declaration], list[Diagnostic]]:
    """All declarations of *world*, and what could not be known about them; in no special order.

    *only*: leave out what is in other modules, where nothing is known to be said about it.
    """
    declarer = _Declarer(request, world)
    for module in world.modules.values():
        declarer.module(module, whole=only is None or module.name in only)
    declarer.finish()
    return list(declarer.found.values()), declarer.reports.diagnostics


class _Declarer:
    """Goes through the modules, enclosing ones first."""

    def __init__(self, request: PythonRequest, world: World) -> None:
        self.request = request
        self.world = world
        sets, source = request.marker_sets, request.source_id
        self.dynamic = DynamicNames(world, sets, source=source)
        self.gatherer = Gatherer(world, sets, source=source)
        self.pointed = self.gatherer.gather_statements()
        passed = filter(world.only_passes, self.pointed)
        self.paths = PathTable(world, request.public, frozenset({*self.dynamic.found, *passed}))
        self.names = NameMarks(world, sets, source=source)
        deprecating = self.gatherer.markers.deprecating
        self.assigned = read_assignments(world, sets, source=source, deprecating=deprecating)
        self.reports = Reports(request)
        self.choosy = bool(request.include or request.exclude)
        self.found: dict[str, Declaration] = {}
        self.enclosers: dict[str, str | None] = {}
        """Id of the nearest declared symbol, by the path where something is defined."""
        self.members: dict[str, list[Mark]] = {}
        """What is said on members of the present module in what encloses them, by their path."""
        self.home = Paths("", public=False, others=())
        """Paths of the present module."""
        self.bases: dict[str, Paths | None] = {}
        """Paths of the present module's definitions, by name."""

    def module(self, module: Module, *, whole: bool = True) -> None:
        """Declare a module and, if *whole* is asked for or needed, everything in it."""
        paths = self.paths.of_module(module.name)
        said = self.gatherer.gather_docs(module.files)
        named = self.names.of_module(module, paths)
        self._add(
            paths,
            defining=module.name,
            kind="module",
            marks=[
                *named,
                *self.assigned.pop(module.name, ()),
                *self.pointed.pop(module.name, ()),
                *said.own,
            ],
            locations=[self._location(facts, 1) for facts in module.files],
            summary=next((each.summary for each in module.files if each.summary), None),
            facts=_facts(said),
        )
        self.reports.exports(
            module,
            computed=module.name in self.world.computed_exports,
            unbound=self.paths.unbound.get(module.name, ()),
        )
        if not (whole or said.members or self._is_touched(module)):
            return
        self.members = {f"{module.name}.{name}": marks for name, marks in said.members.items()}
        self.home, self.bases = paths, {}
        self._definitions(module)
        self._dynamic_names(module, paths)
        self._remaining_members(module, paths)

    def _is_touched(self, module: Module) -> bool:
        """Whether something is said from afar on what is in it."""
        inside = f"{module.name}."
        return any(path.startswith(inside) for path in self._afar())

    def _from_afar(self, path: str) -> Iterator[Mark]:
        """Take what is said from afar on what is defined at *path*."""
        yield from self.assigned.pop(path, ())
        yield from self.pointed.pop(path, ())
        dynamic = self.dynamic.found.pop(path, None)
        if dynamic is not None:
            yield dynamic.mark

    def _afar(self) -> Iterator[str]:
        yield from self.assigned
        yield from self.pointed
        yield from self.dynamic.found

    def _definitions(self, module: Module) -> None:
        groups = group_definitions(module)
        bound = [each for facts in module.files for each in facts.bindings]
        imported = {each.name for each in bound if each.target is not None}
        called = {each.name for each in bound if each.value and each.value.endswith(")")}
        said = {
            name: self.gatherer.gather(group.main)
            for name, group in groups.items()
            if name not in imported or not _stands_in(module, name, group)
        }
        touched = self._is_touched(module)
        for name, own in said.items():
            if name in called:
                self.gatherer.gather_calls(own, module, name, groups[name])
            if touched:
                own.own += self._from_afar(f"{module.name}.{name}")
        constructors = take_constructors(groups, said)
        for name, group in groups.items():
            if name not in said:
                continue
            top, _, rest = name.partition(".")
            if top not in self.bases:
                self.bases[top] = self.paths.of_definition(module.name, top)
            base = self.bases[top]
            if base is not None:
                taken = constructors.get(name, ())
                self._definition(module, name, group, said[name], inside(base, rest), taken)
            elif group.first.kind != "attribute" and f"{module.name}.{name}" in self.world.modules:
                facts, first = group.shown[0]
                self.reports.hidden(name, facts.file, first.line)

    def finish(self) -> None:
        """Report what is said on things that are not defined, and what was not followed."""
        for path, marks in sorted([*self.assigned.items(), *self.pointed.items()]):
            for mark in marks:
                self.reports.stray(path, mark)
        for path, mark in self.gatherer.pointless:
            self.reports.unresolved(mark, f"python:{path}")
        for unread in self.dynamic.unread:
            self.reports.unread(unread)
        for cut in {*self.world.cuts, *self.paths.cuts}:
            self.reports.cut(cut)
        if self.request.list_warnings:
            for module in self.world.modules.values():
                for facts in module.files:
                    self.reports.warned(facts)

    def _definition(
        self,
        module: Module,
        name: str,
        group: Group,
        said: Said,
        paths: Paths,
        constructors: Sequence[str],
    ) -> None:
        defining = f"{module.name}.{name}"
        for member, marks in said.members.items():
            self.members.setdefault(f"{defining}.{member}", []).extend(marks)
        if self.members:
            said.own += self.members.pop(defining, ())
        named = [] if "." in name else list(self.names.of_definition(module, self.home, paths))
        shown = group.shown
        first = shown[0][1] if len(shown) == 1 else group.first
        # what is said on a constructor is said on the class: its names are the class's
        whole = paths
        if constructors:
            bases = (paths.path, *paths.others)
            aliases = [f"{path}.{each}" for path in bases for each in constructors]
            whole = Paths(paths.path, paths.public, tuple(sorted({*paths.others, *aliases})))
        self._add(
            self._seen(whole, name, marked=bool(said.own)),
            defining=defining,
            kind="property" if first.accessor else first.kind,
            marks=[*said.own, *named],
            locations=self._locations(shown),
            summary=_summary(shown),
            facts=_facts(said, asynchronous=first.asynchronous),
        )
        if said.parameters or said.nameless:
            self._parameters(said, defining, self._seen(whole, name), shown)
        for suffix, origins in group.variants.items():
            self._variant(suffix, origins, defining, self._seen(paths, name))

    def _parameters(
        self, said: Said, defining: str, paths: Paths, main: list[Origin], *, of: str = ""
    ) -> None:
        """Declare marked parameters of the thing itself, or *of* one of its variants."""
        for mark in said.nameless:
            self.reports.unresolved(mark, f"python:{paths.path}{of}")
        for parameter, about in said.parameters.items():
            self._add(
                paths,
                defining=defining,
                suffix=f"{of}({parameter})",
                kind="parameter",
                marks=about,
                locations=self._locations(main),
            )

    def _variant(self, suffix: str, origins: list[Origin], defining: str, paths: Paths) -> None:
        """A setter, deleter or overload is a symbol of its own only where it is marked."""
        said = self.gatherer.gather(origins)
        first = origins[0][1]
        if said.own:
            self._add(
                paths,
                defining=defining,
                suffix=suffix,
                kind=first.accessor or "overload",
                marks=said.own,
                locations=self._locations(origins),
                summary=first.summary,
                facts=_facts(said, asynchronous=first.asynchronous),
            )
        if said.parameters or said.nameless:
            self._parameters(said, defining, paths, origins, of=suffix)

    def _dynamic_names(self, module: Module, paths: Paths) -> None:
        """Names that only the module's ``__getattr__`` knows."""
        for path, each in list(self.dynamic.found.items()):
            home, _, name = path.rpartition(".")
            if home == module.name:
                del self.dynamic.found[path]
                self._attribute(path, inside(paths, name), [each.mark])
        for path in list(self.pointed):
            home, _, name = path.rpartition(".")
            if home == module.name and path not in self.world.modules:
                self._attribute(path, inside(paths, name), self.pointed.pop(path))

    def _remaining_members(self, module: Module, paths: Paths) -> None:
        """Members that a docstring speaks about and that no statement defines."""
        for path, marks in self.members.items():
            name = path[len(module.name) + 1 :]
            top, _, rest = name.partition(".")
            base = self.bases.get(top) if rest else paths
            if base is not None and name not in module.names and path not in self.world.modules:
                self._attribute(path, inside(base, rest or name), marks)
            else:
                for mark in marks:
                    self.reports.stray(path, mark)
        self.members = {}

    def _attribute(self, defining: str, paths: Paths, marks: list[Mark]) -> None:
        """Declare what only a mark knows of, where nothing else has its path."""
        others = tuple(each for each in paths.others if self.paths.owns(each, defining))
        paths = self._seen(replace(paths, others=others), f".{defining.rpartition('.')[2]}")
        if not self.paths.owns(paths.path, defining):
            return
        file, line = marks[0].file or "", marks[0].line or 1
        where = Location(source=self.request.source_id, file=file, line=line)
        self._add(paths, defining=defining, kind="attribute", marks=marks, locations=[where])

    def _seen(self, paths: Paths, name: str, *, marked: bool = True) -> Paths:
        """Whether what is called *name* in its module is public at these paths."""
        # everybody uses `__enter__`, but it is listed only where somebody says something on it
        if "._" not in name or not paths.public or self.request.public == "all":
            return paths
        rest = name.split(".")[1:]
        named = [each for each in rest if not (marked and _is_dunder(each))]
        if any(each.startswith("_") for each in named):
            return replace(paths, public=False)
        return paths

    def _add(
        self,
        paths: Paths,
        *,
        defining: str,
        kind: str,
        marks: Sequence[Mark],
        locations: Sequence[Location],
        suffix: str = "",
        summary: str | None = None,
        facts: Facts = NO_FACTS,
    ) -> None:
        """Declare one symbol if it is public or marked, and not left out by configuration."""
        parent = defining if suffix else defining.rpartition(".")[0]
        enclosing = self.enclosers.get(parent)
        symbol_id = f"python:{paths.path}{suffix}"
        sorted_marks = tuple(sorted(dict.fromkeys(marks), key=_mark_order)) if marks else ()
        listed = paths.public or bool(sorted_marks)
        if listed and self.choosy:
            listed = not is_excluded(self.request, symbol_id)
        if not suffix:
            self.enclosers[defining] = symbol_id if listed else enclosing
        if not listed:
            return
        for mark in sorted_marks:
            self.reports.unresolved(mark, symbol_id)
        self.found[symbol_id] = Declaration(
            id=symbol_id,
            surface="python",
            kind=kind,
            project=self.request.project,
            public=paths.public,
            aliases=tuple([f"python:{path}{suffix}" for path in paths.others]),
            enclosing=enclosing,
            marks=sorted_marks,
            locations=tuple(sorted(set(locations)) if len(locations) > 1 else locations),
            facts=facts,
            summary=summary,
        )

    def _locations(self, origins: list[Origin]) -> list[Location]:
        if len(origins) == 1:
            return [self._location(origins[0][0], origins[0][1].line)]
        kinds = [each for each in origins if each[1].kind != "attribute"] or origins[:1]
        return [self._location(facts, each.line) for facts, each in kinds]

    def _location(self, facts: ModuleFacts, line: int) -> Location:
        return Location(source=self.request.source_id, file=facts.file, line=line)


def _summary(shown: list[Origin]) -> str | None:
    if len(shown) == 1:
        return shown[0][1].summary or None
    return next((each.summary for _, each in shown if each.summary), None)


def _facts(said: Said, *, asynchronous: bool = False) -> Facts:
    if not (asynchronous or said.added):
        return NO_FACTS
    items = {"async": "true"} if asynchronous else {}
    if said.added:
        items["added"] = said.added
    return Facts(items)


def _stands_in(module: Module, name: str, group: Group) -> bool:
    """``except ImportError: np = None``: what is there when the thing itself is not."""
    if any(each.kind != "attribute" for _, each in group.shown):
        return False
    imported = {facts.file for facts, each in module.last_live(name) if each.target is not None}
    # what a stub has itself is here, wherever the source has it from
    return {facts.file for facts, _ in group.shown} <= imported


def _is_dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _mark_order(mark: Mark) -> tuple[str, int, str, str]:
    return mark.file or "", mark.line or 0, mark.name, mark.form
