"""The page that has all rows of a table of which another page shows some."""

from __future__ import annotations

from typing import Final

import msgspec

from api_stability.directives.site import Site
from api_stability.directives.uses import Options, TableUse
from api_stability.model.errors import UserError, nearest
from api_stability.model.views import Badge, Line, Piece, Table
from api_stability.views.options import TableOptions

_LOOKS: Final = frozenset(("caption", "columns", "full", "group-by", "limit", "sort"))
"""Options that do not change which rows a table has, without a limit."""


def name_full_page(use: TableUse, options: TableOptions, site: Site) -> TableOptions:
    """*options* with the page that has all rows: the one that is named, else the first that has.

    Raises `UserError` for a page that there is none of.
    """
    check_page(options.full, site)
    if options.limit is None or options.full is not None:
        return options
    wanted = _choice(use.options)
    found = (
        page
        for page, other in site.pages.find_tables()
        if other.table == use.table
        and "limit" not in dict(other.options)
        and _choice(other.options) == wanted
    )
    return msgspec.structs.replace(options, full=next(found, None))


def _choice(options: Options) -> Options:
    """The options that select rows."""
    return tuple(option for option in options if option[0] not in _LOOKS)


def check_page(page: str | None, site: Site) -> None:
    """Raise `UserError` where *page* is not one of this documentation, whose pages are known."""
    known = site.pages.names
    if page is not None and known is not None and page not in known:
        raise UserError(f"unknown page {page!r}; {nearest(page, known)}", key="page")


def title_page(table: Table, site: Site) -> Table:
    """*table*, whose note calls a page by its title."""
    return msgspec.structs.replace(table, note=_title_line(table.note, site))


def _title_line(line: Line, site: Site) -> Line:
    return tuple(_title_piece(piece, site) for piece in line)


def _title_piece(piece: Piece, site: Site) -> Piece:
    if isinstance(piece, Badge) or piece.target is None or not piece.target.startswith("page:"):
        return piece
    title = site.pages.find_title(piece.target.removeprefix("page:"))
    return msgspec.structs.replace(piece, text=title) if title else piece
