"""Requirement: merging is a union of symbols' marks with levels resolved after it.

Any order and any sharding give the same inventory.
"""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_stability.merge import merge_inventories
from api_stability.model.codec import encode_json
from api_stability.model.errors import UserError
from api_stability.model.inventory import Diagnostic, Feature, Inventory
from tests.support.inventories import (
    PROJECT,
    SOURCE,
    inventory_parts,
    make_declaration,
    make_inventory,
    make_mark,
)


def build(parts: dict[str, Any]) -> Inventory:
    return make_inventory(
        *parts["declarations"], features=parts["features"], diagnostics=parts["diagnostics"]
    )


def normal(inventory: Inventory) -> bytes:
    """An inventory as merging leaves it: symbols that share an id are one."""
    return encode_json(merge_inventories([inventory]))


@given(inventory_parts, st.data())
def test_any_sharding_in_any_order_gives_the_same(parts: dict[str, Any], data: Any) -> None:
    whole = build(parts)
    count = data.draw(st.integers(1, 3))
    shards: list[dict[str, list[Any]]] = [
        {"declarations": [], "features": [], "diagnostics": []} for _ in range(count)
    ]
    for kind, values in parts.items():
        for value in values:
            for shard in data.draw(st.sets(st.sampled_from(range(count)), min_size=1)):
                shards[shard][kind].append(value)
    merged = merge_inventories(data.draw(st.permutations([build(shard) for shard in shards])))
    assert encode_json(merged) == normal(whole)


@given(inventory_parts)
def test_merging_twice_changes_nothing(parts: dict[str, Any]) -> None:
    once = merge_inventories([build(parts)])
    assert merge_inventories([once, once]) == once


@given(inventory_parts, inventory_parts, inventory_parts)
def test_merging_is_associative(one: Any, two: Any, three: Any) -> None:
    a, b, c = build(one), build(two), build(three)
    left = merge_inventories([merge_inventories([a, b]), c])
    assert left == merge_inventories([a, merge_inventories([b, c])])


def test_levels_are_resolved_after_the_union() -> None:
    module = make_inventory(make_declaration("demo.m", make_mark("experimental"), kind="module"))
    member = make_inventory(make_declaration("demo.m.f", enclosing="python:demo.m"))
    merged = merge_inventories([member, module])
    assert [(symbol.id, symbol.level, symbol.basis) for symbol in merged.symbols] == [
        ("python:demo.m", "experimental", "explicit"),
        ("python:demo.m.f", "experimental", "inherited"),
    ]


def test_a_common_alias_makes_one_symbol_with_the_shortest_id() -> None:
    old = make_inventory(make_declaration("demo._impl.f", make_mark("beta")))
    new = make_inventory(make_declaration("demo.f", aliases=("python:demo._impl.f",)))
    (symbol,) = merge_inventories([old, new]).symbols
    assert (symbol.id, symbol.aliases, symbol.level) == (
        "python:demo.f",
        ("python:demo._impl.f",),
        "beta",
    )


def test_a_source_is_complete_only_where_every_shard_was() -> None:
    broken = msgspec.structs.replace(SOURCE, complete=False, files=2)
    merged = merge_inventories([make_inventory(), make_inventory(sources=(broken,))])
    assert merged.complete is False
    assert merged.sources == (msgspec.structs.replace(SOURCE, complete=False),)


def test_an_annotation_that_another_shard_satisfies_is_no_longer_a_diagnostic() -> None:
    unused = Diagnostic(
        source="configuration",
        grade="unresolved",
        code="annotation-without-symbol",
        message="…",
        symbol="python:demo.*",
    )
    empty = make_inventory(diagnostics=(unused,))
    assert merge_inventories([empty]).diagnostics == (unused,)
    assert merge_inventories([empty, make_inventory(make_declaration("demo.f"))]).diagnostics == ()


def test_features_gather_symbols_over_all_shards() -> None:
    feature = Feature(
        id="kv", title="KV cache", project="demo", level=None, patterns=("python:demo.kv.*",)
    )
    one = make_inventory(make_declaration("demo.kv.f", make_mark("beta")), features=(feature,))
    two = make_inventory(make_declaration("demo.kv.g"), features=(feature,))
    assert two.features[0].level == "stable"
    (merged,) = merge_inventories([two, one]).features
    assert (merged.symbols, merged.level) == (("python:demo.kv.f", "python:demo.kv.g"), "beta")


def test_two_versions_of_one_project_are_refused() -> None:
    other = msgspec.structs.replace(PROJECT, version="1.6")
    with pytest.raises(UserError, match=r"'demo' has two different values for 'version': '1\.5'"):
        merge_inventories([make_inventory(), make_inventory(projects=(other,))])


def test_two_projects_in_one_namespace_stay_two_in_any_order() -> None:
    other_project = msgspec.structs.replace(PROJECT, name="other")
    other = make_inventory(
        make_declaration("demo.m", make_mark("beta"), project="other"),
        make_declaration("demo.m.f", project="other", enclosing="python:demo.m"),
        projects=(other_project,),
        sources=(msgspec.structs.replace(SOURCE, project="other", complete=False),),
    )
    own = make_inventory(
        make_declaration("demo.m"), make_declaration("demo.m.f", enclosing="python:demo.m")
    )
    merged = merge_inventories([own, other])
    assert encode_json(merged) == encode_json(merge_inventories([other, own]))
    assert [(symbol.id, symbol.project, symbol.level) for symbol in merged.symbols] == [
        ("python:demo.m", "demo", "stable"),
        ("python:demo.m", "other", "beta"),
        ("python:demo.m.f", "demo", "stable"),
        ("python:demo.m.f", "other", "beta"),
    ]
    assert [(source.project, source.complete) for source in merged.sources] == [
        ("demo", True),
        ("other", False),
    ]
