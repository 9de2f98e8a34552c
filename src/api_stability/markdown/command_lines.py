"""Badges on the commands, options and arguments that mkdocs-click and mkdocs-typer2 document.

Both write headings, lines of usage, and lists, tables or code of options. Which command an option
is of is told by the line of usage above it, and nothing is asked of the program itself.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from html import unescape
from itertools import chain
from typing import Final
from weakref import WeakKeyDictionary

from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from api_stability.directives.commands import PREFIX, Commands, read_command, read_names
from api_stability.directives.site import Site
from api_stability.markdown.blocks import Conversion
from api_stability.markdown.drawing import draw_badge
from api_stability.markdown.roles import BADGES
from api_stability.model.index import Index
from api_stability.views.badges import view_badges

PREPROCESSOR: Final = "mk_click"
"""What that of mkdocs-click is called."""
BLOCK_PROCESSOR: Final = "typer"
"""What that of mkdocs-typer2 is called."""
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PARTS: Final = frozenset(("Usage", "Arguments", "Options", "Commands", "Subcommands"))
"""What the parts of a command's description are called: in bold, or in headings of their own."""
_TAG: Final = re.compile(r"<[^<>]*>")
_LISTED: Final = re.compile(
    r"^(?:<[^<>\n]*>)*  (?P<names>-(?:[^ \n]| (?! ))*)(?: {2}[^\n]*)?$", re.MULTILINE
)
"""A line of what ``--help`` says: names, two spaces, a description."""
_PROMPT: Final = re.compile(r"(?:console\s+)?\$ ")

_known: WeakKeyDictionary[Index, Commands] = WeakKeyDictionary()


class BadgeCommands(Treeprocessor):
    """Find them: after texts are read (20), before badges are taken out of headings (9)."""

    PRIORITY: Final = 11

    def __init__(self, conversion: Conversion) -> None:
        super().__init__(conversion.markdown)
        self.conversion = conversion

    def run(self, root: ET.Element) -> None:
        """Put badges where the one or the other extension is there, and programs are known."""
        markdown = self.conversion.markdown
        is_there = PREPROCESSOR in markdown.preprocessors
        is_there = is_there or BLOCK_PROCESSOR in markdown.parser.blockprocessors
        site = self.conversion.page.site if is_there else None
        if site is not None:
            with self.conversion.page.speaking():
                _Reader(self.conversion, site).read(root)


class _Reader:
    """Reads one page, in its order."""

    def __init__(self, conversion: Conversion, site: Site) -> None:
        self._conversion = conversion
        self._stash = conversion.markdown.htmlStash
        self._site = site
        known = _known.get(site.index)
        self._commands = _known[site.index] = known or Commands(site.index)
        self._heading: ET.Element | None = None
        self._part = ""
        self._command: str | None = None

    def read(self, root: ET.Element) -> None:
        for element in list(root.iter()):
            if element.tag in _HEADINGS:
                self._read_heading(element)
            elif element.tag in ("p", "pre"):
                self._read_paragraph(element)
            elif element.tag == "li" and not (element.text or "").strip():
                self._read_name(element, element[:1])
            elif element.tag == "tr":
                self._read_name(element.find("td"), element.findall("td[1]/code"))

    def _read_heading(self, heading: ET.Element) -> None:
        text = self._text_of(heading).strip()
        self._part = text if text in _PARTS else ""
        if not self._part:
            self._heading, self._command = heading, None

    def _read_paragraph(self, paragraph: ET.Element) -> None:
        text = self._text_of(paragraph).strip()
        if text.removesuffix(":") in _PARTS:
            self._part = text.removesuffix(":")
        elif self._part == "Usage":
            self._read_usage(_PROMPT.sub("", text, count=1))
        elif self._part == "Options" and self._command is not None:
            for found in HTML_PLACEHOLDER_RE.finditer(paragraph.text or ""):
                self._read_listing(int(found[1]))

    def _read_usage(self, text: str) -> None:
        words, self._part = read_command(text), ""
        if not words:
            return
        self._command = " ".join(words)
        heading = self._heading
        if heading is not None:
            named = self._text_of(heading).split()
            badges = self._draw()
            if badges and named and named == words[-len(named) :]:
                _append(heading, len(heading), self._make(badges))

    def _read_name(self, parent: ET.Element | None, codes: Iterable[ET.Element]) -> None:
        """A name in code, first in an item or a row; the badges stand behind the last."""
        names = [code for code in codes if code.tag == "code"]
        if parent is None or not names or self._command is None:
            return
        badges = self._draw(*read_names(", ".join(map(self._text_of, names))))
        if badges:
            _append(parent, list(parent).index(names[-1]) + 1, self._make(badges))

    def _read_listing(self, number: int) -> None:
        """What ``--help`` says of options, a line each, as finished HTML."""

        def badge(found: re.Match[str]) -> str:
            names = read_names(unescape(_TAG.sub("", found["names"])))
            badges = self._draw(*names)
            return f"{found[0]} {badges}" if badges else found[0]

        blocks = self._stash.rawHtmlBlocks
        html = blocks[number]
        if isinstance(html, str):
            blocks[number] = _LISTED.sub(badge, html)

    def _draw(self, *names: str) -> str:
        """The badges of the first of *names* that the command has; without any, its own."""
        for name in chain.from_iterable((name, name.upper()) for name in names or ("",)):
            # an argument is called "path" in one place and "PATH" in another
            symbol = self._commands.find(f"{PREFIX}{self._command} {name}".rstrip())
            if symbol is not None:
                site = self._site
                return " ".join(map(draw_badge, view_badges(symbol, site.policy, site.index)))
        return ""

    def _make(self, badges: str) -> ET.Element:
        self._conversion.has_badges = True
        element = ET.Element("span", {"class": BADGES})
        element.text = self._stash.store(badges)
        return element

    def _text_of(self, element: ET.Element) -> str:
        """What *element* says, finished HTML in it included."""
        text = "".join(element.itertext())
        blocks = self._stash.rawHtmlBlocks
        return HTML_PLACEHOLDER_RE.sub(
            lambda found: unescape(_TAG.sub("", str(blocks[int(found[1])]))), text
        )


def _append(parent: ET.Element, position: int, badges: ET.Element) -> None:
    """Put *badges* into *parent*, after a space and before what stands there."""
    if position:
        before = parent[position - 1]
        before.tail, badges.tail = " ", before.tail
    else:
        parent.text = f"{parent.text or ''} "
    parent.insert(position, badges)
