"""Packages to symbols with their marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from api_stability.model.inventory import Diagnostic, Reading, Source
from api_stability.model.symbols import Declaration
from api_stability.readers.python.declaring import declare
from api_stability.readers.python.facts import ModuleFacts
from api_stability.readers.python.files import ModuleFile, Tree, find_modules, is_excluded_file
from api_stability.readers.python.loading import Loader
from api_stability.readers.python.names import Module, World
from api_stability.readers.python.remembering import Memory, Read
from api_stability.readers.python.selecting import NotWorthItError, Selection
from api_stability.readers.python.vocabulary import read_vocabulary
from api_stability.readers.quiet import quiet
from api_stability.readers.registry import Progress, Shelf, silent
from api_stability.readers.request import PythonRequest

_ABOUT_EXPORTS = frozenset({"computed-exports", "unbound-export", "hidden-by-module"})
"""Notes about what is not marked: no part of the answer to who is."""


class Shortcuts(msgspec.Struct, frozen=True, kw_only=True):
    """Ways to read less that change nothing in what is found; tests turn each of them off."""

    sieve: bool = True
    """Where only what is marked is asked for: leave out files that cannot matter."""
    processes: int | None = None
    """How many; ``None``: as many as are worth it."""


def read_python(
    request: PythonRequest,
    progress: Progress = silent,
    shelf: Shelf | None = None,
    shortcuts: Shortcuts = Shortcuts(),  # noqa: B008 - a frozen value
) -> Reading:
    """Read the requested packages statically: equal files give an equal reading.

    A file that cannot be read costs one ``incomplete`` diagnostic and nothing else. Raises
    `UserError` for a search path that is no folder and a package that is found nowhere.
    """
    tree = find_modules(request)
    vocabulary = read_vocabulary(request.marker_sets, warned=request.list_warnings)
    memory = Memory(shelf, _shelf_name(request), vocabulary) if shelf is not None else None
    total = len(tree.files)
    done = 0

    def tick(count: int) -> None:
        nonlocal done
        done += count
        progress(request.source_id, done, total)

    loader = Loader(vocabulary, memory=memory, processes=shortcuts.processes, tick=tick)
    with quiet():
        if request.marked_only and shortcuts.sieve and not request.list_warnings:
            found, said = _read_marked(request, tree, loader)
        else:
            loader.load(tree.files)
            found, said = declare(request, _make_world(request, tree, _facts_of(tree, loader)))
        loader.finish(tree.files)
    if done < total:
        tick(total - done)
    if request.marked_only:
        found = _marked(found)
        said = [each for each in said if each.code not in _ABOUT_EXPORTS]
    return _reading(request, tree, found, [*said, *_unreadable(request, loader)])


def _read_marked(
    request: PythonRequest, tree: Tree, loader: Loader
) -> tuple[list[Declaration], list[Diagnostic]]:
    """What `declare` finds in the files that matter to what is marked."""
    selection = Selection(tree.files, loader, request.marker_sets)
    try:
        selection.find_marks()
        found, _ = declare(request, _make_world(request, tree, selection.read))
        modules, names = _marked_places(_marked(found), {file.module for file in tree.files})
        only = names.keys() | selection.find_paths(names, modules)
        return declare(request, _make_world(request, tree, selection.read), only=only)
    except (NotWorthItError, RecursionError):
        loader.load(tree.files)
        return declare(request, _make_world(request, tree, _facts_of(tree, loader)))


def _marked_places(
    marked: Iterable[Declaration], known: set[str]
) -> tuple[set[str], dict[str, set[str]]]:
    """The modules that are marked themselves, and the top names of what else is, by module."""
    modules: set[str] = set()
    names: dict[str, set[str]] = {}
    for each in marked:
        for path in (each.id, *each.aliases):
            # one of them is where it is defined; the others are looked for in vain
            plain = path.removeprefix("python:").partition("(")[0].partition("@")[0]
            home = plain
            while home and home not in known:
                home = home.rpartition(".")[0]
            if each.kind == "module":
                modules.add(home)
            elif home:
                names.setdefault(home, set()).add(plain[len(home) + 1 :].partition(".")[0])
    return modules - {""}, names


def _facts_of(tree: Tree, loader: Loader) -> dict[ModuleFile, ModuleFacts]:
    outcomes = ((file, loader.outcome(file)) for file in tree.files)
    return {file: each.facts for file, each in outcomes if isinstance(each, Read)}


def _make_world(
    request: PythonRequest, tree: Tree, facts: Mapping[ModuleFile, ModuleFacts]
) -> World:
    """All modules; those of which nothing is known are there, and empty."""
    modules: dict[str, Module] = {}
    for file in tree.files:
        for name in _with_parents(file.module, request.packages):
            modules.setdefault(name, Module(name))
        known = facts.get(file)
        modules[file.module].add(known if known is not None else _nothing(file))
    return World(dict(sorted(modules.items())))


def _nothing(file: ModuleFile) -> ModuleFacts:
    return ModuleFacts(module=file.module, file=file.file, package=file.package)


def _unreadable(request: PythonRequest, loader: Loader) -> Iterator[Diagnostic]:
    for file, outcome in loader.outcomes.items():
        if not isinstance(outcome, Read):
            excluded = is_excluded_file(request, file.module)
            yield Diagnostic(
                source=request.source_id,
                grade="note" if excluded else "incomplete",
                code=outcome.code,
                message=f"{file.file} {outcome.message}",
                file=file.file,
                line=outcome.line,
            )


def _reading(
    request: PythonRequest, tree: Tree, found: list[Declaration], said: list[Diagnostic]
) -> Reading:
    diagnostics = {*tree.diagnostics, *said}
    source = Source(
        id=request.source_id,
        surface="python",
        project=request.project,
        root=", ".join(request.search_paths),
        complete=not any(each.grade == "incomplete" for each in diagnostics),
        files=len(tree.files),
    )
    occurring = {mark.raw_level for each in found for mark in each.marks}
    known = {word for markers in request.marker_sets for word in markers.not_levels}
    return Reading(
        source=source,
        declarations=tuple(sorted(found, key=lambda each: each.id)),
        diagnostics=tuple(sorted(diagnostics, key=_order)),
        not_levels=tuple(sorted(known & occurring)),
    )


def _shelf_name(request: PythonRequest) -> str:
    return "\0".join([request.source_id, *request.packages, "", *request.search_paths])


def _with_parents(module: str, packages: tuple[str, ...]) -> Iterator[str]:
    """*module* and its parents down to the requested package: folders without an ``__init__``."""
    while True:
        yield module
        if module in packages or "." not in module:
            return
        module = module.rpartition(".")[0]


def _marked(declarations: list[Declaration]) -> list[Declaration]:
    """Those with a mark, and those inside of them, which inherit it."""
    by_id = {each.id: each for each in declarations}
    known: dict[str, bool] = {}
    for each in declarations:
        above: Declaration | None = each
        chain: list[str] = []
        while above is not None and above.id not in known:
            known[above.id] = bool(above.marks)  # what encloses itself stands for itself
            if not above.marks:
                chain.append(above.id)
                above = by_id.get(above.enclosing or "")
        if above is not None and known[above.id]:
            known.update(dict.fromkeys(chain, True))
    return [each for each in declarations if known[each.id]]


def _order(each: Diagnostic) -> tuple[str, int, str, str, str]:
    return each.file or "", each.line or 0, each.code, each.symbol or "", each.message
