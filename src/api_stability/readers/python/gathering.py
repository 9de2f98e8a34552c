"""Gathers everything that is said on one definition, by what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from api_stability.markers.model import MarkerSet
from api_stability.model.symbols import Mark
from api_stability.readers.python.facts import DocMark, ModuleFacts
from api_stability.readers.python.fields import Fields
from api_stability.readers.python.grouping import Group, Origin
from api_stability.readers.python.matching import Found, Markers, names_nothing
from api_stability.readers.python.names import Module, World

_CONSTRUCTORS: Final = ("__init__", "__new__")


class Said(msgspec.Struct):
    """What is said on one definition."""

    own: list[Mark] = msgspec.field(default_factory=list)
    parameters: dict[str, list[Mark]] = msgspec.field(default_factory=dict)
    members: dict[str, list[Mark]] = msgspec.field(default_factory=dict)
    nameless: list[Mark] = msgspec.field(default_factory=list)
    """About a parameter of which nobody knows the name."""
    added: str | None = None
    """The version in which it came to be."""

    def add(self, mark: Mark, parameters: Sequence[str] | None) -> None:
        """Take a mark about *parameters*; about the definition itself where that is ``None``."""
        if parameters is None:
            self.own.append(mark)
        elif not parameters:
            self.nameless.append(mark)
        for each in parameters or ():
            self.parameters.setdefault(each, []).append(mark)

    def take(self, found: Found) -> None:
        """Take a mark about whatever it is about."""
        if found.members is None:
            self.add(found.mark, found.parameters)
        elif not found.members:
            self.nameless.append(found.mark)
        for each in found.members or ():
            self.members.setdefault(each, []).append(found.mark)

    def include(self, other: Said) -> None:
        """Take what is said on a constructor for what it constructs."""
        self.own += other.own
        self.nameless += other.nameless
        for name, marks in other.parameters.items():
            self.parameters.setdefault(name, []).extend(marks)


class Gatherer:
    """Knows all ways of saying something on a definition."""

    def __init__(self, world: World, sets: Sequence[MarkerSet], *, source: str) -> None:
        self.markers = Markers(world, sets, source=source)
        self._fields = Fields(world, self.markers, sets, source=source)
        self._source = source
        self.pointless: list[tuple[str, Mark]] = []
        """About something of which nobody knows the path, each with where it is said."""

    def gather(self, origins: Iterable[Origin]) -> Said:
        """What decorators, metadata and docstrings say; a stub repeats what the source says."""
        said = Said()
        speaking = [(f, d) for f, d in origins if d.decorators or d.metadata or d.docs]
        if not speaking:
            return said
        known: set[tuple[str, tuple[str, ...] | None]] = set()
        for facts, definition in speaking:
            stub = facts.file.endswith(".pyi")
            seen: set[tuple[str, tuple[str, ...] | None]] = set()
            scope = definition.name.rpartition(".")[0]
            found: list[Found] = []
            for decorator in definition.decorators:
                read = self.markers.read_decorator(decorator, facts, scope, definition.parameters)
                found += read
                if not read:
                    found += [
                        Found(each)
                        for each in self._fields.read_call(decorator, facts, scope) or ()
                    ]
            for metadata in definition.metadata:
                about = (metadata.parameter,) if metadata.parameter else None
                marks = self._fields.read(metadata.decorator, facts, scope)
                found += [Found(each, about) for each in marks]
            for one in found:
                key = (one.mark.name, one.members if one.parameters is None else one.parameters)
                seen.add(key)
                if not (stub and key in known):
                    said.take(one)
            self._add_docs(said, definition.docs, facts, known if stub else set(), seen)
            known |= seen
        return said

    def gather_docs(self, files: Iterable[ModuleFacts]) -> Said:
        """What the docstrings of a module's files say."""
        said = Said()
        known: set[tuple[str, tuple[str, ...] | None]] = set()
        for facts in files:
            self._add_docs(said, facts.docs, facts, set(known), known)
        return said

    def _add_docs(
        self,
        said: Said,
        docs: Iterable[DocMark],
        facts: ModuleFacts,
        known: set[tuple[str, tuple[str, ...] | None]],
        seen: set[tuple[str, tuple[str, ...] | None]],
    ) -> None:
        for each in docs:
            key = (each.name, each.about)
            seen.add(key)
            if key in known:
                continue
            if each.meaning == "added":
                if not each.about:
                    said.added = said.added or each.since
                continue
            mark = self._doc_mark(each, facts)
            if each.members:
                for name in each.about:
                    said.members.setdefault(name, []).append(mark)
            else:
                said.add(mark, each.about or None)

    def _doc_mark(self, doc: DocMark, facts: ModuleFacts) -> Mark:
        return Mark(
            source=self._source,
            form="docstring",
            name=doc.name,
            raw_level=doc.meaning,
            deprecates=True if doc.meaning in self.markers.deprecating else None,
            reason=doc.reason,
            since=doc.since,
            removal=doc.removal,
            file=facts.file,
            line=doc.line,
        )

    def gather_statements(self) -> dict[str, list[Mark]]:
        """What calls that stand alone say, by the path of what they are about."""
        said: dict[str, list[Mark]] = {}
        for path, mark in self.markers.read_statements():
            if names_nothing(mark):
                self.pointless.append((path, mark))
            else:
                said.setdefault(path, []).append(mark)
        return said

    def gather_calls(self, said: Said, module: Module, name: str, group: Group) -> None:
        """Add what ``name = deprecated("…")(old)`` says; it can be the last word on a function."""
        scope = name.rpartition(".")[0]
        attribute = group.first.kind == "attribute"
        bindings = module.names.get(name, []) if attribute else module.last_live(name)
        for facts, binding in bindings:
            if binding.value and binding.value.endswith(")"):
                for found in self.markers.read_call(binding.value, facts, binding.line, scope):
                    said.take(found)


def take_constructors(
    groups: Mapping[str, Group], said: dict[str, Said]
) -> dict[str, tuple[str, ...]]:
    """Move what is said on ``__init__`` and ``__new__`` to their classes.

    Gives the constructors that something is said on, by class: they are no symbols of their own.
    """
    taken: dict[str, tuple[str, ...]] = {}
    for name in [*said]:
        owner, _, last = name.rpartition(".")
        if last not in _CONSTRUCTORS or owner not in said or groups[owner].first.kind != "class":
            continue
        own = said[name]
        if own.own or own.parameters:
            said[owner].include(own)
            if groups[name].variants:
                said[name] = Said()
            else:
                taken[owner] = (*taken.get(owner, ()), last)
                del said[name]
    return taken
