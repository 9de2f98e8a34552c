"""Reads the descriptions of HTTP APIs that a source lists."""

from __future__ import annotations

import re
from typing import Final

from api_stability.documents.nodes import Mapping
from api_stability.model.inventory import Reading
from api_stability.model.symbols import Declaration
from api_stability.readers.http.collecting import Collector, TooMuchError
from api_stability.readers.http.library import Key, Library, Place
from api_stability.readers.http.marks import MarkReader
from api_stability.readers.http.operations import ApiReader
from api_stability.readers.http.replacements import find_operation_ids, spell_replacement
from api_stability.readers.http.schemas import SchemaNames, SchemaWalker, find_components
from api_stability.readers.http.security import read_security_schemes
from api_stability.readers.http.source import HttpRequest
from api_stability.readers.listed import ListedFile, Report, find_listed, make_reading
from api_stability.readers.registry import Progress

_OWN: Final = frozenset({"operation", "schema", "security-scheme", "webhook"})
"""Kinds of what a description has by a name of its own."""


def read_http(request: HttpRequest, progress: Progress) -> Reading:
    """Read all descriptions; the other files are what they refer to."""
    files = find_listed(request.root, request.files)
    report = Report(request.source_id)
    library = Library(files, report)
    roots = tuple(place for place in library.roots() if _is_description(place, report))
    names = SchemaNames(library, roots)
    found = []
    owners: dict[str, str] = {}
    seen = {place.key for root in roots for place, _ in find_components(root)}
    for done, root in enumerate(roots, start=1):
        collector = Collector(request, report, root.file)
        try:
            _read_description(root, library, names, collector, request, seen)
        except TooMuchError:
            message = "says more than can be read; leave it out of `files`, or parts of it"
            report.incomplete("too-large", root.file, message, root.node.line)
        except Exception as error:  # noqa: BLE001 - one odd file must not cost the others
            message = f"cannot be analysed: {type(error).__name__}: {error}"
            report.incomplete("analysis-failed", root.file, message)
        _report_shared(root, collector.found, owners, report)
        found.extend(collector.found)
        progress(request.source_id, done, len(roots))
    _report_others(files, library, roots, report)
    return make_reading(request, files, found, report)


def _read_description(
    root: Place,
    library: Library,
    names: SchemaNames,
    collector: Collector,
    request: HttpRequest,
    seen: set[Key],
) -> None:
    assert isinstance(root.node, Mapping)  # noqa: S101 - what `Library.roots` gives
    operations = find_operation_ids(root.node)
    marks = MarkReader(
        request.source_id, collector.report, lambda text: spell_replacement(text, operations)
    )
    schemas = SchemaWalker(library, names, collector, marks, request.fields)
    ApiReader(root, library, collector, marks, schemas).read()
    read_security_schemes(root, library, collector, marks)
    for place, line in find_components(root):
        symbol = names.identify(place)
        if symbol is not None:
            schemas.walk_named(place, symbol, line)
    while waiting := [each for key, each in schemas.others.items() if key not in seen]:
        # named schemas of other files that were referred to, and those that these refer to
        for symbol, place in waiting:
            seen.add(place.key)
            schemas.walk_named(place, symbol, place.node.line)


def _report_shared(
    root: Place, found: list[Declaration], owners: dict[str, str], report: Report
) -> None:
    """Say what another description has as well: the marks of both are joined."""
    shared: dict[str, list[str]] = {}
    for name in sorted({each.id for each in found if each.kind in _OWN}):
        owner = owners.setdefault(name, root.file.name)
        if owner != root.file.name:
            shared.setdefault(owner, []).append(name)
    for owner, names in shared.items():
        others = f" and {len(names) - 1} more" if len(names) > 1 else ""
        message = (
            f"describes {names[0]}{others} as {owner} does: what both say is joined; "
            "read two APIs as two projects"
        )
        report.note("described-twice", root.file, message)


def _is_description(place: Place, report: Report) -> bool:
    """Whether a document is one of those that this reader knows; another version is reported."""
    node = place.node
    assert isinstance(node, Mapping)  # noqa: S101 - what `Library.roots` gives
    openapi, swagger = node.text("openapi"), node.text("swagger")
    if openapi is None and swagger is None:
        return False
    if re.fullmatch(r"3\.\d+(\.\d+)?\S*", openapi or "") or re.fullmatch(r"2\.0", swagger or ""):
        return True
    message = f"is OpenAPI {openapi or swagger!r}; only 3.x and Swagger 2.0 are read"
    report.incomplete("unsupported-version", place.file, message, node.line)
    return False


def _report_others(
    files: tuple[ListedFile, ...], library: Library, roots: tuple[Place, ...], report: Report
) -> None:
    """Say which files no description refers to."""
    if files and not roots and not report.diagnostics:
        message = 'no file is a description of an API (`openapi: 3.…` or `swagger: "2.0"`)'
        report.incomplete("no-description", None, message)
    for file in library.unused():
        message = "is no description of an API, and none refers to it"
        report.note("no-description", file, message)
