"""From documents to custom resource definitions: their names, versions and schemas.

Source of the format: ``apiextensions.k8s.io/v1``, and ``v1beta1``, which may name one version only
and may keep one schema for all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from api_stability.documents.nodes import Document, Mapping, Node, Scalar, Sequence
from api_stability.model.ids import CrdId, InvalidIdError, parse_id
from api_stability.readers.documents.templates import is_open
from api_stability.readers.listed import ListedFile, Report

_KIND: Final = "CustomResourceDefinition"
_FLAGS: Final = frozenset({"served", "storage", "deprecated"})
_CHANNEL: Final = "/channel"
"""How the annotation ends by which the Gateway API says what a manifest is released in."""


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a custom resource."""

    id: CrdId
    line: int
    served: bool | None
    storage: bool | None
    deprecated: bool
    deprecated_line: int
    warning: str | None
    schema: Mapping | None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """One custom resource definition."""

    group: str
    kind: str
    scope: str | None
    channel: str | None
    versions: tuple[Version, ...]


def find_manifests(
    documents: tuple[Document, ...], file: ListedFile, report: Report
) -> Iterator[Manifest]:
    """The definitions among *documents*; what only looks like one is noted or reported."""
    found = False
    for document in documents:
        found |= isinstance(document.root, Sequence)  # which has a note of its own
        for node in _objects(document.root, file, report):
            if isinstance(node, Mapping) and node.text("kind") == _KIND:
                found = True
                manifest = _read_manifest(node, file, report)
                if manifest is not None:
                    yield manifest
    if not found and documents:
        report.note("no-crd", file, f"holds no {_KIND}")


def _objects(root: Node | None, file: ListedFile, report: Report) -> Iterator[Node]:
    """*root* itself, or what it is a list of."""
    if isinstance(root, Sequence):
        is_patch = any(isinstance(each, Mapping) and each.get("op") for each in root.items)
        what = "a JSON patch" if is_patch else "a list"
        report.note("no-crd", file, f"holds {what}, which defines nothing", root.line)
    elif isinstance(root, Mapping) and (root.text("kind") or "").endswith("List"):
        report.note("list-document", file, "holds a List: its items are read", root.line)
        yield from root.items("items")
    elif root is not None:
        yield root


def _read_manifest(root: Mapping, file: ListedFile, report: Report) -> Manifest | None:
    spec = root.mapping("spec")
    group, kind = spec.text("group"), spec.text("names", "kind")
    if group is None and kind is None:
        report.note("patch", file, f"patches a {_KIND} that is defined elsewhere", root.line)
        return None
    if is_open(group) or is_open(kind):
        message = "leaves its group or kind to a template: render it, and list what comes out"
        report.incomplete("invalid-crd", file, message, spec.line)
        return None
    if group is None or kind is None:
        message = "needs a `spec.group` and a `spec.names.kind` to be a custom resource definition"
        report.incomplete("invalid-crd", file, message, root.line)
        return None
    versions = tuple(_read_versions(spec, group, kind, file, report))
    if not versions:
        report.incomplete("invalid-crd", file, f"gives {kind} no version", spec.line)
    annotations = root.mapping("metadata", "annotations").entries
    channels = (each.value for each in annotations if each.key.endswith(_CHANNEL))
    return Manifest(
        group=group,
        kind=kind,
        scope=spec.text("scope"),
        channel=next((each.text for each in channels if isinstance(each, Scalar)), None),
        versions=versions,
    )


def _read_versions(
    spec: Mapping, group: str, kind: str, file: ListedFile, report: Report
) -> Iterator[Version]:
    shared = spec.get("validation", "openAPIV3Schema")
    entries = list(spec.mappings("versions"))
    single = spec.text("version")
    if not entries and single is not None:
        # v1beta1 with one version, which is served and stored
        line = _line_of(spec, "version")
        entries = [Mapping((), line)]
    for entry in entries:
        own_name = entry.text("name")
        name = own_name or (single if not entry.entries else None)
        identity = _identify(group, kind, name)
        if identity is None:
            message = f"gives a version of {kind} no name that can be one"
            report.incomplete("invalid-crd", file, message, entry.line)
            continue
        if entry.text("deprecationWarning") and entry.truth("deprecated") is not True:
            message = "has a `deprecationWarning` for a version that is not `deprecated`"
            line = _line_of(entry, "deprecationWarning")
            report.note("unused-warning", file, message, line, str(identity))
        _check_flags(entry, identity, file, report)
        schema = entry.get("schema", "openAPIV3Schema") or shared
        yield Version(
            id=identity,
            line=_line_of(entry, "name"),
            served=True if own_name is None else entry.truth("served"),
            storage=True if own_name is None else entry.truth("storage"),
            deprecated=entry.truth("deprecated") is True,
            deprecated_line=_line_of(entry, "deprecated"),
            warning=entry.text("deprecationWarning"),
            schema=schema if isinstance(schema, Mapping) else None,
        )


def _identify(group: str, kind: str, version: str | None) -> CrdId | None:
    if version is None or is_open(version):
        return None
    try:
        found = parse_id(f"crd:{group}/{kind}@{version}")
    except InvalidIdError:
        return None
    return found if isinstance(found, CrdId) and not found.field else None


def _check_flags(entry: Mapping, identity: CrdId, file: ListedFile, report: Report) -> None:
    for each in entry.entries:
        if each.key in _FLAGS and entry.truth(each.key) is None:
            written = each.value.text if isinstance(each.value, Scalar) else "a list or map"
            message = f"gives `{each.key}` of {identity} as {written!r}: neither true nor false"
            report.unresolved("invalid-flag", file, message, each.line, str(identity))


def _line_of(node: Mapping, key: str) -> int:
    return next((each.line for each in node.entries if each.key == key), node.line)
