"""Lists of metrics.

Sources of the forms: Kubernetes' ``documentation-list.yaml`` (``name``, ``subsystem``,
``namespace``, ``stabilityLevel``, ``deprecatedVersion``), and the semantic conventions of
OpenTelemetry (``groups`` of ``type: metric`` with ``stability`` and ``deprecated``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api_stability.documents.nodes import Document, Mapping, Node, Scalar, Sequence
from api_stability.readers.listed import ListedFile, Report
from api_stability.readers.metric.found import FoundMetric, Said, full_name

_OWN: Final = frozenset({"stabilityLevel", "deprecatedVersion", "type", "help"})


def find_listed_metrics(
    documents: tuple[Document, ...], file: ListedFile, report: Report
) -> Iterator[FoundMetric]:
    """The metrics that *documents* list; an entry without a usable name is reported."""
    found = False
    for document in documents:
        for node in _candidates(document.root):
            if not isinstance(node, Mapping):
                continue
            metric = _convention(node) if node.get("metric_name") else _listed(node)
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


def _candidates(root: Node | None) -> Iterator[Node]:
    if isinstance(root, Sequence):
        yield from root.items
    elif isinstance(root, Mapping):
        yield from root.items("metrics")
        # groups of conventions that are no metrics have a stability of their own
        yield from (each for each in root.mappings("groups") if each.get("metric_name"))


def _listed(node: Mapping) -> FoundMetric | None:
    keys = {entry.key for entry in node.entries}
    if not keys & _OWN:
        return None
    labels = tuple(each.text for each in node.items("labels") if isinstance(each, Scalar))
    constant = tuple(each.key for each in node.mapping("constLabels").entries)
    since = node.text("deprecatedVersion")
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
            deprecated=since is not None,
            deprecated_line=line_of(node, "deprecatedVersion"),
            since=since,
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


def line_of(node: Mapping, key: str) -> int:
    """The line of *key*, else of the map."""
    return next((entry.line for entry in node.entries if entry.key == key), node.line)
