"""Distributions as something to scan: an installed one by name, a wheel, a folder of packages.

Neither is imported. What an installed distribution consists of is what its own metadata lists
(PyPA, "Recording installed projects"); a wheel is a zip file (PyPA, "Binary distribution format"),
of which only Python sources and metadata are unpacked, within bounds.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

import msgspec

from api_stability.config import Config, LocatedConfig
from api_stability.model.errors import UserError

if TYPE_CHECKING:
    import zipfile
    from importlib import metadata

MOST_FILES: Final = 100_000
MOST_BYTES: Final = 1024 * 1024 * 1024
"""Of what is unpacked: Python sources and metadata. The largest published wheels have a tenth."""
MOST_BYTES_IN_METADATA: Final = 16 * 1024 * 1024

_SOURCES: Final = (".py", ".pyi")
_MODULES: Final = (*_SOURCES, ".so", ".pyd")
_NOT_API: Final = frozenset({"tests", "test", "testing", "docs", "doc", "examples", "benchmarks"})
"""Top-level folders that a wheel carries by accident, where it has another package."""


class Installed(msgspec.Struct, frozen=True, kw_only=True):
    """Where an installed distribution is: its files, or the project that it was installed from."""

    located: LocatedConfig | None
    project: Path | None
    """The project's folder, where the distribution is an editable installation of it."""


def find_installed(name: str, *, path: Path | None = None) -> Installed:
    """Find the installed distribution *name*, in this environment or in the folder *path*.

    Raises `UserError` when it is not installed, or when its metadata lists no Python file.
    """
    if path is not None and not path.is_dir():
        raise UserError("there is no such folder", where=str(path))
    found = _find_distribution(name, path)
    if found is None:
        raise UserError(_not_installed(name, path))
    project = _editable_project(found)
    if project is not None:
        if not project.is_dir():
            raise UserError(
                f"{name} is an editable installation of {project}, which is no folder any more; "
                "install it again"
            )
        return Installed(located=None, project=project)
    root = Path(str(found.locate_file("")))
    version = _header(found, "Version")
    packages = find_packages_among(_list_files(found, root))
    if not packages:
        raise UserError(
            f"the metadata of {name} {version or ''} lists no Python module that could be read; "
            "scan its wheel or its source folder instead"
        )
    declared = _header(found, "Name") or name
    return Installed(located=locate_packages(declared, version, root, packages), project=None)


@contextmanager
def unpacked_wheel(file: Path) -> Iterator[LocatedConfig]:
    """Unpack a wheel's sources to a temporary folder, which is removed at the end.

    Raises `UserError` for what is no wheel, is damaged or encrypted, or would write elsewhere.
    """
    import tempfile
    import zipfile
    import zlib

    with tempfile.TemporaryDirectory(prefix="api-stability-") as temporary:
        root = Path(temporary)
        try:
            with zipfile.ZipFile(file) as archive:
                entries = _checked_entries(archive, file)
                name, version = _read_metadata(archive, entries, file)
                names = _unpack(archive, entries, root, file)
        except OSError as error:
            raise UserError(error.strerror or "cannot be read", where=str(file)) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError) as error:
            raise UserError(f"this is no intact wheel: {error}", where=str(file)) from None
        except NotImplementedError as error:
            raise UserError(f"this wheel cannot be unpacked: {error}", where=str(file)) from None
        packages = find_packages_among(names)
        if not packages:
            raise UserError("there is no Python module in this wheel", where=str(file))
        yield locate_packages(name, version, root, packages)


def locate_folder(folder: Path) -> LocatedConfig:
    """The configuration that reads what *folder*, which has none of its own, holds.

    That is an unpacked wheel, a package, or a folder of packages. Raises `UserError` where there
    is no Python module, and where several distributions are installed.
    """
    shown, folder = str(folder), folder.resolve()
    if _is_package(folder):
        top = folder
        while _is_package(top.parent):
            top = top.parent
        package = ".".join(folder.relative_to(top.parent).parts)
        return locate_packages(package, None, top.parent, (package,))
    known = sorted(folder.glob("*.dist-info"))
    if len(known) > 1:
        raise UserError(
            f"{len(known)} distributions are installed here; name one: --dist NAME --path {shown}",
            where=shown,
        )
    packages = find_packages_among(_walk_modules(folder))
    if not packages:
        raise UserError(
            "there is no Python package here, and no configuration that names one",
            where=shown,
        )
    if not known:
        return locate_packages(folder.name, None, folder, packages)
    from importlib import metadata

    found = metadata.PathDistribution(known[0])
    name, version = _header(found, "Name"), _header(found, "Version")
    return locate_packages(name or folder.name, version, folder, packages)


def _is_package(folder: Path) -> bool:
    return any((folder / f"__init__{ending}").is_file() for ending in _SOURCES)


def _walk_modules(folder: Path) -> Iterator[str]:
    """Modules in *folder*, relative to it; nothing below what is no part of a dotted name."""
    for current, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name.isidentifier()]
        inside = Path(current).relative_to(folder)
        if any(f"__init__{ending}" in files for ending in _SOURCES):
            folders.clear()
        yield from (str(inside / name) for name in files if name.endswith(_MODULES))


def locate_packages(
    name: str, version: str | None, root: Path, packages: tuple[str, ...]
) -> LocatedConfig:
    """The configuration that reads *packages* in *root* as the project *name*."""
    source = {"surface": "python", "packages": list(packages), "search-paths": ["."]}
    config = Config(name=name, version=version, sources=(source,))
    return LocatedConfig(config=config, file=None, root=root, pyproject=None)


def find_packages_among(files: Iterable[str]) -> tuple[str, ...]:
    """The dotted names of the outermost packages and modules among *files*, sorted.

    A folder without an ``__init__`` is a namespace that other distributions may share: what is in
    it is named, not the namespace. Tests and documentation beside a package are left out.
    """
    modules: dict[tuple[str, ...], None] = {}
    packages: set[tuple[str, ...]] = set()
    for file in files:
        path = PurePosixPath(file.replace("\\", "/"))
        stem = path.name.partition(".")[0]
        folders = path.parts[:-1]
        if path.suffix not in _MODULES or not all(map(str.isidentifier, (*folders, stem))):
            continue
        if stem == "__init__":
            packages.add(folders)
        else:
            modules[(*folders, stem)] = None
    candidates = packages | modules.keys()
    outermost = {
        found
        for found in candidates
        if found and not any(found[:length] in packages for length in range(1, len(found)))
    }
    api = {found for found in outermost if found[0] not in _NOT_API}
    return tuple(sorted(".".join(found) for found in api or outermost))


def _find_distribution(name: str, path: Path | None) -> metadata.Distribution | None:
    from importlib import metadata

    try:
        if path is not None:
            return next(iter(metadata.distributions(name=name, path=[str(path)])), None)
        return metadata.distribution(name)
    except (metadata.PackageNotFoundError, ValueError):
        return None


def _header(found: metadata.Distribution, key: str) -> str | None:
    """A header of its metadata; ``None`` where that is missing or no text at all."""
    try:
        return found.metadata[key] or None
    except (KeyError, ValueError, OSError, TypeError):
        return None


def _not_installed(name: str, path: Path | None) -> str:
    from importlib import metadata

    where = f"in {path}" if path else "in this environment"
    found = metadata.distributions(path=[str(path)]) if path else metadata.distributions()
    names = {_header(each, "Name") for each in found}
    folded = {known.casefold(): known for known in sorted(filter(None, names))}
    close = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.7)
    hint = f"did you mean {folded[close[0]]!r}? Otherwise install it" if close else "install it"
    return (
        f"distribution {name!r} is not installed {where}; {hint}, or fetch its wheel with "
        f"`pip download --no-deps {name}` and scan that"
    )


def _editable_project(found: metadata.Distribution) -> Path | None:
    """The folder of an editable installation (PEP 610)."""
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    try:
        origin = json.loads(found.read_text("direct_url.json") or "{}")
        url = urlsplit(str(origin["url"]))
        editable = origin["dir_info"]["editable"]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if editable is not True or url.scheme != "file":
        return None
    return Path(url2pathname(url.path))


def _list_files(found: metadata.Distribution, root: Path) -> list[str]:
    """The files of a distribution, relative to *root*.

    What recorded no installation (``setup.py develop``, a system's own packages) names its modules;
    the files that such metadata lists are those of the source archive.
    """
    if found.read_text("RECORD"):
        return [str(file) for file in found.files or ()]
    names = (found.read_text("top_level.txt") or "").split()
    files = [file for name in names for file in (f"{name}/__init__.py", f"{name}.py")]
    return [file for file in files if (root / file).is_file()]


def _checked_entries(archive: zipfile.ZipFile, file: Path) -> list[zipfile.ZipInfo]:
    """The entries to unpack: Python sources and metadata, each with a name that is safe."""
    everything = archive.infolist()
    if len(everything) > MOST_FILES:
        raise UserError(f"more than {MOST_FILES} files: not unpacked", where=str(file))
    seen: set[str] = set()
    wanted = []
    for entry in everything:
        if entry.filename.endswith("/"):  # not is_dir(), which wants a name of some length
            continue
        _refuse_unsafe(entry, file)
        path = PurePosixPath(entry.filename)
        is_metadata = len(path.parts) == 2 and path.parts[0].endswith(".dist-info")
        if not (is_metadata or path.suffix in _MODULES):
            continue
        if entry.filename in seen:
            raise UserError(f"it holds {entry.filename!r} twice", where=str(file))
        seen.add(entry.filename)
        wanted.append(entry)
    if sum(entry.file_size for entry in wanted if _is_unpacked(entry)) > MOST_BYTES:
        size = MOST_BYTES // 1024 // 1024
        raise UserError(f"more than {size} MiB of sources: not unpacked", where=str(file))
    return wanted


def _refuse_unsafe(entry: zipfile.ZipInfo, file: Path) -> None:
    """Raise for an entry that would be written outside the folder, or could not be read."""
    name = entry.orig_filename
    parts = name.replace("\\", "/").split("/")
    unsafe = not parts[0] or ".." in parts or "\0" in name or re.match(r"[A-Za-z]:", name)
    if unsafe:
        raise UserError(f"the name {name!r} leads out of the wheel: not unpacked", where=str(file))
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise UserError(f"{name!r} is a link: not unpacked", where=str(file))
    if entry.flag_bits & 0x1:
        raise UserError(f"{name!r} is encrypted: not unpacked", where=str(file))


def _is_unpacked(entry: zipfile.ZipInfo) -> bool:
    """Compiled modules are only noted, not unpacked."""
    return not entry.filename.endswith((".so", ".pyd"))


def _read_metadata(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], file: Path
) -> tuple[str, str | None]:
    from email.parser import HeaderParser

    for entry in entries:
        if PurePosixPath(entry.filename).match("*.dist-info/METADATA"):
            if entry.file_size > MOST_BYTES_IN_METADATA:
                break
            headers = HeaderParser().parsestr(archive.read(entry).decode("utf-8", "replace"))
            name = str(headers["Name"] or "").strip()
            if name:
                return name, str(headers["Version"] or "").strip() or None
    raise UserError("this is no wheel: it has no .dist-info/METADATA with a name", where=str(file))


def _unpack(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], root: Path, file: Path
) -> list[str]:
    """Write the entries; the names of all, those of compiled modules included."""
    left = MOST_BYTES
    for entry in entries:
        target = root / entry.filename
        target.parent.mkdir(parents=True, exist_ok=True)
        if not _is_unpacked(entry):
            target.touch()
            continue
        with archive.open(entry) as source, target.open("xb") as output:
            # what an entry says about its size is not to be trusted
            while block := source.read(min(left + 1, 1 << 20)):
                left -= len(block)
                if left < 0:
                    raise UserError("larger than it says: not unpacked", where=str(file))
                output.write(block)
    return [entry.filename for entry in entries]
