"""From the words that sources use to the policy's levels."""

from __future__ import annotations

import msgspec

from api_stability.model.inventory import Diagnostic
from api_stability.model.policy import Policy
from api_stability.model.symbols import Declaration, Mark


def normalise_words(
    declarations: tuple[Declaration, ...],
    policy: Policy,
    not_levels: frozenset[str] = frozenset(),
) -> tuple[tuple[Declaration, ...], tuple[Diagnostic, ...]]:
    """Fill in the level of every mark whose word the policy knows; say which words it does not.

    *not_levels*: words that are kept beside the level and never become one, unless the policy has
    them as an alias.
    """
    deprecated = frozenset(word.casefold() for word in policy.deprecated_words)
    unknown: list[Diagnostic] = []
    result = []
    for declaration in declarations:
        if not declaration.marks:
            result.append(declaration)
            continue
        marks = []
        for mark in declaration.marks:
            known = _normalise(mark, policy, deprecated)
            if known is None and mark.raw_level not in not_levels:
                unknown.append(_unknown_word(mark, declaration, policy))
            marks.append(known or mark)
        result.append(msgspec.structs.replace(declaration, marks=tuple(marks)))
    return tuple(result), tuple(unknown)


def _normalise(mark: Mark, policy: Policy, deprecated: frozenset[str]) -> Mark | None:
    word = mark.raw_level
    if word is None or mark.form == "annotation":
        return mark
    level = policy.level_for(word)
    if level is not None:
        return msgspec.structs.replace(mark, level=level)
    if word.strip().casefold() in deprecated:
        return msgspec.structs.replace(mark, level=None, deprecates=True)
    return mark if mark.deprecates else None


def _unknown_word(mark: Mark, declaration: Declaration, policy: Policy) -> Diagnostic:
    names = ", ".join(level.name for level in policy.levels)
    return Diagnostic(
        source=mark.source,
        grade="unresolved",
        code="unknown-level-word",
        message=(
            f"{declaration.id} is marked {mark.raw_level!r}, a word that policy {policy.name!r} "
            f"does not know; make it an alias of one of its levels ({names})"
        ),
        file=mark.file,
        line=mark.line,
        symbol=declaration.id,
    )
