"""From what a page asks for to what is shown, still without markup; a mistake becomes a value too.

Every answer is kept for the rest of the build: it is wanted for the page's digest and again when
the page is written.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TypeAlias

import msgspec

from api_stability.model.errors import UserError, nearest
from api_stability.model.ids import SURFACES, display_name
from api_stability.model.index import Index
from api_stability.model.inventory import Feature
from api_stability.model.symbols import Symbol
from api_stability.model.views import Badge, Chart, FeatureCard, Line, Notice, Span, Table
from api_stability.sphinx.build import Build
from api_stability.sphinx.documented import (
    NOTHING,
    ObjectView,
    shows_nothing,
    view_module,
    view_object,
)
from api_stability.sphinx.external import ExternalView, view_external
from api_stability.sphinx.full_pages import name_full_page, title_page
from api_stability.sphinx.links import follow_reference
from api_stability.sphinx.present_changes import present_changes
from api_stability.sphinx.scopes import find_scope
from api_stability.sphinx.uses import (
    BadgeUse,
    ChangesUse,
    ExternalUse,
    FeatureUse,
    LevelUse,
    LinkUse,
    ModuleUse,
    NameUse,
    ObjectUse,
    Options,
    PolicyUse,
    ReferenceUse,
    SaidUse,
    TableUse,
    Use,
)
from api_stability.sphinx.warning import subtype_of
from api_stability.views import (
    TABLES,
    parse_options,
    view_badges,
    view_feature,
    view_level_notice,
    view_overview,
    view_policy_tables,
)
from api_stability.views.badges import deprecated_badge, level_badge, status_line
from api_stability.views.notices import level_word
from api_stability.views.options import TableOptions
from api_stability.views.selection import has_prefix

LEVEL_OPTIONS = ("since", "reason", "opt-in", "removal")

_OF_OTHERS = ("unknown-symbol", "unknown-feature")


class Tables(msgspec.Struct, frozen=True):
    """One table or several."""

    tables: tuple[Table, ...]
    is_own: bool = True
    """Whether a row with the id of a symbol of ours is about that symbol."""


class Badges(msgspec.Struct, frozen=True):
    """Badges in a text."""

    line: Line


class Beside(msgspec.Struct, frozen=True):
    """Badges beside a name or a link."""

    badges: tuple[Badge, ...]


class Link(msgspec.Struct, frozen=True):
    """A link to where a feature is presented."""

    name: Span
    badges: tuple[Badge, ...]


class Problem(msgspec.Struct, frozen=True):
    """A mistake in what the page asks for."""

    subtype: str
    message: str
    is_told: bool = False
    """Whether there was a warning already about why it cannot be shown."""


View: TypeAlias = (
    ObjectView
    | Notice
    | FeatureCard
    | Tables
    | Chart
    | Badges
    | Beside
    | Link
    | Problem
    | ExternalView
)


def present(use: Use, build: Build) -> View:
    """What *use* shows in this build."""
    if isinstance(use, ObjectUse) and shows_nothing(use, build):
        return NOTHING  # what most objects show, found sooner than what was found before
    found = build.views.get(use)
    if found is None:
        try:
            found = _present(use, build)
        except UserError as error:
            subtype = subtype_of(error)
            # it may be that of a project of which nothing could be had, and that was told
            is_told = subtype in _OF_OTHERS and bool(build.others.missing)
            found = Problem(subtype, _say(error), is_told)
        build.views[use] = found
    return found  # type: ignore[return-value]


def _present(use: Use, build: Build) -> View:
    match use:
        case ObjectUse():
            return view_object(use, build)
        case ModuleUse():
            return view_module(use, build)
        case LevelUse():
            return _present_level(use, build)
        case FeatureUse():
            _check_options(use.options, ())
            return view_feature(_feature(use.feature, build.known), build.known, build.policy)
        case TableUse():
            return _present_table(use, build)
        case ChangesUse():
            return Tables((present_changes(use, build),))
        case PolicyUse():
            return _present_policy(use, build)
        case _:
            return _present_inline(use, build)


def _present_inline(
    use: NameUse | ReferenceUse | BadgeUse | LinkUse | SaidUse | ExternalUse, build: Build
) -> View:
    match use:
        case NameUse():
            return _present_name(build.find_symbol(use.id), build)
        case ReferenceUse():
            place = follow_reference(use, build.builder.env)
            return _present_name(build.symbols_by_place.get(place) if place else None, build)
        case BadgeUse():
            return _present_badges(use, build)
        case LinkUse():
            feature = _feature(use.feature, build.known)
            card = view_feature(feature, build.known, build.policy)
            name = Span(use.title or card.title, target=f"feature:{feature.id}")
            return Link(name, card.badges)
        case SaidUse():
            return _present_said(use, build)
        case ExternalUse():
            return view_external(use, build)


def _present_said(use: SaidUse, build: Build) -> View:
    """The badge of a level; an unknown one has its warning where it was written."""
    if not build.settings.badges:
        return NOTHING
    try:
        word = level_word(use.level, build.policy)
    except UserError:
        return NOTHING
    if word == "deprecated":
        return Beside((deprecated_badge(None, build.policy),))
    return Beside((level_badge(word, build.policy),))


def _present_name(symbol: Symbol | None, build: Build) -> View:
    """The badges beside a name that leads to *symbol*."""
    if symbol is None or not build.settings.badges:
        return NOTHING
    badges = view_badges(symbol, build.policy, build.index)
    return Beside(badges) if badges else NOTHING


def _present_level(use: LevelUse, build: Build) -> Notice:
    _check_options(use.options, LEVEL_OPTIONS)
    given = dict(use.options)
    return view_level_notice(
        use.level,
        build.policy,
        since=given.get("since"),
        reason=given.get("reason"),
        opt_in=given.get("opt-in"),
        removal=given.get("removal"),
    )


def _present_table(use: TableUse, build: Build) -> Tables | Chart:
    options = parse_options(dict(use.options))
    # a page is about the documented project; others are shown when it says so
    scope = find_scope(options.project, build)
    if scope.is_empty:
        empty = Table(name=use.table, caption=options.caption, columns=(), groups=(), empty="")
        return Tables((scope.complete(empty),))
    options = msgspec.structs.replace(options, project=scope.projects)
    has_features = options.subject == "features" or (
        use.table == "timeline" and options.subject is None
    )
    if scope.projects == (build.project,) and not has_features:
        _check_prefixes(options, build.index)
    if use.table == "overview":
        return view_overview(scope.index, build.policy, options)
    options = name_full_page(use, options, build)
    table = TABLES[use.table](scope.index, build.policy, options)
    return Tables((scope.complete(title_page(table, build)),), is_own=scope.is_own)


def _check_prefixes(options: TableOptions, index: Index) -> None:
    """Raise `UserError` for a whole name with which nothing begins that the project has, or had.

    Of other projects the inventory may hold only what is marked; and a prefix such as "DYN_BETA_",
    or a pattern, may well have nothing left to match.
    """
    for prefix in options.prefix:
        ends = prefix[-1].isalnum() and "*" not in prefix
        names = chain(index.ids, index.history.names)
        if ends and not any(has_prefix(name, prefix) for name in names):
            raise UserError(_no_symbol(prefix, index), key="symbol")


def _present_policy(use: PolicyUse, build: Build) -> Tables:
    _check_options(use.options, ("tables",))
    tables = {
        table.name.removeprefix("policy-"): table for table in view_policy_tables(build.policy)
    }
    wanted = dict(use.options).get("tables", "").replace(",", " ").split()
    for name in wanted:
        if name not in tables:
            raise UserError(f"unknown table {name!r}; {nearest(name, tables)}", key="tables")
    return Tables(tuple(tables[name] for name in wanted or tables))


def _present_badges(use: BadgeUse, build: Build) -> Badges:
    name = use.text.removesuffix("()")
    symbol = build.known.find_symbol(name) or build.known.find_symbol(f"python:{name}")
    if symbol is not None:
        return Badges(status_line(symbol, build.policy, build.index))
    try:
        word = level_word(use.text, build.policy)
    except UserError:
        if "." in use.text or use.text.partition(":")[0] in SURFACES:
            raise UserError(_no_symbol(use.text, build.index), key="symbol") from None
        raise
    if word == "deprecated":
        return Badges((deprecated_badge(None, build.policy),))
    return Badges((level_badge(word, build.policy),))


def _feature(name: str, index: Index) -> Feature:
    feature = index.find_feature(name)
    if feature is None:
        raise UserError(
            f"unknown feature {name!r}; {nearest(name, index.feature_ids)}", key="feature"
        )
    return feature


def _check_options(options: Options, valid: tuple[str, ...]) -> None:
    for name, _ in options:
        if name not in valid:
            raise UserError(f"unknown option {name!r}; {nearest(name, valid)}")


def _no_symbol(text: str, index: Index) -> str:
    """The error about a symbol; near ones are looked for only among those that end alike.

    An inventory may have a hundred thousand.
    """
    last = text.rpartition(".")[2]
    bare = text.partition(":")[0] not in SURFACES
    ids = (name for name in index.ids if name.endswith(last))
    alike = [display_name(name) if bare else name for name in islice(ids, 1000)]
    near = nearest(text, alike) if alike else ""
    hint = near if near.startswith("did you mean") else "it is not in the inventory"
    return f"unknown symbol {text!r}; {hint}"


def _say(error: UserError) -> str:
    """The message, and the option that it is about where it does not say so itself."""
    if error.key is None or error.message.startswith(f"unknown {error.key.removesuffix('s')} "):
        return error.message
    return f"{error.key}: {error.message}"
