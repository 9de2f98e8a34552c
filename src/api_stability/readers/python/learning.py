"""Learns by which names markers are used, from the files that were read."""

from __future__ import annotations

import ast
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Set
from typing import NamedTuple

from api_stability.readers.python.expressions import parse_expression
from api_stability.readers.python.facts import Binding, ModuleFacts
from api_stability.readers.python.following import Follower
from api_stability.readers.python.searching import WORD
from api_stability.readers.python.sieve import Sieve


class _Text(NamedTuple):
    """An expression that a name of a marker may turn up in."""

    facts: ModuleFacts
    code: str
    name: str
    """What is bound to it; empty for a decorator."""


class Learner:
    """Looks at what a `Follower` has read, each thing once for each name that it depends on.

    What marks are made of (constants, other decorators) is followed to where it is defined.
    """

    def __init__(
        self, follower: Follower, sieve: Sieve, *, shipped: Set[str], making: Set[str]
    ) -> None:
        self._follower = follower
        self._sieve = sieve
        self._shipped = shipped
        self._making = making
        self._new: list[str] = []
        """Names that were learned, and of which the consequences are not drawn."""
        self._called: dict[str, list[str]] = defaultdict(list)
        """What imports call things, by the last steps of their paths."""
        self._homes: dict[str, list[str]] = defaultdict(list)
        """The modules that bind a name."""
        self._waiting: dict[str, list[_Text]] = defaultdict(list)
        """Expressions by each of their words."""
        self._seeds = set(follower.passages.odd_modules())
        """Modules from which a star can bring a name of a marker."""

    def learn(self) -> set[str]:
        """Look at what was read since the last time; the names of markers that are new."""
        before = set(self._sieve.names)
        known = -1
        while len(self._follower.read) + len(self._sieve.names) > known:
            known = len(self._follower.read) + len(self._sieve.names)
            while self._new or self._follower.fresh:
                if self._new:
                    self._draw(self._new.pop())
                else:
                    self._look_at(self._follower.read[self._follower.fresh.pop()])
            self._take_stars()
        return self._sieve.names - before

    def _take_stars(self) -> None:
        """Read what stands between a name of a marker and those who get it by stars."""
        passages = self._follower.passages
        between = filter(passages.is_starred, passages.star_reach(self._seeds))
        self._follower.take(file for name in sorted(between) for file in passages.modules[name])

    def _add(self, name: str) -> None:
        if name and name[:2] != "__" and name not in self._sieve.names:
            self._sieve.names.add(name)
            self._new.append(name)

    def _draw(self, name: str) -> None:
        """What follows from the name of a marker, in all that was looked at."""
        for called in self._called.pop(name, ()):
            self._add(called.rpartition(".")[2])
        self._seeds.update(self._homes.get(name, ()))
        for text in self._waiting.pop(name, ()):
            self._weigh(text)

    def _look_at(self, facts: ModuleFacts) -> None:
        for binding in facts.bindings:
            self._note_binding(facts, binding)
        for name in self._own_markers(facts):
            self._add(name)
        for definition in facts.definitions:
            for decorator in (*definition.decorators, *(m.decorator for m in definition.metadata)):
                self._note_text(_Text(facts, decorator.text, ""))
        for factory in facts.factories:
            if factory.given:
                self._note_text(_Text(facts, factory.given, factory.name))
        for _, statement in facts.statements:
            self._note_text(_Text(facts, statement.text, ""))
            for named in _texts_in(statement.text):
                # a module, or something in one, that the statement may be about
                self._follower.follow(named)
        for code in _made_of(facts):
            self._follower.follow_text(facts, code)

    def _own_markers(self, facts: ModuleFacts) -> Iterator[str]:
        """Names of what marks by itself, whatever it is made of."""
        for template in facts.templates:
            yield from template.name.split(".")
        for name, _ in facts.makers:
            if name.rpartition(".")[2] in self._shipped:
                yield name.rpartition(".")[2]

    def _note_binding(self, facts: ModuleFacts, binding: Binding) -> None:
        self._homes[binding.name].append(facts.module)
        if binding.name in self._sieve.names:
            self._seeds.add(facts.module)
        if binding.target is not None:
            last = binding.target.rpartition(".")[2]
            if last in self._sieve.names:
                self._add(binding.name.rpartition(".")[2])
            else:
                self._called[last].append(binding.name)
        elif binding.value:
            self._note_text(_Text(facts, binding.value, binding.name))

    def _note_text(self, text: _Text) -> None:
        code = text.code if text.code.isascii() else unicodedata.normalize("NFKC", text.code)
        words = set(WORD.findall(code))
        if not words.isdisjoint(self._sieve.names) or self._sieve.has_keyword(code):
            self._weigh(text)
        for word in words - self._sieve.names:
            self._waiting[word].append(text)

    def _weigh(self, text: _Text) -> None:
        """Follow what names a marker; what is bound to a marker is another name for it."""
        if self._sieve.names_marker(text.code) or self._sieve.has_keyword(text.code):
            self._follower.follow_text(text.facts, text.code)
            if text.name and self._sieve.is_marker(text.code, self._making):
                self._add(text.name.rpartition(".")[2])


def _made_of(facts: ModuleFacts) -> Iterator[str]:
    """Source texts of which marks are made, whatever is in them."""
    for assignment in facts.assignments:
        yield from (assignment.target, assignment.text)
    for template in facts.templates:
        yield from (text for _, text in (*template.values, *template.locals))
        yield from template.calls
        yield from (each.default or "" for each in template.parameters)
    for factory in facts.factories:
        yield from (text for _, text in factory.locals if factory.given)
        yield from (each.default or "" for each in factory.parameters if factory.given)
    for lookup in facts.lookups:
        yield from (lookup.call or "", lookup.table or "", lookup.message or "")
    for table in facts.tables:
        yield from (entry.value or "" for entry in table.entries)


def _texts_in(code: str) -> Iterator[str]:
    """The literal texts in an expression."""
    for node in ast.walk(parse_expression(code)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
