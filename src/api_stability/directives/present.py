"""From what a directive or a role asks for to what is shown, still without markup."""

from __future__ import annotations

from itertools import chain, islice
from typing import Final

import msgspec

from api_stability.directives.changes import present_changes
from api_stability.directives.full_pages import name_full_page, title_page
from api_stability.directives.problems import make_problem
from api_stability.directives.scopes import find_scope
from api_stability.directives.shown import Badges, Link, Shown, Tables
from api_stability.directives.site import Site
from api_stability.directives.uses import (
    BadgeUse,
    ChangesUse,
    DirectiveUse,
    FeatureUse,
    LevelUse,
    LinkUse,
    Options,
    PolicyUse,
    RoleUse,
    TableUse,
)
from api_stability.model.errors import UserError, nearest
from api_stability.model.ids import SURFACES, display_name
from api_stability.model.index import Index
from api_stability.model.inventory import Feature
from api_stability.model.views import Chart, FeatureCard, Notice, Span, Table
from api_stability.views import (
    TABLES,
    parse_options,
    view_feature,
    view_level_notice,
    view_overview,
    view_policy_tables,
)
from api_stability.views.badges import deprecated_badge, level_badge, status_line
from api_stability.views.notices import level_word
from api_stability.views.options import TableOptions
from api_stability.views.selection import has_prefix

LEVEL_OPTIONS: Final = ("since", "reason", "opt-in", "removal")


def present(use: DirectiveUse | RoleUse, site: Site) -> Shown:
    """What *use* shows; a `Problem` where it asks for what there is not."""
    try:
        return _present(use, site)
    except UserError as error:
        return make_problem(error, some_are_missing=bool(site.others.missing))


def _present(use: DirectiveUse | RoleUse, site: Site) -> Shown:
    match use:
        case LevelUse():
            return _present_level(use, site)
        case FeatureUse():
            return _present_feature(use, site)
        case TableUse():
            return _present_table(use, site)
        case ChangesUse():
            return Tables((present_changes(use, site),))
        case PolicyUse():
            return _present_policy(use, site)
        case BadgeUse():
            return _present_badges(use, site)
        case LinkUse():
            return _present_link(use, site)


def _present_level(use: LevelUse, site: Site) -> Notice:
    _check_options(use.options, LEVEL_OPTIONS)
    given = dict(use.options)
    return view_level_notice(
        use.level,
        site.policy,
        since=given.get("since"),
        reason=given.get("reason"),
        opt_in=given.get("opt-in"),
        removal=given.get("removal"),
    )


def _present_feature(use: FeatureUse, site: Site) -> FeatureCard:
    _check_options(use.options, ())
    return view_feature(_feature(use.feature, site.known), site.known, site.policy)


def _present_table(use: TableUse, site: Site) -> Tables | Chart:
    options = parse_options(dict(use.options))
    # a page is about the documented project; others are shown when it says so
    scope = find_scope(options.project, site)
    if scope.is_empty:
        empty = Table(name=use.table, caption=options.caption, columns=(), groups=(), empty="")
        return Tables((scope.complete(empty),))
    options = msgspec.structs.replace(options, project=scope.projects)
    has_features = options.subject == "features" or (
        use.table == "timeline" and options.subject is None
    )
    if scope.projects == (site.project,) and not has_features:
        _check_prefixes(options, site.index)
    if use.table == "overview":
        return view_overview(scope.index, site.policy, options)
    options = name_full_page(use, options, site)
    table = TABLES[use.table](scope.index, site.policy, options)
    return Tables((scope.complete(title_page(table, site)),), is_own=scope.is_own)


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


def _present_policy(use: PolicyUse, site: Site) -> Tables:
    _check_options(use.options, ("tables",))
    tables = {
        table.name.removeprefix("policy-"): table for table in view_policy_tables(site.policy)
    }
    wanted = dict(use.options).get("tables", "").replace(",", " ").split()
    for name in wanted:
        if name not in tables:
            raise UserError(f"unknown table {name!r}; {nearest(name, tables)}", key="tables")
    return Tables(tuple(tables[name] for name in wanted or tables))


def _present_badges(use: BadgeUse, site: Site) -> Badges:
    name = use.text.removesuffix("()")
    symbol = site.known.find_symbol(name) or site.known.find_symbol(f"python:{name}")
    if symbol is not None:
        return Badges(status_line(symbol, site.policy, site.index))
    try:
        word = level_word(use.text, site.policy)
    except UserError:
        if "." in use.text or use.text.partition(":")[0] in SURFACES:
            raise UserError(_no_symbol(use.text, site.index), key="symbol") from None
        raise
    if word == "deprecated":
        return Badges((deprecated_badge(None, site.policy),))
    return Badges((level_badge(word, site.policy),))


def _present_link(use: LinkUse, site: Site) -> Link:
    feature = _feature(use.feature, site.known)
    card = view_feature(feature, site.known, site.policy)
    name = Span(use.title or card.title, target=f"feature:{feature.id}")
    return Link(name, card.badges)


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
