"""Lists of feature gates as a source: its ``[[sources]]`` table has the common options only."""

from __future__ import annotations

from pathlib import Path

from api_stability.model.inventory import Reading
from api_stability.readers.listed import ListedRequest, ListedSource, find_listed, list_request
from api_stability.readers.registry import Progress, SourceContext, SurfaceReader


def plan_gates(options: ListedSource, context: SourceContext) -> ListedRequest:
    """Check the options; raise `UserError` for a file that is named and not there."""
    return list_request(options, context, "feature-gate")


def _read(request: ListedRequest, progress: Progress) -> Reading:
    from api_stability.readers.feature_gate.reader import read_gates

    return read_gates(request, progress)


def _find(request: ListedRequest) -> tuple[Path, ...]:
    return tuple(file.path for file in find_listed(request.root, request.files))


FEATURE_GATE = SurfaceReader(
    surface="feature-gate", options=ListedSource, plan=plan_gates, find_files=_find, read=_read
)
