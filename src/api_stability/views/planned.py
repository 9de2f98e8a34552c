"""Whether a deprecation is in effect in the documented release, or announced for a later one."""

from __future__ import annotations

from packaging.version import InvalidVersion, Version

from api_stability.model.index import Index
from api_stability.model.symbols import Symbol


def is_planned(symbol: Symbol, index: Index) -> bool:
    """Whether *symbol* is deprecated only in a release after the documented one.

    The documented release is the version of the symbol's own project. Without one, or where either
    of the two is no version, the deprecation counts as being in effect.
    """
    deprecation = symbol.deprecation
    if deprecation is None or not deprecation.since:
        return False
    project = index.find_project(symbol.project)
    if project is None or not project.version:
        return False
    try:
        since, version = Version(deprecation.since), Version(project.version)
    except InvalidVersion:
        return False
    # documentation of 1.4.dev3 is documentation of the coming 1.4
    return since > Version(version.base_version)
