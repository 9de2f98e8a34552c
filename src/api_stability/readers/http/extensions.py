"""What the ``x-…`` keys of an API description are for.

OpenAPI has ``deprecated`` and nothing else about stability; everything more is an extension, and
each vendor spells it another way: ``x-stability-level``, ``x-acme-stability``, ``x-oai-beta``,
``x-deprecatedInVersion``, ``x-ms-deprecation: {removalDate: …}``. What a key says is told by how it
ends, whoever's name it begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal, TypeAlias

Role: TypeAlias = Literal[
    "level", "flag", "deprecated", "since", "removal", "reason", "alternative", "issue", "hidden"
]

_WORDS: Final[dict[Role, tuple[str, ...]]] = {
    # the value is the name of a level
    "level": (
        "stability-level",
        "stability",
        "maturity",
        "maturity-level",
        "lifecycle",
        "lifecycle-stage",
        "lifecycle-status",
        "availability",
        "release-status",
        "release-stage",
        "launch-stage",
        "api-status",
        "status",
    ),
    # the key is the name of a level, the value says whether
    "flag": (
        "alpha",
        "beta",
        "draft",
        "experimental",
        "preview",
        "public-preview",
        "private-preview",
        "technical-preview",
        "tech-preview",
        "early-access",
        "prototype",
        "unstable",
    ),
    # true, a reason, or a map of what is known
    "deprecated": ("deprecated", "is-deprecated", "deprecation"),
    "since": (
        "deprecated-since",
        "deprecated-in",
        "deprecated-in-version",
        "deprecated-version",
        "deprecated-at",
        "deprecated-on",
        "deprecated-from",
        "deprecated-date",
        "deprecated-as-of",
        "deprecation-since",
        "deprecation-version",
        "deprecation-date",
    ),
    "removal": (
        "sunset",
        "sunset-at",
        "sunset-on",
        "sunset-date",
        "removal",
        "removal-date",
        "removal-version",
        "remove-in",
        "removed-in",
        "removed-on",
        "end-of-life",
        "end-of-life-date",
        "deprecation-sunset",
        "deprecation-removal",
    ),
    "reason": (
        "deprecated-reason",
        "deprecated-message",
        "deprecated-description",
        "deprecated-note",
        "deprecation-reason",
        "deprecation-message",
        "deprecation-description",
        "deprecation-note",
        "deprecation-notice",
    ),
    "alternative": (
        "successor",
        "successor-operation",
        "successor-operation-id",
        "replaced-by",
        "replacement",
        "replacement-operation",
        "replacement-operation-id",
        "superseded-by",
        "use-instead",
        "alternative",
        "alternatives",
        "deprecated-replacement",
        "deprecated-alternative",
        "deprecation-replacement",
        "deprecation-alternative",
        "deprecated-in-favor-of",
        "deprecated-in-favour-of",
    ),
    "issue": ("tracking-issue", "stability-issue"),
    "hidden": ("internal", "hidden", "hidden-from-docs", "exclude-from-docs"),
}
_TURNING: Final = frozenset(
    {"allow", "allows", "has", "hide", "ignore", "no", "non", "not", "show", "skip", "supports"}
)
"""Words before an ending that make it say something else: ``x-supports-beta``."""
_ROLES: Final[dict[str, Role]] = {word: role for role, words in _WORDS.items() for word in words}

_INNER: Final[dict[str, Role]] = {
    "since": "since",
    "version": "since",
    "date": "since",
    "description": "reason",
    "message": "reason",
    "note": "reason",
    "reason": "reason",
    "name": "level",
    "level": "level",
    "stage": "level",
    "state": "level",
    "status": "level",
    "link": "issue",
    "issue": "issue",
}
"""Keys of a map that stands where a plain value is usual."""


@lru_cache(maxsize=4096)
def find_role(key: str) -> tuple[Role, str] | None:
    """What the extension *key* is for, and the words that say so; ``None`` for any other key.

    >>> find_role("x-oai-beta")
    ('flag', 'beta')
    """
    if not key.startswith(("x-", "X-")):
        return None
    return next(
        ((_ROLES[ending], ending) for ending in _endings(key[2:]) if ending in _ROLES), None
    )


@lru_cache(maxsize=4096)
def find_inner_role(key: str) -> Role | None:
    """What *key* is for inside the map that is the value of an extension."""
    spelled = _kebab(key)
    return _INNER.get(spelled) or next(
        (_ROLES[ending] for ending in _endings(key) if ending in _ROLES), None
    )


def _endings(key: str) -> Iterator[str]:
    """*key* in lower case with hyphens, then without its first word, and so on."""
    words = _kebab(key).split("-")
    for start in range(len(words)):
        if _TURNING.isdisjoint(words[:start]):
            yield "-".join(words[start:])


def _kebab(key: str) -> str:
    """``deprecatedInVersion``, ``deprecated_in_version``: as ``deprecated-in-version``."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", key[:100])
    return re.sub(r"[-_. ]+", "-", parted).strip("-").casefold()
