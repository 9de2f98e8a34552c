"""From marks to a level and a deprecation, for all declarations of an inventory at once.

An annotation decides alone; else the candidates are the explicit marks, the nearest enclosing
symbol that has a level, and what the public name says. ``weakest`` takes the least stable of them,
``nearest`` the first in the order explicit, name, enclosing. Without any candidate it is the
policy's level for unmarked symbols.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Final, TypeAlias

import msgspec

from api_stability.model.ids import InvalidIdError, parse_id
from api_stability.model.inventory import Ladder
from api_stability.model.symbols import Basis, Declaration, Deprecation, Mark, Symbol

_Key: TypeAlias = tuple[str, str]
"""Id and project: two projects may share a namespace."""


_FIELDS: Final = Declaration.__struct_fields__
_values_of: Final = attrgetter(*_FIELDS)


def _key(declaration: Declaration) -> _Key:
    return declaration.id, declaration.project


class Standing(msgspec.Struct, frozen=True, gc=False):
    """A level and what it rests on."""

    level: str
    basis: Basis


def resolve_symbols(
    declarations: Iterable[Declaration], ladders: Mapping[str, Ladder]
) -> tuple[Symbol, ...]:
    """Give every declaration its level and deprecation; sorted by id and project.

    *ladders* maps a project's name to its ladder. Marks carry normalised levels already.
    """
    resolver = _Resolver(tuple(declarations), ladders)
    return tuple(resolver.resolve(declaration) for declaration in resolver.declarations)


class _Resolver:
    """Resolution over one set of declarations; every answer is computed once."""

    def __init__(
        self, declarations: tuple[Declaration, ...], ladders: Mapping[str, Ladder]
    ) -> None:
        # in one order, so that an alias which two declare is always the same one's
        self.declarations = tuple(sorted(declarations, key=_key))
        self._ladders = ladders
        self._by_id: dict[_Key, Declaration] = {}
        for declaration in self.declarations:
            for alias in declaration.aliases:
                self._by_id.setdefault((alias, declaration.project), declaration)
        self._by_id.update((_key(declaration), declaration) for declaration in self.declarations)
        self._plain: set[_Key] = set()
        """Of which nothing is said, neither by marks nor by names nor by what is around them."""
        self._parents: dict[_Key, Declaration | None] = {}
        self._enclosing: dict[_Key, Standing | None] = {}
        self._named: dict[_Key, str | None] = {}
        self._deprecations: dict[_Key, Deprecation | None] = {}

    def resolve(self, declaration: Declaration) -> Symbol:
        ladder = self._ladders[declaration.project]
        standing: Standing | None = None
        deprecation: Deprecation | None = None
        if not self._is_plain(declaration):
            for above in _climb(declaration, self._find_enclosing, self._enclosing):
                self._enclosing_standing(above)
                self._deprecation(above)
            for above in _climb(declaration, self._find_parent, self._named):
                self._named_level(above, ladder)
            standing = self._standing(declaration, ladder)
            deprecation = self._deprecation(declaration)
        if not (standing or deprecation or declaration.marks):
            self._plain.add(_key(declaration))
        return Symbol(
            **dict(zip(_FIELDS, _values_of(declaration), strict=True)),
            level=standing.level if standing else ladder.unmarked,
            basis=standing.basis if standing else "default",
            deprecation=deprecation,
        )

    def _is_plain(self, declaration: Declaration) -> bool:
        """Whether that is known at once: most have no mark, and are in such as have none."""
        if declaration.marks:
            return False
        symbol_id, project, enclosing = declaration.id, declaration.project, declaration.enclosing
        if enclosing is not None and (enclosing, project) not in self._plain:
            return False
        if not _is_dotted(symbol_id):
            return False
        above, dot, _ = symbol_id.rpartition(".")
        return not dot or (above, project) in self._plain

    def _standing(self, declaration: Declaration, ladder: Ladder) -> Standing | None:
        annotated = _annotated_level(declaration)
        if annotated is not None:
            return Standing(annotated, "annotation")
        explicit = _explicit_level(declaration, ladder)
        enclosing = self._enclosing_standing(declaration)
        named = self._named_level(declaration, ladder)
        own = Standing(explicit, "explicit") if explicit else None
        inferred = Standing(named, "inferred") if named else None
        inherited = Standing(enclosing.level, "inherited") if enclosing else None
        if ladder.resolution == "nearest":
            return own or inferred or inherited
        candidates = [standing for standing in (own, inherited, inferred) if standing]
        # min keeps the first of equals: explicit before inherited before inferred
        return min(candidates, key=lambda standing: ladder.rank(standing.level), default=None)

    def _enclosing_standing(self, declaration: Declaration) -> Standing | None:
        """The standing of the nearest enclosing symbol that has one of its own making.

        What a module's *name* says is not passed on here: a function that is re-exported from a
        module called ``experimental`` into a public one is not experimental by name.
        """
        key = _key(declaration)
        if key in self._enclosing:
            return self._enclosing[key]
        self._enclosing[key] = None  # an enclosure that loops says nothing
        above = self._find_enclosing(declaration)
        if above is not None:
            self._enclosing[key] = self._own_standing(above)
        return self._enclosing[key]

    def _own_standing(self, declaration: Declaration) -> Standing | None:
        annotated = _annotated_level(declaration)
        if annotated is not None:
            return Standing(annotated, "annotation")
        ladder = self._ladders[declaration.project]
        explicit = _explicit_level(declaration, ladder)
        enclosing = self._enclosing_standing(declaration)
        if explicit is None or enclosing is None:
            return Standing(explicit, "explicit") if explicit else enclosing
        is_weaker = ladder.rank(enclosing.level) < ladder.rank(explicit)
        if ladder.resolution == "weakest" and is_weaker:
            return enclosing
        return Standing(explicit, "explicit")

    def _named_level(self, declaration: Declaration, ladder: Ladder) -> str | None:
        """The weakest level that the public name says, own or of what encloses it by name."""
        key = _key(declaration)
        if key not in self._named:
            self._named[key] = None
            self._named[key] = self._find_named_level(declaration, ladder)
        return self._named[key]

    def _find_named_level(self, declaration: Declaration, ladder: Ladder) -> str | None:
        if _annotated_level(declaration) is not None:
            return None  # the annotation overrides what the name says, for what is inside too
        levels = [mark.level for mark in declaration.marks if mark.form == "name" and mark.level]
        outer = self._find_parent(declaration)
        if outer is not None and (level := self._named_level(outer, ladder)):
            levels.append(level)
        return min(levels, key=ladder.rank, default=None)

    def _find_enclosing(self, declaration: Declaration) -> Declaration | None:
        """The declaration that encloses its definition."""
        return self._by_id.get((declaration.enclosing or "", declaration.project))

    def _find_parent(self, declaration: Declaration) -> Declaration | None:
        """The nearest declaration that encloses it by its public name."""
        key = _key(declaration)
        if key not in self._parents:
            names = _names_above(declaration.id)
            found = (self._by_id.get((name, declaration.project)) for name in names)
            self._parents[key] = next(
                (each for each in found if each is not None and each.id != declaration.id), None
            )
        return self._parents[key]

    def _deprecation(self, declaration: Declaration) -> Deprecation | None:
        key = _key(declaration)
        if key not in self._deprecations:
            self._deprecations[key] = None
            self._deprecations[key] = self._find_deprecation(declaration)
        return self._deprecations[key]

    def _find_deprecation(self, declaration: Declaration) -> Deprecation | None:
        said = [mark for mark in declaration.marks if mark.deprecates is not None]
        annotations = [mark for mark in said if mark.form == "annotation"]
        deciding = annotations or said
        if deciding:
            if not all(mark.deprecates for mark in deciding):
                return None
            # what a marker has no place for is added in an annotation; the rest stays as marked
            marks = annotations + [mark for mark in said if mark.form != "annotation"]
            return _combine(marks, basis="annotation" if annotations else "explicit")
        above = self._find_enclosing(declaration)
        inherited = self._deprecation(above) if above is not None else None
        return msgspec.structs.replace(inherited, basis="inherited") if inherited else None


def _climb(
    declaration: Declaration,
    step: Callable[[Declaration], Declaration | None],
    answered: Container[_Key],
) -> list[Declaration]:
    """What *step* leads up to and is not answered yet, outermost first.

    Asked in that order, each only looks one step up: however deep an inventory of somebody else
    nests, nothing recurses.
    """
    found: list[Declaration] = []
    above = step(declaration)
    if above is None or _key(above) in answered:
        return found
    seen = {_key(declaration)}
    while above is not None and _key(above) not in seen and _key(above) not in answered:
        seen.add(_key(above))
        found.append(above)
        above = step(above)
    return found[::-1]


def _is_dotted(symbol_id: str) -> bool:
    """Whether it is plainly the dotted name of something in Python, which needs no parser."""
    return symbol_id.startswith("python:") and "(" not in symbol_id and "@" not in symbol_id


def _names_above(symbol_id: str) -> Iterator[str]:
    """The ids of what encloses a symbol by its name, nearest first."""
    if _is_dotted(symbol_id):
        while "." in symbol_id:
            symbol_id = symbol_id.rpartition(".")[0]
            yield symbol_id
        return
    try:
        parent = parse_id(symbol_id).parent
    except InvalidIdError:
        return
    while parent is not None:
        yield str(parent)
        parent = parent.parent


def _combine(marks: list[Mark], *, basis: Basis) -> Deprecation:
    """Several marks on one symbol tell one story: each fact from the first that knows it.

    Alternatives add up, but those of an annotation replace what it overrides.
    """
    annotated = [mark for mark in marks if mark.form == "annotation" and mark.alternatives]
    return Deprecation(
        since=_first(mark.since for mark in marks),
        removal=_first(mark.removal for mark in marks),
        alternatives=tuple(
            dict.fromkeys(text for mark in annotated or marks for text in mark.alternatives)
        ),
        reason=_first(mark.reason for mark in marks),
        basis=basis,
    )


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _annotated_level(declaration: Declaration) -> str | None:
    if not declaration.marks:
        return None
    return _first(mark.level for mark in declaration.marks if mark.form == "annotation")


def _explicit_level(declaration: Declaration, ladder: Ladder) -> str | None:
    if not declaration.marks:
        return None
    levels = [
        mark.level
        for mark in declaration.marks
        if mark.level is not None and mark.form not in {"annotation", "name"}
    ]
    return min(levels, key=ladder.rank, default=None)
