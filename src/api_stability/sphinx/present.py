"""From what a page asks for to what is shown, still without markup; a mistake becomes a value too.

Every answer is kept for the rest of the build: it is wanted for the page's digest and again when
the page is written.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from api_stability.directives.present import present as present_directive
from api_stability.directives.shown import Shown
from api_stability.model.errors import UserError
from api_stability.model.symbols import Symbol
from api_stability.model.views import Badge
from api_stability.sphinx.build import Build
from api_stability.sphinx.external import ExternalView, view_external
from api_stability.sphinx.links import follow_reference
from api_stability.sphinx.uses import (
    ExternalUse,
    ModuleUse,
    NameUse,
    ObjectUse,
    ReferenceUse,
    SaidUse,
    Use,
)
from api_stability.views import view_badges
from api_stability.views.badges import deprecated_badge, level_badge
from api_stability.views.documented import NOTHING, ObjectView, view_module, view_object
from api_stability.views.notices import level_word


class Beside(msgspec.Struct, frozen=True):
    """Badges beside a name or a link."""

    badges: tuple[Badge, ...]


View: TypeAlias = ObjectView | Beside | ExternalView | Shown


def present(use: Use, build: Build) -> View:
    """What *use* shows in this build."""
    if isinstance(use, ObjectUse) and shows_nothing(use, build):
        return NOTHING  # what most objects show, found sooner than what was found before
    found = build.views.get(use)
    if found is None:
        found = build.views[use] = _present(use, build)
    return found  # type: ignore[return-value]


def shows_nothing(use: ObjectUse, build: Build) -> bool:
    """Whether nothing is said about any of the signatures."""
    told = build.told
    for signature in use.signatures:
        if signature.id in told:
            return False
        # a command has more spellings than can be listed
        if signature.id.startswith("cli:") and build.find_symbol(signature.id) is not None:
            return False
    return True


def _present(use: Use, build: Build) -> View:
    match use:
        case ObjectUse():
            return view_object(use.signatures, build)
        case ModuleUse():
            return view_module(use.id, build)
        case NameUse():
            return _present_name(build.find_symbol(use.id), build)
        case ReferenceUse():
            place = follow_reference(use, build.builder.env)
            return _present_name(build.symbols_by_place.get(place) if place else None, build)
        case SaidUse():
            return _present_said(use, build)
        case ExternalUse():
            return view_external(use, build)
        case _:
            return present_directive(use, build.site)


def _present_said(use: SaidUse, build: Build) -> View:
    """The badge of a level; an unknown one has its warning where it was written."""
    if not build.settings.badges:
        return NOTHING
    try:
        word = level_word(use.level, build.policy)
    except UserError:
        return NOTHING
    if word == "deprecated":
        return Beside((deprecated_badge(None, build.policy),))
    return Beside((level_badge(word, build.policy),))


def _present_name(symbol: Symbol | None, build: Build) -> View:
    """The badges beside a name that leads to *symbol*."""
    if symbol is None or not build.settings.badges:
        return NOTHING
    badges = view_badges(symbol, build.policy, build.index)
    return Beside(badges) if badges else NOTHING
