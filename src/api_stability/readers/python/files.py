"""Finds the files of packages the way Python's import system would, without importing anything.

Bounded: each folder is entered once, links to folders are not followed, and nothing but a regular
file is ever opened.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from api_stability.model.errors import UserError
from api_stability.model.inventory import Diagnostic, Grade
from api_stability.model.patterns import match_any
from api_stability.readers.python.places import (
    SOURCES,
    find_places,
    has_init,
    holds_source,
    is_circle,
    is_dir,
    is_regular,
    nowhere,
    search_path,
)
from api_stability.readers.request import PythonRequest

_COMPILED: Final = (".so", ".pyd")


class ModuleFile(msgspec.Struct, frozen=True, order=True):
    """One source file of one module."""

    module: str
    file: str
    """Relative to its search path, with ``/``."""
    path: str
    package: bool
    """Whether it is an ``__init__``."""

    @property
    def stub(self) -> bool:
        """Whether it is a ``.pyi``."""
        return self.file.endswith(".pyi")


@dataclass(slots=True)
class Tree:
    """What was found: sorted files, and what was not."""

    files: list[ModuleFile] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    homes: dict[str, Path] = field(default_factory=dict)
    """The search path of each regular package and module: the first that has it wins."""


def find_files(request: PythonRequest) -> tuple[Path, ...]:
    """Every file that the reading depends on, sorted; needs no parser.

    Raises `UserError` for a search path that is no folder, or a package that is found nowhere.
    """
    return tuple(map(Path, sorted({each.path for each in find_modules(request).files})))


def find_modules(request: PythonRequest) -> Tree:
    """The modules of the requested packages; raises `UserError` as `find_files` does."""
    roots = [search_path(request.root, text) for text in request.search_paths]
    tree = Tree()
    for package in request.packages:
        places = list(find_places(package, roots))
        stubs = list(find_places(package, roots, apart=True))
        if not places and not stubs:
            raise UserError(nowhere(package, request, roots))
        before = len(tree.files) + len(tree.diagnostics)
        for root, place in places:
            _Walk(request, tree, root, os.path.realpath(place)).start(package, place)
        _note_shadowed(request, tree, package, roots, places)
        _add_stubs(request, tree, package, stubs)
        if len(tree.files) + len(tree.diagnostics) == before:
            message = f"package {package!r} holds no Python file"
            tree.diagnostics.append(
                Diagnostic(
                    source=request.source_id, grade="note", code="empty-package", message=message
                )
            )
    # a stub repeats what its source says, so it comes after it
    tree.files = sorted(set(tree.files), key=lambda each: (each.module, each.stub, each))
    return tree


def is_excluded_file(request: PythonRequest, module: str) -> bool:
    """Whether nothing is missed when the file of *module* cannot be read."""
    return match_any(request.exclude, f"python:{module}")


def is_excluded(request: PythonRequest, symbol_id: str) -> bool:
    """Whether ``include`` and ``exclude`` leave *symbol_id* out."""
    if request.include and not match_any(request.include, symbol_id):
        return True
    return bool(request.exclude) and match_any(request.exclude, symbol_id)


def _note_shadowed(
    request: PythonRequest,
    tree: Tree,
    package: str,
    roots: list[Path],
    places: list[tuple[Path, Path]],
) -> None:
    """Say which other packages of the same name Python would never import."""
    used = {root for root, _ in places}
    for root in roots:
        place = root.joinpath(*package.split("."))
        if places and root not in used and is_regular(place):
            message = f"never imported: {package!r} is found in an earlier search path"
            walk = _Walk(request, tree, root, str(place))
            init = next((f for s in SOURCES if (f := place / f"__init__{s}").exists()), place)
            walk.report("note", "shadowed-package", message, str(init), package)


def _add_stubs(
    request: PythonRequest, tree: Tree, package: str, places: list[tuple[Path, Path]]
) -> None:
    """Add the stubs that are a distribution of their own; they stand for compiled modules."""
    apart = Tree()
    for root, place in places:
        _Walk(request, apart, root, os.path.realpath(place)).start(package, place)
    found = [each for each in apart.files if each.stub]
    tree.files += found
    tree.diagnostics += [each for each in apart.diagnostics if each.code != "compiled-module"]
    stubbed = {each.module for each in found}
    tree.diagnostics = [
        each
        for each in tree.diagnostics
        if each.code != "compiled-module"
        or (each.file or "").partition(".")[0].replace("/", ".") not in stubbed
    ]


class _Walk:
    """One walk over one package."""

    def __init__(self, request: PythonRequest, tree: Tree, root: Path, top: str) -> None:
        self.request = request
        self.tree = tree
        self.root = root
        self.prefix = "" if str(root) == "." else os.path.join(root, "")  # noqa: PTH118 - a text
        self.top = top
        self.seen: set[tuple[int, int]] = set()

    def start(self, package: str, place: Path) -> None:
        if has_init(place) or not any(os.path.lexists(f"{place}{s}") for s in SOURCES):
            self.folders(package, str(place))
            return
        for suffix in SOURCES:
            path = f"{place}{suffix}"
            if os.path.lexists(path):
                self.file(package, path, package=False)

    def folders(self, package: str, place: str) -> None:
        pending = [(package, place)]
        while pending:
            module, folder = pending.pop()
            try:
                status = os.stat(folder)  # noqa: PTH116 - strings all the way: this is hot
                entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
            except OSError as error:
                message = f"cannot be listed: {error.strerror}; make it readable or exclude it"
                self.report("incomplete", "unreadable", message, folder, module)
                continue
            if (status.st_dev, status.st_ino) not in self.seen:
                self.seen.add((status.st_dev, status.st_ino))
                pending.extend(reversed(self.entries(module, entries)))

    def entries(self, module: str, entries: list[os.DirEntry[str]]) -> list[tuple[str, str]]:
        folders = {e.name: e for e in entries if e.name.isidentifier() and is_dir(e)}
        folders.pop("__pycache__", None)
        sources = {e.name.partition(".")[0] for e in entries if e.name.endswith(SOURCES)}
        self.compiled(module, entries, sources)
        self.circles(module, entries)
        for entry in entries:
            name, dot, suffix = entry.name.rpartition(".")
            if dot + suffix not in SOURCES or not name.isidentifier():
                continue
            if name == "__init__":
                self.file(module, entry.path, package=True)
            elif name in folders and has_init(folders[name].path):
                message = f"never imported: the package {name!r} beside it has the same name"
                self.report("note", "shadowed-module", message, entry.path, f"{module}.{name}")
            else:
                self.file(f"{module}.{name}", entry.path, package=False)
        return [
            (f"{module}.{name}", entry.path)
            for name, entry in folders.items()
            if (has_init(entry.path) or name not in sources) and self.enters(module, entry)
        ]

    def enters(self, module: str, entry: os.DirEntry[str]) -> bool:
        if self.is_elsewhere(f"{module}.{entry.name}"):
            return False
        if not entry.is_symlink():
            return True
        target = os.path.realpath(entry.path)
        if os.path.commonpath([target, self.top]) in {target, self.top}:
            message = "a link into the package itself, or to a folder around it: not followed"
            self.report("note", "linked-folder", message, entry.path, f"{module}.{entry.name}")
        else:
            grade: Grade = "incomplete" if holds_source(target) else "note"
            message = (
                "a link to a folder outside of the package: not followed; "
                "list its own path in search-paths, or exclude it"
            )
            self.report(grade, "outside-link", message, entry.path, f"{module}.{entry.name}")
        return False

    def circles(self, module: str, entries: list[os.DirEntry[str]]) -> None:
        """Report links that would be folders if they did not lead to themselves."""
        for entry in entries:
            if entry.is_symlink() and entry.name.isidentifier() and is_circle(entry.path):
                message = "a link that leads to itself: remove or exclude it"
                name = f"{module}.{entry.name}"
                self.report("incomplete", "unreadable", message, entry.path, name)

    def is_elsewhere(self, module: str) -> bool:
        return self.tree.homes.get(module, self.root) != self.root

    def file(self, module: str, path: str, *, package: bool) -> None:
        if self.is_elsewhere(module):
            return
        self.tree.homes[module] = self.root
        try:
            regular = stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116 - as above
        except OSError as error:
            message = f"cannot be read: {error.strerror}; make it readable or exclude it"
            self.report("incomplete", "unreadable", message, path, module)
            return
        if not regular:
            message = "no regular file: not opened; remove or exclude it"
            self.report("incomplete", "not-a-file", message, path, module)
            return
        self.tree.files.append(ModuleFile(module, self.relative(path), path, package))

    def compiled(self, module: str, entries: list[os.DirEntry[str]], sources: set[str]) -> None:
        names = {e.name.partition(".")[0]: e for e in entries if e.name.endswith(_COMPILED)}
        # a package that is its compiled module of the same name, with the stub of the package
        own = module.rpartition(".")[2] if "__init__.pyi" in {e.name for e in entries} else ""
        for name, entry in sorted(names.items()):
            if name.isidentifier() and name not in sources:
                # a private one shows only through what re-exports it
                grade: Grade = "note" if name == own or name[0] == "_" else "incomplete"
                message = (
                    "a compiled module without a stub: add a .pyi file beside it, or exclude it"
                )
                self.report(grade, "compiled-module", message, entry.path, f"{module}.{name}")

    def relative(self, path: str) -> str:
        inside = path.removeprefix(self.prefix)
        return inside if os.sep == "/" else inside.replace(os.sep, "/")

    def report(self, grade: Grade, code: str, message: str, path: str, module: str) -> None:
        if is_excluded_file(self.request, module):
            grade = "note"
        diagnostic = Diagnostic(
            source=self.request.source_id,
            grade=grade,
            code=code,
            message=message,
            file=self.relative(path),
        )
        self.tree.diagnostics.append(diagnostic)
