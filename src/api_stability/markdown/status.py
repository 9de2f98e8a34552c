"""The status of a page, as Material shows it beside the page's entry in the navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from api_stability.directives.fences import Fence, find_fences
from api_stability.directives.grammar import make_use
from api_stability.directives.site import Site
from api_stability.directives.uses import LevelUse
from api_stability.model.errors import UserError
from api_stability.model.policy import Policy
from api_stability.model.symbols import Symbol
from api_stability.renderers.html import class_word
from api_stability.views.badges import deprecated_badge, level_badge
from api_stability.views.notices import level_word

DEPRECATED: Final = "deprecated"
_SECTION: Final = re.compile(r"#{2,6}[ \t]")
_OBJECT: Final = re.compile(r":::[ \t]+([A-Za-z_][\w.]*)[ \t]*$")


def list_statuses(policy: Policy) -> dict[str, str]:
    """What every status of a page means: name to text."""
    found = {
        class_word(level.name): level_badge(level.name, policy).label
        for level in policy.levels
        if level.appearance.badge
    }
    return {**found, DEPRECATED: deprecated_badge(None, policy).label}


def find_status(text: str, site: Site) -> str | None:
    """The status of the page that says *text*; ``None`` where it says nothing of the whole page.

    A page has the level of the first directive ``stability`` that stands before its first section,
    and else of the object that it documents first, as mkdocstrings does (``::: pkg.module``).
    """
    lines = text.splitlines()
    end = next(_find_sections(lines), len(lines))
    for fence in find_fences(lines[:end]):
        word = _read_level(fence, site)
        if word is not None:
            return word
    for line in lines[:end]:
        found = _OBJECT.match(line)
        if found is not None:
            symbol = site.index.find_symbol(f"python:{found[1]}")
            return None if symbol is None else _name_status(symbol, site.policy)
    return None


def _find_sections(lines: list[str]) -> Iterator[int]:
    return (number for number, line in enumerate(lines) if _SECTION.match(line))


def _read_level(fence: Fence, site: Site) -> str | None:
    try:
        use = make_use(fence.written, "")
        if isinstance(use, LevelUse):
            return class_word(level_word(use.level, site.policy))
    except UserError:
        pass
    return None


def _name_status(symbol: Symbol, policy: Policy) -> str | None:
    if symbol.deprecation is not None:
        return DEPRECATED
    level = policy.level(symbol.level)
    return class_word(level.name) if level is not None and level.appearance.badge else None
