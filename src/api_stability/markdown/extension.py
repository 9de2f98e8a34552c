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
        """Register with *md*."""
        conversion = Conversion(md, self.settings, self.errors)
        finder = FindDirectives(conversion)
        detacher = DetachBadges(conversion)
        md.preprocessors.register(finder, NAME, FindDirectives.PRIORITY)
        md.parser.blockprocessors.register(
            BuildDirectives(conversion, finder), NAME, BuildDirectives.PRIORITY
        )
        md.inlinePatterns.register(BuildRoles(conversion), NAME, BuildRoles.PRIORITY)
        md.treeprocessors.register(RestoreCode(conversion), f"{NAME}-code", RestoreCode.PRIORITY)
        md.treeprocessors.register(
            BadgeCommands(conversion), f"{NAME}-commands", BadgeCommands.PRIORITY
        )
        md.treeprocessors.register(detacher, f"{NAME}-detach", DetachBadges.PRIORITY)
        md.treeprocessors.register(AttachBadges(detacher), f"{NAME}-attach", AttachBadges.PRIORITY)
        md.postprocessors.register(RestoreRest(conversion), NAME, RestoreRest.PRIORITY)
