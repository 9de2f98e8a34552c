"""From custom resource definitions to symbols: their versions, and the fields that are marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from api_stability.model.facts import Facts
from api_stability.model.ids import CrdId, InvalidIdError, parse_id
from api_stability.model.inventory import Reading
from api_stability.model.symbols import Declaration, Location, Mark
from api_stability.readers.crd.fields import Field, walk_fields
from api_stability.readers.crd.manifests import Manifest, Version, find_manifests
from api_stability.readers.crd.replacements import find_replacements
from api_stability.readers.crd.source import CrdRequest
from api_stability.readers.crd.versions import level_of_version
from api_stability.readers.description_marks import first_sentence, read_description_marks
from api_stability.readers.documents.reading import read_documents
from api_stability.readers.listed import ListedFile, Report, read_listed
from api_stability.readers.prose import read_note
from api_stability.readers.registry import Progress

MOST: Final = 50_000
"""Fields of one version; aliases may make more of them than anybody wrote."""


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
        self._request = request
        self._file = file
        self._report = report

    def version(self, manifest: Manifest, version: Version) -> Declaration:
        facts = {"scope": manifest.scope, "channel": manifest.channel}
        for key, flag in (("served", version.served), ("storage", version.storage)):
            facts[key] = None if flag is None else str(flag).lower()
        description = version.schema.text("description") if version.schema else None
        return self._declare(
            version.id,
            "version",
            version.line,
            marks=(*self._version_marks(version), *self._described(description, version.line)),
            facts={key: value for key, value in facts.items() if value is not None},
            summary=first_sentence(description),
        )

    def _version_marks(self, version: Version) -> Iterator[Mark]:
        source, file = self._request.source_id, self._file.name
        level = level_of_version(version.id.version)
        if level is not None:
            yield Mark(
                source=source,
                form="name",
                name=version.id.version,
                raw_level=level,
                file=file,
                line=version.line,
            )
        if version.deprecated:
            note = read_note(version.warning or "")
            mark = Mark(
                source=source,
                form="field",
                name="deprecated",
                deprecates=True,
                reason=version.warning,
                since=note.since,
                removal=note.removal,
                alternatives=find_replacements(version.warning or "", version.id),
                file=file,
                line=version.deprecated_line,
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
            if not marks and self._request.fields == "marked":
                continue
            identity = self._field_id(version, field)
            if identity is None:
                continue
            enclosing = next(
                wanted[field.path[:end]]
                for end in range(len(field.path) - 1, -1, -1)
                if field.path[:end] in wanted
            )
            yield self._declare(
                identity, "field", field.line, marks=marks, enclosing=enclosing,
                facts=_type_of(field), summary=first_sentence(text),
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

    def _described(self, text: str | None, line: int, *names: str) -> tuple[Mark, ...]:
        if text is None:
            return ()
        marks = read_description_marks(
            text,
            source=self._request.source_id,
            form="docstring",
            file=self._file.name,
            line=line,
            names=names,
        )
        return tuple(map(_without_api_versions, marks))

    def _declare(
        self,
        identity: CrdId,
        kind: str,
        line: int,
        *,
        marks: tuple[Mark, ...],
        facts: dict[str, str],
        summary: str | None,
        enclosing: str | None = None,
    ) -> Declaration:
        place = Location(source=self._request.source_id, file=self._file.name, line=line)
        return Declaration(
            id=str(identity),
            surface="crd",
            kind=kind,
            project=self._request.project,
            enclosing=enclosing,
            marks=marks,
            locations=(place,),
            facts=Facts(facts),
            summary=summary,
        )


def _without_api_versions(mark: Mark) -> Mark:
    """*mark* without ``since`` and ``removal`` where they name a version of the API.

    "Will be removed in v1beta2" names no release of the project.
    """
    return msgspec.structs.replace(mark, since=_release(mark.since), removal=_release(mark.removal))


def _release(name: str | None) -> str | None:
    return name if name is None or level_of_version(name) is None else None


def _type_of(field: Field) -> dict[str, str]:
    kind = field.schema.text("type")
    return {"type": kind} if kind else {}
