"""Roles: ``{stability}`beta` `` in a text, as MyST has them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Final

from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from api_stability.directives.grammar import DOMAIN, ROLES, make_role_use
from api_stability.directives.shown import Problem, Shown
from api_stability.directives.uses import LinkUse
from api_stability.markdown.blocks import Conversion
from api_stability.markdown.drawing import draw_inline, draw_reference
from api_stability.model.errors import nearest
from api_stability.model.ids import display_name

REFERENCES: Final = ("stability:symbol", "stability:policy")
"""Roles of the domain: links to where a symbol is documented, and to the policy's tables."""
_TITLED: Final = re.compile(r"(.+?)\s*<([^<>]+)>$", re.DOTALL)

BADGES: Final = "stability-badges"
"""The class of what stands around badges in a text; headings are cleared of it."""


class BuildRoles(InlineProcessor):
    """Build roles, before anything takes their text for code (190).

    A plain code span is passed over whole, so that what looks like a role in it is left alone.
    """

    PRIORITY: Final = 195
    PATTERN: Final = r"(?<![\\`])(?:\{([A-Za-z][\w:.+-]*)\})?(`+)(?!`)(.+?)(?<!`)\2(?!`)"

    def __init__(self, conversion: Conversion) -> None:
        super().__init__(self.PATTERN, conversion.markdown)
        self.conversion = conversion

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], _data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """The element in the place of a role; nothing for what is none of ours."""
        name = m[1] or ""
        if name in ROLES:
            return self._build(name, m), m.start(0), m.end(0)
        if name in REFERENCES:
            return self._refer(name, m[3].strip()), m.start(0), m.end(0)
        if name.startswith((f"{DOMAIN}-", f"{DOMAIN}:")):
            known = nearest(name, (*ROLES, *REFERENCES))
            problem = Problem("unknown-role", f"unknown role {name!r}; {known}")
            self.conversion.page.note_text(m[0], problem)
        return None, None, None

    def _build(self, name: str, found: re.Match[str]) -> ET.Element:
        page = self.conversion.page
        use = make_role_use(name, found[3])
        shown: Shown | None = page.show(use)
        page.note_text(found[0], shown)
        title = use.title if isinstance(use, LinkUse) else None
        element = ET.Element("span")
        if shown is None or isinstance(shown, Problem):
            name = use.feature if isinstance(use, LinkUse) else found[3].strip()
            element.text = AtomicString(title or name)
            return element
        with page.speaking():
            text, badges = draw_inline(shown, page.context)
        if title is None:
            self._put(element, f"{text} {badges}".strip())
        else:
            # the author's own words stay in a heading when its badges are taken out
            name_part = ET.SubElement(element, "span")
            name_part.text, name_part.tail = self.md.htmlStash.store(text), " " * bool(badges)
            self._put(ET.SubElement(element, "span"), badges)
        return element

    def _put(self, element: ET.Element, badges: str) -> None:
        self.conversion.has_badges = True
        element.set("class", BADGES)
        element.text = self.md.htmlStash.store(badges)

    def _refer(self, name: str, text: str) -> ET.Element:
        titled = _TITLED.match(text)
        target = titled[2] if titled else text
        shown = titled[1] if titled else text
        if name == "stability:policy":
            goal = "policy"
        else:
            goal = target if ":" in target else f"python:{target}"
            shown = titled[1] if titled else display_name(goal)
        element = ET.Element("span")
        html = draw_reference(shown, goal, self.conversion.page.context)
        element.text = self.md.htmlStash.store(html)
        return element
