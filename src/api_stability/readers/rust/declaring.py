"""Definitions and their public paths to declarations."""

from __future__ import annotations

from api_stability.model.symbols import Declaration, Mark
from api_stability.readers.description_marks import first_sentence
from api_stability.readers.listed import Report
from api_stability.readers.rust.attributes import read_given
from api_stability.readers.rust.choosing import Chosen, choose_routes, modules_around
from api_stability.readers.rust.conditions import contradict
from api_stability.readers.rust.drafts import Draft, Drafts, spell
from api_stability.readers.rust.facts import Item
from api_stability.readers.rust.marks import MarkReader
from api_stability.readers.rust.members import MemberWriter
from api_stability.readers.rust.modules import CrateTree, Definition, Module
from api_stability.readers.rust.names import Names, Variant
from api_stability.readers.rust.paths import Route, Routes, find_routes
from api_stability.readers.rust.request import RustRequest


def declare(request: RustRequest, trees: dict[str, CrateTree], report: Report) -> list[Declaration]:
    """All symbols of *trees*, in no order."""
    return _Declaring(request, trees, report).run()


class _Declaring:
    def __init__(self, request: RustRequest, trees: dict[str, CrateTree], report: Report) -> None:
        self._request = request
        self._trees = trees
        self._report = report
        self._names = Names(trees)
        self._marks = MarkReader(request.source_id, report)
        self._drafts = Drafts(request.source_id, request.project)
        self._module_ids: dict[Module, str] = {}
        self._marks_of: dict[Definition | Module, tuple[Mark, ...]] = {}
        self._members = MemberWriter(self._drafts, self._marks, self._names, self._enclosing)

    def run(self) -> list[Declaration]:
        routes = find_routes(self._names, self._trees.values())
        chosen_modules = {
            module: self._choose(module, found) for module, found in routes.modules.items()
        }
        for module, chosen in chosen_modules.items():
            self._module_ids[module] = spell(chosen.main.path)
        for tree in self._trees.values():
            if tree.root is not None:
                self._name_private_modules(tree.root)
        for module, chosen in chosen_modules.items():
            self._add_module(module, chosen)
        self._members.collect_impls(self._trees.values(), routes.definitions)
        for definition, found in routes.definitions.items():
            self._add_definition(definition, found)
        for variants in routes.variants.values():
            for variant, route in variants:
                self._add_variant(variant, route)
        self._add_externals(routes)
        self._members.report_stray(self._report)
        self._say_alternatives()
        if self._names.is_exhausted:
            self._say_exhausted()
        return self._drafts.finish()

    # -- marks

    def _marks_on(self, thing: Definition | Module) -> tuple[Mark, ...]:
        if thing not in self._marks_of:
            if isinstance(thing, Module):
                file = thing.declared_in or thing.file
                doc, line, name = thing.doc, thing.doc_line, thing.name
            else:
                file = thing.file
                doc, line, name = thing.item.doc, thing.item.doc_line, thing.name
            self._marks_of[thing] = self._marks.read(thing.given, doc, line, file, name)
        return self._marks_of[thing]

    def _is_marked(self, thing: Definition | Module) -> bool:
        return bool(self._marks_on(thing))

    # -- modules

    def _choose(self, thing: Definition | Module, routes: list[Route]) -> Chosen:
        if isinstance(thing, Module):
            gates, around = frozenset(thing.gates), frozenset(modules_around(thing))
        else:
            gates, around = frozenset(thing.gates), frozenset(modules_around(thing.module))
        return choose_routes(routes, gates, around, self._is_marked)

    def _name_private_modules(self, root: Module) -> None:
        """Those with marks are declared too, for what is in them inherits the marks."""
        todo = [root]
        while todo:
            module = todo.pop()
            todo += module.children
            if module in self._module_ids or not self._is_marked(module):
                continue
            self._module_ids[module] = spell(module.path)
            self._drafts.add(self._module_draft(module, module.path, frozenset(), public=False))

    def _add_module(self, module: Module, chosen: Chosen) -> None:
        main = chosen.main
        public = not main.hidden or self._request.public == "all"
        draft = self._module_draft(module, main.path, main.conditions, public=public)
        draft.aliases = self._aliases(chosen, module.path)
        self._drafts.add(draft)
        for route in chosen.own:
            self._add_use(route, spell(main.path), frozenset(module.gates))

    def _module_draft(
        self, module: Module, path: tuple[str, ...], conditions: frozenset[str], *, public: bool
    ) -> Draft:
        return Draft(
            id=spell(path),
            kind="module",
            file=module.file,
            line=module.line,
            conditions=conditions | frozenset(module.gates),
            marks=self._marks_on(module),
            enclosing=self._enclosing(module.parent),
            public=public,
            summary=first_sentence(module.doc or None),
        )

    def _enclosing(self, module: Module | None) -> str | None:
        """The id of the nearest module that has one."""
        while module is not None:
            found = self._module_ids.get(module)
            if found is not None:
                return found
            module = module.parent
        return None

    # -- definitions

    def _add_definition(self, definition: Definition, routes: list[Route]) -> None:
        gates = frozenset(definition.gates)
        routes = [each for each in routes if not contradict(each.conditions | gates)]
        if not routes:
            return
        chosen = self._choose(definition, routes)
        main = chosen.main
        hidden = main.hidden or definition.given.hidden
        marks = self._marks_on(definition)
        enclosing = self._enclosing(definition.module)
        for use in main.imports:
            # its only way out is marked
            if self._is_marked(use):
                marks = (*marks, *self._marks_on(use))
            outer = self._enclosing(use.module)
            if not self._inherits(definition.module) and self._inherits(use.module):
                enclosing = outer
        draft = Draft(
            id=spell(main.path),
            kind=_shown_kind(definition.item),
            file=definition.file,
            line=definition.item.line,
            conditions=main.conditions | frozenset(definition.gates),
            marks=marks,
            aliases=self._aliases(chosen, _defining_path(definition)),
            enclosing=enclosing,
            public=not hidden or self._request.public == "all",
            summary=first_sentence(definition.item.doc or None),
        )
        self._drafts.add(draft)
        paths = [route.path for route in (*chosen.aliases, *chosen.own)]
        self._members.write(definition, draft, [main.path, *paths, _defining_path(definition)])
        for route in chosen.own:
            self._add_use(route, draft.id, frozenset(definition.gates))

    def _inherits(self, module: Module) -> bool:
        return any(self._is_marked(each) for each in modules_around(module))

    def _aliases(self, chosen: Chosen, defining: tuple[str, ...]) -> tuple[str, ...]:
        paths = [route.path for route in chosen.aliases]
        main = spell(chosen.main.path)
        ending = "!" if chosen.main.path[-1].endswith("!") else ""
        own = {spell(route.path) for route in chosen.own}
        found = {*map(spell, paths), spell(defining).removesuffix("!") + ending}
        return tuple(sorted(found - {main} - own))

    def _add_use(self, route: Route, target: str | None, needed: frozenset[str]) -> None:
        """A path that says something of its own."""
        use = route.imports[-1] if route.imports else None
        module = route.modules[-1]
        place = next((each for each in route.imports if each.module is module), use)
        file = place.file if place is not None else module.file
        marks = tuple(mark for each in route.imports for mark in self._marks_on(each))
        self._drafts.add(
            Draft(
                id=spell(route.path),
                kind="use",
                file=file,
                line=place.item.line if place is not None else module.line,
                conditions=route.conditions | needed,
                marks=marks,
                enclosing=self._enclosing(module),
                public=not route.hidden or self._request.public == "all",
                facts={"target": target.removeprefix("rust:")} if target else {},
            )
        )

    def _add_variant(self, variant: Variant, route: Route) -> None:
        """A variant under a path that a ``use`` gives it."""
        inner = read_given(variant.item.attributes)
        target = self._members.id_of(variant.enum)
        if inner.absent or target is None:
            return
        needed = frozenset((*variant.enum.gates, *inner.conditions))
        self._add_use(route, f"{target}::{variant.item.name}", needed)

    def _say_exhausted(self) -> None:
        for tree in self._trees.values():
            if tree.root is not None:
                message = (
                    "and its modules use names for names in more ways than are followed: public "
                    "paths may be missing"
                )
                self._report.incomplete("too-many-names", tree.root.file, message, 1)

    def _say_alternatives(self) -> None:
        """One symbol, several definitions: what each of them needs."""
        for name, group in self._drafts.alternatives():
            for draft in group:
                needs = " and ".join(sorted(draft.conditions)) or "nothing"
                message = f"defines {name.removeprefix('rust:')} for where this holds: {needs}"
                self._report.note("one-of-several", draft.file, message, draft.line, symbol=name)

    # -- what is elsewhere

    def _add_externals(self, routes: Routes) -> None:
        for external, route in routes.externals:
            use = route.imports[-1] if route.imports else None
            if use is None:
                continue
            if external.missing and spell(route.path) not in self._drafts:
                message = (
                    f"re-exports {'::'.join(external.path)}, which no file declares: a macro may "
                    "make it, or it is missing"
                )
                self._report.unresolved("unresolved-reexport", use.file, message, use.item.line)
            if not contradict(route.conditions):
                self._add_use(route, spell(external.path), frozenset())
        for use, each in self._names.outside_globs:
            message = f"re-exports all names of {'::'.join(each.path)}, a crate that is not read"
            self._report.note("outside-glob", use.file, message, use.item.line)
        for module in routes.cut:
            message = f"has more public paths to {'::'.join(module.path)} than are followed"
            self._report.unresolved("too-many-paths", module.file, message, module.line)


def _defining_path(definition: Definition) -> tuple[str, ...]:
    return (*definition.module.path, definition.name)


def _shown_kind(item: Item) -> str:
    return "macro" if item.kind == "proc_macro" else item.kind
