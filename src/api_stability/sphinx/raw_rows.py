"""The rows of a long table as HTML, written straight from the view.

Nodes cost many times as much as the text that becomes of them. What is written here is, byte for
byte, what Sphinx' writer makes of the nodes that `drawing` draws.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from api_stability.model.views import Badge, Piece, Row, Span
from api_stability.renderers.html import split_name
from api_stability.renderers.printable import printable_part
from api_stability.sphinx.drawing import RowAnchors, RowWriter, badge_classes
from api_stability.sphinx.places import Hyperlink

if TYPE_CHECKING:
    from api_stability.sphinx.build import Build

FindLink: TypeAlias = Callable[[str], Hyperlink | None]
"""From `Span.target` to where it leads."""

_SPACE: Final = re.compile("[\n\r\t\v\f]")


class RowSpelling(msgspec.Struct, frozen=True):
    """How the rows of one table are written."""

    find_link: FindLink
    anchors: RowAnchors | None
    spelled: dict[Piece, str] = {}
    """What was written before: badges, surfaces and replacements come again and again."""

    def write(self, rows: Sequence[Row]) -> str:
        """Lines of ``<tr>``, as they stand in a ``tbody``."""
        # the heading is the first row, and odd
        return "".join(
            f'<tr class="row-{"odd" if number % 2 else "even"}">{self._write_cells(row)}</tr>\n'
            for number, row in enumerate(rows)
        )

    def _write_cells(self, row: Row) -> str:
        subject, anchor = row.subject, ""
        if self.anchors is None or subject is None or subject not in self.anchors.places:
            subject = None
        else:
            name = self.anchors.take(subject)
            anchor = f'<span id="{_attribute(name)}"></span>' if name is not None else ""
        first = next((number for number, cell in enumerate(row.cells) if cell), 0)
        written = []
        for number, cell in enumerate(row.cells):
            text = "".join([self._write_piece(piece, subject) for piece in cell])
            if number == first:
                text = anchor + text
            written.append(f"<td><p>{text}</p></td>\n" if cell or text else "<td></td>\n")
        return "".join(written)

    def _write_piece(self, piece: Piece, subject: str | None) -> str:
        if isinstance(piece, Span) and piece.url is None and piece.target == subject:
            return _write_text(piece)  # it would lead to itself, or leads nowhere
        known = self.spelled.get(piece)
        if known is None:
            known = _write_badge(piece) if isinstance(piece, Badge) else self._write_span(piece)
            self.spelled[piece] = known
        return known

    def _write_span(self, span: Span) -> str:
        text = _write_text(span)
        if span.url is not None:
            return f'<a class="reference external" href="{_attribute(span.url)}">{text}</a>'
        link = self.find_link(span.target) if span.target is not None else None
        if link is None:
            return text
        kind = "internal" if link.internal or link.refuri is None else "external"
        address = f"#{link.refid}" if link.refid is not None else link.refuri or "#"
        titled = f'href="{_attribute(address)}" title="{_attribute(link.title)}"'
        return f'<a class="reference {kind}" {titled}>{text}</a>'


def make_row_writer(build: Build, *, here: str | None = None) -> RowWriter:
    """For the page *here*, or the one that is being written; only text if that is the same."""

    def write(rows: Sequence[Row], anchors: RowAnchors | None) -> str | None:
        if not build.spells_rows:
            return None
        return RowSpelling(find_link, anchors).write(rows)

    def find_link(target: str) -> Hyperlink | None:
        return build.places.find_link(target, build.builder, here=here)

    return write


def _write_badge(badge: Badge) -> str:
    classes, title = " ".join(badge_classes(badge)), printable_part(badge.title)
    attributes = f'class="{_attribute(classes)}" title="{_attribute(title)}"'
    return f"<span {attributes}>{_encode(printable_part(badge.label))}</span>"


def _write_text(span: Span) -> str:
    if span.style == "code":
        parts = [_protect(printable_part(part)) for part in split_name(span.text)]
        return f'<code class="docutils literal notranslate">{"<wbr/>".join(parts)}</code>'
    text = _encode(printable_part(span.text))
    return f"<strong>{text}</strong>" if span.style == "strong" else text


def _protect(text: str) -> str:
    """Words that a line does not break in, and the single spaces between them."""
    words = _encode(text).split(" ")
    return " ".join([f'<span class="pre">{word}</span>' if word else "" for word in words])


def _attribute(text: str) -> str:
    return _encode(_SPACE.sub(" ", text))


def _encode(text: str) -> str:
    """The entities of docutils, which has one for "@", too: it delays harvesters of addresses."""
    return escape(text, quote=False).replace('"', "&quot;").replace("@", "&#64;")
