"""Rust crates as a source: the options of its ``[[sources]]`` table, and its reader."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from api_stability.model.errors import UserError
from api_stability.model.inventory import Reading
from api_stability.readers.registry import Progress, SourceContext, SurfaceReader
from api_stability.readers.rust.manifest import NAME
from api_stability.readers.rust.request import Public, RustRequest
from api_stability.readers.rust.rustdoc_file import HOW_TO_MAKE
from api_stability.readers.rust.syntax import check_installed


class RustSource(
    msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True
):
    """``[[sources]]`` with ``surface = "rust"``."""

    crates: Annotated[
        tuple[str, ...],
        Meta(description="Folders that hold a Cargo.toml: of a crate or a workspace", min_length=1),
    ]
    rustdoc: Annotated[
        tuple[str, ...],
        Meta(
            description="Files with rustdoc's JSON of these crates (format 57 and later), for what "
            "only the compiler expands"
        ),
    ] = ()
    public: Annotated[
        Public,
        Meta(
            description="What is public: declared (what users can name and the documentation "
            "shows), or all (what #[doc(hidden)] hides too)"
        ),
    ] = "declared"
    include: Annotated[tuple[str, ...], Meta(description="Only symbols that match")] = ()
    exclude: Annotated[tuple[str, ...], Meta(description="No symbols that match")] = ()


def plan_rust(options: RustSource, context: SourceContext) -> RustRequest:
    """Check the options; raise `UserError` for a folder without manifest, a file that is not
    there, or a missing parser.
    """
    for index, folder in enumerate(options.crates):
        if "\0" in folder or not (context.root / folder / NAME).is_file():
            raise UserError(
                f"there is no {NAME} in folder {folder!r}",
                where=context.where,
                key=f"{context.key}.crates[{index}]",
            )
    for index, name in enumerate(options.rustdoc):
        if "\0" in name or not (context.root / name).is_file():
            raise UserError(
                f"there is no file {name!r}; in the crate's folder, run: {HOW_TO_MAKE}",
                where=context.where,
                key=f"{context.key}.rustdoc[{index}]",
            )
    try:
        check_installed()
    except UserError as error:
        raise UserError(error.message, where=context.where, key=context.key) from None
    return RustRequest(
        source_id="rust:" + ",".join(options.crates),
        project=context.project,
        root=context.root,
        crates=options.crates,
        rustdoc=options.rustdoc,
        public=options.public,
        include=options.include,
        exclude=options.exclude,
        marked_only=context.marked_only,
    )


def _read(request: RustRequest, progress: Progress) -> Reading:
    from api_stability.readers.rust.reader import read_rust

    return read_rust(request, progress)


def _find(request: RustRequest) -> tuple[Path, ...]:
    from api_stability.readers.rust.reader import find_files

    return find_files(request)


RUST = SurfaceReader(
    surface="rust", options=RustSource, plan=plan_rust, find_files=_find, read=_read
)
