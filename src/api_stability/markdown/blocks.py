"""Directives: found in the text, held by placeholders, built where their blocks end up."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString, code_escape

from api_stability.directives.grammar import DIRECTIVES
from api_stability.directives.problems import make_problem
from api_stability.directives.shown import Problem, Shown
from api_stability.markdown.drawing import Drawn, draw_block
from api_stability.markdown.page import Page
from api_stability.markdown.placeholders import ALONE, MARK, Held, hold, restore_code, restore_rest
from api_stability.markdown.settings import Settings
from api_stability.model.errors import UserError

NAME: Final = "api_stability"
"""What the extension is called, and everything that it registers."""
DEEPEST: Final = 30
"""How many directives can be in one another."""
TOO_DEEP: Final = "{} is not shown: it stands in {} others, some of which may not be closed"
_SIGNS: Final = tuple(dict.fromkeys(f"{{{name.partition('-')[0]}" for name in DIRECTIVES))
"""Every directive and every role has one of them."""


@dataclass
class Conversion:
    """What the processors of one text share."""

    markdown: Markdown
    settings: Settings
    errors: tuple[UserError, ...] = ()
    """What is wrong in the settings."""
    held: list[Held] = field(default_factory=list)
    has_signs: bool = False
    """Whether the text can have directives or roles in it; most texts of a site have none."""
    has_badges: bool = False
    """Whether there are badges in the text, of which headings have to be cleared."""
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.begin(())

    def begin(self, lines: Sequence[str]) -> None:
        """Another text is converted."""
        text = "\n".join(lines)
        self.page = Page(self.markdown, self.settings, self.errors, tuple(lines))
        self.held.clear()
        self.has_signs = any(sign in text for sign in _SIGNS)
        self.has_badges = False


class FindDirectives(Preprocessor):
    """Put a placeholder in the place of each directive.

    After white space is normalised (30), which takes the signs of placeholders out of what authors
    write, and after metadata are taken from the beginning (27); before anything reads fences (25).
    """

    PRIORITY: Final = 26

    def __init__(self, conversion: Conversion, prepare: Callable[[FindDirectives], None]) -> None:
        super().__init__(conversion.markdown)
        self.conversion = conversion
        self._prepare: Callable[[FindDirectives], None] | None = prepare

    def run(self, lines: list[str]) -> list[str]:
        """The text with placeholders; what builds them is prepared for the first that has any."""
        self.conversion.begin(lines)
        _ = self.conversion.page.engine  # what is converted within the page is for it, too
        if self.conversion.has_signs and self._prepare is not None:
            self._prepare(self)
            self._prepare = None
        return self.hold(lines)

    def hold(self, lines: list[str], start: int = 0) -> list[str]:
        """A part of the text, from line *start* on, with placeholders."""
        if not self.conversion.has_signs:
            return lines
        return hold(lines, self.conversion.held, start)

    def read_inside(self, around: Held) -> list[str]:
        """What stands in a directive, as the preprocessors that follow leave it."""
        content, start = around.content
        if not content:
            return []
        lines = self.hold(list(content), start)
        is_later = False
        for processor in self.md.preprocessors:
            if is_later:
                lines = processor.run(lines)
            is_later = is_later or processor is self
        return lines


class BuildDirectives(BlockProcessor):
    """Build what placeholders stand for.

    After code (80), lists (30) and quotes (20) have taken what is theirs; before paragraphs (10).
    """

    PRIORITY: Final = 12

    def __init__(self, conversion: Conversion, finder: FindDirectives) -> None:
        super().__init__(conversion.markdown.parser)
        self.conversion = conversion
        self.finder = finder
        self.depth = 0

    def test(self, _parent: ET.Element, block: str) -> bool:
        """Whether there is a placeholder in *block* on a line of its own."""
        return STX in block and ALONE.search(block) is not None

    def run(self, parent: ET.Element, blocks: list[str]) -> bool:
        """Build it below *parent*; part it first from what stands before and after it."""
        block = blocks.pop(0)
        found = ALONE.fullmatch(block)
        if found is None:
            blocks[:0] = _part(block)
        else:
            held = self.conversion.held[int(found["number"])]
            self._build(parent, self._draw(held), held)
        return True

    def _draw(self, held: Held) -> Drawn:
        page, error = self.conversion.page, held.fence.error
        shown: Shown | None
        if self.depth >= DEEPEST:
            shown = Problem("invalid-directive", TOO_DEEP.format(held.fence.written.name, DEEPEST))
        elif error is not None:
            shown = make_problem(error)
        else:
            shown = page.show_directive(held.fence.written)
        page.note_line(held.line, shown)
        if shown is None:
            return Drawn("")
        with page.speaking():
            return draw_block(shown, page.context)

    def _build(self, parent: ET.Element, drawn: Drawn, held: Held) -> None:
        element = parent
        if drawn.classes or drawn.anchor:
            element = ET.SubElement(parent, "div")
            if drawn.classes:
                element.set("class", drawn.classes)
            if drawn.anchor:
                element.set("id", drawn.anchor)
        self._leave(element, drawn.before)
        if self.depth < DEEPEST:
            self._parse_inside(element, held)
        else:
            code = ET.SubElement(ET.SubElement(element, "pre"), "code")
            code.text = AtomicString(code_escape("\n".join(held.source) + "\n"))
        self._leave(element, drawn.after)

    def _parse_inside(self, element: ET.Element, held: Held) -> None:
        inner = self.finder.read_inside(held)
        if inner:
            # paragraphs in it are such, however tight the list around it is
            self.parser.state.set(NAME)
            self.depth += 1
            self.parser.parseChunk(element, "\n".join(inner))
            self.depth -= 1
            self.parser.state.reset()

    def _leave(self, parent: ET.Element, html: str) -> None:
        """Put finished HTML below *parent*, where no other processor reads it."""
        if html:
            paragraph = ET.SubElement(parent, "p")
            paragraph.text = self.parser.md.htmlStash.store(html)


def _part(block: str) -> Iterator[str]:
    """The placeholders in *block*, and what is around them, in order."""
    done = 0
    for found in ALONE.finditer(block):
        yield from _keep(block[done : found.start()])
        yield found[0]
        done = found.end()
    yield from _keep(block[done:])


def _keep(text: str) -> Iterator[str]:
    if text.strip():
        yield text.strip("\n")


class RestoreCode(Treeprocessor):
    """What ended up in code is what the author wrote: before anything highlights it (30)."""

    PRIORITY: Final = 45

    def __init__(self, conversion: Conversion) -> None:
        super().__init__(conversion.markdown)
        self.conversion = conversion

    def run(self, root: ET.Element) -> None:
        """Restore in every text."""
        for element in self._find(root):
            text = restore_code(element.text or "", self.conversion.held, code_escape)
            element.text = AtomicString(text)

    def _find(self, root: ET.Element) -> Iterator[ET.Element]:
        if self.conversion.held:
            for element in root.iter("code"):
                if element.text and MARK.search(element.text):
                    yield element


class RestoreRest(Postprocessor):
    """What is left, in HTML that no parser read or within a paragraph, is text."""

    PRIORITY: Final = 1

    def __init__(self, conversion: Conversion) -> None:
        super().__init__(conversion.markdown)
        self.conversion = conversion

    def run(self, text: str) -> str:
        """Restore it."""
        if not self.conversion.held or STX not in text:
            return text
        restored, missed = restore_rest(text, self.conversion.held, code_escape)
        for held in missed:
            self.conversion.page.note_line(held.line, _make_missed(held))
        return restored


def _make_missed(held: Held) -> Problem:
    name = held.fence.written.name
    return Problem(
        "directive-in-text",
        f"{name} is not shown: it stands in HTML, or goes on with a paragraph; "
        "leave a blank line before it, and write <div markdown> with the extension md_in_html",
    )
