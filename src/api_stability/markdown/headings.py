"""Headings: their badges are seen on the page and nowhere else.

The text of a heading becomes an anchor, an entry in the table of contents, the title of the page
and of a search result. So badges are taken out of headings before any of these is made, and put
back when all of them are.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Final, NamedTuple

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from api_stability.markdown.roles import BADGES

_HEADING: Final = re.compile(r"h[1-6]")


class Detached(NamedTuple):
    """A badge, and where it belongs."""

    parent: ET.Element
    position: int
    """Among the elements in the parent, without those detached after it."""
    badge: ET.Element
    space: str
    """The white space that stood before it, and without it would end the heading's text."""


class DetachBadges(Treeprocessor):
    """Take badges out of headings: after inline text is read (20), before anchors are made (5)."""

    PRIORITY: Final = 9

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(markdown)
        self.detached: list[Detached] = []

    def run(self, root: ET.Element) -> None:
        """Detach them."""
        self.detached = []
        for heading in root.iter():
            if _HEADING.fullmatch(str(heading.tag)):
                for parent in list(heading.iter()):
                    self._clear(parent)

    def _clear(self, parent: ET.Element) -> None:
        # from the end, so that the positions of those before do not change
        for position, child in reversed(list(enumerate(parent))):
            if BADGES not in (child.get("class") or "").split():
                continue
            before, after = _text_before(parent, position), child.tail or ""
            space = "" if after.strip() else before[len(before.rstrip()) :]
            _set_text_before(parent, position, before.removesuffix(space) + after)
            parent.remove(child)
            self.detached.append(Detached(parent, position, child, space))


class AttachBadges(Treeprocessor):
    """Put them back: after titles are read, which engines do last of all (-1)."""

    PRIORITY: Final = -100

    def __init__(self, detacher: DetachBadges) -> None:
        super().__init__(detacher.md)
        self.detacher = detacher

    def run(self, _root: ET.Element) -> None:
        """Attach them, the first one first."""
        for parent, position, badge, space in reversed(self.detacher.detached):
            after = badge.tail or ""
            text = _text_before(parent, position)
            before = text.removesuffix(after)
            badge.tail = text[len(before) :]
            _set_text_before(parent, position, before + space)
            parent.insert(position, badge)
        self.detacher.detached = []


def _text_before(parent: ET.Element, position: int) -> str:
    return (parent[position - 1].tail if position else parent.text) or ""


def _set_text_before(parent: ET.Element, position: int, text: str) -> None:
    if position:
        parent[position - 1].tail = text
    else:
        parent.text = text
