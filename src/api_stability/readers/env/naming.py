"""What the name of an environment variable says: ``APP_EXPERIMENTAL_X``, ``APP_BETA_X``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from api_stability.readers.labels import LabelWords

NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_OLDEST: Final = (
    ("experimental", "prototype", "unstable", "alpha"),
    ("preview", "tech_preview", "technical_preview", "technology_preview", "early_access"),
    ("beta",),
    ("release_candidate",),
)
"""Words of levels, from the least mature; a name without one is the most mature."""


class Said(NamedTuple):
    """A level in a name."""

    word: str
    deprecates: bool
    prefix: str
    """The name up to the end of the word: ``APP_BETA_``."""
    base: str
    """The name without the word."""


class NameReader:
    """Reads names; *prefixes* are those of the project."""

    def __init__(self, words: LabelWords, prefixes: Iterable[str] = ()) -> None:
        self._prefixes = tuple(sorted(prefixes, key=lambda each: (-len(each), each)))
        self._all = _spelled({*words.levels, *words.deprecating})
        self._plain = _spelled({*words.levels, *words.deprecating} - {*words.ambiguous})
        self._deprecating = _spelled(words.deprecating)

    def is_own(self, name: str) -> bool:
        """Whether *name* begins as the project's variables do, and goes on after that."""
        return any(
            name.startswith(prefix) and len(name) > len(prefix) and name[-1] != "_"
            for prefix in self._prefixes
        )

    def read(self, name: str) -> Said | None:
        """The level that *name* says.

        A word that means other things as well ("beta") counts only after one of the prefixes.
        """
        prefix = next((each for each in self._prefixes if name.startswith(each)), None)
        if prefix is not None:
            return self._after(name, prefix, self._all)
        head, underscore, _ = name.partition("_")
        return self._after(name, "", self._plain) or self._after(
            name, head + underscore, self._plain
        )

    def strip(self, name: str) -> Said | None:
        """A level in *name* where others like it are known: ambiguous words count too."""
        found = self.read(name)
        if found is not None:
            return found
        head, underscore, _ = name.partition("_")
        return self._after(name, head + underscore, self._all)

    def _after(self, name: str, prefix: str, words: Iterable[str]) -> Said | None:
        rest = name[len(prefix) :].casefold()
        for word in words:
            if rest.startswith(f"{word}_") and len(rest) > len(word) + 1:
                end = len(prefix) + len(word) + 1
                spoken = word.replace("_", " ")
                return Said(spoken, word in self._deprecating, name[:end], prefix + name[end:])
        return None

    def order(self, names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        """Groups of *names* that differ only in their level, each newest first."""
        groups: dict[str, dict[str, int]] = {}
        for name in names:
            said = self.strip(name)
            groups.setdefault(said.base if said else name, {})[name] = _maturity(said)
        return tuple(
            tuple(sorted(group, key=lambda name: (-group[name], name)))
            for _, group in sorted(groups.items())
            if len(group) > 1 and len(set(group.values())) == len(group)
        )


def _spelled(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        sorted(
            {each.replace(" ", "_").replace("-", "_") for each in words}, key=lambda w: (-len(w), w)
        )
    )


def _maturity(said: Said | None) -> int:
    if said is None:
        return len(_OLDEST) + 1
    word = said.word.replace(" ", "_")
    for rank, words in enumerate(_OLDEST):
        if word in words:
            return rank
    return len(_OLDEST)
