"""Crates to symbols with their marks."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from api_stability.model.inventory import Reading, Source
from api_stability.model.patterns import match_any
from api_stability.model.symbols import Declaration
from api_stability.readers.listed import Report
from api_stability.readers.quiet import quiet
from api_stability.readers.registry import Progress, silent
from api_stability.readers.rust.declaring import declare
from api_stability.readers.rust.docmarks import NEEDLES
from api_stability.readers.rust.loading import load_crate
from api_stability.readers.rust.manifest import NAME, Crate, ManifestError, read_manifest
from api_stability.readers.rust.modules import CrateTree
from api_stability.readers.rust.process import ParserProcess
from api_stability.readers.rust.request import RustRequest
from api_stability.readers.rust.rustdoc_file import RustdocError, RustdocFile, read_rustdoc
from api_stability.readers.rust.sources import Sources

_SKIPPED: Final = frozenset({"target", ".git", "node_modules"})
_PATH: Final = re.compile(rb"\bpath\s*=\s*\"([^\"\n]+)\"|\binclude!\s*\(\s*\"([^\"\n]+)\"")


def read_rust(request: RustRequest, progress: Progress = silent) -> Reading:
    """Read the requested crates statically: equal files give an equal reading.

    A file that cannot be read costs one ``incomplete`` diagnostic and nothing else. Raises
    `UserError` where the parser is not installed.
    """
    with quiet():
        return _read(request, progress)


def _read(request: RustRequest, progress: Progress) -> Reading:
    report = Report(request.source_id)
    with ParserProcess(NEEDLES) as parser:
        sources = Sources(request.root, parser, report)
        crates = find_crates(request, sources, report)
        documented = _read_rustdoc(request, {each.name for each in crates}, sources, report)
        trees: dict[str, CrateTree] = {}
        for done, crate in enumerate(crates):
            progress(request.source_id, done, len(crates))
            trees[crate.name] = load_crate(crate, sources, report, documented.get(crate.name))
    found = declare(request, trees, report)
    if request.marked_only:
        found = _marked(found)
    progress(request.source_id, len(crates), len(crates))
    return _reading(request, found, report, len(sources))


def _read_rustdoc(
    request: RustRequest, crates: set[str], sources: Sources, report: Report
) -> dict[str, RustdocFile]:
    """Rustdoc's JSON by crate; what is none of one of *crates* is reported."""
    found: dict[str, RustdocFile] = {}
    for name in request.rustdoc:
        file = sources.listed(request.root / name)
        try:
            read = read_rustdoc(file)
        except RustdocError as error:
            report.incomplete(error.code, file, error.message, 1)
            continue
        if read.crate in found or read.crate not in crates:
            known = "has another file" if read.crate in found else "is not in `crates`"
            message = f"documents crate {read.crate[:80]!r}, which {known}; correct `rustdoc`"
            report.unresolved("rustdoc-crate", file, message, 1)
            continue
        found[read.crate] = read
    return found


def find_crates(request: RustRequest, sources: Sources, report: Report) -> list[Crate]:
    """The libraries in the requested folders, those of workspaces included, sorted by name."""
    found: dict[str, Crate] = {}
    for folder in _folders(request):
        try:
            manifest = read_manifest(folder)
        except ManifestError as error:
            report.incomplete(error.code, sources.listed(error.path), error.message, error.line)
            continue
        crate = manifest.crate
        if crate is not None:
            if crate.name in found and found[crate.name].folder != crate.folder:
                message = f"describes a second crate {crate.name}; name its source apart"
                report.incomplete("two-crates", sources.listed(manifest.path), message)
                continue
            found[crate.name] = crate
        elif manifest.has_package:
            message = "describes a package without a library: it has no public items"
            report.note("no-library", sources.listed(manifest.path), message)
    return [found[name] for name in sorted(found)]


def _folders(request: RustRequest) -> list[Path]:
    """Those that are named, and the members of workspaces among them."""
    found: dict[Path, None] = {}
    for name in request.crates:
        folder = request.root / name
        found[folder] = None
        try:
            found.update(dict.fromkeys(read_manifest(folder).members))
        except ManifestError:
            continue  # said where it is read as a crate
    return list(found)


def find_files(request: RustRequest) -> tuple[Path, ...]:
    """The files that `read_rust` may read: manifests, all Rust files beside and below them,
    and rustdoc's JSON.
    """
    found = {request.root / name: None for name in request.rustdoc}
    for folder in _folders(request):
        found[folder / NAME] = None
        for file in _rust_files(folder):
            found[file] = None
            found.update(dict.fromkeys(_elsewhere(file)))
    return tuple(sorted(path for path in found if path.is_file()))


def _rust_files(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if each not in _SKIPPED)
        for name in files:
            if name.endswith(".rs"):
                yield Path(parent, name)


def _elsewhere(file: Path) -> Iterator[Path]:
    """Files that an attribute or ``include!`` names, wherever they are."""
    try:
        data = file.read_bytes() if file.is_file() else b""
    except OSError:
        return
    for match in _PATH.finditer(data):
        name = (match[1] or match[2]).decode(errors="replace")
        if "\0" not in name:
            yield Path(*(file.parent / name).parts)


def _reading(request: RustRequest, found: list[Declaration], report: Report, files: int) -> Reading:
    kept = [
        each
        for each in found
        if (not request.include or match_any(request.include, each.id))
        and not match_any(request.exclude, each.id)
    ]
    diagnostics = report.diagnostics
    return Reading(
        source=Source(
            id=request.source_id,
            surface="rust",
            project=request.project,
            root=".",
            complete=not any(each.grade == "incomplete" for each in diagnostics),
            files=files,
        ),
        declarations=tuple(sorted(kept, key=lambda each: each.id)),
        diagnostics=tuple(
            sorted(diagnostics, key=lambda d: (d.file or "", d.line or 0, d.code, d.message))
        ),
    )


def _marked(declarations: list[Declaration]) -> list[Declaration]:
    """Those with a mark, and those that inherit one."""
    by_id = {each.id: each for each in declarations}
    kept = []
    for each in declarations:
        above: Declaration | None = each
        for _ in range(64):
            if above is None or above.marks:
                break
            above = by_id.get(above.enclosing or "")
        if above is not None and above.marks:
            kept.append(each)
    return kept
