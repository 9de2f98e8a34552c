"""When a removal is to be expected: what the ledger says of releases, and the policy of notice."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias, TypeVar

from api_stability.language import say
from api_stability.model.index import Index
from api_stability.model.inventory import Feature
from api_stability.model.policy import NoticePeriod, Policy
from api_stability.model.symbols import Symbol
from api_stability.model.versions import parse_date, parse_version

T = TypeVar("T", bound=Symbol | Feature)
Grouping: TypeAlias = tuple[tuple[Any, ...], str]
"""Sort key and title of a group."""


def expected_removal(symbol: Symbol, index: Index, policy: Policy) -> str | None:
    """The removal that is announced of *symbol*, with what is known of its date.

    "1.8 (2027-03-01)" where the ledger has that release, "1.8, not before 2027-03-01" where only
    the policy's notice is known to end then. What names no release stays as it is.
    """
    removal = symbol.deprecation.removal if symbol.deprecation else None
    if not removal or not _names_release(symbol):
        return removal
    earliest = find_earliest(symbol, index, policy)
    return removal.strip() + _say_date(planned_date(symbol, index), earliest)


def _names_release(symbol: Symbol) -> bool:
    removal = symbol.deprecation.removal if symbol.deprecation else None
    return removal is not None and parse_version(removal.strip()) is not None


def planned_date(symbol: Symbol, index: Index) -> dt.date | None:
    """When the release that removes *symbol* was planned for."""
    removal = symbol.deprecation.removal if symbol.deprecation else None
    if removal is None or symbol.project != index.history.project:
        return None
    return parse_date(index.history.date_of(removal) or "")


def find_earliest(symbol: Symbol, index: Index, policy: Policy) -> dt.date | None:
    """The day on which the policy's notice for *symbol* ends; ``None`` where that is not known.

    It begins with the release that deprecated it. Releases that a notice asks for have no dates.
    """
    start = _start(symbol, index)
    level = policy.level(symbol.level)
    if start is None or level is None:
        return None
    period = dict(level.notice_by_surface).get(symbol.surface, level.notice)
    if period is None or not (period.months or period.days):
        return None
    return _add(start, period)


def date_groups(
    grouped: Sequence[tuple[Grouping, T]], index: Index, policy: Policy
) -> Iterator[tuple[Grouping, T]]:
    """Groups of what goes in one release, their titles with what is known of its date.

    A release that removes several things comes when the notice for each has ended.
    """
    planned: dict[str, dt.date] = {}
    earliest: dict[str, dt.date] = {}
    for (_, title), subject in grouped:
        if not isinstance(subject, Symbol) or not _names_release(subject):
            continue
        if (date := planned_date(subject, index)) is not None:
            planned[title] = date
        if (date := find_earliest(subject, index, policy)) is not None:
            earliest[title] = max(date, earliest.get(title, date))
    for (key, title), subject in grouped:
        told = _say_date(planned.get(title), earliest.get(title))
        yield (key, title + told), subject


def _start(symbol: Symbol, index: Index) -> dt.date | None:
    """When *symbol* was deprecated."""
    since = symbol.deprecation.since if symbol.deprecation else None
    if since and (date := parse_date(since.strip())):
        return date
    entry = index.find_entry(symbol)
    if not since and entry is not None:
        release = index.history.deprecated_since(entry)
        since = release.version if release else None
    if not since or symbol.project != index.history.project:
        return None
    return parse_date(index.history.date_of(since) or "")


def _add(start: dt.date, period: NoticePeriod) -> dt.date | None:
    """*start* and *period* later; the last day of a month where that has no such day."""
    months = start.year * 12 + start.month - 1 + (period.months or 0)
    try:
        last = calendar.monthrange(months // 12, months % 12 + 1)[1]
        there = dt.date(months // 12, months % 12 + 1, min(start.day, last))
        return there + dt.timedelta(days=period.days or 0)
    except (ValueError, OverflowError, IndexError):
        return None  # no calendar goes that far


def _say_date(planned: dt.date | None, earliest: dt.date | None) -> str:
    told = f" ({planned})" if planned else ""
    if earliest and (planned is None or planned < earliest):
        told = say("{removal}, not before {date}", removal=told, date=earliest)
    return told
