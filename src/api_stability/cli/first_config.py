"""What a first configuration says: what was found, as a short commented TOML file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from api_stability.config import Config, LocatedConfig, read_toml
from api_stability.discovery import (
    PackageLayout,
    find_name,
    find_packages,
    find_version,
    is_named,
)


class FirstConfig(msgspec.Struct, frozen=True, kw_only=True):
    """What is known about a project that is not configured yet."""

    located: LocatedConfig
    name: str
    version: str | None
    named_in_pyproject: bool
    configured_in_pyproject: bool
    layout: PackageLayout | None
    """``None``: no package was found."""


def find_first_config(folder: Path) -> FirstConfig:
    """Look at ``pyproject.toml`` and the folders in *folder*; raise `UserError` for broken TOML."""
    file = folder / "pyproject.toml"
    pyproject = read_toml(file) if file.is_file() else None
    located = LocatedConfig(
        config=Config(),
        file=file if pyproject is not None else None,
        root=folder,
        pyproject=pyproject,
    )
    return FirstConfig(
        located=located,
        name=find_name(located),
        version=find_version(located),
        named_in_pyproject=is_named(located),
        configured_in_pyproject=bool(_table(pyproject, "tool", "api-stability")),
        layout=find_packages(located),
    )


def write_toml(found: FirstConfig, unreadable: tuple[str, ...] = ()) -> str:
    """The configuration as text: only what must be said, and hints for what can be."""
    lines = ["# What api-stability reads, and by which policy. Paths are relative to this file."]
    if not found.named_in_pyproject:
        lines.append(f"name = {_quote(found.name)}")
    if found.version is None:
        lines.append('# version = "1.0"      # or { from = "git" }: no version was found')
    elif found.named_in_pyproject:
        lines.append("# Name and version come from pyproject.toml.")
    lines += [
        'policy = "default"     # a shipped policy, or the path of your own',
        "",
        "[[sources]]",
        'surface = "python"',
    ]
    if found.layout is None:
        lines += [
            "packages = []          # no package was found here: name yours",
            'search-paths = ["."]   # and the folder that holds it',
        ]
    else:
        lines += [
            f"packages = {_quote(found.layout.packages)}",
            f"search-paths = {_quote(found.layout.search_paths)}",
        ]
    lines += _exclude_lines(found, unreadable)
    return "\n".join(lines) + "\n"


def _exclude_lines(found: FirstConfig, unreadable: tuple[str, ...]) -> list[str]:
    if not unreadable:
        package = found.layout.packages[0] if found.layout else "pkg"
        return [f"# exclude = [{_quote(f'python:{package}.tests.**')}]"]
    return [
        "# These files could not be read. Where they are no public API, exclude them:",
        *(f"# exclude = [{_quote(f'python:{_module(file)}')}]" for file in unreadable[:3]),
    ]


def _module(file: str) -> str:
    return file.rpartition(".")[0].replace("/", ".").removesuffix(".__init__")


def _quote(value: object) -> str:
    """A TOML string or list of strings; JSON's are the same but for one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def _table(table: Any, *keys: str) -> dict[str, Any]:
    for key in keys:
        table = table.get(key, {}) if isinstance(table, dict) else {}
    return table if isinstance(table, dict) else {}
