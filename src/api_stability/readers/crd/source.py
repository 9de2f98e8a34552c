"""Custom resource definitions as a source: the options of its ``[[sources]]`` table, its reader."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from api_stability.model.inventory import Reading
from api_stability.readers.listed import ListedRequest, ListedSource, find_listed, list_request
from api_stability.readers.registry import Progress, SourceContext, SurfaceReader

Fields: TypeAlias = Literal["marked", "all"]


class CrdSource(ListedSource, frozen=True, kw_only=True, rename="kebab"):
    """``[[sources]]`` with ``surface = "crd"``."""

    fields: Annotated[
        Fields,
        Meta(
            description="Which fields are symbols: marked, or all "
            "(thousands, where a resource embeds a pod's description)"
        ),
    ] = "marked"


class CrdRequest(ListedRequest, frozen=True, kw_only=True):
    """All that reading manifests needs."""

    fields: Fields = "marked"


def plan_crd(options: CrdSource, context: SourceContext) -> CrdRequest:
    """Check the options; raise `UserError` for a file that is named and not there."""
    listed = list_request(options, context, "crd")
    return CrdRequest(**msgspec.structs.asdict(listed), fields=options.fields)


def _read(request: CrdRequest, progress: Progress) -> Reading:
    from api_stability.readers.crd.reader import read_crds

    return read_crds(request, progress)


def _find(request: CrdRequest) -> tuple[Path, ...]:
    return tuple(file.path for file in find_listed(request.root, request.files))


CRD = SurfaceReader(surface="crd", options=CrdSource, plan=plan_crd, find_files=_find, read=_read)
