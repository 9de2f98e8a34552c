"""Documents of several tables, in the formats that have headings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from api_stability.model.errors import UserError
from api_stability.model.views import Document, Line, plain_text
from api_stability.renderers import find_renderer, html, markdown, rst
from api_stability.renderers.context import NO_CONTEXT, Context
from api_stability.renderers.printable import printable


class _Spelling(msgspec.Struct, frozen=True):
    """How one format spells what stands around the tables."""

    heading: Callable[[str, int], str]
    paragraph: Callable[[Line, Context], str]


def _underline(text: str, level: int) -> str:
    return f"{text}\n{'=-'[level - 1] * len(text)}"


_SPELLINGS: Final = {
    "text": _Spelling(
        lambda text, level: _underline(printable(text), level),
        lambda line, _context: printable(plain_text(line)),
    ),
    "markdown": _Spelling(
        lambda text, level: (
            f"{'#' * level} {markdown.escape_end(markdown.escape(printable(text)))}"
        ),
        lambda line, context: markdown.escape_start(markdown.render_line(line, context)),
    ),
    "rst": _Spelling(
        lambda text, level: _underline(rst.escape(printable(text)), level),
        rst.render_line,
    ),
    "html": _Spelling(
        lambda text, level: f"<h{level}>{html.escape(text)}</h{level}>",
        lambda line, context: f"<p>{html.render_line(line, context)}</p>",
    ),
}
FORMATS: Final = ("text", "markdown", "mdx", "html", "rst")
"""The formats that a document can be in."""


def render_document(
    document: Document,
    format: str,  # noqa: A002
    context: Context = NO_CONTEXT,
) -> str:
    """Spell *document*; raise `UserError` for a format that holds one table only."""
    spelling = _SPELLINGS.get("markdown" if format == "mdx" else format)
    if spelling is None:
        raise UserError(f"{format} holds one table; a document is {', '.join(FORMATS)}")
    blocks = [spelling.heading(document.title, 1)]
    blocks += [spelling.paragraph(line, context) for line in document.lines]
    renderer = find_renderer(format)
    for section in document.sections:
        blocks.append(spelling.heading(section.title, 2))
        blocks.append(renderer.table(section.table, context).rstrip("\n"))
    return "\n\n".join(blocks) + "\n"
