"""Python packages as a source: the options of its ``[[sources]]`` table, and its reader."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from api_stability.markers.loader import load_marker_set, shipped_marker_sets
from api_stability.model.errors import UserError
from api_stability.model.inventory import Reading
from api_stability.readers.python.files import find_files
from api_stability.readers.registry import Progress, Shelf, SourceContext, SurfaceReader
from api_stability.readers.request import Public, PythonRequest


class PythonSource(
    msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True
):
    """``[[sources]]`` with ``surface = "python"``."""

    packages: Annotated[
        tuple[str, ...], Meta(description="Packages, namespace packages or modules", min_length=1)
    ]
    search_paths: Annotated[
        Annotated[tuple[str, ...], Meta(min_length=1)] | None,
        Meta(
            description="Folders that hold the packages, the first ones first; "
            "default: src if it exists, then this file's folder"
        ),
    ] = None
    markers: Annotated[
        tuple[str, ...] | None,
        Meta(description="Marker sets, by shipped name or path; default: every shipped one"),
    ] = None
    public: Annotated[
        Public,
        Meta(description="What is public: names (no underscore), declared (__all__), or all"),
    ] = "names"
    list_warnings: Annotated[
        bool, Meta(description="Also list where a body warns of a deprecation, which marks nothing")
    ] = False
    include: Annotated[tuple[str, ...], Meta(description="Only symbols that match")] = ()
    exclude: Annotated[tuple[str, ...], Meta(description="No symbols that match")] = ()


def plan_python(options: PythonSource, context: SourceContext) -> PythonRequest:
    """Check the options; raise `UserError` for a missing search path or an unknown marker set."""
    for index, path in enumerate(options.search_paths or ()):
        if not (context.root / path).is_dir():
            raise UserError(
                f"there is no folder {path!r}",
                where=context.where,
                key=f"{context.key}.search-paths[{index}]",
            )
    names = options.markers if options.markers is not None else shipped_marker_sets()
    try:
        marker_sets = tuple(load_marker_set(name, base=context.root) for name in names)
    except UserError as error:
        if error.where is not None:
            raise
        key = error.key or f"{context.key}.markers"
        raise UserError(error.message, where=context.where, key=key) from None
    return PythonRequest(
        source_id="python:" + ",".join(options.packages),
        project=context.project,
        root=context.root,
        packages=options.packages,
        search_paths=options.search_paths or _usual_folders(context.root),
        marker_sets=marker_sets,
        include=options.include,
        exclude=options.exclude,
        public=options.public,
        list_warnings=options.list_warnings,
        marked_only=context.marked_only,
    )


def _usual_folders(root: Path) -> tuple[str, ...]:
    return ("src", ".") if (root / "src").is_dir() else (".",)


def _read(request: PythonRequest, progress: Progress) -> Reading:
    from api_stability.readers.python.reader import read_python

    return read_python(request, progress)


def _read_again(request: PythonRequest, progress: Progress, shelf: Shelf) -> Reading:
    from api_stability.readers.python.reader import read_python

    return read_python(request, progress, shelf)


def _find(request: PythonRequest) -> tuple[Path, ...]:
    return tuple(find_files(request))


PYTHON = SurfaceReader(
    surface="python",
    options=PythonSource,
    plan=plan_python,
    find_files=_find,
    read=_read,
    read_again=_read_again,
)
