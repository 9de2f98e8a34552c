"""The roles: each leaves a placeholder in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from docutils import nodes
from sphinx.roles import XRefRole
from sphinx.util.docutils import ReferenceRole, SphinxRole

from api_stability.directives.uses import BadgeUse, LinkUse, RoleUse
from api_stability.sphinx.nodes import StabilityInlineSlot
from api_stability.sphinx.page import roles_being_read

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from api_stability.sphinx.domain import StabilityDomain


class BadgeRole(SphinxRole):
    """``stability``: the badge of a level, or the badges of a symbol."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Leave a placeholder."""
        slot = _leave(self.env, BadgeUse(" ".join(self.text.split())))
        self.set_source_info(slot)
        return [slot], []


class FeatureRole(ReferenceRole):
    """``stability-feature``: a link to where a feature is presented, with its badge."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Leave a placeholder; it holds the author's own title, which belongs to the page."""
        title = self.title if self.has_explicit_title else None
        slot = _leave(self.env, LinkUse(self.target.strip(), title))
        if title is not None:
            slot += nodes.Text(title)
        self.set_source_info(slot)
        return [slot], []


def _leave(env: BuildEnvironment, use: RoleUse) -> StabilityInlineSlot:
    cast("StabilityDomain", env.get_domain("stability")).note_use(use)
    slot = StabilityInlineSlot("", use=use)
    roles_being_read(env).append(slot)
    return slot


REFERENCES: Final[dict[str, XRefRole]] = {
    "symbol": XRefRole(),
    "policy": XRefRole(innernodeclass=nodes.inline),
}
"""Roles of the domain only: links to where a symbol is documented, and to the policy's tables."""

ROLES: Final[dict[str, SphinxRole]] = {
    "stability": BadgeRole(),
    "stability-feature": FeatureRole(),
}
