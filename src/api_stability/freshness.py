"""Whether anything that an inventory was made from has changed, without reading it again.

Files are compared by size and modification time; one that differs, or that changed so shortly
before it was recorded that its time proves nothing, is compared by content.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from api_stability.model.codec import encodable, encode_json

SCHEMA: Final = 1
_TICK_NS: Final = 2_000_000_000
"""The coarsest modification time of a file system in use (FAT: two seconds)."""


class FileState(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One file as it was."""

    path: str
    size: int
    mtime_ns: int
    digest: str
    """SHA-256 of the content; empty for what cannot be read."""


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """What an inventory was made from."""

    schema: int
    key: str
    """Digest of configuration, marker sets, policy and our version."""
    taken_ns: int
    files: tuple[FileState, ...]


def digest_of(value: object) -> str:
    """SHA-256 of a value of the model, as hexadecimal text."""
    return hashlib.sha256(encode_json(value)).hexdigest()


def take_snapshot(key: str, files: Iterable[Path], *, now_ns: int) -> Snapshot:
    """Record the files as they are; *now_ns* is the time before the first of them was read."""
    states = tuple(_state(path) for path in sorted(set(map(str, files))))
    return Snapshot(schema=SCHEMA, key=key, taken_ns=now_ns, files=states)


def is_fresh(snapshot: Snapshot, key: str, files: Iterable[Path]) -> bool:
    """Whether the same files are there with the same content, and *key* is the same."""
    if snapshot.schema != SCHEMA or snapshot.key != key:
        return False
    paths = sorted(set(map(str, files)))
    if [encodable(path) for path in paths] != [state.path for state in snapshot.files]:
        return False
    return all(
        _is_unchanged(path, state, snapshot.taken_ns)
        for path, state in zip(paths, snapshot.files, strict=True)
    )


def _is_unchanged(path: str, state: FileState, taken_ns: int) -> bool:
    size, mtime_ns = _stat(path)
    if size != state.size:
        return False
    if mtime_ns == state.mtime_ns and mtime_ns < taken_ns - _TICK_NS:
        return True
    return _digest(path) == state.digest


def _state(path: str) -> FileState:
    size, mtime_ns = _stat(path)
    return FileState(encodable(path), size, mtime_ns, _digest(path))


def _stat(path: str) -> tuple[int, int]:
    try:
        found = os.stat(path)  # noqa: PTH116 - strings all the way: this is hot
    except OSError:
        return -1, -1
    return found.st_size, found.st_mtime_ns


def _digest(path: str) -> str:
    try:
        file = Path(path)
        if not file.is_file():  # a FIFO would wait for ever
            return ""
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


class FolderShelf:
    """A `Shelf` in a folder: one file for each name, and none that nobody asks for any more.

    *prefix*: what the names of its files begin with, and of no others there.
    """

    def __init__(self, folder: Path, prefix: str) -> None:
        self._folder = folder
        self._prefix = prefix
        self._names: set[str] = set()
        self.is_damaged = False

    def load(self, name: str) -> bytes | None:
        """The bytes of the file, if there is one that can be read."""
        self._names.add(name)
        try:
            return (self._folder / f"{self._prefix}{name}").read_bytes()
        except OSError:
            return None

    def store(self, name: str, data: bytes) -> None:
        """Write the file; what cannot be kept is worked out again the next time."""
        self._names.add(name)
        with contextlib.suppress(OSError):
            write_whole(self._folder / f"{self._prefix}{name}", data)

    def damaged(self) -> None:
        """Remember it for the person who runs the scan."""
        self.is_damaged = True

    def tidy(self) -> None:
        """Remove the files that were neither loaded nor stored."""
        with contextlib.suppress(OSError):
            for path in self._folder.iterdir():
                name = path.name.removeprefix(self._prefix)
                if name != path.name and name not in self._names:
                    path.unlink()


def write_whole(path: Path, data: bytes) -> None:
    """Write to a temporary name and rename, so that readers see the old file or the new one.

    Missing folders are made. A link stays, and what it leads to is written; a file keeps its
    permissions; what is no file (a device, a pipe) is written to, not replaced. Raises `OSError`.
    """
    mode = _mode(path)
    if mode is not None and not stat.S_ISREG(mode):
        with path.open("wb") as stream:
            stream.write(data)
        return
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        Path(name).chmod(_default_mode() if mode is None else stat.S_IMODE(mode))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _default_mode() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
