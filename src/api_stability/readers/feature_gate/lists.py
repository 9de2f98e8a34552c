"""From documents to feature gates and their stages.

Sources of the forms: ``versioned_feature_list.yaml`` of Kubernetes and of who follows it
(``versionedSpecs`` with ``preRelease``, ``default``, ``lockToDefault``, ``version``), the older
list with one stage in the gate itself, the ``stages`` of Kubernetes' documentation (``stage``,
``defaultValue``, ``locked``, ``fromVersion``), and the ``feature_gates`` of OpenTelemetry's
collector (``id``, ``stage``, ``from_version``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from api_stability.documents.nodes import Document, Entry, Mapping, Node, Sequence
from api_stability.model.stages import Stage, is_spellable
from api_stability.model.versions import is_before, is_version
from api_stability.readers.listed import ListedFile, Report

_NAMES: Final = ("name", "title")
_LISTS: Final = ("versionedSpecs", "stages")
_WORDS: Final = ("preRelease", "stage")
_DEFAULTS: Final = ("default", "defaultValue")
_LOCKS: Final = ("lockToDefault", "locked")
_VERSIONS: Final = ("version", "fromVersion", "from_version", "since")
_GENERAL: Final = "GA"
"""What an empty ``preRelease`` stands for: in Kubernetes' source, general availability has no
name."""


class LocatedStage(msgspec.Struct, frozen=True):
    """A stage, and the line that says so."""

    stage: Stage
    line: int


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """One feature gate."""

    name: str
    line: int
    description: str | None
    stages: tuple[LocatedStage, ...]
    """From the first to the last."""


def find_gates(documents: tuple[Document, ...], file: ListedFile, report: Report) -> Iterator[Gate]:
    """The gates that *documents* list; what stands where a gate would and is none is reported."""
    found = False
    for document in documents:
        for node in _candidates(document.root):
            if not isinstance(node, Mapping):
                continue
            specs, name = _specs(node), _name(node)
            if specs is None or (name is None and not node.items(_LISTS[0])):
                continue
            found = True
            if name is None or not name.strip() or any(c.isspace() or c == ":" for c in name):
                message = "lists a feature gate without a name that can be one"
                report.incomplete("invalid-gate", file, message, node.line)
                continue
            yield Gate(
                name=name,
                line=node.line,
                description=node.text("description"),
                stages=_in_order(tuple(_stages(specs, name, file, report)), name, file, report),
            )
    if documents and not found:
        report.note("no-gates", file, "lists no feature gates")


def _candidates(root: Node | None) -> Iterator[Node]:
    """The items of a list, of the lists in a map, or the map itself."""
    if isinstance(root, Sequence):
        yield from root.items
    elif isinstance(root, Mapping):
        yield root
        for entry in root.entries:
            if isinstance(entry.value, Sequence) and entry.key not in _LISTS:
                yield from entry.value.items


def _name(node: Mapping) -> str | None:
    """What a gate is called; anything has an ``id``, but only a gate begins with a release."""
    return _text(node, _NAMES if node.get("from_version") is None else (*_NAMES, "id"))


def _specs(gate: Mapping) -> tuple[Node, ...] | None:
    """The stages of *gate*, which may be one of its own; ``None`` when it is no gate."""
    for key in _LISTS:
        if gate.get(key) is not None:
            return gate.items(key)
    is_stage = any(gate.get(key) is not None for key in _WORDS)
    return (gate,) if is_stage else None


def _stages(
    specs: tuple[Node, ...], name: str, file: ListedFile, report: Report
) -> Iterator[LocatedStage]:
    symbol = f"feature-gate:{name}"
    for spec in specs:
        if not isinstance(spec, Mapping):
            report.unresolved(
                "invalid-stage", file, "has a stage that is no map", spec.line, symbol
            )
            continue
        entry = _entry(spec, _WORDS)
        word = _text(spec, _WORDS) or (_GENERAL if entry else "")
        version = _text(spec, _VERSIONS) or None
        if not is_spellable(word) or not (version is None or is_spellable(version)):
            message = f"has a stage of {name} whose level or version is no word"
            report.unresolved("invalid-stage", file, message, spec.line, symbol)
            continue
        default = _entry(spec, _DEFAULTS)
        if default is not None and _truth(spec, _DEFAULTS) is None:
            message = f"has a default of {name} that is neither true nor false"
            report.unresolved("invalid-default", file, message, default.line, symbol)
        stage = Stage(
            release=version,
            word=word,
            default=_truth(spec, _DEFAULTS),
            locked=_truth(spec, _LOCKS) is True,
        )
        yield LocatedStage(stage, entry.line if entry else spec.line)


def _in_order(
    stages: tuple[LocatedStage, ...], name: str, file: ListedFile, report: Report
) -> tuple[LocatedStage, ...]:
    """Oldest first; in the order of the file where a version is none."""
    symbol = f"feature-gate:{name}"
    releases = [each.stage.release for each in stages]
    for each in stages:
        if each.stage.release is not None and not is_version(each.stage.release):
            message = f"says {each.stage.release!r} where a version of {name} is expected"
            report.unresolved("invalid-stage", file, message, each.line, symbol)
    if any(release is None or not is_version(release) for release in releases):
        return stages
    ordered: list[LocatedStage] = []
    for each in stages:
        place = next(
            (
                at
                for at, known in enumerate(ordered)
                if is_before(each.stage.release or "", known.stage.release or "")
            ),
            len(ordered),
        )
        ordered.insert(place, each)
    return tuple(ordered)


def _entry(node: Mapping, keys: tuple[str, ...]) -> Entry | None:
    return next((each for each in node.entries if each.key in keys), None)


def _text(node: Mapping, keys: tuple[str, ...]) -> str | None:
    return next((text for key in keys if (text := node.text(key)) is not None), None)


def _truth(node: Mapping, keys: tuple[str, ...]) -> bool | None:
    return next((truth for key in keys if (truth := node.truth(key)) is not None), None)
