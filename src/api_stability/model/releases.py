"""The releases of a ledger: which spellings are one release, and in which order they came."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

import msgspec
from packaging.version import Version

from api_stability.model.ledger import Release
from api_stability.model.versions import is_final, parse_date, parse_semver, parse_version


def release_key(version: str) -> Hashable:
    """Equal for two spellings of one release: "1.4" and "1.4.0"; a name is only itself."""
    text = version.strip()
    parsed = parse_version(text)
    return text if parsed is None else parsed


def counts_as_final(version: str) -> bool:
    """Whether *version* is no pre-release; what is no version does not say that it is one."""
    return parse_version(version.strip()) is None or is_final(version.strip())


def order_releases(releases: Iterable[Release]) -> tuple[Release, ...]:
    """Each release once, oldest first.

    In the order of their versions where all are PEP 440's, or all SemVer's; else of their dates
    where all have one. Otherwise what is no version stays behind what it follows in *releases*.
    Of two spellings of one release the first counts, with the first date of the two.
    """
    known: dict[Hashable, Release] = {}
    for release in releases:
        first = known.setdefault(release_key(release.version), release)
        if first.date is None and release.date is not None:
            dated = msgspec.structs.replace(first, date=release.date)
            known[release_key(release.version)] = dated
    return _order(tuple(known.values()))


def _order(releases: tuple[Release, ...]) -> tuple[Release, ...]:
    texts = [release.version.strip() for release in releases]
    versions = [parse_version(text) for text in texts]
    if all(isinstance(version, Version) for version in versions):
        return _sorted_by(releases, versions)
    semantic = [parse_semver(text) for text in texts]
    if None not in semantic:
        return _sorted_by(releases, semantic)
    dates = [parse_date(release.date or "") for release in releases]
    if None not in dates:
        return _sorted_by(releases, dates)
    return _order_what_compares(releases, versions)


def _sorted_by(releases: Sequence[Release], keys: Sequence[Any]) -> tuple[Release, ...]:
    places = sorted(range(len(releases)), key=lambda place: keys[place])
    return tuple(releases[place] for place in places)


def _order_what_compares(
    releases: tuple[Release, ...], versions: Sequence[object]
) -> tuple[Release, ...]:
    """PEP 440's versions in order, each with what follows it and is none."""
    first: list[Release] = []
    runs: list[tuple[Version, list[Release]]] = []
    for release, version in zip(releases, versions, strict=True):
        if isinstance(version, Version):
            runs.append((version, [release]))
        else:
            (runs[-1][1] if runs else first).append(release)
    runs.sort(key=lambda run: run[0])
    return (*first, *(release for _, run in runs for release in run))
