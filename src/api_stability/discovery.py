"""Name, version and packages of a project, from its ``pyproject.toml`` and its folders.

Static: version files are read as text, nothing is imported or run (``git`` is asked only when the
configuration says ``version = {from = "git"}``).
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec

from api_stability.config import LocatedConfig, VersionFrom
from api_stability.model.errors import UserError

_NOT_PACKAGES = {"tests", "test", "docs", "doc", "examples", "example", "build", "dist", "scripts"}


class PackageLayout(msgspec.Struct, frozen=True, kw_only=True):
    """Where a project's importable packages are."""

    packages: tuple[str, ...]
    search_paths: tuple[str, ...]


def find_name(located: LocatedConfig) -> str:
    """The configured name, else ``[project] name``, else the folder's."""
    declared = _project_table(located).get("name")
    return located.config.name or (declared if isinstance(declared, str) else located.root.name)


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
            raise UserError(
                f"no version was found from {asked.origin!r}; write it here as text",
                where=located.where,
                key="version",
            )
        return found
    return _from_pyproject(located) or _from_distribution(located)


def find_packages(located: LocatedConfig) -> PackageLayout | None:
    """The packages of a project that says nothing: a ``src`` layout or a flat one.

    ``None`` when there is no package whose name fits the project's and not exactly one other.
    """
    name = re.sub(r"[-_.]+", "_", find_name(located)).casefold()
    for search_path in (*_declared_folders(located), "src", "."):
        candidates = _importable(located.root / search_path)
        fitting = [found for found in candidates if found.casefold() == name]
        if (located.root / search_path / f"{name}.py").is_file():
            fitting = fitting or [name]
        if search_path != ".":
            fitting = fitting or candidates  # whatever stands in a source folder is published
        elif not fitting and len(candidates) == 1:
            fitting = candidates
        if fitting:
            return PackageLayout(packages=tuple(fitting), search_paths=(search_path,))
    return None


def _project_table(located: LocatedConfig) -> Mapping[str, Any]:
    table = (located.pyproject or {}).get("project", {})
    return table if isinstance(table, Mapping) else {}


def _tool_table(located: LocatedConfig, *keys: str) -> Mapping[str, Any]:
    table: Any = (located.pyproject or {}).get("tool", {})
    for key in keys:
        table = table.get(key, {}) if isinstance(table, Mapping) else {}
    return table if isinstance(table, Mapping) else {}


def _declared_folders(located: LocatedConfig) -> tuple[str, ...]:
    """Folders that the build backend's own configuration names as roots of packages."""
    found = _tool_table(located, "setuptools", "packages", "find").get("where")
    folders = [item for item in found if isinstance(item, str)] if isinstance(found, list) else []
    mapping = _tool_table(located, "setuptools", "package-dir").get("")
    return (*folders, *((mapping,) if isinstance(mapping, str) and mapping else ()))


def _importable(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    found = {
        entry.name
        for entry in folder.iterdir()
        if entry.is_dir() and entry.name.isidentifier() and (entry / "__init__.py").is_file()
    }
    return sorted(found - _NOT_PACKAGES)


def _from_pyproject(located: LocatedConfig) -> str | None:
    version = _project_table(located).get("version")
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
    try:
        return metadata.version(find_name(located))
    except (metadata.PackageNotFoundError, ValueError):
        return None


def _from_git(located: LocatedConfig) -> str | None:
    command = ["git", "describe", "--tags", "--abbrev=0"]
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments
            command, cwd=located.root, capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    tag = done.stdout.strip()
    found = re.search(r"v?(\d.*)$", tag) if done.returncode == 0 else None
    return found[1] if found else None


_ORIGINS = {
    "git": _from_git,
    "pyproject": _from_pyproject,
    "distribution": _from_distribution,
}
