"""Cargo's manifests: which crates a folder holds, and where each begins."""

from __future__ import annotations

import glob
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

NAME: Final = "Cargo.toml"
MAX_BYTES: Final = 1024 * 1024
MAX_MEMBERS: Final = 2_000


class Crate(msgspec.Struct, frozen=True, kw_only=True):
    """A library that a manifest describes."""

    name: str
    """As it is written in paths: with underscores."""
    folder: Path
    root_file: Path
    edition: int
    features: tuple[str, ...] = ()


class ManifestError(Exception):
    """A manifest that cannot be read; never reaches users. ``code`` is a diagnostic's."""

    def __init__(self, path: Path, code: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.path = path
        self.code = code
        self.message = message
        self.line = line


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """One ``Cargo.toml``."""

    path: Path
    crate: Crate | None
    """``None`` for a workspace without a package of its own, and for a package without library."""
    has_package: bool
    members: tuple[Path, ...] = ()
    """Folders of the workspace's members, sorted."""


def read_manifest(folder: Path) -> Manifest:
    """What the ``Cargo.toml`` in *folder* says; raises `ManifestError`."""
    path = folder / NAME
    table = _load(path)
    package = _table(table, "package")
    workspace = _table(table, "workspace")
    return Manifest(
        path=path,
        crate=_crate(folder, table, package, workspace) if package else None,
        has_package=bool(package),
        members=tuple(_members(folder, workspace)) if workspace else (),
    )


def _load(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ManifestError(path, "too-large", "is larger than any manifest")
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise ManifestError(path, "unreadable-file", message) from None
    except UnicodeDecodeError:
        raise ManifestError(path, "undecodable-file", "is no UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else None
        raise ManifestError(path, "bad-manifest", f"is no TOML: {error}", line) from None
    except RecursionError:
        raise ManifestError(path, "bad-manifest", "is nested too deeply") from None


def _crate(
    folder: Path, table: dict[str, Any], package: dict[str, Any], workspace: dict[str, Any]
) -> Crate | None:
    library = _table(table, "lib")
    root = folder / _text(library, "path", "src/lib.rs")
    name = _text(library, "name", _text(package, "name", folder.name))
    if not root.is_file():
        return None
    return Crate(
        name=name.replace("-", "_"),
        folder=folder,
        root_file=root,
        edition=_edition(package, workspace),
        features=tuple(sorted(map(str, _table(table, "features")))),
    )


def _edition(package: dict[str, Any], workspace: dict[str, Any]) -> int:
    """The year; of one that is inherited from a workspace elsewhere, that of today's crates."""
    value = package.get("edition", "2015")
    if isinstance(value, dict):
        value = _table(workspace, "package").get("edition", "2021")
    return int(value) if isinstance(value, str) and value.isdigit() else 2021


def _members(folder: Path, workspace: dict[str, Any]) -> Iterator[Path]:
    excluded = {folder / each for each in _texts(workspace, "exclude")}
    found: set[Path] = set()
    for pattern in _texts(workspace, "members"):
        names = glob.glob(pattern, root_dir=folder) if glob.has_magic(pattern) else [pattern]  # noqa: PTH207
        found |= {folder / name for name in names[:MAX_MEMBERS]}
    for member in sorted(found):
        if member not in excluded and (member / NAME).is_file():
            yield member


def _table(table: dict[str, Any], key: str) -> dict[str, Any]:
    value = table.get(key)
    return value if isinstance(value, dict) else {}


def _text(table: dict[str, Any], key: str, default: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) and "\0" not in value else default


def _texts(table: dict[str, Any], key: str) -> list[str]:
    value = table.get(key)
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
