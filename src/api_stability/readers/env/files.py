"""The files of a source: Python and Rust sources below its paths."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from api_stability.model.codec import encodable
from api_stability.readers.env.request import EnvRequest
from api_stability.readers.listed import ListedFile

_SUFFIXES: Final = (".py", ".rs")
_SKIPPED: Final = frozenset({"__pycache__", "node_modules", "target", "site-packages"})
"""Folders that hold what is built or installed, not what is written."""


@dataclass(slots=True)
class Found:
    """Files in order, and folders that could not be listed."""

    files: list[ListedFile] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)


def find_env_files(request: EnvRequest) -> Found:
    """Every regular file of a known kind, once, sorted by name; links to folders are not followed.

    Folders whose name begins with a dot are left out.
    """
    found = Found()
    seen: dict[str, Path] = {}
    for path in request.paths:
        place = request.root / path
        if place.is_file():
            seen[_shown(request, place)] = place
            continue
        for folder, folders, names in os.walk(
            place, onerror=lambda error: found.unlisted.append(str(error.filename))
        ):
            folders[:] = sorted(f for f in folders if f not in _SKIPPED and not f.startswith("."))
            for name in names:
                file = Path(folder, name)
                if name.endswith(_SUFFIXES) and _is_regular(file):
                    seen[_shown(request, file)] = file
    found.files = [ListedFile(name, place) for name, place in sorted(seen.items())]
    return found


def _shown(request: EnvRequest, path: Path) -> str:
    return encodable(os.path.relpath(path, request.root).replace(os.sep, "/"))


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False
