"""The modules of search paths, each found and parsed when it is asked for.

The Python reader reads packages whole. Readers of other surfaces follow imports from a few files,
and must not pay for a whole tree to know what one constant is.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from api_stability.readers.python.decoding import (
    UnreadableSourceError,
    decode_source,
    read_bytes,
)
from api_stability.readers.python.facts import ModuleFacts
from api_stability.readers.python.files import ModuleFile
from api_stability.readers.python.folding import Folder
from api_stability.readers.python.modules import Module
from api_stability.readers.python.names import World
from api_stability.readers.python.parse import parse_both
from api_stability.readers.python.places import is_regular
from api_stability.readers.python.vocabulary import Vocabulary

_IMPORT: Final = re.compile(
    r"^[ \t]*(?:import[ \t]+(?P<plain>[^#\n;]+)"
    r"|from[ \t]+(?P<origin>\.*[ \t]*[\w.]*)[ \t]+import[ \t]*(?P<names>\([^)]*\)|[^#\n;]+))",
    re.MULTILINE,
)
_NOTHING: Final = Vocabulary()


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read, and why."""

    file: str
    code: str
    message: str
    line: int | None


class Locator:
    """Finds modules in search paths as Python's import system would, without importing."""

    def __init__(self, root: Path, search_paths: Sequence[str]) -> None:
        self._root = root
        self._bases = [os.path.normpath(root / each) for each in search_paths]
        self._known: dict[str, ModuleFile | None] = {}

    def find(self, module: str) -> ModuleFile | None:
        """The file of *module*; ``None`` where there is none, and for a folder without one."""
        if module not in self._known:
            self._known[module] = self._look(module)
        return self._known[module]

    def is_package(self, module: str) -> bool:
        """Whether *module* is a folder that modules can be in."""
        steps = module.split(".")
        return all(steps) and any(Path(base, *steps).is_dir() for base in self._bases)

    def name_of(self, path: Path) -> str | None:
        """The dotted name of the file or folder *path*; ``None`` outside of the search paths."""
        place = os.path.normpath(path)
        for base in self._bases:
            inside = os.path.relpath(place, base)
            if not inside.startswith(os.pardir):
                steps = list(Path(inside.removesuffix(".py")).parts)
                if steps[-1:] == ["__init__"]:
                    steps.pop()
                return ".".join(step for step in steps if step != os.curdir)
        return None

    def file_of(self, path: Path) -> ModuleFile | None:
        """The module that is the source file *path*."""
        name = self.name_of(path)
        if name is None:
            return None
        return ModuleFile(name, self._shown(path), str(path), path.name == "__init__.py")

    def _look(self, module: str) -> ModuleFile | None:
        steps = module.split(".")
        if not all(steps):
            return None
        for base in self._bases:
            place = Path(base, *steps)
            if not is_regular(place):
                continue
            for path in (place / "__init__.py", place.with_name(f"{steps[-1]}.py")):
                if path.is_file():
                    return ModuleFile(
                        module, self._shown(path), str(path), path.name == "__init__.py"
                    )
        return None

    def _shown(self, path: Path) -> str:
        return os.path.relpath(path, self._root).replace(os.sep, "/")


def find_imported(locator: Locator, starts: Iterable[ModuleFile]) -> tuple[ModuleFile, ...]:
    """*starts* and every module of the search paths that they import, directly or not; sorted.

    By the text of import statements: quick, and rather too many than too few.
    """
    found: dict[str, ModuleFile] = {}
    pending = list(starts)
    while pending:
        file = pending.pop()
        if file.module in found:
            continue
        found[file.module] = file
        for name in imported_names(file):
            following = locator.find(name)
            if following is not None and name not in found:
                pending.append(following)
    return tuple(sorted(found.values()))


def imported_names(file: ModuleFile) -> Iterator[str]:
    """Every module name that *file* may import, with the packages around each."""
    try:
        text = decode_source(read_bytes(file.path))
    except UnreadableSourceError:
        return
    for found in _IMPORT.finditer(text):
        if found["plain"]:
            names = [each.split()[0] for each in found["plain"].split(",") if each.split()]
            origins = [(name, "") for name in names]
        else:
            listed = re.sub(r"#[^\n]*", "", found["names"]).strip("() \t\n").split(",")
            origin = _absolute(file, found["origin"].replace(" ", ""))
            origins = [(origin, each.split()[0]) for each in listed if each.split()]
        for origin, name in origins:
            yield from _with_packages(f"{origin}.{name}" if name else origin)


def _absolute(file: ModuleFile, origin: str) -> str:
    level = len(origin) - len(origin.lstrip("."))
    if not level:
        return origin
    steps = file.module.split(".")
    up = level - 1 if file.package else level
    base = steps[: len(steps) - up] if up < len(steps) else []
    return ".".join([*base, origin[level:]] if origin[level:] else base)


def _with_packages(name: str) -> Iterator[str]:
    while name:
        yield name
        name = name.rpartition(".")[0]


class _LazyModules(dict[str, Module]):
    """Modules by name, which appear when they are looked up."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._project = project

    def __missing__(self, name: str) -> Module:
        module = self.get(name)
        if module is None:
            raise KeyError(name)
        return module

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def get(self, name: str, _default: object = None) -> Module | None:  # type: ignore[override]
        found = super().get(name)
        return self._project.load(name) if found is None else found


class Project:
    """Modules, their facts, their syntax trees; nothing is read twice."""

    def __init__(self, locator: Locator, files: Iterable[ModuleFile] | None = None) -> None:
        """*files*: the only ones that may be read; ``None``: whatever the locator finds."""
        self._locator = locator
        self._allowed = None if files is None else {file.module: file for file in files}
        self._missing: set[str] = set()
        self._trees: dict[str, ast.Module] = {}
        self._modules = _LazyModules(self)
        self.world = World(self._modules)
        self.folder = Folder(self.world)
        self.unread: dict[str, Unread] = {}
        """Files that could not be read, by module."""
        self.texts: dict[str, str] = {}

    def load(self, name: str) -> Module | None:
        """The module *name* with its facts; ``None`` where there is none that may be read."""
        if name in self._missing:
            return None
        file = self._file(name)
        if file is None and not self._locator.is_package(name):
            self._missing.add(name)
            return None
        module = self._modules[name] = Module(name)
        if file is not None:
            module.add(self._read(file))
        return module

    def tree(self, name: str) -> ast.Module | None:
        """The syntax tree of module *name*; ``None`` where it cannot be read."""
        if name not in self._modules:
            return None
        return self._trees.get(name)

    def _file(self, name: str) -> ModuleFile | None:
        if self._allowed is not None:
            return self._allowed.get(name)
        return self._locator.find(name)

    def _read(self, file: ModuleFile) -> ModuleFacts:
        try:
            text = decode_source(read_bytes(file.path))
            facts, self._trees[file.module] = parse_both(file, text, _NOTHING)
        except UnreadableSourceError as error:
            self.unread[file.module] = Unread(file.file, error.code, error.message, error.line)
        else:
            self.texts[file.module] = text
            return facts
        return ModuleFacts(module=file.module, file=file.file, package=file.package)
