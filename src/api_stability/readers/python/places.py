"""Where packages are, as Python's import system would look for them."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from api_stability.model.errors import UserError, nearest
from api_stability.readers.request import PythonRequest

SOURCES: Final = (".py", ".pyi")
_MAX_INIT: Final = 64 * 1024
"""Before that, a package says whether it extends its path."""

_MAX_LOOK: Final = 1000
"""Entries after which a folder without Python is data."""


def search_path(base: Path, text: str) -> Path:
    """The folder *text* of *base*; raises `UserError` where there is none."""
    root = base / text
    if not root.is_dir():
        raise UserError(f"search path {text!r} is no folder in {base}")
    return root


def find_places(
    package: str, roots: list[Path], *, apart: bool = False
) -> Iterator[tuple[Path, Path]]:
    """Where *package* is: the first regular package or module, else all namespace portions.

    A package that extends its own path has portions too. *apart*: where its stubs are, when they
    are a distribution of their own (PEP 561).
    """
    top, *rest = package.split(".")
    portions: list[tuple[Path, Path]] = []
    for root in roots:
        place = root.joinpath(f"{top}-stubs" if apart else top, *rest)
        if is_regular(place):
            yield root, place
            if not _extends_path(place):
                return
        elif place.is_dir():
            portions.append((root, place))
    yield from portions


def is_regular(place: Path) -> bool:
    """Whether a package with an ``__init__``, or a module, is there."""
    return has_init(place) or any(os.path.lexists(f"{place}{suffix}") for suffix in SOURCES)


def _extends_path(place: Path) -> bool:
    """Whether a package says, as before Python 3.3, that parts of it are elsewhere too."""
    init = place / "__init__.py"
    try:
        if not stat.S_ISREG(init.stat().st_mode):
            return False
        with init.open("rb") as stream:
            text = stream.read(_MAX_INIT)
    except OSError:
        return False
    return b"extend_path" in text or b"declare_namespace" in text


def has_init(folder: str | Path) -> bool:
    """Whether a folder is a regular package."""
    return any(os.path.lexists(f"{folder}/__init__{suffix}") for suffix in SOURCES)


def is_dir(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder, or a link to one."""
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def is_circle(path: str) -> bool:
    """Whether a link leads to itself."""
    try:
        os.stat(path)  # noqa: PTH116 - a text, as all paths of a walk
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


def holds_source(folder: str) -> bool:
    """Whether there is Python in a folder, as far as its first entries tell."""
    left = _MAX_LOOK
    pending = [folder]
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in islice(entries, left):
                    left -= 1
                    if entry.name.endswith(SOURCES):
                        return True
                    if entry.name.isidentifier() and entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
        except OSError:
            continue
    return False


def nowhere(package: str, request: PythonRequest, roots: list[Path]) -> str:
    """What to say about a package that is in no search path."""
    names = {
        entry.name.partition(".")[0]
        for root in roots
        for entry in os.scandir(root)
        if is_dir(entry) or entry.name.endswith(SOURCES)
    }
    known = {name for name in names if name.isidentifier() and name != "__pycache__"}
    looked = ", ".join(request.search_paths) or "no search path"
    return f"package {package!r} is found nowhere in {looked}; " + nearest(package, known)
