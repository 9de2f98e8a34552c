"""Headings: their badges are seen on the page and nowhere else.

The text of a heading becomes an anchor, an entry in the table of contents, the title of the page
and of a search result. So badges are taken out of headings before any of these is made, and put
back when all of them are.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Final, NamedTuple

from markdown.treeprocessors import Treeprocessor

from api_stability.markdown.blocks import Conversion
from api_stability.markdown.roles import BADGES

_HEADING: Final = re.compile(r"h[1-6]")


class Detached(NamedTuple):
    """A badge, and where it belongs."""

    parent: ET.Element
    first: ET.Element | None
    """The first element in the parent, of those that stay."""
    position: int
    """Among the elements in the parent, without those detached after it."""
    badge: ET.Element
    space: str
    """The white space that stood before it, and without it would be one too many."""


class DetachBadges(Treeprocessor):
    """Take badges out of headings: after inline text is read (20), before anchors are made (5)."""

    PRIORITY: Final = 9

    def __init__(self, conversion: Conversion) -> None:
        super().__init__(conversion.markdown)
        self.conversion = conversion
        self.detached: list[Detached] = []

    def run(self, root: ET.Element) -> None:
        """Detach them."""
        self.detached = []
        for heading in root.iter() if self.conversion.has_badges else ():
            if _HEADING.fullmatch(str(heading.tag)):
                for parent in list(heading.iter()):
                    self._clear(parent)

    def _clear(self, parent: ET.Element) -> None:
        # from the end, so that the positions of those before do not change
        for position, child in reversed(list(enumerate(parent))):
            if BADGES not in (child.get("class") or "").split():
                continue
            before, after = _text_before(parent, position), child.tail or ""
            is_spaced = not after.strip() or after[:1].isspace()
            space = before[len(before.rstrip()) :] if is_spaced else ""
            _set_text_before(parent, position, before.removesuffix(space) + after)
            parent.remove(child)
            first = parent[0] if position else None
            self.detached.append(Detached(parent, first, position, child, space))


class AttachBadges(Treeprocessor):
    """Put them back: after titles are read, which engines do last of all (-1)."""

    PRIORITY: Final = -100

    def __init__(self, detacher: DetachBadges) -> None:
        super().__init__(detacher.md)
        self.detacher = detacher

    def run(self, _root: ET.Element) -> None:
        """Attach them, the first one first."""
        for detached in reversed(self.detacher.detached):
            parent, position = _find_place(detached)
            badge, space, after = detached.badge, detached.space, detached.badge.tail or ""
            text = _text_before(parent, position)
            before = text.removesuffix(after)
            badge.tail = text[len(before) :]
            _set_text_before(parent, position, before + space)
            parent.insert(position, badge)
        self.detacher.detached = []


def _find_place(detached: Detached) -> tuple[ET.Element, int]:
    """The parent, and the position in it, where the heading's own text is now.

    The table of contents puts a link into the heading: around all of it (``anchorlink``), or before
    it (``permalink_leading``), or after it, which changes nothing.
    """
    parent, position = detached.parent, detached.position
    link = parent[0] if len(parent) else None
    if link is None or link is detached.first or parent.text:
        return parent, position
    if detached.first is None and link.tail is None and link.get("href"):
        return link, position
    if detached.first is not None and detached.first in list(link):
        return link, position
    return parent, position + 1


def _text_before(parent: ET.Element, position: int) -> str:
    return (parent[position - 1].tail if position else parent.text) or ""


def _set_text_before(parent: ET.Element, position: int, text: str) -> None:
    if position:
        parent[position - 1].tail = text
    else:
        parent.text = text
