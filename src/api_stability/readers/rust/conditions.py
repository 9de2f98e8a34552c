"""Conditions of compilation: ``cfg`` predicates as text, what they imply, how they combine.

Source of the rules: The Rust Reference, "Conditional compilation".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from api_stability.readers.rust.meta import Meta, MetaError, parse_meta

_NEVER_FOR_USERS: Final = frozenset({"test", "doctest", "miri", "false"})
"""Set while a crate's own tests run: what needs one of them is nothing that a user can call."""
_STAGE: Final = re.compile(r"(?:^|[-_.])(experimental|unstable|nightly|preview)(?=$|[-_.\d])")
_PREFIXES: Final = ("experimental", "unstable", "preview")
_WORDS: Final = {"nightly": "unstable"}
"""What needs the nightly compiler is as unstable as that."""


@lru_cache(maxsize=4096)
def render(condition: Meta) -> str:
    """The predicate in one spelling: ``all(unix, feature = "std")``, without doubled ``not``."""
    if condition.items is not None:
        inner = condition.items[0] if len(condition.items) == 1 else condition
        if condition.path == inner.path == "not" and inner.items and len(inner.items) == 1:
            return render(inner.items[0])
        return f"{condition.path}({', '.join(map(render, condition.items))})"
    if condition.value is not None:
        escaped = condition.value.replace("\\", "\\\\").replace('"', '\\"')
        value = f'"{escaped}"' if condition.quoted else condition.value
        return f"{condition.path} = {value}" if condition.path else value
    if condition.unresolved is not None:
        text = condition.unresolved
        return f"{condition.path} = {text}" if condition.path else text
    return condition.path


@lru_cache(maxsize=4096)
def read(text: str) -> Meta:
    """The predicate of a rendered condition; raises `MetaError`."""
    return parse_meta(text)


@lru_cache(maxsize=4096)
def holds(condition: Meta) -> bool | None:
    """Whether it holds wherever a user builds the crate; ``None`` where that depends."""
    items = condition.items
    if items is None:
        if condition.value is None and condition.path in _NEVER_FOR_USERS:
            return False
        return True if condition.path == "true" else None
    inner = [holds(each) for each in items]
    if condition.path == "not" and len(inner) == 1:
        return None if inner[0] is None else not inner[0]
    if condition.path == "all":
        return False if False in inner else None if None in inner else True
    if condition.path == "any":
        return True if True in inner else None if None in inner else False
    return None


@lru_cache(maxsize=4096)
def implied_word(condition: Meta) -> str | None:
    """The level's word that the names in *condition* say of what needs it.

    Of ``all`` one name is enough; of ``any`` each alternative must have one, for without it the
    thing is there as well. ``not`` says nothing.
    """
    if condition.items is None:
        if condition.path == "feature":
            return name_word(condition.value or "")
        return name_word(condition.path) if condition.value is None else None
    words = [implied_word(each) for each in condition.items]
    if condition.path == "all":
        return next((word for word in words if word), None)
    if condition.path == "any" and words and all(words):
        return words[0]
    return None


def name_word(name: str) -> str | None:
    """The word in the name of a Cargo feature or flag: ``experimental_kv``, ``unstable``, ``_x``.

    A leading underscore says that a feature is nobody else's business.
    """
    folded = name.casefold()
    found = _STAGE.search(folded)
    if found:
        return _WORDS.get(found[1], found[1])
    prefix = next((each for each in _PREFIXES if folded.startswith(each)), None)
    return prefix or ("unstable" if folded.startswith("_") else None)


def contradict(conditions: Iterable[str]) -> bool:
    """Whether one of *conditions* is the opposite of another."""
    known = set(conditions)
    return len(known) > 1 and any(negate(each) in known for each in known)


def any_of(groups: Sequence[frozenset[str]]) -> tuple[str, ...]:
    """What must hold so that at least one of *groups* of conditions holds.

    Conditions that all groups share, and one that lists the alternatives, unless they leave nothing
    out: one of them needs nothing more, or two of them are each other's opposite.
    """
    shared = frozenset.intersection(*groups)
    rests = {group - shared for group in groups}
    if len(rests) == 1 or frozenset() in rests or _exhaustive(rests):
        return tuple(sorted(shared))
    return (*sorted(shared), f"any({', '.join(sorted(map(_all_of, rests)))})")


def _all_of(group: frozenset[str]) -> str:
    ordered = sorted(group)
    return ordered[0] if len(ordered) == 1 else f"all({', '.join(ordered)})"


def _exhaustive(groups: Iterable[frozenset[str]]) -> bool:
    """Whether the groups are the branches of one ``if … else``, or two opposites."""
    rest = sorted(groups, key=lambda each: (len(each), sorted(each)))
    negated: set[str] = set()
    for group in rest:
        new = [each for each in group if each not in negated]
        if not new:
            return True
        if len(new) != 1:
            continue
        negated.add(negate(new[0]))
    return False


@lru_cache(maxsize=4096)
def negate(condition: str) -> str:
    """The opposite, without doubling ``not``."""
    try:
        meta = read(condition)
    except MetaError:
        return f"not({condition})"
    if meta.path == "not" and meta.items and len(meta.items) == 1:
        return render(meta.items[0])
    return f"not({condition})"


def either(first: str, second: str) -> str:
    """``any`` of two, in one spelling."""
    return f"any({first}, {second})"
