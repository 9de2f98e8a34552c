"""Badges, notices, features and the policy's tables, compared whole with reviewed files."""

import pytest

from api_stability.model.errors import UserError
from api_stability.model.index import Index
from api_stability.policies import load_policy, shipped_policies
from api_stability.views import (
    view_badges,
    view_feature,
    view_level_notice,
    view_notices,
    view_policy_tables,
)
from tests.support.golden import Golden
from tests.views.inventories import (
    CASES,
    build_inventory,
    build_symbol,
    default_policy,
    find_symbol,
    sample_index,
    spell_badge,
    spell_group,
    spell_line,
    spell_notice,
    spell_table,
)


def test_badges_and_notices_of_every_symbol(golden: Golden) -> None:
    parts = []
    for symbol in sample_index().inventory.symbols:
        badges = [spell_badge(badge) for badge in view_badges(symbol, default_policy())]
        notices = view_notices(symbol, sample_index(), default_policy())
        lines = [f"# {symbol.id}", *badges, *map(spell_notice, notices)]
        parts.append("\n".join(lines) + "\n")
    golden("\n".join(parts), "golden/notices.txt")


def test_notices_of_a_section(golden: Golden) -> None:
    policy = default_policy()
    notices = [
        view_level_notice("experimental", policy),
        view_level_notice(
            "preview",
            policy,
            since="1.3",
            reason="Its name may change.\n\nSee https://example.org.",
            opt_in="pass `--kv`, or set `DYN_KV=1`.",
        ),
        view_level_notice("stable", policy, since="1.0"),
        view_level_notice("Deprecated", policy, since="1.4", removal="2.0", reason="Slow."),
        view_level_notice("obsolete", policy, removal="when nobody uses it"),
    ]
    golden("\n".join(map(spell_notice, notices)) + "\n", "golden/sections.txt")


def test_unknown_level_of_a_section() -> None:
    with pytest.raises(UserError, match=r"unknown level 'expermental'; did you mean 'experimen"):
        view_level_notice("expermental", default_policy())


def test_features(golden: Golden) -> None:
    parts = []
    for feature in sample_index().inventory.features:
        card = view_feature(feature, sample_index(), default_policy())
        lines = [f"# {card.title} ({card.tone})", *map(spell_badge, card.badges)]
        lines += map(spell_line, card.lines)
        for group in card.symbols:
            lines += spell_group(group)
        parts.append("\n".join(lines) + "\n")
    golden("\n".join(parts), "golden/features.txt")


@pytest.mark.parametrize("name", shipped_policies())
def test_tables_of_a_policy(name: str, golden: Golden) -> None:
    tables = view_policy_tables(load_policy(name, base=CASES))
    golden("\n\n".join(map(spell_table, tables)) + "\n", f"golden/policy-{name}.txt")


def test_the_policy_decides_what_is_shown() -> None:
    quiet = load_policy(
        {
            "extends": "default",
            "levels": {"experimental": {"badge": False, "admonition": False}},
            "deprecated": {"badge": False, "admonition": False},
        },
        base=CASES,
    )
    for symbol_id in ("python:demo.kv", "python:demo.OldRouter"):
        assert view_badges(find_symbol(symbol_id), quiet) == ()
        assert view_notices(find_symbol(symbol_id), sample_index(), quiet) == ()


def test_an_inventory_whose_symbols_enclose_each_other() -> None:
    index = Index(
        build_inventory(
            symbols=[
                build_symbol(
                    f"python:{name}",
                    enclosing=f"python:{other}",
                    basis="inherited",
                    level="experimental",
                    deprecation={"basis": "inherited"},
                )
                for name, other in (("a", "b"), ("b", "a"))
            ]
        )
    )
    for symbol in index.inventory.symbols:
        titles = [spell_line(n.title) for n in view_notices(symbol, index, default_policy())]
        assert titles == [
            "**Deprecated**.",
            "**Experimental**: may change or be removed without notice.",
        ]
