"""Symbols in the making: several definitions of one thing become one declaration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from api_stability.model.facts import Facts
from api_stability.model.symbols import Declaration, Location, Mark
from api_stability.readers.listed import ListedFile
from api_stability.readers.rust.conditions import any_of, implied_word, read
from api_stability.readers.rust.meta import MetaError

PREFIX = "rust:"


@dataclass(slots=True, kw_only=True)
class Draft:
    """One definition under its public path."""

    id: str
    kind: str
    file: ListedFile
    line: int
    conditions: frozenset[str]
    """All that must hold for it to be there under this path."""
    marks: tuple[Mark, ...] = ()
    aliases: tuple[str, ...] = ()
    enclosing: str | None = None
    public: bool = True
    summary: str | None = None
    facts: dict[str, str] = field(default_factory=dict)


class Drafts:
    """All of one source, by id."""

    def __init__(self, source: str, project: str) -> None:
        self._source = source
        self._project = project
        self._groups: dict[str, list[Draft]] = {}

    def add(self, draft: Draft) -> None:
        """One more definition."""
        self._groups.setdefault(draft.id, []).append(draft)

    def __contains__(self, symbol_id: str) -> bool:
        return symbol_id in self._groups

    def finish(self) -> list[Declaration]:
        """One declaration for each id. An alias that is another symbol's id or alias is dropped."""
        requires = {name: self._requires(group) for name, group in self._groups.items()}
        taken: dict[str, str] = {}
        for name in sorted(self._groups):
            for each in self._groups[name]:
                for alias in each.aliases:
                    taken.setdefault(alias, name)
        return [self._declare(name, group, requires, taken) for name, group in self._groups.items()]

    def alternatives(self) -> Iterator[tuple[str, list[Draft]]]:
        """What is defined several times, under different conditions."""
        for name, group in self._groups.items():
            if len({each.conditions for each in group}) > 1:
                yield name, group

    @staticmethod
    def _requires(group: list[Draft]) -> tuple[str, ...]:
        if len(group) == 1:
            return tuple(sorted(group[0].conditions))
        return any_of([each.conditions for each in group])

    def _declare(
        self,
        name: str,
        group: list[Draft],
        requires: dict[str, tuple[str, ...]],
        taken: dict[str, str],
    ) -> Declaration:
        first = group[0]
        own = requires[name]
        marks = _all_marks(group)
        marks += self._name_marks(first, own, requires.get(_parent(name), ()))
        aliases = {alias for each in group for alias in each.aliases}
        return Declaration(
            id=name,
            surface="rust",
            kind=first.kind,
            project=self._project,
            public=any(each.public for each in group),
            aliases=tuple(
                sorted(each for each in aliases if taken[each] == name and each not in requires)
            ),
            enclosing=first.enclosing,
            marks=marks,
            locations=tuple(
                sorted(
                    {Location(source=self._source, file=d.file.name, line=d.line) for d in group}
                )
            ),
            requires=own,
            facts=Facts(first.facts),
            summary=next((each.summary for each in group if each.summary), None),
        )

    def _name_marks(
        self, draft: Draft, own: tuple[str, ...], above: tuple[str, ...]
    ) -> tuple[Mark, ...]:
        """What the names of features say that it needs, and what it is part of does not need."""
        found: list[Mark] = []
        for condition in own:
            word = _word(condition) if condition not in above else None
            if word is not None:
                found.append(
                    Mark(
                        source=self._source,
                        form="name",
                        name=f"cfg({condition})",
                        raw_level=word,
                        gate=condition,
                        file=draft.file.name,
                        line=draft.line,
                    )
                )
        return tuple(found)


def _all_marks(group: list[Draft]) -> tuple[Mark, ...]:
    """Those of all definitions; of one that is only one of several, with what it needs."""
    if len(group) == 1:
        return group[0].marks
    shared = frozenset.intersection(*(each.conditions for each in group))
    found: dict[Mark, None] = {}
    for each in group:
        special = sorted(each.conditions - shared)
        gate = " and ".join(special) or None
        found.update((replace(mark, gate=mark.gate or gate), None) for mark in each.marks)
    return tuple(found)


def _parent(name: str) -> str:
    return name.rpartition("::")[0]


def _word(condition: str) -> str | None:
    try:
        return implied_word(read(condition))
    except MetaError:
        return None


def spell(steps: Iterable[str]) -> str:
    """The id of a path."""
    return PREFIX + "::".join(steps)
