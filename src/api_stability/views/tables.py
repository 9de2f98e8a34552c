"""Tables of symbols and of features."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec

from api_stability.language import message, say, say_count, say_line
from api_stability.model.index import Index
from api_stability.model.inventory import Feature
from api_stability.model.policy import Policy
from api_stability.model.symbols import Symbol
from api_stability.model.views import Column, Line, Row, RowGroup, Span, Table, TableName
from api_stability.views.badges import level_badge
from api_stability.views.chains import MIGRATION_COLUMNS, drop_later
from api_stability.views.columns import FEATURE_COLUMNS, SYMBOL_COLUMNS, CellColumn, T
from api_stability.views.expected import Grouping, date_groups
from api_stability.views.modules import name_module
from api_stability.views.options import TableOptions, unknown_value
from api_stability.views.order import id_key, moment_key, natural_key, surface_key
from api_stability.views.selection import select_features, select_symbols
from api_stability.views.words import SURFACE_LABELS, join_words, lowered, say_removal


class TableKind(msgspec.Struct, frozen=True, kw_only=True):
    """What distinguishes one table from another."""

    columns: tuple[str, ...]
    """The default columns; of these, the ones that are empty in every row are left out."""
    labels: tuple[tuple[str, str], ...] = ()
    """Headings that differ from the column's own."""
    last: tuple[str, ...] = ()
    """Columns that every such table has, after those that are asked for."""
    empty: str


TABLE_KINDS: Final[dict[str, TableKind]] = {
    "stability": TableKind(
        columns=("name", "status", "summary"),
        empty=message("Nothing here is marked with a level, or deprecated."),
    ),
    "deprecation": TableKind(
        columns=("name", "level", "since", "removal", "alternative", "reason"),
        labels=(("removal", message("Earliest removal")),),
        empty=message("Nothing here is deprecated."),
    ),
    "migration": TableKind(
        columns=("name", "alternative", "alternative-level", "removal"),
        labels=(
            ("name", message("Old")),
            ("short-name", message("Old")),
            ("alternative", message("New")),
        ),
        empty=message("Nothing here has been replaced."),
    ),
    "removals": TableKind(
        columns=("name", "level", "alternative", "reason"),
        empty=message("No removal is announced here."),
    ),
}
FEATURE_KIND: Final = TableKind(
    columns=("name", "status", "surface", "opt-in", "proposal", "issue"),
    empty=message("There is no feature here."),
)
ALWAYS_SHOWN: Final = ("name", "status", "level", "alternative")


def view_stability_table(index: Index, policy: Policy, options: TableOptions) -> Table:
    """What is not simply at the level of unmarked things: "everything experimental, beta …".

    With ``level``: what is at that level by anything but default. Features instead of symbols when
    the options' subject says so. Raises `UserError` for an option value that there is none of.
    """
    if options.subject == "features":
        features = select_features(index, policy, options)
        return build_table(
            "stability", features, FEATURE_COLUMNS, FEATURE_KIND, index, policy, options
        )
    table = _view_symbols("stability", index, policy, options)
    if table.rows or not options.level:
        return table
    return msgspec.structs.replace(table, empty=_say_none_at(options.level, policy))


def view_deprecation_table(index: Index, policy: Policy, options: TableOptions) -> Table:
    """What is deprecated: since when, earliest removal, what to use instead, why.

    Something deprecated only with what encloses it has no row beside it, unless asked for.
    """
    return _view_symbols("deprecation", index, policy, options)


def view_migration_table(index: Index, policy: Policy, options: TableOptions) -> Table:
    """Old to new, across surfaces: one row for each deprecated symbol that has an alternative.

    A name that another one became is in the row of that one.
    """
    return _view_symbols("migration", index, policy, options)


def view_removals_table(index: Index, policy: Policy, options: TableOptions) -> Table:
    """What goes when: everything with an announced removal, by release unless grouped otherwise.

    A release has the date that the ledger gives it, else the day before which the policy's notice
    does not end.
    """
    grouped = msgspec.structs.replace(options, group_by=options.group_by or "removal")
    return _view_symbols("removals", index, policy, grouped)


def valid_columns(options: TableOptions) -> tuple[str, ...]:
    """The columns that a table can have, by what its rows are."""
    if options.subject == "features":
        return tuple(column.key for column in FEATURE_COLUMNS)
    return tuple(column.key for column in SYMBOL_COLUMNS)


def _view_symbols(name: TableName, index: Index, policy: Policy, options: TableOptions) -> Table:
    options = msgspec.structs.replace(options, subject="symbols")
    symbols = select_symbols(name, index, policy, options)
    columns = SYMBOL_COLUMNS
    if name == "migration":
        symbols, columns = drop_later(symbols, index), MIGRATION_COLUMNS
    return build_table(name, symbols, columns, TABLE_KINDS[name], index, policy, options)


def build_table(
    name: str,
    subjects: Sequence[T],
    known: Sequence[CellColumn[T]],
    kind: TableKind,
    index: Index,
    policy: Policy,
    options: TableOptions,
) -> Table:
    """A row for each of *subjects*, with the columns, groups and order that *options* ask for.

    Raises `UserError` for a column that there is none of.
    """
    valid = valid_columns(options)
    for key in options.columns:
        if key not in valid:
            raise unknown_value("columns", key, valid)
    by_key = {column.key: column for column in known}
    chosen = [
        by_key[key] for key in dict.fromkeys((*(options.columns or kind.columns), *kind.last))
    ]
    ordered = sorted(subjects, key=lambda subject: sort_key(subject, index, policy, options))
    placed = _place(ordered, index, policy, options)
    kept = placed if options.limit is None else placed[: options.limit]
    cells = [[column.cell(subject, index, policy) for column in chosen] for _, subject in kept]
    shown = [
        number
        for number, column in enumerate(chosen)
        if column.key in (options.columns or ALWAYS_SHOWN) or any(row[number] for row in cells)
    ]
    labels = dict(kind.labels)
    rows = [
        (group, Row(subject=subject.id, cells=tuple(row[number] for number in shown)))
        for (group, subject), row in zip(kept, cells, strict=True)
    ]
    return Table(
        name=name,
        caption=options.caption,
        columns=tuple(
            Column(key=chosen[n].key, label=say(labels.get(chosen[n].key, chosen[n].label)))
            for n in shown
        ),
        groups=_collect(rows),
        empty=say(kind.empty),
        note=say_left_out(len(placed) - len(kept), len(placed), options.full),
    )


def _say_none_at(words: Sequence[str], policy: Policy) -> str:
    levels = (policy.level(policy.level_for(word) or word) for word in words)
    # what another project's ladder calls a level is said as written
    labels = (
        _said_word(word, policy) if level is None else lowered(level.appearance.label)
        for word, level in zip(words, levels, strict=True)
    )
    said = join_words(tuple(dict.fromkeys(labels)), "or")
    return say("Nothing here is marked {levels}.", levels=said)


def _said_word(word: str, policy: Policy) -> str:
    return lowered(policy.deprecated.label) if word == "deprecated" else word


def say_left_out(count: int, total: int, full: str | None) -> Line:
    """That *count* of *total* rows are not shown, and the page *full* that has them."""
    if not count:
        return ()
    told = say_count("{count} more is not shown", "{count} more are not shown", count)
    if full is None:
        return (Span(say("{status}.", status=told)),)
    return say_line(
        "{status}; all {total} in {page}.",
        status=(Span(told),),
        total=(Span(str(total)),),
        page=(Span(full, target=f"page:{full}"),),
    )


def _collect(rows: Sequence[tuple[Grouping | None, Row]]) -> tuple[RowGroup, ...]:
    groups: dict[str | None, list[Row]] = {}
    for group, row in rows:
        groups.setdefault(group[1] if group else None, []).append(row)
    return tuple(RowGroup(title=title, rows=tuple(found)) for title, found in groups.items())


def _place(
    subjects: Sequence[T], index: Index, policy: Policy, options: TableOptions
) -> list[tuple[Grouping | None, T]]:
    """Each subject with its group, groups in their own order and rows in the given one."""
    if options.group_by is None:
        return [(None, subject) for subject in subjects]
    grouping = options.group_by
    grouped = [(group_of(subject, grouping, index, policy), subject) for subject in subjects]
    grouped.sort(key=lambda pair: pair[0][0])
    if grouping == "removal":
        return list(date_groups(grouped, index, policy))
    return [(group, subject) for group, subject in grouped]


def sort_key(
    subject: Symbol | Feature, index: Index, policy: Policy, options: TableOptions
) -> tuple[Any, ...]:
    """The place of *subject* in the order that *options* ask for."""
    name: tuple[Any, ...]
    if isinstance(subject, Feature):
        name = (natural_key(subject.title), natural_key(subject.id))
    else:
        name = id_key(subject.id)
    if options.sort == "name":
        return name
    return *group_of(subject, options.sort, index, policy)[0], *name


def group_of(subject: Symbol | Feature, by: str, index: Index, policy: Policy) -> Grouping:
    """Where *subject* belongs by *by*: key for the order, title."""
    if by == "level":
        return _by_level(subject.level, policy)
    if by == "project":
        return (natural_key(subject.project),), subject.project
    if isinstance(subject, Feature):
        return (natural_key(subject.title),), subject.title
    return _SYMBOL_GROUPS[by](subject, index)


def _by_level(level: str | None, policy: Policy) -> Grouping:
    if level is None:
        return (len(policy.levels) + 1, ""), say("No level")
    names = [known.name for known in policy.levels]
    place = names.index(level) if level in names else len(names)
    return (place, level), level_badge(level, policy).label


def _by_surface(symbol: Symbol, _index: Index) -> Grouping:
    return (surface_key(symbol.surface),), SURFACE_LABELS[symbol.surface]


def _by_module(symbol: Symbol, index: Index) -> Grouping:
    title = name_module(symbol, index)
    return (surface_key(symbol.surface), natural_key(title)), title


def _by_feature(symbol: Symbol, index: Index) -> Grouping:
    feature = index.find_feature(symbol.feature) if symbol.feature else None
    title = feature.title if feature else symbol.feature
    return (title is None, natural_key(title or "")), title or say("No feature")


def _by_kind(symbol: Symbol, _index: Index) -> Grouping:
    return (natural_key(symbol.kind),), symbol.kind[:1].upper() + symbol.kind[1:]


def _by_since(symbol: Symbol, _index: Index) -> Grouping:
    since = symbol.deprecation.since if symbol.deprecation else None
    return moment_key(since), _say_since(since)


def _say_since(since: str | None) -> str:
    return say("Since {since}", since=since) if since else say("Since: not known")


def _by_removal(symbol: Symbol, _index: Index) -> Grouping:
    removal = symbol.deprecation.removal if symbol.deprecation else None
    if not removal:
        return moment_key(None), say("No removal announced")
    when = say_removal(removal)
    return moment_key(removal), when[:1].upper() + when[1:]


_SYMBOL_GROUPS: Final[dict[str, Callable[[Symbol, Index], Grouping]]] = {
    "surface": _by_surface,
    "module": _by_module,
    "feature": _by_feature,
    "kind": _by_kind,
    "since": _by_since,
    "removal": _by_removal,
}
