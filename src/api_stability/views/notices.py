"""Notices: what a reader is told under an object or at the head of a section."""

from __future__ import annotations

import msgspec

from api_stability.language import say, say_line
from api_stability.model.errors import UserError, nearest
from api_stability.model.ids import display_name
from api_stability.model.index import Index
from api_stability.model.policy import Appearance, Policy
from api_stability.model.symbols import Deprecation, Mark, Symbol
from api_stability.model.views import Line, Notice, Span
from api_stability.views.alternatives import reason_lines, view_instead
from api_stability.views.badges import say_deprecation, say_since
from api_stability.views.planned import is_planned
from api_stability.views.words import code_phrase, link_urls, lowered, paragraphs, say_promise


def view_notices(
    symbol: Symbol, index: Index, policy: Policy, *, since: bool = True
) -> tuple[Notice, ...]:
    """The admonitions of a documented object: deprecation first, then its level.

    Only what the policy shows as an admonition. What is inherited says from what, and does not
    repeat the reason given there; without *since*, nothing says since when.
    """
    notices: list[Notice] = []
    if symbol.deprecation is not None and policy.deprecated.admonition:
        notices.append(_view_deprecation(symbol, symbol.deprecation, index, policy, since=since))
    level = policy.level(symbol.level)
    if level is not None and level.appearance.admonition:
        mark = find_level_mark(symbol)
        reason = mark.reason if mark else None
        origin = find_origin(symbol, level.name, index)
        lines = () if origin is None else (_part_of(origin, level.appearance.label),)
        notice = view_level_notice(
            symbol.level, policy, since=mark.since if mark and since else None, reason=reason
        )
        notices.append(msgspec.structs.replace(notice, lines=(*notice.lines, *lines)))
    return tuple(notices)


def view_level_notice(
    level_name: str,
    policy: Policy,
    *,
    since: str | None = None,
    reason: str | None = None,
    opt_in: str | None = None,
    removal: str | None = None,
) -> Notice:
    """The admonition of the directive ``stability``: level, its promise, since, reason, opt-in.

    *level_name* is a level, an alias of one, or "deprecated" (or another of the policy's words for
    it); *removal* is said of a deprecation only. Raises `UserError` with the nearest valid name.
    """
    name = level_word(level_name, policy)
    lines = _say_reason(reason)
    if opt_in and opt_in.strip():
        way = code_phrase(opt_in.strip().rstrip("."))
        lines += (say_line("To opt in: {way}.", way=way),)
    if name == "deprecated":
        deprecation = Deprecation(since=since, removal=removal)
        return _notice("deprecated", policy.deprecated, say_deprecation(deprecation), lines)
    level = policy.level(name)
    if level is None:
        raise UserError(f"unknown level {level_name!r}; {nearest(level_name, _names(policy))}")
    told = say_since(Deprecation(since=since))
    told = say("{label}: {text}", label=told, text=say_promise(level))
    return _notice(name, level.appearance, told, lines)


def level_word(word: str, policy: Policy) -> str:
    """The level that *word* names, or "deprecated"; raise `UserError` with the nearest valid."""
    level = policy.level_for(word)
    if level is not None:
        return level
    folded = word.strip().casefold()
    if folded in ("deprecated", *map(str.casefold, policy.deprecated_words)):
        return "deprecated"
    raise UserError(f"unknown level {word!r}; {nearest(folded, _names(policy))}")


def find_level_mark(symbol: Symbol) -> Mark | None:
    """The mark that gave *symbol* its level; an annotation before what the source says."""
    if symbol.basis not in ("annotation", "explicit", "inferred"):
        return None
    said = [mark for mark in symbol.marks if mark.level == symbol.level]
    said.sort(key=lambda mark: (mark.form != "annotation", mark.reason is None))
    return said[0] if said else None


def find_origin(symbol: Symbol, word: str, index: Index) -> Symbol | None:
    """The enclosing symbol of which a notice of *symbol* tells that it is part.

    *word* is the notice's: a level, or "deprecated". ``None`` when *symbol* says it itself.
    """
    for above in (symbol, *index.find_enclosing(symbol)):
        if word == "deprecated":
            basis = above.deprecation.basis if above.deprecation else None
        else:
            basis = above.basis if above.level == symbol.level else None
        if basis not in (None, "inherited"):
            return None if above is symbol else above
    return None


def find_since_above(symbol: Symbol, word: str, index: Index) -> Symbol | None:
    """The nearest enclosing symbol of which the same is said since the same release.

    *word* is the notice's: a level, or "deprecated".
    """
    since = _since(symbol, word)
    above = index.find_enclosing(symbol) if since else ()
    return next((each for each in above if _since(each, word) == since), None)


def _since(symbol: Symbol, word: str) -> str | None:
    if word == "deprecated":
        return symbol.deprecation.since if symbol.deprecation else None
    mark = find_level_mark(symbol) if symbol.level == word else None
    return mark.since if mark else None


def _names(policy: Policy) -> tuple[str, ...]:
    return (*(level.name for level in policy.levels), "deprecated")


def _notice(word: str, look: Appearance, told: str, lines: tuple[Line, ...]) -> Notice:
    title = (Span(look.label, style="strong"), *link_urls(told))
    return Notice(word=word, tone=look.tone, title=title, lines=lines)


def _view_deprecation(
    symbol: Symbol, deprecation: Deprecation, index: Index, policy: Policy, *, since: bool
) -> Notice:
    planned = is_planned(symbol, index)
    if not since and not planned:  # else it would seem to be in effect
        deprecation = msgspec.structs.replace(deprecation, since=None)
    told = say_deprecation(deprecation, planned=planned)
    origin = find_origin(symbol, "deprecated", index)
    reason = (
        reason_lines(symbol, index)
        if origin is None
        else (_part_of(origin, policy.deprecated.label),)
    )
    lines = (*view_instead(symbol, index), *reason)
    return _notice("deprecated", policy.deprecated, told, lines)


def _say_reason(reason: str | None) -> tuple[Line, ...]:
    return paragraphs(reason) if reason else ()


def _part_of(origin: Symbol, label: str) -> Line:
    name = Span(display_name(origin.id), style="code", target=origin.id)
    level = (Span(lowered(label)),)
    return say_line("It is part of {name}, which is {level}.", name=(name,), level=level)
