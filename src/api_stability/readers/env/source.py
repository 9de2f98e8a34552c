"""Environment variables as a source: the options of its ``[[sources]]`` table, and its reader."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from api_stability.model.errors import UserError
from api_stability.model.inventory import Reading
from api_stability.readers.cli.source import load_sets, usual_folders
from api_stability.readers.env.request import EnvRequest
from api_stability.readers.registry import Progress, SourceContext, SurfaceReader


class EnvSource(
    msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True
):
    """``[[sources]]`` with ``surface = "env"``."""

    paths: Annotated[
        tuple[str, ...],
        Meta(description="Files and folders with Python and Rust sources", min_length=1),
    ]
    prefix: Annotated[
        str | tuple[str, ...],
        Meta(
            description='What the project\'s own variables begin with ("APP_"): such names count '
            "wherever they are written, and their next word may be a level"
        ),
    ] = ()
    search_paths: Annotated[
        Annotated[tuple[str, ...], Meta(min_length=1)] | None,
        Meta(
            description="Folders that imports are looked up in; "
            "default: src if it exists, then this file's folder"
        ),
    ] = None
    markers: Annotated[
        tuple[str, ...] | None,
        Meta(description="Marker sets, by shipped name or path; default: every shipped one"),
    ] = None
    include: Annotated[tuple[str, ...], Meta(description="Only symbols that match")] = ()
    exclude: Annotated[tuple[str, ...], Meta(description="No symbols that match")] = ()


def plan_env(options: EnvSource, context: SourceContext) -> EnvRequest:
    """Check the options; raise `UserError` for a path that is not there."""
    for index, path in enumerate(options.paths):
        if not (context.root / path).exists():
            raise UserError(
                f"there is no file or folder {path!r}",
                where=context.where,
                key=f"{context.key}.paths[{index}]",
            )
    prefixes = (options.prefix,) if isinstance(options.prefix, str) else options.prefix
    return EnvRequest(
        source_id="env:" + ",".join(options.paths),
        project=context.project,
        root=context.root,
        paths=options.paths,
        prefixes=prefixes,
        search_paths=options.search_paths or usual_folders(context.root),
        marker_sets=load_sets(options.markers, context),
        include=options.include,
        exclude=options.exclude,
    )


def _find(request: EnvRequest) -> tuple[Path, ...]:
    from api_stability.readers.env.files import find_env_files

    return tuple(each.path for each in find_env_files(request).files)


def _read(request: EnvRequest, progress: Progress) -> Reading:
    from api_stability.readers.env.reader import read_env

    return read_env(request, progress)


ENV = SurfaceReader(surface="env", options=EnvSource, plan=plan_env, find_files=_find, read=_read)
