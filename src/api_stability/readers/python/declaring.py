"""Puts together what was found: definitions, their paths and their marks, as declarations."""

from __future__ import annotations

from collections.abc import Iterable

from api_stability.model.facts import NO_FACTS, Facts
from api_stability.model.inventory import Diagnostic
from api_stability.model.symbols import Declaration, Location, Mark
from api_stability.readers.python.assignments import read_assignments
from api_stability.readers.python.facts import ModuleFacts
from api_stability.readers.python.files import is_excluded
from api_stability.readers.python.grouping import Group, Origin, group_definitions
from api_stability.readers.python.matching import Found, Markers
from api_stability.readers.python.names import Module, World
from api_stability.readers.python.paths import Paths, PathTable
from api_stability.readers.request import PythonRequest

_ASYNC = Facts({"async": "true"})


def declare(request: PythonRequest, world: World) -> tuple[list[Declaration], list[Diagnostic]]:
    """All declarations of *world*, and what could not be known about them; in no special order."""
    declarer = _Declarer(request, world)
    for module in world.modules.values():
        declarer.module(module)
    declarer.finish()
    return list(declarer.found.values()), declarer.diagnostics


class _Declarer:
    """Goes through the modules, enclosing ones first."""

    def __init__(self, request: PythonRequest, world: World) -> None:
        self.request = request
        self.world = world
        self.paths = PathTable(world, request.public)
        self.markers = Markers(world, request.marker_sets, source=request.source_id)
        self.assigned = read_assignments(
            world,
            request.marker_sets,
            source=request.source_id,
            deprecating=self.markers.deprecating,
        )
        self.level_words = {w for each in request.marker_sets for w in each.module_names}
        self.found: dict[str, Declaration] = {}
        self.diagnostics: list[Diagnostic] = []
        self.enclosers: dict[str, str | None] = {}
        """Id of the nearest declared symbol, by the path where something is defined."""

    def module(self, module: Module) -> None:
        """Declare a module and everything in it."""
        paths = self.paths.of_module(module.name)
        self._add(
            paths,
            defining=module.name,
            kind="module",
            marks=[*self._name_marks(module), *self.assigned.pop(module.name, ())],
            locations=[self._location(facts, 1) for facts in module.files],
            summary=next((each.summary for each in module.files if each.summary), None),
        )
        self._note_exports(module)
        tops: dict[str, Paths | None] = {}
        for name, group in group_definitions(module).items():
            if _stands_in(module, name, group):
                continue
            top, _, rest = name.partition(".")
            if top not in tops:
                tops[top] = self.paths.of_definition(module.name, top)
            base = tops[top]
            if base is not None:
                self._definition(module, name, group, base, rest)
            elif group.first.kind != "attribute" and f"{module.name}.{name}" in self.world.modules:
                message = f"{name} has the name of a module beside it: it has no path of its own"
                facts, first = group.shown[0]
                self._note("hidden-by-module", message, facts.file, first.line)

    def finish(self) -> None:
        """Report assignments to things that are not defined in the packages."""
        for path, marks in sorted(self.assigned.items()):
            for mark in marks:
                message = (
                    f"{mark.name} is set on {path}, which is not defined there: mark it where it is"
                )
                self._note("mark-without-symbol", message, mark.file, mark.line)

    def _definition(self, module: Module, name: str, group: Group, base: Paths, rest: str) -> None:
        defining = f"{module.name}.{name}"
        found = self._decorator_marks(group.main)
        found += self._call_marks(module, name, group)
        found += [Found(mark) for mark in self.assigned.pop(defining, ())]
        own = [each.mark for each in found if each.parameters is None]
        paths = _inside(base, rest, everything=self.request.public == "all", marked=bool(own))
        first = group.first
        self._add(
            paths,
            defining=defining,
            kind="property" if first.accessor else first.kind,
            marks=own,
            locations=self._locations(group.shown),
            summary=next((each.summary for _, each in group.shown if each.summary), None),
            facts=_ASYNC if first.asynchronous else NO_FACTS,
        )
        self._parameters(found, defining, paths, group.shown)
        for suffix, origins in group.variants.items():
            self._variant(suffix, origins, defining, paths)

    def _parameters(
        self, found: Iterable[Found], defining: str, paths: Paths, main: list[Origin]
    ) -> None:
        marks: dict[str, list[Mark]] = {}
        for each in found:
            for parameter in each.parameters or ():
                marks.setdefault(parameter, []).append(each.mark)
            if each.parameters == ():
                self._report_unresolved(each.mark, f"python:{paths.path}")
        for parameter, about in marks.items():
            self._add(
                paths,
                defining=defining,
                suffix=f"({parameter})",
                kind="parameter",
                marks=about,
                locations=self._locations(main),
            )

    def _variant(self, suffix: str, origins: list[Origin], defining: str, paths: Paths) -> None:
        """A setter, deleter or overload is a symbol of its own only where it is marked."""
        found = self._decorator_marks(origins)
        marks = [each.mark for each in found if each.parameters is None]
        first = origins[0][1]
        if marks:
            self._add(
                paths,
                defining=defining,
                suffix=suffix,
                kind=first.accessor or "overload",
                marks=marks,
                locations=self._locations(origins),
                summary=first.summary,
                facts=_ASYNC if first.asynchronous else NO_FACTS,
            )

    def _add(
        self,
        paths: Paths,
        *,
        defining: str,
        kind: str,
        marks: Iterable[Mark],
        locations: Iterable[Location],
        suffix: str = "",
        summary: str | None = None,
        facts: Facts = NO_FACTS,
    ) -> None:
        """Declare one symbol if it is public or marked, and not left out by configuration."""
        parent = defining if suffix else defining.rpartition(".")[0]
        enclosing = self.enclosers.get(parent)
        symbol_id = f"python:{paths.path}{suffix}"
        sorted_marks = tuple(sorted(dict.fromkeys(marks), key=_mark_order))
        listed = (paths.public or bool(sorted_marks)) and not is_excluded(self.request, symbol_id)
        if not suffix:
            self.enclosers[defining] = symbol_id if listed else enclosing
        if not listed:
            return
        for mark in sorted_marks:
            self._report_unresolved(mark, symbol_id)
        self.found[symbol_id] = Declaration(
            id=symbol_id,
            surface="python",
            kind=kind,
            project=self.request.project,
            public=paths.public,
            aliases=tuple(f"python:{path}{suffix}" for path in paths.others),
            enclosing=enclosing,
            marks=sorted_marks,
            locations=tuple(sorted(set(locations))),
            facts=facts,
            summary=summary,
        )

    def _decorator_marks(self, origins: list[Origin]) -> list[Found]:
        found: list[Found] = []
        for facts, definition in origins:
            scope = definition.name.rpartition(".")[0]
            stub = facts.file.endswith(".pyi")
            said = {(each.mark.name, each.parameters) for each in found} if stub else set()
            # a stub repeats what the source says
            found += [
                each
                for decorator in definition.decorators
                for each in self.markers.read_decorator(decorator, facts, scope)
                if (each.mark.name, each.parameters) not in said
            ]
        return found

    def _call_marks(self, module: Module, name: str, group: Group) -> list[Found]:
        if group.first.kind != "attribute":
            return []
        scope = name.rpartition(".")[0]
        return [
            found
            for facts, binding in module.names.get(name, [])
            if binding.value and binding.value.endswith(")")
            for found in self.markers.read_call(binding.value, facts, binding.line, scope)
        ]

    def _name_marks(self, module: Module) -> list[Mark]:
        word = module.name.rpartition(".")[2].lstrip("_")
        if word not in self.level_words:
            return []
        file = next((facts.file for facts in module.files), None)
        mark = Mark(
            source=self.request.source_id,
            form="name",
            name=module.name,
            raw_level=word,
            file=file,
            line=1 if file else None,
        )
        return [mark]

    def _locations(self, origins: list[Origin]) -> list[Location]:
        kinds = [each for each in origins if each[1].kind != "attribute"] or origins[:1]
        return [self._location(facts, each.line) for facts, each in kinds]

    def _location(self, facts: ModuleFacts, line: int) -> Location:
        return Location(source=self.request.source_id, file=facts.file, line=line)

    def _note_exports(self, module: Module) -> None:
        file = next((facts.file for facts in module.files), None)
        if module.name in self.world.computed_exports:
            message = (
                f"__all__ of {module.name} is computed: names without an underscore are public"
            )
            self._note("computed-exports", message, file)
        unbound = self.paths.unbound.get(module.name)
        if unbound:
            shown = ", ".join(unbound[:5]) + (", …" if len(unbound) > 5 else "")
            message = (
                f"__all__ of {module.name} names what no statement binds: {shown}; "
                "import it under TYPE_CHECKING to show where it is from"
            )
            self._note("unbound-export", message, file)

    def _report_unresolved(self, mark: Mark, symbol: str) -> None:
        for each in mark.unresolved:
            message = f"what {mark.name} says cannot be known without running it ({each})"
            diagnostic = Diagnostic(
                source=self.request.source_id,
                grade="unresolved",
                code="unresolved-argument",
                message=message,
                file=mark.file,
                line=mark.line,
                symbol=symbol,
            )
            self.diagnostics.append(diagnostic)

    def _note(self, code: str, message: str, file: str | None, line: int | None = None) -> None:
        self.diagnostics.append(
            Diagnostic(
                source=self.request.source_id,
                grade="note",
                code=code,
                message=message,
                file=file,
                line=line,
            )
        )


def _inside(base: Paths, rest: str, *, everything: bool, marked: bool) -> Paths:
    """The paths of *rest* inside of a class; of the class itself where *rest* is empty."""
    if not rest:
        return base
    steps = rest.split(".")
    # Python calls `__enter__` for everybody, but it is listed only where somebody says something
    named = [each for each in steps if not (marked and _is_dunder(each))]
    public = everything or (base.public and not any(each.startswith("_") for each in named))
    others = tuple(f"{path}.{rest}" for path in base.others)
    return Paths(f"{base.path}.{rest}", public, others)


def _stands_in(module: Module, name: str, group: Group) -> bool:
    """``except ImportError: np = None``: what is there when the thing itself is not."""
    if any(each.kind != "attribute" for _, each in group.shown):
        return False
    return any(binding.target is not None for _, binding in module.last_live(name))


def _is_dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _mark_order(mark: Mark) -> tuple[str, int, str, str]:
    return mark.file or "", mark.line or 0, mark.name, mark.form
