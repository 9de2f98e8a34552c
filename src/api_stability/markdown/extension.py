"""The extension: registers what finds directives, builds them, and restores what is none."""

from __future__ import annotations

from typing import Any

from markdown import Markdown
from markdown.extensions import Extension

from api_stability.markdown.blocks import (
    NAME,
    BuildDirectives,
    Conversion,
    FindDirectives,
    RestoreCode,
    RestoreRest,
)
from api_stability.markdown.command_lines import BadgeCommands
from api_stability.markdown.ending import EndPage
from api_stability.markdown.headings import AttachBadges, DetachBadges
from api_stability.markdown.roles import BuildRoles
from api_stability.markdown.settings import read_settings


class StabilityExtension(Extension):
    """Directives and roles, as in MyST."""

    def __init__(self, **given: Any) -> None:
        """Wrong settings are told when a page is converted, where the engine hears of it."""
        super().__init__()
        self.settings, self.errors = read_settings(given)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register with *md* what looks for directives, and what other extensions' pages need."""
        conversion = Conversion(md, self.settings, self.errors)
        detacher = DetachBadges(conversion)
        attacher = AttachBadges(detacher)
        commands = BadgeCommands(conversion)
        finder = FindDirectives(conversion, _prepare)
        md.preprocessors.register(finder, NAME, FindDirectives.PRIORITY)
        md.treeprocessors.register(commands, f"{NAME}-commands", BadgeCommands.PRIORITY)
        md.treeprocessors.register(detacher, f"{NAME}-detach", DetachBadges.PRIORITY)
        md.treeprocessors.register(attacher, f"{NAME}-attach", AttachBadges.PRIORITY)
        md.postprocessors.register(EndPage(conversion), f"{NAME}-end", EndPage.PRIORITY)


def _prepare(finder: FindDirectives) -> None:
    """Register what pages with directives or roles need, and others, which are most, do without."""
    conversion = finder.conversion
    md = conversion.markdown
    builder = BuildDirectives(conversion, finder)
    md.parser.blockprocessors.register(builder, NAME, BuildDirectives.PRIORITY)
    md.inlinePatterns.register(BuildRoles(conversion), NAME, BuildRoles.PRIORITY)
    md.treeprocessors.register(RestoreCode(conversion), f"{NAME}-code", RestoreCode.PRIORITY)
    md.postprocessors.register(RestoreRest(conversion), NAME, RestoreRest.PRIORITY)
