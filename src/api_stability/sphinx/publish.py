"""What is written beside the pages: the inventory, the style sheet, and the script."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from api_stability.assets import SCRIPT, STYLE_SHEET, read_asset
from api_stability.freshness import write_whole
from api_stability.model.codec import encode_json
from api_stability.publishing import INVENTORY, select_public
from api_stability.sphinx.domain import stability_domain
from api_stability.sphinx.index_page import PAGE as INDEX_PAGE

LONG: Final = 30
"""Rows of a table from which on the script, which says the same, puts a filter above it."""


def publish_inventory(app: Sphinx, exception: Exception | None) -> None:
    """Write ``stability.json`` beside the pages of a web site, whole, when it changed."""
    build = stability_domain(app.env).build
    if exception is not None or build is None or not build.settings.publish:
        return
    if is_web_site(app.builder):
        data = encode_json(select_public(build.inventory), indent=1)
        write_changed(Path(app.outdir) / INVENTORY, data)


def copy_static_files(_app: Sphinx, builder: Builder) -> None:
    """Put ours among the static files, before Sphinx takes their checksums.

    The project's own file of such a name, which Sphinx copies later, replaces it.
    """
    names = [STYLE_SHEET] if builder.format == "html" else []
    names += [SCRIPT] if is_web_site(builder) else []
    for name in names:
        write_changed(Path(builder.outdir) / "_static" / name, read_asset(name))


def link_static_files(
    app: Sphinx,
    page: str,
    _template: str,
    _context: dict[str, Any],
    _document: nodes.document | None,
) -> None:
    """Link the style sheet on pages that show something of ours, the script where it has work."""
    build = stability_domain(app.env).build
    if build is None:
        return
    is_shown = page in build.shown or build.has_contents
    if is_shown or page == INDEX_PAGE:
        app.add_css_file(STYLE_SHEET)
        is_long = build.row_counts[page] >= LONG
        if is_web_site(app.builder) and (is_long or page == INDEX_PAGE):
            app.add_js_file(SCRIPT, loading_method="defer")


def is_web_site(builder: Builder) -> bool:
    """Whether *builder* makes pages to be published, not a book or a help file."""
    return builder.format == "html" and not getattr(builder, "embedded", False)


def write_changed(file: Path, data: bytes) -> None:
    """Write *data*, whole, where the file has another content."""
    if not file.is_file() or file.read_bytes() != data:
        write_whole(file, data)
