"""The documents of a source, and what ``$ref`` in one of them refers to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from typing import Final, TypeAlias
from urllib.parse import unquote

import msgspec

from api_stability.documents.json_documents import read_json
from api_stability.documents.nodes import (
    Document,
    DocumentError,
    Mapping,
    Node,
    Sequence,
)
from api_stability.readers.documents.reading import read_documents
from api_stability.readers.listed import ListedFile, Report, UnreadableFileError, read_text

_LONGEST_CHAIN: Final = 50
"""References from one to the next; a longer chain is a circle."""
Key: TypeAlias = tuple[str, tuple[str, ...]]


class Place(msgspec.Struct, frozen=True):
    """A value and where it stands."""

    file: ListedFile
    pointer: tuple[str, ...]
    """The keys from the root of its document."""
    node: Node

    def down(self, key: str, node: Node) -> Place:
        """The value *node*, which is found in this one under *key*."""
        return Place(self.file, (*self.pointer, key), node)

    @property
    def key(self) -> Key:
        """What tells it from every other place."""
        return self.file.name, self.pointer

    @property
    def reference(self) -> str | None:
        """What its ``$ref`` says, if it has one."""
        return self.node.text("$ref") if isinstance(self.node, Mapping) else None


class Library:
    """All documents of one source; what is the matter with them is said in its report."""

    def __init__(self, files: Iterable[ListedFile], report: Report) -> None:
        self._report = report
        self._documents: dict[str, tuple[ListedFile, Document]] = {}
        self._targets: dict[tuple[str, str], Place | str] = {}
        self._indexes: dict[int, dict[str, Node]] = {}
        self.referred: set[str] = set()
        """Names of the files that another one refers to."""
        for file in files:
            document = _read(file, report)
            if document is not None:
                self._documents[file.name] = file, document

    def roots(self) -> tuple[Place, ...]:
        """The root of every document that is a map."""
        return tuple(
            Place(file, (), document.root)
            for file, document in self._documents.values()
            if isinstance(document.root, Mapping)
        )

    def unused(self) -> tuple[ListedFile, ...]:
        """The files that are read, no description by their keys, and not referred to."""
        return tuple(
            file
            for file, document in self._documents.values()
            if file.name not in self.referred
            and not (
                isinstance(document.root, Mapping)
                and (document.root.get("openapi") or document.root.get("swagger"))
            )
        )

    def follow(self, place: Place, *, is_needed: bool = False) -> Place | None:
        """Where the ``$ref`` of *place* leads in the end, or *place* itself without one.

        ``None``, and a diagnostic, where it leads nowhere. *is_needed*: what is missing then has
        symbols.
        """
        at: Place | None = place
        for _ in range(_LONGEST_CHAIN):
            if at is None or at.reference is None:
                return at
            at = self.follow_once(at, is_needed=is_needed)
        message = f"refers to {place.reference!r}, which refers back to itself; break the circle"
        report = self._report.incomplete if is_needed else self._report.unresolved
        report("circular-reference", place.file, message, place.node.line)
        return None

    def follow_once(self, place: Place, *, is_needed: bool = False) -> Place | None:
        """What the ``$ref`` of *place* names; ``None``, and a diagnostic, where that is nothing."""
        found = self.look_up(place)
        if isinstance(found, Place):
            return found
        report = self._report.incomplete if is_needed else self._report.unresolved
        message = f"refers to {place.reference!r}, {found}"
        report("unresolved-reference", place.file, message, place.node.line)
        return None

    def look_up(self, place: Place) -> Place | str:
        """What the ``$ref`` of *place* names, or why that is not known; reports nothing."""
        reference = place.reference or ""
        key = place.file.name, reference
        if key not in self._targets:
            self._targets[key] = self._find(place.file, reference)
        found = self._targets[key]
        if isinstance(found, Place) and found.file != place.file:
            self.referred.add(found.file.name)
        return found

    def _find(self, file: ListedFile, reference: str) -> Place | str:
        url, _, fragment = reference.partition("#")
        name = file.name
        if url:
            if "://" in url or url.startswith("//"):
                return "which is not among the given files; nothing is fetched"
            name = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(url)))
        if name not in self._documents:
            return f"but {name} is not among the given files, or unreadable; add it to `files`"
        target, _ = self._documents[name]
        if fragment and not fragment.startswith("/"):
            return "an anchor; only JSON pointers are followed"
        steps = unquote(fragment).split("/")[1:]
        unescaped = tuple(step.replace("~1", "/").replace("~0", "~") for step in steps)
        return self.go_to(target, unescaped) or "which is not there; correct it"

    def go_to(self, file: ListedFile, pointer: tuple[str, ...]) -> Place | None:
        """What is found along *pointer* from the root of *file*'s document."""
        at = self._documents[file.name][1].root
        for step in pointer:
            if isinstance(at, Mapping):
                at = self._index(at).get(step)
            elif isinstance(at, Sequence) and step.isdecimal() and len(step) < 9:
                at = at.items[int(step)] if int(step) < len(at.items) else None
            else:
                at = None
        return Place(file, pointer, at) if at is not None else None

    def _index(self, node: Mapping) -> dict[str, Node]:
        """The entries of *node* by key, made once: a large map is asked for each of its keys."""
        if id(node) not in self._indexes:
            self._indexes[id(node)] = {entry.key: entry.value for entry in node.entries}
        return self._indexes[id(node)]


def _read(file: ListedFile, report: Report) -> Document | None:
    """The first document of *file*; what is the matter with it is one diagnostic."""
    if not file.name.casefold().endswith(".json"):
        return next(iter(read_documents(file, report)), None)
    try:
        document = read_json(read_text(file))
    except (UnreadableFileError, DocumentError) as error:
        report.incomplete(error.code, file, error.message, error.line)
        return None
    for key, line in document.repeated[:1]:
        message = f"has the key {key!r} twice in one map: the later one counts; remove one"
        report.unresolved("duplicate-key", file, message, line)
    for text, line in document.invalid[:1]:
        message = f"holds {text}, which JSON has no word for; it is read as null"
        report.unresolved("invalid-value", file, message, line)
    return document
