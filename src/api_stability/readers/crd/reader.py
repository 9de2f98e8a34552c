"""From custom resource definitions to symbols: their versions, and the fields that are marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from api_stability.model.ids import CrdId, InvalidIdError, parse_id
from api_stability.model.inventory import Reading
from api_stability.model.symbols import Declaration, Mark
from api_stability.readers.crd.fields import Field, walk_fields
from api_stability.readers.crd.manifests import Manifest, Version, find_manifests
from api_stability.readers.crd.replacements import find_replacements
from api_stability.readers.crd.source import CrdRequest
from api_stability.readers.crd.versions import level_of_version
from api_stability.readers.description_marks import first_sentence
from api_stability.readers.documents.reading import read_documents
from api_stability.readers.listed import ListedFile, Report, read_listed
from api_stability.readers.listed_symbols import FileSymbols
from api_stability.readers.registry import Progress

MOST: Final = 50_000
"""Fields of one version; aliases may make more of them than anybody wrote."""
_SPELLED: Final[Mapping[bool | None, str]] = {True: "true", False: "false"}


def read_crds(request: CrdRequest, progress: Progress) -> Reading:
    """Read every manifest of *request*."""

    def read_file(file: ListedFile, report: Report) -> Iterator[Declaration]:
        reader = _FileReader(request, file, report)
        for manifest in find_manifests(read_documents(file, report), file, report):
            for version in manifest.versions:
                yield reader.version(manifest, version)
                yield from reader.fields(version)

    return read_listed(request, read_file, progress)


class _FileReader:
    """Makes declarations of what one file holds."""

    def __init__(self, request: CrdRequest, file: ListedFile, report: Report) -> None:
        self._fields = request.fields
        self._file = file
        self._report = report
        self._symbols = FileSymbols(request, file)

    def version(self, manifest: Manifest, version: Version) -> Declaration:
        """One version of a custom resource."""
        description = version.schema.text("description") if version.schema else None
        said = self._described(description, version.line, version.id.kind)
        return self._symbols.declare(
            version.id,
            "version",
            version.line,
            marks=(*self._version_marks(version), *said),
            facts={
                "scope": manifest.scope,
                "channel": manifest.channel,
                "served": _SPELLED.get(version.served),
                "storage": _SPELLED.get(version.storage),
            },
            summary=first_sentence(description),
        )

    def _version_marks(self, version: Version) -> Iterator[Mark]:
        name = version.id.version
        level = level_of_version(name)
        if level is not None:
            yield self._symbols.level("name", name, level, version.line)
        if version.deprecated:
            mark = self._symbols.deprecation(
                "deprecated",
                version.deprecated_line,
                reason=version.warning,
                alternatives=find_replacements(version.warning or "", version.id),
            )
            yield _without_api_versions(mark)

    def fields(self, version: Version) -> Iterator[Declaration]:
        """Those that are marked, or all; each enclosed by the nearest of them."""
        wanted: dict[tuple[str, ...], str] = {(): str(version.id)}
        for count, field in enumerate(walk_fields(version.schema) if version.schema else ()):
            if count == MOST:
                message = f"gives {version.id} more than {MOST:,} fields; the others are not read"
                self._report.incomplete("too-large", self._file, message, field.line)
                return
            text = field.description.text if field.description else None
            line = field.description.line if field.description else field.line
            marks = self._described(text, line, field.path[-1])
            if not marks and self._fields == "marked":
                continue
            identity = self._field_id(version, field)
            if identity is None:
                continue
            enclosing = next(
                wanted[field.path[:end]]
                for end in range(len(field.path) - 1, -1, -1)
                if field.path[:end] in wanted
            )
            yield self._symbols.declare(
                identity, "field", field.line, marks=marks, enclosing=enclosing,
                facts={"type": field.schema.text("type")}, summary=first_sentence(text),
            )  # fmt: skip
            wanted[field.path] = str(identity)

    def _field_id(self, version: Version, field: Field) -> CrdId | None:
        identity = CrdId(version.id.group, version.id.kind, version.id.version, field.path)
        try:
            parse_id(str(identity))
        except InvalidIdError:
            name = ".".join(field.path)
            message = f"has a field {name!r}, a name that no symbol id can hold"
            self._report.unresolved("unnameable", self._file, message, field.line, str(version.id))
            return None
        return identity

    def _described(self, text: str | None, line: int, name: str) -> tuple[Mark, ...]:
        said = self._symbols.said(text, "docstring", line, name)
        return tuple(map(_without_api_versions, said))


def _without_api_versions(mark: Mark) -> Mark:
    """*mark* without ``since`` and ``removal`` where they name a version of the API.

    "Will be removed in v1beta2" names no release of the project.
    """
    return msgspec.structs.replace(mark, since=_release(mark.since), removal=_release(mark.removal))


def _release(name: str | None) -> str | None:
    return name if name is None or level_of_version(name) is None else None
