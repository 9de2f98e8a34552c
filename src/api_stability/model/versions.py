"""Versions: compared by PEP 440, else by SemVer; never as text.

Dates are accepted where a removal is one ("2026-06-01"): they are kept and shown, and compared only
with other dates.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TypeAlias

from packaging.version import InvalidVersion, Version

# semver.org names the parts; a final release may have fewer numbers, as PEP 440 writes it
_SEMVER = re.compile(
    r"v?(?:(?P<core>\d+\.\d+\.\d+)(?:-(?P<pre>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?"
    r"(?:\+[0-9A-Za-z.-]+)?|(?P<short>\d+(?:\.\d+)?))"
)
_Key: TypeAlias = tuple[tuple[int, ...], int, tuple[tuple[int, int, str], ...]]


@lru_cache(maxsize=4096)
def parse_version(text: str) -> Version | _Key | None:
    """Comparable with values of the same type; ``None`` when *text* is no version."""
    try:
        return Version(text)
    except InvalidVersion:
        return parse_semver(text)


@lru_cache(maxsize=4096)
def parse_semver(text: str) -> _Key | None:
    """A comparable value by the rules of SemVer 2.0.0, or ``None``."""
    found = _SEMVER.fullmatch(text.strip())
    if found is None:
        return None
    core = tuple(int(part) for part in (found["core"] or found["short"]).split("."))
    # item 11: numbers before words, a pre-release before its release
    pre = tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in (found["pre"] or "").split(".")
        if part
    )
    return (*core, 0, 0)[:3], 0 if pre else 1, pre


def parse_date(text: str) -> dt.date | None:
    """The date that *text* is in ISO 8601 ("2026-06-01"), or ``None``."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def is_version(text: str) -> bool:
    """Whether *text* is a version or a date."""
    return parse_version(text) is not None or parse_date(text) is not None


def is_before(left: str, right: str) -> bool | None:
    """Whether version *left* comes before *right*; ``None`` when they cannot be compared."""
    for parse in (parse_date, parse_version, parse_semver):
        one, other = parse(left), parse(right)
        if one is not None and other is not None and type(one) is type(other):
            return bool(one < other)  # type: ignore[operator]
    return None


def is_final(text: str) -> bool:
    """Whether *text* is a final release: no alpha, beta, candidate or development version."""
    parsed = parse_version(text)
    if isinstance(parsed, Version):
        return not (parsed.is_prerelease or parsed.is_devrelease)
    return parsed is not None and parsed[1] == 1


def release_of(text: str) -> tuple[int, ...]:
    """The release numbers of a version ("1.7.0rc1" → ``(1, 7, 0)``); empty when it is none."""
    parsed = parse_version(text)
    if isinstance(parsed, Version):
        return parsed.release
    return parsed[0] if parsed else ()
