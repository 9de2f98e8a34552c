"""What changed from one edition to another: added, graduated, regressed, deprecated, removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, Literal, TypeAlias, get_args

import msgspec

from api_stability.language import message, say, say_count
from api_stability.model.ids import InvalidIdError, display_name, parse_id
from api_stability.model.index import Index
from api_stability.model.policy import Policy
from api_stability.model.symbols import Symbol
from api_stability.model.views import Column, Line, Row, RowGroup, Span, Table, plain_text
from api_stability.views.columns import SYMBOL_COLUMNS
from api_stability.views.editions import NOW, Edition, Thing
from api_stability.views.histories import standing_line
from api_stability.views.options import TableOptions, unknown_value
from api_stability.views.selection import check_options, passes_filters, wanted_levels
from api_stability.views.tables import group_of, say_left_out, sort_key
from api_stability.views.words import SURFACE_LABELS, join_sentences, join_words

ChangeKind: TypeAlias = Literal[
    "added",
    "returned",
    "graduated",
    "regressed",
    "relevelled",
    "deprecated",
    "undeprecated",
    "moved",
    "removed",
]
KINDS: Final[tuple[ChangeKind, ...]] = get_args(ChangeKind)
_TITLES: Final[dict[ChangeKind, str]] = {
    "added": message("Added"),
    "returned": message("Returned"),
    "graduated": message("Graduated"),
    "regressed": message("Regressed"),
    "relevelled": message("At another level"),
    "deprecated": message("Deprecated"),
    "undeprecated": message("No longer deprecated"),
    "moved": message("Moved or renamed"),
    "removed": message("Removed"),
}
_DEFAULT: Final = ("name", "before", "after", "removal", "alternative")
_OWN: Final = {
    "change": message("Change"),
    "before": message("Before"),
    "after": message("After"),
}
_KEPT: Final = ("name", "change", "before", "after")
_OF_DEPRECATED: Final = ("removal", "alternative", "alternative-level")


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that changed; what is both deprecated and at another level changed twice."""

    kind: ChangeKind
    before: Thing | None
    after: Thing | None

    @property
    def symbol(self) -> Symbol:
        """The symbol, as it is called now if it is still there."""
        thing = self.after or self.before
        assert thing is not None  # noqa: S101 - one of the two is there
        return thing.symbol


def view_changes(old: Edition, new: Edition, policy: Policy, options: TableOptions) -> Table:
    """What changed from *old* to *new*, a group for each kind of change.

    Symbols are matched by any common id or alias: a new re-export is no removal. What was not read
    on one side is neither added nor removed; the note says so. What changed as its enclosing thing
    did has no row beside it, unless asked for. Levels select by what is so afterwards. Raises
    `UserError` for an option value that there is none of.
    """
    check_options(new.index, options)
    wanted = wanted_levels(new.index, policy, options)
    columns = _choose_columns(options)
    found, unsaid = _find_changes(old, new, policy)
    chosen = [change for change in found if _is_wanted(change, wanted, old, new, options)]
    if not options.inherited:
        chosen = list(_outermost(chosen))
    placed = sorted(
        ((_place(change, old, new, policy, options), change) for change in chosen),
        key=lambda pair: pair[0][0],
    )
    kept = placed if options.limit is None else placed[: options.limit]
    rows = [
        (title, _cells(change, columns, old, new, policy), change) for (_, title), change in kept
    ]
    shown = [
        number
        for number, key in enumerate(columns)
        if key in (options.columns or _KEPT) or any(cells[number] for _, cells, _ in rows)
    ]
    labels = {column.key: column.label for column in SYMBOL_COLUMNS} | _OWN
    told = tuple(_say_unsaid(unsaid, old, new, options))
    nothing: Line = (
        Span(say("Nothing here changed from {old} to {new}.", old=_label(old), new=_label(new))),
    )
    left_out = say_left_out(len(placed) - len(kept), len(placed), options.full)
    return Table(
        name="changes",
        caption=options.caption or say("From {old} to {new}", old=_label(old), new=_label(new)),
        columns=tuple(Column(key=columns[n], label=say(labels[columns[n]])) for n in shown),
        groups=_collect([(title, cells, change) for title, cells, change in rows], shown),
        empty=plain_text(join_sentences((nothing, *told))),
        is_sparse=not options.columns,
        note=join_sentences((left_out, *told)),
    )


def _choose_columns(options: TableOptions) -> tuple[str, ...]:
    valid = tuple(dict.fromkeys((*_OWN, *(column.key for column in SYMBOL_COLUMNS))))
    for key in options.columns:
        if key not in valid:
            raise unknown_value("columns", key, valid)
    default = _DEFAULT if options.group_by is None else ("name", "change", *_DEFAULT[1:])
    return tuple(dict.fromkeys(options.columns or default))


def _find_changes(old: Edition, new: Edition, policy: Policy) -> tuple[list[Change], list[Change]]:
    """What changed; and what seems to be added or removed, but was not read on the other side."""
    olds, news = _by_name(old.things), _by_name(new.things)
    changes: list[Change] = []
    unsaid: list[Change] = []
    for thing in new.things:
        if not old.is_about(thing.symbol):
            continue
        before = next((olds[name] for name in thing.names if name in olds), None)
        if before is not None:
            changes += _compare(before, thing, old, new, policy)
            continue
        returned = any(name in old.earlier for name in thing.names)
        change = Change(kind="returned" if returned else "added", before=None, after=thing)
        is_known = returned or _would_have(old, new, thing.symbol)
        (changes if is_known else unsaid).append(change)
    for thing in old.things:
        if new.is_about(thing.symbol) and not any(name in news for name in thing.names):
            change = Change(kind="removed", before=thing, after=None)
            (changes if _would_have(new, old, thing.symbol) else unsaid).append(change)
    return changes, unsaid


def _would_have(edition: Edition, other: Edition, symbol: Symbol) -> bool:
    """Whether *edition* would have *symbol*, which *other* has, if it was there."""
    surface = symbol.surface
    is_shorter = surface in edition.marked_only and surface not in other.marked_only
    if is_shorter and edition.release is None and other.release is None:
        return False
    return edition.covers(symbol)


def _by_name(things: Iterable[Thing]) -> dict[str, Thing]:
    """Things by every name; an id wins over an alias."""
    found: dict[str, Thing] = {}
    for thing in things:
        for name in thing.names:
            found.setdefault(name, thing)
    found.update((thing.symbol.id, thing) for thing in things)
    return found


def _compare(
    before: Thing, after: Thing, old: Edition, new: Edition, policy: Policy
) -> Iterator[Change]:
    was, now = before.standing, after.standing
    if was.level != now.level and was.level is not None and now.level is not None:
        yield Change(kind=_direction(was.level, now.level, policy), before=before, after=after)
    if was.is_deprecated != now.is_deprecated:
        kind: ChangeKind = "deprecated" if now.is_deprecated else "undeprecated"
        yield Change(kind=kind, before=before, after=after)
    if before.names[0] not in after.names or _was_moved(after, old, new):
        yield Change(kind="moved", before=before, after=after)


def _direction(before: str, after: str, policy: Policy) -> ChangeKind:
    names = [level.name for level in policy.levels]
    if before not in names or after not in names:
        return "relevelled"
    return "graduated" if names.index(after) > names.index(before) else "regressed"


def _was_moved(thing: Thing, old: Edition, new: Edition) -> bool:
    if thing.entry is None or old.release is None or new.release is None:
        return False
    between = new.index.history.events_between(thing.entry, old.release, new.release)
    return any(event.event == "moved" for event in between)


def _is_wanted(
    change: Change, wanted: frozenset[str], old: Edition, new: Edition, options: TableOptions
) -> bool:
    side, thing = (new, change.after) if change.after else (old, change.before)
    if thing is None or not passes_filters(thing.symbol, side.index, options):
        return False
    is_deprecated = thing.standing.is_deprecated and "deprecated" in wanted
    return not wanted or is_deprecated or thing.standing.level in wanted


def _outermost(changes: Sequence[Change]) -> Iterator[Change]:
    """Leave out what changed with something that encloses it, and in the same way."""
    known = {(_way(change), change.symbol.id) for change in changes}
    for change in changes:
        way = _way(change)
        if not any((way, above) in known for above in _enclosing(change.symbol.id)):
            yield change


def _way(change: Change) -> tuple[Any, ...]:
    if change.kind == "moved":
        return (change.kind,)
    sides = (thing.standing if thing else None for thing in (change.before, change.after))
    return change.kind, *sides


def _enclosing(symbol_id: str) -> Iterator[str]:
    try:
        above = parse_id(symbol_id).parent
    except InvalidIdError:
        return
    while above is not None:
        yield str(above)
        above = above.parent


def _place(
    change: Change, old: Edition, new: Edition, policy: Policy, options: TableOptions
) -> tuple[tuple[Any, ...], str]:
    index = _side(change, old, new)
    rank = KINDS.index(change.kind)
    own = sort_key(change.symbol, index, policy, options)
    if options.group_by is None:
        return (rank, own), say(_TITLES[change.kind])
    key, title = group_of(change.symbol, options.group_by, index, policy)
    return (key, own, rank), title


def _side(change: Change, old: Edition, new: Edition) -> Index:
    return new.index if change.after is not None else old.index


def _cells(
    change: Change, columns: Sequence[str], old: Edition, new: Edition, policy: Policy
) -> tuple[Line, ...]:
    symbol, index = change.symbol, _side(change, old, new)
    by_key = {column.key: column for column in SYMBOL_COLUMNS}
    last = change.after or change.before
    is_deprecated = last is not None and last.standing.is_deprecated
    cells: list[Line] = []
    for key in columns:
        if key in _OWN:
            cells.append(_own_cell(key, change, policy))
        elif key in _OF_DEPRECATED and not is_deprecated:
            cells.append(())
        else:
            cells.append(by_key[key].cell(symbol, index, policy))
    return tuple(cells)


def _own_cell(key: str, change: Change, policy: Policy) -> Line:
    if key == "change":
        return (Span(say(_TITLES[change.kind])),)
    if key == "before" and change.kind == "moved" and change.before is not None:
        former = change.before.names[0]
        if change.after is not None and former != change.after.symbol.id:
            return (Span(display_name(former), style="code"),)
    thing = change.before if key == "before" else change.after
    return () if thing is None else standing_line(thing.standing, policy)


def _collect(
    rows: Sequence[tuple[str, tuple[Line, ...], Change]], shown: Sequence[int]
) -> tuple[RowGroup, ...]:
    groups: dict[str, list[Row]] = {}
    for title, cells, change in rows:
        row = Row(subject=change.symbol.id, cells=tuple(cells[number] for number in shown))
        groups.setdefault(title, []).append(row)
    return tuple(RowGroup(title=title, rows=tuple(found)) for title, found in groups.items())


def _say_unsaid(
    unsaid: Sequence[Change], old: Edition, new: Edition, options: TableOptions
) -> Iterator[Line]:
    """That something may be added or removed of which that cannot be known."""
    for kind, other in (("added", old), ("removed", new)):
        symbols = [
            change.symbol
            for change in unsaid
            if change.kind == kind and passes_filters(change.symbol, new.index, options)
        ]
        if not symbols:
            continue
        surfaces = [
            label
            for surface, label in SURFACE_LABELS.items()
            if any(symbol.surface == surface for symbol in symbols)
        ]
        told = _UNSAID[kind](len(symbols), _label(other), join_words(surfaces))
        yield (Span(told),)


_UNSAID: Final[dict[str, Callable[[int, str, str], str]]] = {
    "added": lambda count, edition, surfaces: say_count(
        "{count} more is not called added: {edition} does not have everything on {surfaces}.",
        "{count} more are not called added: {edition} does not have everything on {surfaces}.",
        count,
        edition=edition,
        surfaces=surfaces,
    ),
    "removed": lambda count, edition, surfaces: say_count(
        "{count} more is not called removed: {edition} does not have everything on {surfaces}.",
        "{count} more are not called removed: {edition} does not have everything on {surfaces}.",
        count,
        edition=edition,
        surfaces=surfaces,
    ),
}


def _label(edition: Edition) -> str:
    return say(NOW) if edition.label == NOW else edition.label
