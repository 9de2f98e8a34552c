"""What a documented object or module shows: badges for each signature, notices for the whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, Protocol

import msgspec

from api_stability.language import say_count
from api_stability.model.ids import InvalidIdError, PythonId, parse_id
from api_stability.model.index import Index
from api_stability.model.policy import Policy
from api_stability.model.symbols import Symbol
from api_stability.model.views import Badge, Line, Notice, Span
from api_stability.views.badges import dated_badges, view_badges
from api_stability.views.notices import find_origin, find_since_above, view_notices
from api_stability.views.overloads import find_overload
from api_stability.views.selection import repeats
from api_stability.views.words import labelled


class Choices(Protocol):
    """What whoever builds has chosen to be shown."""

    @property
    def badges(self) -> bool:
        """Whether objects show their badges."""

    @property
    def admonitions(self) -> Literal["all", "outermost", "none"] | bool:
        """Which objects show a notice; "outermost": see `without_said`."""

    @property
    def has_admonitions(self) -> bool:
        """Whether any object shows a notice."""

    def shows(self, place: Literal["parameters"], /) -> bool:
        """Whether there are badges in *place*, beside the signatures of objects."""


class Showing(Protocol):
    """What is known where objects are documented."""

    @property
    def index(self) -> Index:
        """Look-up of what is said of the documented project."""

    @property
    def known(self) -> Index:
        """Look-up of what is mentioned."""

    @property
    def policy(self) -> Policy:
        """In the language of the pages."""

    @property
    def settings(self) -> Choices:
        """What is to be shown."""

    @property
    def variants(self) -> Mapping[str, Sequence[Symbol]]:
        """See `find_variants`."""

    def find_symbol(self, documented: str, /) -> Symbol | None:
        """The symbol that is documented by that id."""


class Signed(Protocol):
    """One signature of a documented object."""

    @property
    def id(self) -> str:
        """The symbol id of the documented path."""

    @property
    def overload(self) -> str | None:
        """Its parameters as an id spells them, where the object has several signatures."""


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


def view_object(signatures: Iterable[Signed], showing: Showing) -> ObjectView:
    """The badges of each signature and the notices of them all.

    What only some of the signatures are said to be names them.
    """
    found = [_find_symbol(signature, showing) for signature in signatures]
    distinct = list(dict.fromkeys(found))
    notices: list[Told] = []
    for symbol in distinct:
        if symbol is not None and showing.settings.has_admonitions:
            own = _view_notices(symbol, showing)
            notices += own if len(distinct) == 1 else [_named(each, symbol) for each in own]
    badges = tuple(_badges(symbol, showing) for symbol in found)
    parameters = _view_listed(distinct, showing)
    if not notices and not parameters and not any(badges):
        return NOTHING
    return ObjectView(badges, tuple(dict.fromkeys(notices)), parameters)


def view_module(documented: str, showing: Showing) -> ObjectView:
    """The badges and notices of a module, or of a command that has a section of its own."""
    symbol = showing.find_symbol(documented)
    if symbol is None:
        return NOTHING
    notices = tuple(_view_own(symbol, showing)) if showing.settings.has_admonitions else ()
    badges = _badges(symbol, showing)
    return ObjectView((badges,), notices) if badges or notices else NOTHING


def without_said(view: ObjectView, said: Collection[str]) -> ObjectView:
    """*view* without what stands at what encloses the object, on the same page: whole notices
    that would only repeat it, and since when.

    *said* has the ids of the symbols that enclose it and are documented there.
    """
    if not any(told.origin or told.above for told in view.notices):
        return view
    kept = tuple(
        msgspec.structs.replace(told, notice=told.brief)
        if told.brief is not None and told.above in said
        else told
        for told in view.notices
        if told.origin not in said
    )
    return msgspec.structs.replace(view, notices=kept)


def find_variants(index: Index) -> dict[str, tuple[Symbol, ...]]:
    """Id of each Python symbol to its marked parameters, accessors and overloads."""
    found: dict[str, list[Symbol]] = {}
    for symbol in index.inventory.symbols:
        # most symbols are none of these, and parsing every id takes longer
        if symbol.surface != "python" or not (symbol.id[-1] == ")" or "@" in symbol.id):
            continue
        try:
            above = parse_id(symbol.id).parent
        except InvalidIdError:
            continue
        if above is not None and symbol.marked:
            enclosing = index.find_symbol(str(above))
            found.setdefault(enclosing.id if enclosing else str(above), []).append(symbol)
    return {name: tuple(symbols) for name, symbols in found.items()}


def find_told(index: Index, policy: Policy, variants: Collection[str]) -> frozenset[str]:
    """Ids and aliases of the symbols that may have something to show: most have not.

    *variants*: the ids of those that have marked parameters, accessors or overloads.
    """
    shown = {
        level.name
        for level in policy.levels
        if level.appearance.badge or level.appearance.admonition
    }
    told = {
        name
        for symbol in index.inventory.symbols
        if symbol.level in shown
        or symbol.basis != "default"
        or symbol.deprecation is not None
        or symbol.id in variants
        for name in (symbol.id, *symbol.aliases)
    }
    return frozenset(told.union(variants))


def make_unlisted(documented: str, project: str, policy: Policy) -> Symbol:
    """What is not public, so not in the inventory, but has marked parts that are."""
    return Symbol(
        id=documented,
        surface="python",
        kind="function",
        project=project,
        public=False,
        level=policy.unmarked,
    )


def _find_symbol(signature: Signed, showing: Showing) -> Symbol | None:
    """The symbol that a signature documents: of the overload where it is one, else the object's.

    Found by id or alias, or by what the host knows to be documented under that name.
    """
    symbol = showing.find_symbol(signature.id)
    if symbol is None or signature.overload is None:
        return symbol
    overloads = [
        (identity.overload, variant)
        for variant, identity in _variants(symbol, showing)
        if identity.overload is not None and identity.parameter is None
    ]
    return find_overload(signature.overload, overloads) or symbol


def _badges(symbol: Symbol | None, showing: Showing) -> tuple[Badge, ...]:
    if symbol is None or not showing.settings.badges:
        return ()
    return view_badges(symbol, showing.policy, showing.index)


def _view_listed(
    symbols: list[Symbol | None], showing: Showing
) -> tuple[tuple[str, tuple[Badge, ...]], ...]:
    """What stands beside the names of parameters: nothing that is said of the whole."""
    found: dict[str, tuple[Badge, ...]] = {}
    if not showing.settings.shows("parameters"):
        return ()
    for symbol in symbols:
        for variant, identity in _variants(symbol, showing) if symbol is not None else ():
            if symbol is None or identity.parameter is None or repeats(variant, symbol):
                continue
            since = symbol.deprecation.since if symbol.deprecation else None
            badges = dated_badges(variant, showing.policy, showing.index, unless=since)
            said = _said_of(symbol, variant)
            kept = tuple(badge for badge in badges if badge.word not in said)
            if kept:
                found.setdefault(identity.parameter, kept)
    return tuple(found.items())


def _view_own(symbol: Symbol, showing: Showing) -> list[Told]:
    """The symbol's own notices."""
    notices = view_notices(symbol, showing.known, showing.policy)
    aboves = [find_since_above(symbol, notice.word, showing.index) for notice in notices]
    briefs = notices
    if any(aboves):
        briefs = view_notices(symbol, showing.known, showing.policy, since=False)
    told = []
    for notice, above, brief in zip(notices, aboves, briefs, strict=True):
        origin = (
            find_origin(symbol, notice.word, showing.index)
            if showing.settings.admonitions == "outermost"
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


def _view_notices(symbol: Symbol, showing: Showing) -> list[Told]:
    """The symbol's own notices, then those of its accessors and parameters."""
    notices = _view_own(symbol, showing)
    parameters: list[tuple[str, Symbol]] = []
    for variant, identity in _variants(symbol, showing):
        if repeats(variant, symbol):
            continue
        if identity.accessor is not None and identity.parameter is None:
            notices += [
                Told(_prefixed(each, (Span(f"{identity.accessor.capitalize()}: "),)))
                for each in _view_part(variant, symbol, showing)
            ]
        elif identity.parameter is not None:
            parameters.append((identity.parameter, variant))
    notice = _view_parameters(parameters, symbol, showing)
    return [*notices, Told(notice)] if notice is not None else notices


def _view_part(part: Symbol, whole: Symbol, showing: Showing) -> list[Notice]:
    """The notices of a parameter or an accessor, without what is said of the *whole*."""
    said = _said_of(whole, part)
    repeats_since = (
        part.deprecation is not None
        and whole.deprecation is not None
        and part.deprecation.since == whole.deprecation.since
    )
    notices = view_notices(part, showing.known, showing.policy, since=not repeats_since)
    return [notice for notice in notices if notice.word not in said]


def _said_of(whole: Symbol, part: Symbol) -> frozenset[str]:
    """What needs not be said again of a part: the level, and a deprecation that it inherits."""
    inherits = part.deprecation is not None and part.deprecation.basis == "inherited"
    level = {whole.level} - {"deprecated"}
    return frozenset(level | {"deprecated"} if inherits else level)


def _variants(symbol: Symbol, showing: Showing) -> Iterator[tuple[Symbol, PythonId]]:
    for variant in showing.variants.get(symbol.id, ()):
        try:
            identity = parse_id(variant.id)
        except InvalidIdError:  # pragma: no cover - `find_variants` has parsed it
            continue
        if isinstance(identity, PythonId):
            yield variant, identity


def _view_parameters(
    parameters: list[tuple[str, Symbol]], whole: Symbol, showing: Showing
) -> Notice | None:
    """One notice for all marked parameters, a line for each thing said of one."""
    lines: list[Line] = []
    first: Notice | Badge | None = None
    for name, symbol in parameters:
        notices = _view_part(symbol, whole, showing)
        for notice in notices:
            more = [piece for line in notice.lines for piece in (Span(" "), *line)]
            lines.append(labelled(Span(name, style="code"), (*notice.title, *more)))
        known = {*_said_of(whole, symbol), *(notice.word for notice in notices)}
        badges = [
            badge
            for badge in view_badges(symbol, showing.policy, showing.index)
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
