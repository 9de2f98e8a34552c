"""The page that has all rows of a table of which another page shows some."""

from __future__ import annotations

from typing import Final

import msgspec

from api_stability.model.errors import UserError, nearest
from api_stability.model.views import Badge, Line, Piece, Table
from api_stability.sphinx.build import Build
from api_stability.sphinx.domain import stability_domain
from api_stability.sphinx.uses import Options, TableUse
from api_stability.views.options import TableOptions

_LOOKS: Final = frozenset(("caption", "columns", "full", "group-by", "limit", "sort"))
"""Options that do not change which rows a table has, without a limit."""


def name_full_page(use: TableUse, options: TableOptions, build: Build) -> TableOptions:
    """*options* with the page that has all rows: the one that is named, else the first that has.

    Raises `UserError` for a page that there is none of.
    """
    check_page(options.full, build)
    if options.limit is None or options.full is not None:
        return options
    wanted = _choice(use.options)
    tables = stability_domain(build.builder.env).tables
    found = (
        docname
        for docname in sorted(tables)
        for other in tables[docname]
        if other.table == use.table
        and "limit" not in dict(other.options)
        and _choice(other.options) == wanted
    )
    return msgspec.structs.replace(options, full=next(found, None))


def _choice(options: Options) -> Options:
    """The options that select rows."""
    return tuple(option for option in options if option[0] not in _LOOKS)


def check_page(page: str | None, build: Build) -> None:
    """Raise `UserError` where *page* is not one of this documentation."""
    known = build.builder.env.found_docs
    if page is not None and page not in known:
        raise UserError(f"unknown page {page!r}; {nearest(page, known)}", key="page")


def title_page(table: Table, build: Build) -> Table:
    """*table*, whose note calls a page by its title."""
    return msgspec.structs.replace(table, note=_title_line(table.note, build))


def _title_line(line: Line, build: Build) -> Line:
    return tuple(_title_piece(piece, build) for piece in line)


def _title_piece(piece: Piece, build: Build) -> Piece:
    if isinstance(piece, Badge) or piece.target is None or not piece.target.startswith("page:"):
        return piece
    title = build.builder.env.titles.get(piece.target.removeprefix("page:"))
    text = title.astext() if title is not None else ""
    return msgspec.structs.replace(piece, text=text) if text.strip() else piece
