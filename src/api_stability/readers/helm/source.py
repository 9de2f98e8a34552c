"""Helm charts as a source: its ``[[sources]]`` table has the common options only."""

from __future__ import annotations

from pathlib import Path

from api_stability.model.inventory import Reading
from api_stability.readers.helm.charts import find_chart_files
from api_stability.readers.listed import ListedRequest, ListedSource, list_request
from api_stability.readers.registry import Progress, SourceContext, SurfaceReader


def plan_helm(options: ListedSource, context: SourceContext) -> ListedRequest:
    """Check the options; raise `UserError` for a file that is named and not there."""
    return list_request(options, context, "helm")


def _read(request: ListedRequest, progress: Progress) -> Reading:
    from api_stability.readers.helm.reader import read_charts

    return read_charts(request, progress)


def _find(request: ListedRequest) -> tuple[Path, ...]:
    return tuple(file.path for file in find_chart_files(request))


HELM = SurfaceReader(
    surface="helm", options=ListedSource, plan=plan_helm, find_files=_find, read=_read
)
