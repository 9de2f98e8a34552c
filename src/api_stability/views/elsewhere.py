"""Badges of what another project documents: they say whose word they are.

What a level promises there is that project's to say, so nothing is promised here.
"""

from __future__ import annotations

from api_stability.language import say
from api_stability.model.inventory import Project
from api_stability.model.policy import Policy
from api_stability.model.symbols import Symbol
from api_stability.model.views import Badge
from api_stability.views.badges import deprecated_badge, level_badge, say_deprecation


def view_badges_elsewhere(
    symbol: Symbol, project: Project | None, policy: Policy
) -> tuple[Badge, ...]:
    """The badges of a link to *symbol* of another *project*; none where it is simply stable.

    Simply stable is what has the level that its own project gives to what nothing speaks about, and
    is not deprecated. Labels and colours are those of *policy*.
    """
    name = " ".join((project.name if project else symbol.project).split())
    version = f" {project.version}" if project and project.version else ""
    badges: list[Badge] = []
    level = policy.level(symbol.level)
    is_shown = level is None or level.appearance.badge
    if is_shown and (project is None or symbol.level != project.ladder.unmarked):
        badge = level_badge(symbol.level, policy)
        badges.append(_retitled(badge, say("{status}.", status=_in(badge, f"{name}{version}"))))
    if symbol.deprecation is not None and policy.deprecated.badge:
        badge = deprecated_badge(None, policy)
        told = say_deprecation(symbol.deprecation)
        badges.append(_retitled(badge, _in(badge, name) + told))
    return tuple(badges)


def _in(badge: Badge, project: str) -> str:
    return say("{label} in {project}", label=badge.label, project=project)


def _retitled(badge: Badge, title: str) -> Badge:
    return Badge(word=badge.word, label=badge.label, tone=badge.tone, title=title)
