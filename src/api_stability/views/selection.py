"""Which symbols and features a table is about."""

from __future__ import annotations

from collections.abc import Iterator

from api_stability.model.errors import UserError
from api_stability.model.ids import SURFACES, display_name
from api_stability.model.index import Index
from api_stability.model.inventory import Feature
from api_stability.model.patterns import match_id
from api_stability.model.policy import Policy
from api_stability.model.symbols import Symbol
from api_stability.model.views import TableName
from api_stability.views.notices import level_word
from api_stability.views.options import (
    GROUPINGS,
    SORTINGS,
    TableOptions,
    unknown_value,
)


def select_symbols(
    table: TableName, index: Index, policy: Policy, options: TableOptions
) -> tuple[Symbol, ...]:
    """The symbols that are rows of *table*, in the inventory's order.

    Raises `UserError` for a level, surface, feature or project that there is none of.
    """
    wanted = wanted_levels(index, policy, options)
    check_options(index, options)
    found = tuple(
        symbol
        for symbol in index.inventory.symbols
        # what leaves out most of a large inventory comes first
        if (symbol.public or options.private)
        and (not wanted or _has_level(symbol, wanted, options))
        and _belongs(table, symbol, index, policy, options)
        and passes_filters(symbol, index, options)
    )
    return found if options.inherited else tuple(_outermost(found, index))


def select_features(index: Index, policy: Policy, options: TableOptions) -> tuple[Feature, ...]:
    """The features that are rows of a table, in the inventory's order."""
    wanted = wanted_levels(index, policy, options)
    check_options(index, options)
    return tuple(
        feature
        for feature in index.inventory.features
        if (not wanted or feature.level in wanted)
        and (not options.project or feature.project in options.project)
        and (not options.feature or feature.id in options.feature)
        and (not options.prefix or any(feature.id.startswith(text) for text in options.prefix))
        and (
            not options.surface
            or any(symbol.partition(":")[0] in options.surface for symbol in feature.symbols)
        )
    )


def check_options(index: Index, options: TableOptions) -> None:
    """Raise `UserError` with the nearest valid name for what neither inventory nor we have."""
    projects = tuple(project.name for project in index.inventory.projects)
    for option, values, valid in (
        ("surface", options.surface, tuple(SURFACES)),
        ("feature", options.feature, index.feature_ids),
        ("project", options.project, projects),
        ("group-by", (options.group_by,) if options.group_by else (), GROUPINGS),
        ("sort", (options.sort,), SORTINGS),
    ):
        for value in values:
            if value not in valid:
                raise unknown_value(option, value, valid)
    for name, count in (("limit", options.limit), ("releases", options.releases)):
        if count is not None and count < 1:
            raise UserError("must be 1 or more", key=name)


def unmarked_level(symbol: Symbol, index: Index, policy: Policy) -> str:
    """The level of an unmarked symbol in the symbol's own project."""
    project = index.find_project(symbol.project)
    return project.ladder.unmarked if project else policy.unmarked


def wanted_levels(index: Index, policy: Policy, options: TableOptions) -> frozenset[str]:
    """The levels that *options* ask for, by name or alias; other projects' by name.

    Raises `UserError` with the nearest valid name.
    """
    others = {name for project in index.inventory.projects for name in project.ladder.levels}
    try:
        return frozenset(
            word if word in others else level_word(word, policy) for word in options.level
        )
    except UserError as error:
        raise UserError(error.message, key="level") from None


def _has_level(symbol: Symbol, wanted: frozenset[str], options: TableOptions) -> bool:
    if "deprecated" in wanted and symbol.deprecation is not None:
        return True
    return symbol.level in wanted and (options.unmarked or symbol.basis != "default")


def _belongs(
    table: TableName, symbol: Symbol, index: Index, policy: Policy, options: TableOptions
) -> bool:
    if table == "deprecation":
        return symbol.deprecation is not None
    if table == "migration":
        return symbol.deprecation is not None and bool(symbol.deprecation.alternatives)
    if table == "removals":
        return symbol.deprecation is not None and bool(symbol.deprecation.removal)
    if table in ("timeline", "overview"):
        return True  # whatever is counted, or has a history
    if symbol.deprecation is not None or options.level:
        return True  # the level was asked for, and `_has_level` has seen to it
    if symbol.basis == "default":
        return options.unmarked
    return options.unmarked or symbol.level != unmarked_level(symbol, index, policy)


def passes_filters(symbol: Symbol, index: Index, options: TableOptions) -> bool:
    """Whether *symbol* is of the surfaces, projects, features and names that *options* ask for."""
    if options.surface and symbol.surface not in options.surface:
        return False
    if options.project and symbol.project not in options.project:
        return False
    if options.feature and not _in_feature(symbol, index, options.feature):
        return False
    ids = (symbol.id, *symbol.aliases)
    return not options.prefix or any(
        has_prefix(symbol_id, text) for text in options.prefix for symbol_id in ids
    )


def _in_feature(symbol: Symbol, index: Index, wanted: tuple[str, ...]) -> bool:
    if symbol.feature in wanted:
        return True
    features = (index.find_feature(name) for name in wanted)
    return any(feature is not None and symbol.id in feature.symbols for feature in features)


def has_prefix(symbol_id: str, prefix: str) -> bool:
    """Whether an id, or what follows its surface, begins with the whole words of *prefix*."""
    if "*" in prefix:
        return match_id(prefix, symbol_id)
    surface = symbol_id.partition(":")[0]
    # names of variables and metrics have no other separator
    joined = "" if surface in ("env", "metric") else "_"
    for text in (symbol_id, display_name(symbol_id)):
        if text.startswith(prefix):
            following = text[len(prefix) : len(prefix) + 1]
            whole = not following or not (following.isalnum() or following in joined)
            if whole or not (prefix[-1].isalnum() or prefix[-1] in joined):
                return True
    return False


def _outermost(symbols: tuple[Symbol, ...], index: Index) -> Iterator[Symbol]:
    """Leave out what only repeats the row of something that encloses it."""
    selected = {symbol.id for symbol in symbols}
    for symbol in symbols:
        if not any(
            above.id in selected and repeats(symbol, above)
            for above in index.find_enclosing(symbol)
        ):
            yield symbol


def repeats(symbol: Symbol, above: Symbol) -> bool:
    """Whether everything that is said about *symbol* follows from the enclosing *above*."""
    own_level = symbol.basis in ("annotation", "explicit") or symbol.level != above.level
    own_deprecation = symbol.deprecation is not None and symbol.deprecation.basis != "inherited"
    return not own_level and not own_deprecation
