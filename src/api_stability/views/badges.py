"""Badges: short tags beside a name."""

from __future__ import annotations

import msgspec

from api_stability.language import say
from api_stability.model.index import Index
from api_stability.model.policy import Policy
from api_stability.model.symbols import Deprecation, Symbol
from api_stability.model.views import Badge, Line, Span
from api_stability.views.planned import is_planned
from api_stability.views.words import is_moment, say_promise, say_removal


def view_badges(symbol: Symbol, policy: Policy, index: Index | None = None) -> tuple[Badge, ...]:
    """The badges of a documented object; empty where the policy shows none.

    The level's badge comes first. A level that *policy* does not know (the symbol is of a project
    with another ladder) is shown as it is, without colour, unless nothing speaks about the symbol.
    *index* knows the documented release: with it, a deprecation that only comes says when.
    """
    badges: list[Badge] = []
    level = policy.level(symbol.level)
    shown = symbol.basis != "default" if level is None else level.appearance.badge
    if shown:
        badges.append(level_badge(symbol.level, policy))
    if symbol.deprecation is not None and policy.deprecated.badge:
        badges.append(_deprecated_badge(symbol, policy, index))
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


def deprecated_badge(
    deprecation: Deprecation | None, policy: Policy, *, planned: bool = False
) -> Badge:
    """The badge of a deprecation, its dates in the title; ``None``: nothing is known about it.

    One that is only *planned* says in its text from which release on.
    """
    look = policy.deprecated
    known = deprecation or Deprecation()
    title = f"{look.label}{say_deprecation(known, planned=planned)}"
    label = look.label + (say_since(known, planned=True) if planned else "")
    return Badge(word="deprecated", label=label, tone=look.tone, title=title)


def dated_badges(
    symbol: Symbol, policy: Policy, index: Index, *, unless: str | None = None
) -> tuple[Badge, ...]:
    """The badges of a part, such as a parameter: with a text that says since when, "Deprecated
    since 1.2", *unless* that is the release that is said of the whole.
    """
    badges = view_badges(symbol, policy, index)
    deprecation = symbol.deprecation
    if deprecation is None or not deprecation.since or deprecation.since == unless:
        return badges
    told = policy.deprecated.label + say_since(deprecation, planned=is_planned(symbol, index))
    return tuple(
        msgspec.structs.replace(badge, label=told) if badge.word == "deprecated" else badge
        for badge in badges
    )


def status_line(symbol: Symbol, policy: Policy, index: Index | None = None) -> Line:
    """Level and deprecation as a table shows them: also a level whose badge objects do not show.

    The level of a symbol of which only the deprecation is known is left out;
    *index* as for `view_badges`.
    """
    badges: list[Badge] = []
    if symbol.basis != "default" or symbol.deprecation is None:
        badges.append(level_badge(symbol.level, policy))
    if symbol.deprecation is not None:
        badges.append(_deprecated_badge(symbol, policy, index))
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


def _deprecated_badge(symbol: Symbol, policy: Policy, index: Index | None) -> Badge:
    planned = index is not None and is_planned(symbol, index)
    return deprecated_badge(symbol.deprecation, policy, planned=planned)
