"""One feature, told whole."""

from __future__ import annotations

from collections.abc import Iterable

from api_stability.language import say, say_line
from api_stability.model.ids import SURFACES, display_name
from api_stability.model.index import Index
from api_stability.model.inventory import Feature
from api_stability.model.policy import Policy
from api_stability.model.symbols import Symbol
from api_stability.model.views import Badge, FeatureCard, Line, Row, RowGroup, Span, Tone
from api_stability.resolve.features import find_disagreement
from api_stability.views.badges import badge_line, deprecated_badge, level_badge, view_badges
from api_stability.views.histories import say_history
from api_stability.views.opt_in import view_opt_in
from api_stability.views.order import id_key, moment_key
from api_stability.views.selection import repeats, unmarked_level
from api_stability.views.words import (
    SURFACE_LABELS,
    code_phrase,
    join_lines,
    join_parts,
    join_words,
    labelled,
    link_urls,
    say_promise,
    say_removal,
)


def view_feature(feature: Feature, index: Index, policy: Policy) -> FeatureCard:
    """The feature's level and promise, its history, how to opt in, its symbols by surface.

    Its level is always shown, also where the policy shows no badge on documented objects. A symbol
    that only repeats what encloses it is not listed beside it. The feature is deprecated when all
    its symbols are.
    """
    symbols = _find_symbols(feature, index)
    badges: list[Badge] = []
    tone: Tone = "neutral"
    if feature.level is not None:
        badges.append(level_badge(feature.level, policy))
        tone = badges[0].tone
    if symbols and all(symbol.deprecation is not None for symbol in symbols):
        badges.append(deprecated_badge(None, policy))
        tone = policy.deprecated.tone
    return FeatureCard(
        id=feature.id,
        title=" ".join(feature.title.split()) or feature.id,
        badges=tuple(badges),
        tone=tone,
        lines=tuple(_view_lines(feature, symbols, index, policy)),
        symbols=_view_surfaces(symbols, index, policy),
    )


def _find_symbols(feature: Feature, index: Index) -> tuple[Symbol, ...]:
    found = {
        symbol.id: symbol
        for symbol in map(index.find_symbol, feature.symbols)
        if symbol is not None
    }
    listed = (
        symbol
        for symbol in found.values()
        if not any(
            above.id in found and repeats(symbol, above) for above in index.find_enclosing(symbol)
        )
    )
    return tuple(sorted(listed, key=lambda symbol: id_key(symbol.id)))


def _view_lines(
    feature: Feature, symbols: tuple[Symbol, ...], index: Index, policy: Policy
) -> Iterable[Line]:
    level = policy.level(feature.level) if feature.level else None
    if level is not None:
        yield _fact(level.appearance.label, link_urls(say_promise(level)))
    disagreement = _view_disagreement(feature, index, policy)
    if disagreement:
        yield _fact(say("Surfaces disagree"), disagreement)
    history = say_history(feature, index, policy)
    if history:
        yield _fact(say("History"), (Span(history),))
    if feature.opt_in:
        yield _fact(say("Opt in"), code_phrase(feature.opt_in))
    removals = _view_removals(symbols)
    if removals:
        yield _fact(say("Removal"), removals)
    if feature.proposal:
        yield _fact(say("Proposal"), link_urls(feature.proposal.strip()))
    if feature.issue:
        yield _fact(say("Issue"), link_urls(feature.issue.strip()))


def _view_disagreement(feature: Feature, index: Index, policy: Policy) -> Line:
    """Which surfaces are at which level, where they are not all at one; the weakest first."""
    ladders = {project.name: project.ladder for project in index.inventory.projects}
    members = (symbol for symbol in map(index.find_symbol, feature.symbols) if symbol is not None)
    by_level: dict[str, list[str]] = {}
    for symbol in sorted(
        find_disagreement(members, ladders),
        key=lambda each: (ladders[each.project].rank(each.level), SURFACES.index(each.surface)),
    ):
        by_level.setdefault(symbol.level, []).append(SURFACE_LABELS[symbol.surface])
    parts: list[Line] = [
        (level_badge(level, policy), Span(f" {join_words(labels)}"))
        for level, labels in by_level.items()
    ]
    return join_parts(parts)


def _fact(label: str, line: Line) -> Line:
    return labelled(Span(label, style="strong"), line)


def _view_removals(symbols: tuple[Symbol, ...]) -> Line:
    """What goes when; without names when everything goes at once."""
    by_removal: dict[str, list[Symbol]] = {}
    for symbol in symbols:
        if symbol.deprecation is not None and symbol.deprecation.removal:
            by_removal.setdefault(symbol.deprecation.removal, []).append(symbol)
    if len(by_removal) == 1 and len(symbols) == sum(map(len, by_removal.values())):
        return (Span(say_removal(next(iter(by_removal)))),)
    parts: list[Line] = []
    for removal in sorted(by_removal, key=moment_key):
        names: list[Line] = [
            (Span(display_name(symbol.id), style="code", target=symbol.id),)
            for symbol in by_removal[removal]
        ]
        parts.append((*join_lines(names), Span(f" {say_removal(removal)}")))
    return join_parts(parts)


def _view_surfaces(
    symbols: tuple[Symbol, ...], index: Index, policy: Policy
) -> tuple[RowGroup, ...]:
    groups = (
        RowGroup(
            title=SURFACE_LABELS[surface],
            rows=tuple(
                Row(
                    subject=symbol.id,
                    cells=(
                        (Span(display_name(symbol.id), style="code", target=symbol.id),),
                        badge_line(view_badges(symbol, policy, index)),
                        *_view_way(symbol, index, policy),
                    ),
                )
                for symbol in symbols
                if symbol.surface == surface
            ),
        )
        for surface in SURFACES
    )
    return tuple(group for group in groups if group.rows)


def _view_way(symbol: Symbol, index: Index, policy: Policy) -> tuple[Line, ...]:
    """How to opt in, where one has to: not to what is stable, and not to what is on its way out."""
    is_new = symbol.level != unmarked_level(symbol, index, policy)
    way = view_opt_in(symbol) if is_new and symbol.deprecation is None else ()
    return (say_line("({way})", way=way),) if way else ()
