"""Badges: short tags beside a name."""

from __future__ import annotations

from api_stability.language import say
from api_stability.model.policy import Policy
from api_stability.model.symbols import Deprecation, Symbol
from api_stability.model.views import Badge, Line, Span
from api_stability.views.words import is_moment, say_promise, say_removal


def view_badges(symbol: Symbol, policy: Policy) -> tuple[Badge, ...]:
    """The badges of a documented object; empty where the policy shows none.

    The level's badge comes first. A level that *policy* does not know (the symbol is of a project
    with another ladder) is shown as it is, without colour, unless nothing speaks about the symbol.
    """
    badges: list[Badge] = []
    level = policy.level(symbol.level)
    shown = symbol.basis != "default" if level is None else level.appearance.badge
    if shown:
        badges.append(level_badge(symbol.level, policy))
    if symbol.deprecation is not None and policy.deprecated.badge:
        badges.append(deprecated_badge(symbol.deprecation, policy))
    return tuple(badges)


def level_badge(name: str, policy: Policy) -> Badge:
    """The badge of a level, whether or not the policy shows one on documented objects."""
    level = policy.level(name)
    if level is None:
        label = name[:1].upper() + name[1:]
        title = say("Stability level: {level}.", level=name)
        return Badge(word=name, label=label, tone="neutral", title=title)
    look = level.appearance
    title = say("{label}: {text}", label=look.label, text=say_promise(level))
    return Badge(word=name, label=look.label, tone=look.tone, title=title)


def deprecated_badge(deprecation: Deprecation | None, policy: Policy) -> Badge:
    """The badge of a deprecation, its dates in the title; ``None``: nothing is known about it."""
    look = policy.deprecated
    title = f"{look.label}{say_deprecation(deprecation or Deprecation())}"
    return Badge(word="deprecated", label=look.label, tone=look.tone, title=title)


def status_line(symbol: Symbol, policy: Policy) -> Line:
    """Level and deprecation as a table shows them: also a level whose badge objects do not show.

    The level of a symbol of which only the deprecation is known is left out.
    """
    badges: list[Badge] = []
    if symbol.basis != "default" or symbol.deprecation is None:
        badges.append(level_badge(symbol.level, policy))
    if symbol.deprecation is not None:
        badges.append(deprecated_badge(symbol.deprecation, policy))
    return badge_line(tuple(badges))


def badge_line(badges: tuple[Badge, ...]) -> Line:
    """Badges in one line, a space between them."""
    spaced = [piece for badge in badges for piece in (Span(" "), badge)]
    return tuple(spaced[1:])


def say_deprecation(deprecation: Deprecation, *, planned: bool = False) -> str:
    """What follows "Deprecated": " since 1.4, will be removed in version 1.6."."""
    text = say_since(deprecation, planned=planned)
    removal = " ".join((deprecation.removal or "").split())
    if not removal:
        return say("{status}.", status=text)
    if is_moment(removal):
        return say("{status}, will be removed {when}.", status=text, when=say_removal(removal))
    return say("{status}. Removal: {removal}.", status=text, removal=removal.rstrip("."))


def say_since(deprecation: Deprecation, *, planned: bool = False) -> str:
    """What says since when: " since 1.4", of a planned one " from 1.4 on"; empty where unknown."""
    since = " ".join((deprecation.since or "").split())
    if not since:
        return ""
    if planned:
        return say("{label} from {since} on", label="", since=since)
    return say("{label} since {since}", label="", since=since)
