"""Requirement: a feature over several surfaces shows its level, its conflict, and each way in."""

from __future__ import annotations

from typing import Any

import pytest

from api_stability.model.index import Index
from api_stability.renderers import render_feature
from api_stability.renderers.documents import FORMATS, render_document
from api_stability.resolve.features import find_disagreement
from api_stability.views import TableOptions, view_feature, view_registry
from tests.support.golden import Golden
from tests.views.inventories import build_inventory, build_symbol, default_policy

LADDER = {"levels": ["experimental", "beta", "stable"], "unmarked": "stable"}
PROJECT = {"name": "demo", "version": "1.5", "policy": "default", "ladder": LADDER}


def mark(level: str | None = None, **facts: Any) -> dict[str, Any]:
    known = {"source": "x", "form": "help", "name": "label", "raw_level": level, "level": level}
    return known | facts


def symbol(symbol_id: str, level: str = "experimental", **facts: Any) -> dict[str, Any]:
    known = {"level": level, "basis": "explicit", "marks": [mark(level)]}
    return build_symbol(symbol_id, **(known | facts))


SYMBOLS = [
    symbol("python:demo.enable_kv"),
    symbol("python:demo.enable_kv(mode)", basis="inherited", marks=[]),
    symbol("cli:demo serve --enable-kv"),
    symbol("cli:demo kv"),
    build_symbol("env:DEMO_KV"),
    symbol("env:DEMO_EXPERIMENTAL_KV", deprecation={"alternatives": ["env:DEMO_KV"]}),
    symbol("crd:demo.org/Cache@v1beta1", "beta"),
    symbol("crd:demo.org/Cache@v1beta1:spec.kv"),
    symbol("helm:demo:cache.kv"),
    symbol(
        "rust:demo::kv",
        requires=['feature = "experimental_kv"'],
        marks=[mark("experimental", gate='feature = "experimental_kv"')],
    ),
    symbol("feature-gate:CacheTransfer"),
    symbol("http:POST /v1/kv", marks=[mark("experimental", gate="kv=v1")]),
    build_symbol("python:demo.other"),
    build_symbol("metric:kv_hits_total"),
]
FEATURE = {
    "id": "kv",
    "title": "KV cache",
    "project": "demo",
    "level": "experimental",
    "symbols": [each["id"] for each in SYMBOLS[:-2]],
    "issue": "https://example.org/issues/7",
    "opt_in": "pass `--enable-kv`",
}


def make_index(*symbols: dict[str, Any], **feature: Any) -> Index:
    ordered = sorted(symbols, key=lambda each: str(each["id"]))
    return Index(build_inventory(projects=[PROJECT], symbols=ordered, features=[FEATURE | feature]))


def test_a_feature_says_how_to_opt_in_on_each_surface(golden: Golden) -> None:
    index = make_index(*SYMBOLS)
    feature = index.find_feature("kv")
    assert feature is not None
    golden(
        render_feature(view_feature(feature, index, default_policy()), "text"),
        "golden/feature-surfaces.txt",
    )


@pytest.mark.parametrize("name", FORMATS)
def test_a_registry_lists_what_is_classified(name: str, golden: Golden) -> None:
    index = make_index(*SYMBOLS)
    document = view_registry(index, default_policy(), TableOptions())
    ending = {"markdown": "md", "text": "txt"}.get(name, name)
    golden(render_document(document, name), f"golden/registry.{ending}")


def test_a_registry_of_what_nothing_marks() -> None:
    index = Index(build_inventory(projects=[PROJECT], symbols=[build_symbol("env:A")]))
    document = view_registry(index, default_policy(), TableOptions())
    assert [section.title for section in document.sections] == ["Environment variables"]
    assert render_document(document, "markdown").endswith(
        "## Environment variables\n\n1 public symbol without a mark: stable.\n"
    )


@pytest.mark.parametrize(
    ("symbols", "speakers"),
    [
        ([symbol("cli:p --a"), build_symbol("env:A")], ["cli:p --a", "env:A"]),
        ([symbol("cli:p --a"), symbol("env:A")], []),
        ([symbol("cli:p --a"), symbol("cli:p --b", "beta")], []),
        ([symbol("cli:p --a"), symbol("env:A", "beta", deprecation={}), symbol("env:B")], []),
        ([symbol("cli:p --a"), build_symbol("env:A", public=False), symbol("env:B")], []),
    ],
)
def test_surfaces_disagree(symbols: list[dict[str, Any]], speakers: list[str]) -> None:
    inventory = make_index(*symbols).inventory
    ladders = {project.name: project.ladder for project in inventory.projects}
    assert [each.id for each in find_disagreement(inventory.symbols, ladders)] == speakers
