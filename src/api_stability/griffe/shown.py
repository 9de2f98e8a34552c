"""What our template puts into what it extends, for one object."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec
from jinja2 import Environment, pass_environment
from markupsafe import Markup

from api_stability.griffe.drawing import NO_MARKUP
from api_stability.griffe.marking import mark_members, mark_overloads, mark_parameters


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """All HTML, and safe: asked for by `templates/material/api_stability/object.html.jinja`."""

    template: str
    """What the object would have been drawn by."""
    path: str
    """The object's own anchor."""
    heading_badges: Markup = NO_MARKUP
    lead: Markup = NO_MARKUP
    """What stands before the docstring."""
    contents: str = ""
    """What follows the name in the table of contents."""
    overloads: Sequence[str] = ()
    """What stands above the signature of each overload."""
    parameters: Mapping[str, str] = {}
    """What stands behind the names of parameters."""
    draw_member: Callable[[str], str] | None = None
    """From a path to what stands behind it where members are listed."""
    said: frozenset[str] = frozenset()
    """The ids of the symbols that are documented here and around."""

    def mark_overloads(self, html: Markup) -> Markup:
        """The signatures, with the badges of overloads."""
        return Markup(mark_overloads(html, self.overloads)) if self.overloads else html  # noqa: S704

    def mark_docstring(self, html: Markup) -> Markup:
        """The docstring, with the badges of parameters and members."""
        marked = Markup(mark_parameters(html, self.parameters)) if self.parameters else html  # noqa: S704
        return self.mark_summary(marked)

    def mark_summary(self, html: Markup) -> Markup:
        """The lists of members, with badges."""
        return html if self.draw_member is None else Markup(mark_members(html, self.draw_member))  # noqa: S704

    @pass_environment
    def settle_heading(self, environment: Environment) -> Markup:
        """Have what is made of the object's heading elsewhere show what it should; draw nothing.

        mkdocstrings' filter for headings has noted it: for the table of contents, where badges are
        shown only when asked for, and for the titles of pages and links, which have none.
        """
        if self.contents or self.heading_badges:
            handler = getattr(environment.filters["heading"], "__self__", None)
            for heading in reversed(getattr(handler, "_headings", ())):
                if heading.get("id") == self.path:
                    label = heading.get("data-toc-label", "")
                    heading.set("data-toc-label", f"{label}{self.contents}")
                    heading.text = (heading.text or "").removesuffix(self.heading_badges)
                    break
        return NO_MARKUP
