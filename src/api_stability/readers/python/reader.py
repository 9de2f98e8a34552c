"""Packages to symbols with their marks."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import griffe

from api_stability.markers.model import Role
from api_stability.model.inventory import Diagnostic, Reading, Source
from api_stability.model.symbols import Declaration
from api_stability.readers.python.declaring import declare
from api_stability.readers.python.decoding import UnreadableSourceError, read_source
from api_stability.readers.python.facts import ModuleFacts
from api_stability.readers.python.files import ModuleFile, Tree, find_modules, is_excluded_file
from api_stability.readers.python.names import Module, World
from api_stability.readers.python.parse import parse_module
from api_stability.readers.registry import Progress, silent
from api_stability.readers.request import PythonRequest

_COLLECT_EVERY = 100
"""Files after which what they left is collected; survivors are not looked at again."""


def read_python(request: PythonRequest, progress: Progress = silent) -> Reading:
    """Read the requested packages statically: equal files give an equal reading.

    A file that cannot be read costs one ``incomplete`` diagnostic and nothing else. Raises
    `UserError` for a search path that is no folder and a package that is found nowhere.
    """
    tree = find_modules(request)
    diagnostics = list(tree.diagnostics)
    with _quiet():
        world = _read_world(request, tree, diagnostics, progress)
        declarations, said = declare(request, world)
    diagnostics += said
    if request.marked_only:
        declarations = _marked(declarations)
    incomplete = any(each.grade == "incomplete" for each in diagnostics)
    source = Source(
        id=request.source_id,
        surface="python",
        project=request.project,
        root=", ".join(request.search_paths),
        complete=not incomplete,
        files=len(tree.files),
    )
    return Reading(
        source=source,
        declarations=tuple(sorted(declarations, key=lambda each: each.id)),
        diagnostics=tuple(sorted(set(diagnostics), key=_order)),
    )


def _read_world(
    request: PythonRequest, tree: Tree, diagnostics: list[Diagnostic], progress: Progress
) -> World:
    attributes: dict[str, Role] = {}
    for each in request.marker_sets:
        attributes.update(each.attributes)
    modules: dict[str, Module] = {}
    for count, file in enumerate(tree.files):
        if count % _COLLECT_EVERY == 0:
            gc.collect(0)
        for name in _with_parents(file.module, request.packages):
            modules.setdefault(name, Module(name))
        facts = _read_file(request, file, attributes, diagnostics)
        modules[file.module].add(facts)
        progress(request.source_id, count + 1, len(tree.files))
    return World(dict(sorted(modules.items())))


def _read_file(
    request: PythonRequest,
    file: ModuleFile,
    attributes: dict[str, Role],
    diagnostics: list[Diagnostic],
) -> ModuleFacts:
    try:
        return parse_module(file, read_source(file.path), attributes)
    except UnreadableSourceError as error:
        excluded = is_excluded_file(request, file.module)
        diagnostics.append(
            Diagnostic(
                source=request.source_id,
                grade="note" if excluded else "incomplete",
                code=error.code,
                message=f"{file.file} {error.message}",
                file=file.file,
                line=error.line,
            )
        )
        return ModuleFacts(module=file.module, file=file.file, package=file.package)


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

    def marked(each: Declaration | None) -> bool:
        while each is not None:
            if each.marks:
                return True
            each = by_id.get(each.enclosing or "")
        return False

    return [each for each in declarations if marked(each)]


def _order(each: Diagnostic) -> tuple[str, int, str, str, str]:
    return each.file or "", each.line or 0, each.code, each.symbol or "", each.message


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the warnings of the read sources, which are not ours; without collecting garbage.

    Syntax trees are many small objects that live for one file: collecting in between finds nothing.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        with warnings.catch_warnings(), griffe.logger.disable():
            warnings.simplefilter("ignore")
            yield
    finally:
        if collecting:
            gc.enable()
