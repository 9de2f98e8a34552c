"""The columns that a table can have: key, heading, and what stands in a cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Generic, TypeVar

import msgspec

from api_stability.language import message, say
from api_stability.model.ids import display_name
from api_stability.model.index import Index
from api_stability.model.inventory import Feature
from api_stability.model.policy import Policy
from api_stability.model.symbols import Symbol
from api_stability.model.views import Line, Span
from api_stability.views.alternatives import alternative_lines, find_targets, reason_lines
from api_stability.views.badges import badge_line, level_badge, status_line
from api_stability.views.expected import expected_removal
from api_stability.views.modules import name_within
from api_stability.views.notices import find_level_mark
from api_stability.views.words import (
    NOT_KNOWN,
    SURFACE_LABELS,
    code_phrase,
    join_lines,
    join_sentences,
    link_urls,
    list_words,
    paragraphs,
)

T = TypeVar("T", Symbol, Feature)


class CellColumn(msgspec.Struct, Generic[T], frozen=True):
    """One column of a table whose rows are symbols, or features."""

    key: str
    label: str
    cell: Callable[[T, Index, Policy], Line]


def _one_line(text: str | None) -> Line:
    return join_sentences(paragraphs(text)) if text else ()


def name_cell(symbol: Symbol, _index: Index, _policy: Policy) -> Line:
    """The symbol's name, linked to it."""
    return (Span(display_name(symbol.id), style="code", target=symbol.id),)


def _short_name(symbol: Symbol, index: Index, _policy: Policy) -> Line:
    return (Span(name_within(symbol, index), style="code", target=symbol.id),)


def _names_in(key: str) -> Callable[[Symbol, Index, Policy], Line]:
    """The cell of a fact that is one name, or several with commas between them."""

    def cell(symbol: Symbol, _index: Index, _policy: Policy) -> Line:
        names = symbol.facts.get(key, "").split(", ")
        return join_lines([(Span(name, style="code"),) for name in names if name], "or")

    return cell


def _default(symbol: Symbol, _index: Index, _policy: Policy) -> Line:
    default = symbol.facts.get("default")
    return (Span(default, style="code"),) if default else ()


def _level(symbol: Symbol, _index: Index, policy: Policy) -> Line:
    return (level_badge(symbol.level, policy),)


def _since(symbol: Symbol, _index: Index, _policy: Policy) -> Line:
    if symbol.deprecation is not None:
        return _known(symbol, symbol.deprecation.since, "since")
    mark = find_level_mark(symbol)
    return _one_line(mark.since if mark else None)


def _removal(symbol: Symbol, index: Index, policy: Policy) -> Line:
    return _known(symbol, expected_removal(symbol, index, policy), "removal")


def _reason(symbol: Symbol, index: Index, _policy: Policy) -> Line:
    if symbol.deprecation is not None and symbol.deprecation.reason:
        return join_sentences(reason_lines(symbol, index))
    if symbol.deprecation is not None:
        return _known(symbol, None, "reason")
    mark = find_level_mark(symbol)
    return _one_line(mark.reason if mark else None)


def _alternative(symbol: Symbol, index: Index, _policy: Policy) -> Line:
    lines = alternative_lines(symbol, index)
    return join_lines(lines, "or") if lines else _known(symbol, None, "alternative")


def _alternative_level(symbol: Symbol, index: Index, policy: Policy) -> Line:
    targets = find_targets(symbol, index)
    return join_lines([status_line(target, policy, index) for target in targets], "or")


def _issue(symbol: Symbol, _index: Index, _policy: Policy) -> Line:
    issues = dict.fromkeys(mark.issue for mark in symbol.marks if mark.issue)
    return join_lines([link_urls(issue) for issue in issues])


def _feature(symbol: Symbol, index: Index, _policy: Policy) -> Line:
    if not symbol.feature:
        return ()
    feature = index.find_feature(symbol.feature)
    return (Span(feature.title if feature else symbol.feature, target=f"feature:{symbol.feature}"),)


def _requires(symbol: Symbol, _index: Index, _policy: Policy) -> Line:
    return join_lines([(Span(condition, style="code"),) for condition in symbol.requires])


def _known(symbol: Symbol, value: str | None, role: str) -> Line:
    """The value; or that a mark gives one which cannot be known."""
    if value:
        return _one_line(value)
    if symbol.deprecation is None or symbol.deprecation.basis == "inherited":
        return ()
    roles = {entry.partition(":")[0].strip() for mark in symbol.marks for entry in mark.unresolved}
    return (Span(say(NOT_KNOWN)),) if role in roles or f"{role}s" in roles else ()


SYMBOL_COLUMNS: Final[tuple[CellColumn[Symbol], ...]] = (
    CellColumn("name", message("Name"), name_cell),
    CellColumn("short-name", message("Name"), _short_name),
    CellColumn("status", message("Stability"), lambda s, i, p: status_line(s, p, i)),
    CellColumn("level", message("Level"), _level),
    CellColumn("surface", message("Surface"), lambda s, _i, _p: (Span(SURFACE_LABELS[s.surface]),)),
    CellColumn("kind", message("Kind"), lambda s, _i, _p: _one_line(s.kind)),
    CellColumn("since", message("Since"), _since),
    CellColumn("removal", message("Removal"), _removal),
    CellColumn("alternative", message("Use instead"), _alternative),
    CellColumn("alternative-level", message("Its stability"), _alternative_level),
    CellColumn("reason", message("Reason"), _reason),
    CellColumn("summary", message("Summary"), lambda s, _i, _p: _one_line(s.summary)),
    CellColumn("feature", message("Feature"), _feature),
    CellColumn("requires", message("Requires"), _requires),
    CellColumn("variable", message("Variable"), _names_in("env")),
    CellColumn("flags", message("Flags"), _names_in("flags")),
    CellColumn("default", message("Default"), _default),
    CellColumn("issue", message("Issue"), _issue),
    CellColumn("project", message("Project"), lambda s, _i, _p: _one_line(s.project)),
)


def _feature_level(feature: Feature, _index: Index, policy: Policy) -> Line:
    return () if feature.level is None else badge_line((level_badge(feature.level, policy),))


def _feature_surfaces(feature: Feature, _index: Index, _policy: Policy) -> Line:
    used = {symbol.partition(":")[0] for symbol in feature.symbols}
    labels = [label for name, label in SURFACE_LABELS.items() if name in used]
    return (Span(list_words(labels)),) if labels else ()


FEATURE_COLUMNS: Final[tuple[CellColumn[Feature], ...]] = (
    CellColumn(
        "name", message("Feature"), lambda f, _i, _p: (Span(_title(f), target=f"feature:{f.id}"),)
    ),
    CellColumn("status", message("Stability"), _feature_level),
    CellColumn("level", message("Level"), _feature_level),
    CellColumn("surface", message("Surfaces"), _feature_surfaces),
    CellColumn("opt-in", message("Opt in"), lambda f, _i, _p: code_phrase(f.opt_in or "")),
    CellColumn("issue", message("Issue"), lambda f, _i, _p: _one_line(f.issue)),
    CellColumn("proposal", message("Proposal"), lambda f, _i, _p: _one_line(f.proposal)),
    CellColumn("symbols", message("Symbols"), lambda f, _i, _p: (Span(str(len(f.symbols))),)),
    CellColumn("id", message("Id"), lambda f, _i, _p: (Span(f.id, style="code"),)),
    CellColumn("project", message("Project"), lambda f, _i, _p: _one_line(f.project)),
)


def _title(feature: Feature) -> str:
    return " ".join(feature.title.split()) or feature.id
