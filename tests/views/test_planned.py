"""A deprecation that is planned is told apart from one in effect, in badges, tables and notices."""

from __future__ import annotations

import pytest

from api_stability.model.index import Index
from api_stability.model.symbols import Symbol
from api_stability.model.views import plain_text
from api_stability.views import view_badges, view_notices
from api_stability.views.badges import dated_badges, status_line
from api_stability.views.planned import is_planned
from tests.views.inventories import build_inventory, build_symbol, default_policy

LADDER = {"levels": ["experimental", "beta", "stable"], "unmarked": "stable"}


def make(since: str | None, version: str | None) -> tuple[Symbol, Index]:
    facts = {"deprecation": {"since": since, "removal": None, "basis": "explicit"}}
    inventory = build_inventory(
        projects=[{"name": "demo", "version": version, "policy": "default", "ladder": LADDER}],
        symbols=[build_symbol("python:demo.f", **facts)],
    )
    return inventory.symbols[0], Index(inventory)


@pytest.mark.parametrize(
    ("since", "version", "planned"),
    [
        ("2.0", "1.9", True),
        ("2.0", "2.0", False),
        ("2.0", "2.0.dev3", False),
        ("2.0", "2.0rc1", False),
        ("1.10", "1.9", True),
        ("1.9", "1.10", False),
        ("2.0", None, False),
        (None, "1.9", False),
        ("soon", "1.9", False),
        ("2.0", "main", False),
    ],
)
def test_badge_table_and_notice_agree(
    since: str | None, version: str | None, planned: bool
) -> None:
    symbol, index = make(since, version)
    policy = default_policy()
    assert is_planned(symbol, index) == planned
    (badge,) = view_badges(symbol, policy, index)
    (notice,) = view_notices(symbol, index, policy)
    told = f"Deprecated from {since} on"
    assert (badge.label == told) == planned
    assert (plain_text(status_line(symbol, policy, index)) == told) == planned
    assert badge.title.startswith(told) == planned
    assert plain_text(notice.title).startswith(told) == planned
    assert badge.title == plain_text(notice.title)


def test_a_part_says_since_when() -> None:
    symbol, index = make("1.2", "1.9")
    policy = default_policy()
    assert dated_badges(symbol, policy, index)[0].label == "Deprecated since 1.2"
    assert dated_badges(symbol, policy, index, unless="1.2")[0].label == "Deprecated"
    assert dated_badges(symbol, policy, index, unless="1.1")[0].label == "Deprecated since 1.2"
    planned, later = make("2.0", "1.9")
    assert dated_badges(planned, policy, later)[0].label == "Deprecated from 2.0 on"
