"""Lists of metrics.

Sources of the forms: Kubernetes' ``documentation-list.yaml`` (``name``, ``subsystem``,
``namespace``, ``stabilityLevel``, ``deprecatedVersion``), the semantic conventions of
OpenTelemetry (``groups`` of ``type: metric`` with ``stability`` and ``deprecated``), and the
``metadata.yaml`` of its collector's components (``metrics`` by name, with ``stability``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api_stability.documents.nodes import Document, Entry, Mapping, Node, Scalar, Sequence
from api_stability.model.versions import is_version
from api_stability.readers.listed import ListedFile, Report
from api_stability.readers.metric.found import FoundMetric, Said, full_name

_KINDS: Final = {"sum": "counter", "gauge": "gauge", "histogram": "histogram"}
_DEPRECATED: Final = "deprecated"
_OWN: Final = frozenset({"stabilityLevel", "deprecatedVersion", "type", "help"})


def find_listed_metrics(
    documents: tuple[Document, ...], file: ListedFile, report: Report
) -> Iterator[FoundMetric]:
    """The metrics that *documents* list; an entry without a usable name is reported."""
    found = False
    for document in documents:
        for entry, node in _candidates(document.root):
            if not isinstance(node, Mapping):
                continue
            metric = _read(entry, node)
            if metric is None:
                continue
            found = True
            if not metric.name or any(each.isspace() for each in metric.name):
                message = "lists a metric without a name that can be one"
                report.incomplete("invalid-metric", file, message, node.line)
                continue
            yield metric
    if documents and not found:
        report.note("no-metrics", file, "lists no metrics")


def _candidates(root: Node | None) -> Iterator[tuple[Entry | None, Node]]:
    """What may be a metric, with the entry that it is of a map by name."""
    if isinstance(root, Sequence):
        yield from ((None, each) for each in root.items)
    elif isinstance(root, Mapping):
        yield from ((None, each) for each in root.items("metrics"))
        yield from ((entry, entry.value) for entry in root.mapping("metrics").entries)
        # groups of conventions that are no metrics have a stability of their own
        yield from ((None, each) for each in root.mappings("groups") if each.get("metric_name"))


def _read(entry: Entry | None, node: Mapping) -> FoundMetric | None:
    if entry is not None:
        return _component(entry, node)
    return _convention(node) if node.get("metric_name") else _listed(node)


def _listed(node: Mapping) -> FoundMetric | None:
    keys = {entry.key for entry in node.entries}
    if not keys & _OWN:
        return None
    labels = tuple(each.text for each in node.items("labels") if isinstance(each, Scalar))
    constant = tuple(each.key for each in node.mapping("constLabels").entries)
    since = node.text("deprecatedVersion")
    is_deprecated = since is not None and node.truth("deprecatedVersion") is not False
    return FoundMetric(
        name=full_name(node.text("namespace"), node.text("subsystem"), node.text("name") or " "),
        kind=(node.text("type") or "metric").casefold(),
        line=line_of(node, "name"),
        help=node.text("help"),
        help_line=line_of(node, "help"),
        labels=(*labels, *constant),
        said=Said(
            level=node.text("stabilityLevel"),
            level_line=line_of(node, "stabilityLevel"),
            deprecated=is_deprecated,
            deprecated_line=line_of(node, "deprecatedVersion"),
            since=since if since is not None and is_version(since) else None,
        ),
    )


def _convention(node: Mapping) -> FoundMetric | None:
    deprecated = node.get("deprecated")
    reason = node.text("deprecated") or node.text("deprecated", "note")
    renamed = node.text("deprecated", "renamed_to")
    return FoundMetric(
        name=node.text("metric_name") or " ",
        kind=(node.text("instrument") or "metric").casefold(),
        line=line_of(node, "metric_name"),
        help=node.text("brief"),
        help_line=line_of(node, "brief"),
        said=Said(
            level=node.text("stability"),
            level_name="stability",
            level_line=line_of(node, "stability"),
            deprecated=deprecated is not None,
            deprecated_name="deprecated",
            deprecated_line=line_of(node, "deprecated"),
            reason=reason,
            alternatives=(renamed,) if renamed else (),
        ),
    )


def _component(entry: Entry, node: Mapping) -> FoundMetric | None:
    """One of a collector's component; its kind is the key of the map that describes its values."""
    kind = next((key for key in _KINDS if node.get(key) is not None), None)
    if kind is None:
        return None
    stability = node.mapping("stability")
    level = stability.text("level") or node.text("stability")
    is_deprecated = (level or "").casefold() == _DEPRECATED
    return FoundMetric(
        name=entry.key,
        kind=_KINDS[kind],
        line=entry.line,
        help=node.text("description"),
        help_line=line_of(node, "description"),
        said=Said(
            level=None if is_deprecated else level,
            level_name="stability",
            level_line=line_of(node, "stability"),
            deprecated=is_deprecated,
            deprecated_name="stability",
            deprecated_line=line_of(node, "stability"),
            since=stability.text("deprecated", "since"),
            reason=stability.text("deprecated", "note"),
        ),
    )


def line_of(node: Mapping, key: str) -> int:
    """The line of *key*, else of the map."""
    return next((entry.line for entry in node.entries if entry.key == key), node.line)
