"""Rule: what was to be removed by now is gone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from packaging.version import Version

from api_stability.model.findings import Severity
from api_stability.model.ids import display_name
from api_stability.model.versions import (
    is_before,
    is_final,
    parse_date,
    parse_version,
    release_of,
)
from api_stability.rules.metadata import read_rule
from api_stability.rules.model import RuleContext, Violation, deprecating_mark


def check_removals(context: RuleContext) -> Iterator[Violation]:
    """Report deprecated symbols whose removal version or date has come.

    Where the project's version is none, or is not known, that is said once instead.
    """
    judged: set[str] = set()
    for symbol in context.find_deprecated():
        removal = symbol.deprecation.removal if symbol.deprecation else None
        if removal is None:
            continue
        if symbol.project not in judged and parse_version(removal) is not None:
            judged.add(symbol.project)
            yield from _check_version(symbol.project, context.version_of(symbol))
        due = _due(removal, context.version_of(symbol), context.today)
        if due is None:
            continue
        told, at_most = due
        place = context.place_of(symbol, deprecating_mark(symbol))
        yield Violation(
            symbol=symbol.id,
            message=f"{display_name(symbol.id)} {told}",
            file=place.file,
            line=place.line,
            at_most=at_most,
        )


def _check_version(project: str, version: str | None) -> Iterator[Violation]:
    if version is None:
        message = f"{project} has no known version, so removals cannot be checked; configure one"
        yield Violation(message=message, at_most="note")
    elif parse_version(version) is None:
        yield Violation(
            message=f"the version {version!r} of {project} is none, so removals cannot be checked; "
            'write one like "1.4"'
        )


def _due(removal: str, version: str | None, today: dt.date) -> tuple[str, Severity | None] | None:
    date = parse_date(removal)
    if date is not None:
        late = (today - date).days
        if late < 0:
            return None
        passed = f"{late} day{'' if late == 1 else 's'} ago" if late else "today"
        return f"was to be removed on {removal}, {passed}; remove it, or move the date", None
    if version is None or not reaches(version, removal):
        return None
    if is_in_development(version):
        told = (
            f"is to be removed in {removal}, and this is {version}; "
            f"remove it before {removal} is released"
        )
        return told, "warning"
    told = (
        f"was to be removed in {removal}, and this is {version}; "
        "remove it, or move the removal to a later version"
    )
    return told, None


def reaches(version: str, removal: str) -> bool:
    """Whether *version* is the release that *removal* names, or comes after it.

    A pre-release of that release reaches it: 2.0.0rc1 is 2.0 as far as its features go. ``False``
    when the two cannot be compared.
    """
    if parse_version(version) is None or parse_version(removal) is None:
        return False
    if is_final(removal) and _release(version) == _release(removal):
        return True
    before = is_before(version, removal)
    if before is None:  # one is a version only by PEP 440, the other only by SemVer
        before = _release(version) < _release(removal)
    return not before


def is_in_development(version: str) -> bool:
    """Whether *version* comes before a release candidate: there is time to remove things."""
    parsed = parse_version(version)
    if isinstance(parsed, Version):
        return parsed.is_devrelease or (parsed.pre is not None and parsed.pre[0] != "rc")
    return not is_final(version) and re.search(r"-(rc|c\b|pre)", version, re.IGNORECASE) is None


def _release(text: str) -> tuple[int, ...]:
    """Epoch and release numbers without final zeros."""
    parsed = parse_version(text)
    numbers = (parsed.epoch if isinstance(parsed, Version) else 0, *release_of(text))
    while numbers and numbers[-1] == 0:
        numbers = numbers[:-1]
    return numbers


RULE = read_rule(__name__, check_removals)
