"""What a documented object or module shows: badges for each signature, notices for the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from api_stability.language import say_count
from api_stability.model.ids import InvalidIdError, PythonId, parse_id
from api_stability.model.symbols import Symbol
from api_stability.model.views import Badge, Line, Notice, Span
from api_stability.sphinx.build import Build
from api_stability.sphinx.overloads import find_overload
from api_stability.sphinx.uses import ModuleUse, ObjectUse, Signature
from api_stability.views import view_badges, view_notices
from api_stability.views.badges import dated_badges
from api_stability.views.notices import find_origin, find_since_above
from api_stability.views.selection import repeats
from api_stability.views.words import labelled


class Told(msgspec.Struct, frozen=True):
    """A notice."""

    notice: Notice
    origin: str | None = None
    """What encloses the object and says this already, where that may make a difference."""
    above: str | None = None
    """What encloses the object and says since when, if that is the same."""
    brief: Notice | None = None
    """The notice without it."""


class ObjectView(msgspec.Struct, frozen=True):
    """What one description shows."""

    badges: tuple[tuple[Badge, ...], ...]
    """For each signature."""
    notices: tuple[Told, ...]
    parameters: tuple[tuple[str, tuple[Badge, ...]], ...] = ()
    """Names of parameters, with what stands beside each in a list of them."""


NOTHING: Final = ObjectView((), ())
"""What most objects show; always this very value."""


def shows_nothing(use: ObjectUse, build: Build) -> bool:
    """Whether nothing is said about any of the signatures."""
    told = build.told
    for signature in use.signatures:
        if signature.id in told:
            return False
        # a command has more spellings than can be listed
        if signature.id.startswith("cli:") and build.find_symbol(signature.id) is not None:
            return False
    return True


def view_object(use: ObjectUse, build: Build) -> ObjectView:
    """The badges of each signature and the notices of them all.

    What only some of the signatures are said to be names them.
    """
    found = [_find_symbol(signature, build) for signature in use.signatures]
    distinct = list(dict.fromkeys(found))
    notices: list[Told] = []
    for symbol in distinct:
        if symbol is not None and build.settings.has_admonitions:
            own = _view_notices(symbol, build)
            notices += own if len(distinct) == 1 else [_named(each, symbol) for each in own]
    badges = tuple(_badges(symbol, build) for symbol in found)
    parameters = _view_listed(distinct, build)
    if not notices and not parameters and not any(badges):
        return NOTHING
    return ObjectView(badges, tuple(dict.fromkeys(notices)), parameters)


def view_module(use: ModuleUse, build: Build) -> ObjectView:
    """The badges and notices of a module, or of a command that has a section of its own."""
    symbol = build.find_symbol(use.id)
    if symbol is None:
        return NOTHING
    notices = tuple(_view_own(symbol, build)) if build.settings.has_admonitions else ()
    badges = _badges(symbol, build)
    return ObjectView((badges,), notices) if badges or notices else NOTHING


def _find_symbol(signature: Signature, build: Build) -> Symbol | None:
    """The symbol that a signature documents: of the overload where it is one, else the object's.

    Found by id or alias, or by what Sphinx knows to be documented under that name.
    """
    symbol = build.find_symbol(signature.id)
    if symbol is None or signature.overload is None:
        return symbol
    overloads = [
        (identity.overload, variant)
        for variant, identity in _variants(symbol, build)
        if identity.overload is not None and identity.parameter is None
    ]
    return find_overload(signature.overload, overloads) or symbol


def _badges(symbol: Symbol | None, build: Build) -> tuple[Badge, ...]:
    if symbol is None or not build.settings.badges:
        return ()
    return view_badges(symbol, build.policy, build.index)


def _view_listed(
    symbols: list[Symbol | None], build: Build
) -> tuple[tuple[str, tuple[Badge, ...]], ...]:
    """What stands beside the names of parameters: nothing that is said of the whole."""
    found: dict[str, tuple[Badge, ...]] = {}
    if not build.settings.shows("parameters"):
        return ()
    for symbol in symbols:
        for variant, identity in _variants(symbol, build) if symbol is not None else ():
            if symbol is None or identity.parameter is None or repeats(variant, symbol):
                continue
            since = symbol.deprecation.since if symbol.deprecation else None
            badges = dated_badges(variant, build.policy, build.index, unless=since)
            said = _said_of(symbol, variant)
            kept = tuple(badge for badge in badges if badge.word not in said)
            if kept:
                found.setdefault(identity.parameter, kept)
    return tuple(found.items())


def _view_own(symbol: Symbol, build: Build) -> list[Told]:
    """The symbol's own notices."""
    notices = view_notices(symbol, build.known, build.policy)
    enclosing = [find_since_above(symbol, notice.word, build.index) for notice in notices]
    briefs = notices
    if any(enclosing):
        briefs = view_notices(symbol, build.known, build.policy, since=False)
    told = []
    for notice, brief, above in zip(notices, briefs, enclosing, strict=True):
        origin = (
            find_origin(symbol, notice.word, build.index)
            if build.settings.admonitions == "outermost"
            else None
        )
        told.append(
            Told(
                notice,
                origin.id if origin else None,
                above.id if above else None,
                brief if above else None,
            )
        )
    return told


def _view_notices(symbol: Symbol, build: Build) -> list[Told]:
    """The symbol's own notices, then those of its accessors and parameters."""
    notices = _view_own(symbol, build)
    parameters: list[tuple[str, Symbol]] = []
    for variant, identity in _variants(symbol, build):
        if repeats(variant, symbol):
            continue
        if identity.accessor is not None and identity.parameter is None:
            notices += [
                Told(_prefixed(each, (Span(f"{identity.accessor.capitalize()}: "),)))
                for each in _view_part(variant, symbol, build)
            ]
        elif identity.parameter is not None:
            parameters.append((identity.parameter, variant))
    notice = _view_parameters(parameters, symbol, build)
    return [*notices, Told(notice)] if notice is not None else notices


def _view_part(part: Symbol, whole: Symbol, build: Build) -> list[Notice]:
    """The notices of a parameter or an accessor, without what is said of the *whole*."""
    said = _said_of(whole, part)
    repeats_since = (
        part.deprecation is not None
        and whole.deprecation is not None
        and part.deprecation.since == whole.deprecation.since
    )
    notices = view_notices(part, build.known, build.policy, since=not repeats_since)
    return [notice for notice in notices if notice.word not in said]


def _said_of(whole: Symbol, part: Symbol) -> frozenset[str]:
    """What needs not be said again of a part: the level, and a deprecation that it inherits."""
    inherits = part.deprecation is not None and part.deprecation.basis == "inherited"
    level = {whole.level} - {"deprecated"}
    return frozenset(level | {"deprecated"} if inherits else level)


def _variants(symbol: Symbol, build: Build) -> Iterator[tuple[Symbol, PythonId]]:
    for variant in build.variants.get(symbol.id, ()):
        try:
            identity = parse_id(variant.id)
        except InvalidIdError:  # pragma: no cover - `Build.variants` has parsed it
            continue
        if isinstance(identity, PythonId):
            yield variant, identity


def _view_parameters(
    parameters: list[tuple[str, Symbol]], whole: Symbol, build: Build
) -> Notice | None:
    """One notice for all marked parameters, a line for each thing said of one."""
    lines: list[Line] = []
    first: Notice | Badge | None = None
    for name, symbol in parameters:
        notices = _view_part(symbol, whole, build)
        for notice in notices:
            more = [piece for line in notice.lines for piece in (Span(" "), *line)]
            lines.append(labelled(Span(name, style="code"), (*notice.title, *more)))
        known = {*_said_of(whole, symbol), *(notice.word for notice in notices)}
        badges = [
            badge
            for badge in view_badges(symbol, build.policy, build.index)
            if badge.word not in known
        ]
        code = Span(name, style="code")
        lines += [labelled(code, (Span(badge.title),)) for badge in badges]
        told: list[Notice | Badge] = [*notices, *badges]
        for each in told:
            if first is None or (each.word == "deprecated" and first.word != "deprecated"):
                first = each
    if first is None:
        return None
    word = say_count("Parameter", "Parameters", len({name for name, _ in parameters}))
    return Notice(
        word=first.word, tone=first.tone, title=(Span(word, style="strong"),), lines=tuple(lines)
    )


def _named(told: Told, symbol: Symbol) -> Told:
    """The notice, saying which of several signatures it is about."""
    try:
        identity = parse_id(symbol.id)
    except InvalidIdError:
        return told
    if not isinstance(identity, PythonId):
        return told
    name = identity.path[-1]
    if identity.overload is not None:
        name = f"{name}({identity.overload})"
    start = (Span(name, style="code"), Span(": "))
    brief = _prefixed(told.brief, start) if told.brief else None
    return msgspec.structs.replace(told, notice=_prefixed(told.notice, start), brief=brief)


def _prefixed(notice: Notice, line: Line) -> Notice:
    return msgspec.structs.replace(notice, title=(*line, *notice.title))
