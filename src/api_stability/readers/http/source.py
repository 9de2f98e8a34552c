"""Descriptions of HTTP APIs as a source: the options of its ``[[sources]]`` table, its reader."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from api_stability.model.inventory import Reading
from api_stability.readers.listed import ListedRequest, ListedSource, find_listed, list_request
from api_stability.readers.registry import Progress, SourceContext, SurfaceReader

Fields: TypeAlias = Literal["marked", "all"]


class HttpSource(ListedSource, frozen=True, kw_only=True, rename="kebab"):
    """``[[sources]]`` with ``surface = "http"``."""

    fields: Annotated[
        Fields,
        Meta(description="Which fields of schemas are symbols: marked, or all"),
    ] = "marked"


class HttpRequest(ListedRequest, frozen=True, kw_only=True):
    """All that reading descriptions of APIs needs."""

    fields: Fields = "marked"
    marked_only: bool = False
    """Only symbols with a mark, and what is inside them."""


def plan_http(options: HttpSource, context: SourceContext) -> HttpRequest:
    """Check the options; raise `UserError` for a file that is named and not there."""
    listed = list_request(options, context, "http")
    return HttpRequest(**msgspec.structs.asdict(listed), fields=options.fields)


def _read(request: HttpRequest, progress: Progress) -> Reading:
    from api_stability.readers.http.reader import read_http

    return read_http(request, progress)


def _find(request: HttpRequest) -> tuple[Path, ...]:
    return tuple(file.path for file in find_listed(request.root, request.files))


HTTP = SurfaceReader(
    surface="http", options=HttpSource, plan=plan_http, find_files=_find, read=_read
)
