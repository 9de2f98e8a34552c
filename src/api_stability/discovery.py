"""Name, version and packages of a project, from its ``pyproject.toml`` and its folders.

Static: version files are read as text, nothing is imported or run (``git`` is asked only when the
configuration says ``version = {from = "git"}``).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from api_stability.config import LocatedConfig, VersionFrom
from api_stability.model.codec import encodable
from api_stability.model.errors import UserError
from api_stability.model.versions import parse_date, parse_version

_NOT_PACKAGES = {"tests", "test", "docs", "doc", "examples", "example", "build", "dist", "scripts"}


class PackageLayout(msgspec.Struct, frozen=True, kw_only=True):
    """Where a project's importable packages are."""

    packages: tuple[str, ...]
    search_paths: tuple[str, ...]


def find_name(located: LocatedConfig) -> str:
    """The configured name, else that in ``pyproject.toml``, else the folder's."""
    declared = _declared(located, "name")
    if located.config.name:
        return located.config.name
    return declared if isinstance(declared, str) else encodable(located.root.name)


def is_named(located: LocatedConfig) -> bool:
    """Whether ``pyproject.toml`` says the project's name."""
    return isinstance(_declared(located, "name"), str)


def find_version(located: LocatedConfig) -> str | None:
    """The documented version; ``None`` when nothing says it.

    Raises `UserError` when the configuration says where it is and it is not there.
    """
    asked = located.config.version
    if isinstance(asked, str):
        return asked
    if isinstance(asked, VersionFrom):
        found = _ORIGINS[asked.origin](located)
        if found is None:
            hint = " (a shallow clone has no tags)" if asked.origin == "git" else ""
            raise UserError(
                f"no version was found from {asked.origin!r}{hint}; write it here as text",
                where=located.where,
                key="version",
            )
        return found
    return _from_pyproject(located) or _from_distribution(located)


def find_packages(located: LocatedConfig) -> PackageLayout | None:
    """What the build backend is told to ship, else a ``src`` layout or a flat one.

    Of a namespace package that has no ``__init__`` the parts are named. ``None`` when there is no
    package whose name fits the project's and not exactly one other.
    """
    folders = (*_declared_folders(located), "src", ".")
    found = (_find_in(folder, located) for folder in folders)
    return _find_declared(located) or next(filter(None, found), None)


def _find_declared(located: LocatedConfig) -> PackageLayout | None:
    found = [
        (folder, name)
        for folder, name in _declared_packages(located)
        if _is_importable(located.root / folder, name)
    ]
    names = dict.fromkeys(name for _, name in found)
    if not names:
        return None
    return PackageLayout(
        packages=tuple(name for name in names if not _has_outer(name, names)),
        search_paths=tuple(dict.fromkeys(folder for folder, _ in found)),
    )


def _find_in(folder: str, located: LocatedConfig) -> PackageLayout | None:
    """The packages in *folder* that are the project's; ``None`` when that is not certain."""
    path, project = located.root / folder, find_name(located)
    name = _as_module(project)
    if folder == ".":  # there is too much beside a package to look into all of it
        candidates = _importable(path, depth=1)
        namespaced = project.replace("-", ".").casefold()
        if (path / namespaced.replace(".", "/") / "__init__.py").is_file():
            candidates = sorted({*candidates, namespaced})
    else:
        candidates = _importable(path, depth=_NESTED)
    fitting = [found for found in candidates if _as_module(found) == name]
    if not fitting and (path / f"{name}.py").is_file():
        fitting = [name]
    # whatever stands in a source folder is published
    if not fitting and (folder != "." or len(candidates) == 1):
        fitting = candidates
    return PackageLayout(packages=tuple(fitting), search_paths=(folder,)) if fitting else None


def _has_outer(name: str, names: Iterable[str]) -> bool:
    """Whether *name* is inside another of *names*."""
    return any(name.startswith(f"{other}.") for other in names)


def _as_module(name: str) -> str:
    return re.sub(r"[-_.]+", "_", name).casefold()


def _declared_packages(located: LocatedConfig) -> Iterator[tuple[str, str]]:
    """Folder and name of each package that a build backend is told to ship."""
    for path in _texts(_tool_table(located, "hatch", "build", "targets", "wheel").get("packages")):
        folder, _, name = path.strip("/").rpartition("/")
        yield folder or ".", name
    root = _tool_table(located, "setuptools", "package-dir").get("")
    for name in _texts(_tool_table(located, "setuptools").get("packages")):
        yield _folder(root), name
    included = _tool_table(located, "poetry").get("packages")
    for table in included if isinstance(included, list) else []:
        include = table.get("include") if isinstance(table, Mapping) else None
        if isinstance(include, str):
            yield _folder(table.get("from")), include.replace("/", ".")
    backend = _tool_table(located, "uv", "build-backend")
    names = backend.get("module-name")
    for name in _texts([names] if isinstance(names, str) else names):
        yield _folder(backend.get("module-root", "src")), name


def _folder(value: object) -> str:
    return value if isinstance(value, str) and value else "."


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _is_importable(folder: Path, name: str) -> bool:
    path = folder / name.replace(".", "/")
    return path.is_dir() or path.with_name(f"{path.name}.py").is_file()


def _project_table(located: LocatedConfig) -> Mapping[str, Any]:
    table = (located.pyproject or {}).get("project", {})
    return table if isinstance(table, Mapping) else {}


def _declared(located: LocatedConfig, key: str) -> Any:
    """A key of ``[project]``, else of the table that Poetry had before there was that one."""
    return _project_table(located).get(key, _tool_table(located, "poetry").get(key))


def _tool_table(located: LocatedConfig, *keys: str) -> Mapping[str, Any]:
    table: Any = (located.pyproject or {}).get("tool", {})
    for key in keys:
        table = table.get(key, {}) if isinstance(table, Mapping) else {}
    return table if isinstance(table, Mapping) else {}


def _declared_folders(located: LocatedConfig) -> tuple[str, ...]:
    """Folders that the build backend's own configuration names as roots of packages."""
    folders = _texts(_tool_table(located, "setuptools", "packages", "find").get("where"))
    mapping = _tool_table(located, "setuptools", "package-dir").get("")
    return (*folders, *((mapping,) if isinstance(mapping, str) and mapping else ()))


_NESTED: Final = 3
"""How deep a package is looked for in folders that have no ``__init__``."""


def _importable(folder: Path, *, depth: int) -> list[str]:
    """The dotted names of the outermost packages in *folder*, at most so deep, sorted."""
    found: list[str] = []
    inner = [(folder, "")]
    for _ in range(depth):
        outer, inner = inner, []
        for parent, prefix in outer:
            for entry in _folders_in(parent):
                name = prefix + entry.name
                if (entry / "__init__.py").is_file():
                    found.append(name)
                else:
                    inner.append((entry, f"{name}."))
    return sorted(found)


def _folders_in(folder: Path) -> list[Path]:
    """The folders in *folder* that can be packages or hold some."""
    try:
        entries = list(folder.iterdir())
    except OSError:
        return []
    return [
        entry
        for entry in entries
        if entry.name.isidentifier()
        and entry.name not in _NOT_PACKAGES
        and not entry.is_symlink()
        and entry.is_dir()
    ]


def _from_pyproject(located: LocatedConfig) -> str | None:
    version = _declared(located, "version")
    if isinstance(version, str):
        return version
    declared = (
        _tool_table(located, "hatch", "version").get("path"),
        _tool_table(located, "pdm", "version").get("path"),
    )
    for path in declared:
        if isinstance(path, str) and (found := _read_dunder_version(located.root / path)):
            return found
    attribute = _tool_table(located, "setuptools", "dynamic", "version").get("attr")
    if isinstance(attribute, str):
        module = attribute.rpartition(".")[0].replace(".", "/")
        for folder in (*_declared_folders(located), "src", "."):
            for name in (f"{module}.py", f"{module}/__init__.py"):
                if found := _read_dunder_version(located.root / folder / name):
                    return found
    return None


def _read_dunder_version(file: Path) -> str | None:
    """The text assigned to ``__version__``, ``VERSION`` or ``version`` at module level."""
    try:
        body = ast.parse(file.read_bytes()).body
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    for statement in body:
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        else:
            continue
        names = {target.id for target in targets if isinstance(target, ast.Name)}
        value = statement.value
        if names & {"__version__", "VERSION", "version"} and isinstance(value, ast.Constant):
            return value.value if isinstance(value.value, str) else None
    return None


def _from_distribution(located: LocatedConfig) -> str | None:
    from importlib import metadata

    try:
        return metadata.version(find_name(located))
    except (metadata.PackageNotFoundError, ValueError):
        return None


def _from_git(located: LocatedConfig) -> str | None:
    """The version in the newest tag that holds one; tags like ``nightly`` are passed over."""
    for pattern in ("*[0-9].[0-9]*", "*[0-9]*"):
        tag = _newest_tag(located.root, pattern)
        if tag is not None and (version := _version_in(tag)) is not None:
            return version
    return None


def _newest_tag(folder: Path, pattern: str) -> str | None:
    import subprocess

    command = ["git", "describe", "--tags", "--abbrev=0", f"--match={pattern}"]
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments
            command, cwd=folder, capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return None if done.returncode else done.stdout.strip()


def _version_in(tag: str) -> str | None:
    """The end of *tag* that is a version: of ``py3-lib-v1.4.0`` it is ``1.4.0``."""
    ends = [found[1] for found in re.finditer(r"(?=(?<![\d.])(\d.*))", tag)]
    if any(parse_date(end) for end in ends):
        return None
    return next((end for end in ends if parse_version(end) is not None), None)


_ORIGINS = {
    "git": _from_git,
    "pyproject": _from_pyproject,
    "distribution": _from_distribution,
}
