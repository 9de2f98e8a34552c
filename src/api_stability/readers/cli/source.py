"""Command lines as a source: the options of its ``[[sources]]`` table, and its reader."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from api_stability.markers.loader import load_marker_set, shipped_marker_sets
from api_stability.markers.model import MarkerSet
from api_stability.model.errors import UserError
from api_stability.model.inventory import Reading
from api_stability.readers.cli.request import CliRequest
from api_stability.readers.registry import Progress, SourceContext, SurfaceReader


class CliSource(
    msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True
):
    """``[[sources]]`` with ``surface = "cli"``."""

    programs: Annotated[
        dict[str, str],
        Meta(description="Program to the file, folder or module[:name] that defines it; not run"),
    ] = {}
    help: Annotated[
        dict[str, str | tuple[str, ...]],
        Meta(description="Program, or program and sub-command, to files with the captured --help"),
    ] = {}
    help_family: Annotated[
        dict[str, Literal["argparse", "click", "cobra", "clap"]],
        Meta(description="Program to the family of its help text; default: as the text looks"),
    ] = {}
    object: Annotated[
        dict[str, str],
        Meta(description="Program to a module:name to import; needs allow-import = true"),
    ] = {}
    allow_import: Annotated[
        bool, Meta(description="Allow the import of what `object` names, in a process of its own")
    ] = False
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
    include: Annotated[tuple[str, ...], Meta(description="Only symbols that match")] = ()
    exclude: Annotated[tuple[str, ...], Meta(description="No symbols that match")] = ()


def plan_cli(options: CliSource, context: SourceContext) -> CliRequest:
    """Check the options; raise `UserError` for what is named and not there."""
    from api_stability.readers.cli.programs import find_start
    from api_stability.readers.python.projects import Locator

    names = sorted({*options.programs, *options.help, *options.object})
    if not names:
        message = "names no program; give `programs`, `help` or `object`"
        raise UserError(message, where=context.where, key=context.key)
    if options.object and not options.allow_import:
        message = "importing an object runs code: say allow-import = true, or use `programs`"
        raise UserError(message, where=context.where, key=f"{context.key}.object")
    search_paths = options.search_paths or usual_folders(context.root)
    locator = Locator(context.root, search_paths)
    for program, spec in options.programs.items():
        if find_start(locator, context.root, spec) is None:
            raise UserError(
                f"there is no file, folder or module {spec!r} in {', '.join(search_paths)}",
                where=context.where,
                key=f"{context.key}.programs.{program}",
            )
    captured = _pairs(options.help)
    for program, file in captured:
        if not (context.root / file).is_file():
            key = f"{context.key}.help.{program}"
            raise UserError(f"there is no file {file!r}", where=context.where, key=key)
    return CliRequest(
        source_id="cli:" + ",".join(names),
        project=context.project,
        root=context.root,
        programs=tuple(sorted(options.programs.items())),
        help=captured,
        help_family=tuple(sorted(options.help_family.items())),
        objects=tuple(sorted(options.object.items())),
        search_paths=search_paths,
        marker_sets=load_sets(options.markers, context),
        include=options.include,
        exclude=options.exclude,
    )


def _pairs(table: dict[str, str | tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted(
            (program, file)
            for program, files in table.items()
            for file in ((files,) if isinstance(files, str) else files)
        )
    )


def load_sets(names: tuple[str, ...] | None, context: SourceContext) -> tuple[MarkerSet, ...]:
    """The marker sets of a source; raise `UserError` for one that there is not."""
    wanted = names if names is not None else shipped_marker_sets()
    try:
        return tuple(load_marker_set(name, base=context.root) for name in wanted)
    except UserError as error:
        if error.where is not None:
            raise
        key = error.key or f"{context.key}.markers"
        raise UserError(error.message, where=context.where, key=key) from None


def usual_folders(root: Path) -> tuple[str, ...]:
    """Where packages usually are."""
    return ("src", ".") if (root / "src").is_dir() else (".",)


def _find(request: CliRequest) -> tuple[Path, ...]:
    from api_stability.readers.cli.reader import find_cli_files

    return find_cli_files(request)


def _read(request: CliRequest, progress: Progress) -> Reading:
    from api_stability.readers.cli.reader import read_cli

    return read_cli(request, progress)


CLI = SurfaceReader(surface="cli", options=CliSource, plan=plan_cli, find_files=_find, read=_read)
