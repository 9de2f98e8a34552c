"""How a symbol or a feature stood, release by release, and how that is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from api_stability.language import say
from api_stability.model.history import NOT_THERE, Phase, Standing
from api_stability.model.index import Index
from api_stability.model.inventory import Feature, Ladder
from api_stability.model.ledger import Entry, Release
from api_stability.model.patterns import match_any
from api_stability.model.policy import Policy
from api_stability.model.versions import is_before, parse_date
from api_stability.model.views import Badge, Line, Span
from api_stability.views.badges import badge_line, deprecated_badge, level_badge
from api_stability.views.words import list_words, lowered


def find_released(index: Index) -> range:
    """The numbers of the releases up to the documented version; later ones are only planned."""
    project = index.find_project(index.history.project)
    releases = index.history.releases
    end = len(releases)
    if project is not None and project.version is not None:
        while end and is_before(project.version, releases[end - 1].version):
            end -= 1
    return range(end)


def feature_phases(feature: Feature, index: Index, policy: Policy) -> tuple[Phase, ...]:
    """How *feature* stood: at the weakest level of its symbols that were there.

    It was deprecated when they all were. Symbols that are gone count where its patterns name them.
    """
    history = index.history
    project = index.find_project(feature.project)
    ladder = project.ladder if project is not None else policy.ladder
    changes = [
        (phase.release, number, phase.standing)
        for number, entry in enumerate(_find_entries(feature, index))
        for phase in history.phases(entry)
    ]
    changes.sort(key=lambda change: change[:2])
    current: dict[int, Standing] = {}
    counts: Counter[Standing] = Counter()
    phases: list[Phase] = []
    for place, (release, number, standing) in enumerate(changes):
        counts[current.get(number, NOT_THERE)] -= 1
        counts[standing] += 1
        current[number] = standing
        if place + 1 < len(changes) and changes[place + 1][0] == release:
            continue
        whole = _weakest((each for each, count in counts.items() if count > 0), ladder)
        if whole != (phases[-1].standing if phases else NOT_THERE):
            phases.append(Phase(release, whole))
    return tuple(phases)


def _find_entries(feature: Feature, index: Index) -> tuple[Entry, ...]:
    if feature.project != index.history.project:
        return ()
    symbols = (index.find_symbol(name) for name in feature.symbols)
    entries = [index.find_entry(symbol) for symbol in symbols if symbol is not None]
    found = {entry.id: entry for entry in entries if entry is not None}
    for entry in find_gone(index):
        names = (entry.id, *entry.aliases)
        if any(match_any(feature.patterns, name) for name in names):
            found[entry.id] = entry
    return tuple(found.values())


def find_gone(index: Index) -> tuple[Entry, ...]:
    """The entries of the history of which the inventory has nothing, by any of their names."""
    return tuple(
        entry
        for entry in index.history.ledger.entries
        if not any(index.find_symbol(name) for name in (entry.id, *entry.aliases))
    )


def _weakest(standings: Iterable[Standing], ladder: Ladder) -> Standing:
    there = [standing for standing in standings if standing.is_present]
    levels = {standing.level for standing in there if standing.level is not None}
    return Standing(
        min(levels, key=lambda level: (ladder.rank(level), level), default=None),
        is_deprecated=bool(there) and all(standing.is_deprecated for standing in there),
        is_present=bool(there),
    )


def standing_line(standing: Standing, policy: Policy) -> Line:
    """A standing as a cell shows it: badges, or that something was removed.

    The level of what is only deprecated is that of unmarked things, and is left out.
    """
    if not standing.is_present:
        return (Span(say("removed")),)
    badges: list[Badge] = []
    is_plain = standing.is_deprecated and standing.level == policy.unmarked
    if standing.level is not None and not is_plain:
        badges.append(level_badge(standing.level, policy))
    if standing.is_deprecated:
        badges.append(deprecated_badge(None, policy))
    return badge_line(tuple(badges)) if badges else (Span(say("present")),)


def say_history(feature: Feature, index: Index, policy: Policy) -> str:
    """Say "experimental since 1.2 (2026-01-10), beta since 1.4"; empty where nothing is known."""
    released = find_released(index)
    told: list[str] = []
    before = NOT_THERE
    for phase in feature_phases(feature, index, policy):
        if phase.release not in released:
            break
        when = say_release(index.history.releases[phase.release])
        told += _say_change(before, phase.standing, when, policy)
        before = phase.standing
    return list_words(told)


def _say_change(before: Standing, after: Standing, when: str, policy: Policy) -> Iterable[str]:
    """What is different since the release *when*."""
    if not after.is_present:
        yield say("removed in {release}", release=when)
        return
    if after.level is not None and (after.level != before.level or not before.is_present):
        label = lowered(level_badge(after.level, policy).label)
        yield say("{label} since {since}", label=label, since=when)
    elif not before.is_present and not after.is_deprecated:
        yield say("present since {release}", release=when)
    if after.is_deprecated != before.is_deprecated:
        if after.is_deprecated:
            label = lowered(policy.deprecated.label)
            yield say("{label} since {since}", label=label, since=when)
        else:
            yield say("no longer deprecated since {release}", release=when)


def say_release(release: Release) -> str:
    """Spell "1.2 (2026-01-10)"; a date that is none is left out."""
    version = " ".join(release.version.split())
    return f"{version} ({release.date})" if parse_date(release.date or "") else version
