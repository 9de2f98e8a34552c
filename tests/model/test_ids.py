"""Requirement: one grammar for symbol ids, and a parser that gives back what was written."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_stability.model.ids import (
    SURFACES,
    CliId,
    CrdId,
    HelmId,
    HttpId,
    InvalidIdError,
    NamedId,
    PythonId,
    RustId,
    SymbolId,
    display_name,
    id_order,
    parse_id,
)

SPELLED = {
    "python:pkg": PythonId(("pkg",)),
    "python:pkg.mod.Class.method": PythonId(("pkg", "mod", "Class", "method")),
    "python:pkg.f(param)": PythonId(("pkg", "f"), parameter="param"),
    "python:pkg.C.x@setter": PythonId(("pkg", "C", "x"), accessor="setter"),
    "python:pkg.f@overload(int, *, raw: bool)": PythonId(
        ("pkg", "f"), overload="int, *, raw: bool"
    ),
    "python:pkg.f@overload(int)": PythonId(("pkg", "f"), overload="int"),
    "python:pkg.f@overload()": PythonId(("pkg", "f"), overload=""),
    "python:pkg.f@overload(int)(raw)": PythonId(("pkg", "f"), overload="int", parameter="raw"),
    "python:pkg.f@overload(x: tuple[int, ...] = (1, 2))": PythonId(
        ("pkg", "f"), overload="x: tuple[int, ...] = (1, 2)"
    ),
    "rust:crate::path::Item": RustId(("crate", "path", "Item")),
    "rust:crate::vec!": RustId(("crate", "vec"), macro=True),
    "cli:prog sub --flag": CliId(("prog", "sub"), option="--flag"),
    "cli:prog -v": CliId(("prog",), option="-v"),
    "cli:prog sub <positional>": CliId(("prog", "sub"), positional="positional"),
    "cli:prog": CliId(("prog",)),
    "env:DYN_NAMESPACE": NamedId("env", "DYN_NAMESPACE"),
    "http:POST /v1/chat/completions": HttpId("POST", "/v1/chat/completions"),
    "http:POST /v1/{name}:cancel": HttpId("POST", "/v1/{name}:cancel"),
    "http:GET /v1/files query.limit": HttpId("GET", "/v1/files", ("query", "limit")),
    "http:GET / response.200.data[].id": HttpId("GET", "/", ("response", "200", "data[]", "id")),
    "http:schema CreateImage": HttpId("schema", "CreateImage"),
    "http:schema Item reference|UserId": HttpId("schema", "Item", ("reference|UserId",)),
    "http:webhook batch.completed POST": HttpId("webhook", "batch.completed", ("POST",)),
    "http:security-scheme apiKey": HttpId("security-scheme", "apiKey"),
    "crd:nvidia.com/DynamoModel@v1alpha1": CrdId("nvidia.com", "DynamoModel", "v1alpha1"),
    "crd:nvidia.com/DynamoModel@v1beta1:spec.services[].replicas": CrdId(
        "nvidia.com", "DynamoModel", "v1beta1", ("spec", "services[]", "replicas")
    ),
    "helm:chart:frontend.replicas": HelmId("chart", ("frontend", "replicas")),
    "helm:chart": HelmId("chart"),
    "metric:requests_total": NamedId("metric", "requests_total"),
    "feature-gate:TopologyAwareRouting": NamedId("feature-gate", "TopologyAwareRouting"),
}

names = st.from_regex(r"[a-zA-Z_][a-zA-Z0-9_]{0,8}", fullmatch=True).filter(
    lambda name: not keyword.iskeyword(name)
)
words = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
paths = st.lists(names, min_size=1, max_size=5).map(tuple)
# text between parentheses as signatures have it: anything balanced
signatures = st.recursive(
    st.text(st.characters(exclude_characters="()[]{}", exclude_categories=["Cs"]), max_size=8),
    lambda inner: st.tuples(inner, st.sampled_from(["()", "[]", "{}"]), inner).map(
        lambda found: f"{found[0]}{found[1][0]}{found[2]}{found[1][1]}"
    ),
    max_leaves=4,
)
python_ids = st.one_of(
    st.builds(PythonId, paths, st.none() | names),
    st.builds(PythonId, paths, st.none() | names, st.sampled_from(["setter", "deleter"])),
    st.builds(PythonId, paths, st.none() | names, st.none(), signatures),
)
ids = st.one_of(
    python_ids,
    st.builds(RustId, paths, st.booleans()),
    st.builds(CliId, st.lists(words, min_size=1, max_size=3).map(tuple), words.map("--".__add__)),
    st.builds(CliId, st.lists(words, min_size=1, max_size=3).map(tuple), st.none(), words),
    st.builds(CrdId, words, names, words, st.lists(names, max_size=4).map(tuple)),
    st.builds(
        HttpId,
        st.sampled_from(["GET", "M-SEARCH"]),
        words.map("/v1/{x}/".__add__),
        paths | st.just(()),
    ),
    st.builds(HttpId, st.sampled_from(["schema", "webhook"]), words, paths | st.just(())),
    st.builds(HelmId, words, paths),
    st.builds(NamedId, st.sampled_from(["env", "metric", "feature-gate"]), names),
)


@pytest.mark.parametrize(("text", "parsed"), SPELLED.items())
def test_examples_parse_and_are_spelled_the_same(text: str, parsed: SymbolId) -> None:
    assert parse_id(text) == parsed
    assert str(parsed) == text


def test_every_surface_has_an_example() -> None:
    assert {text.partition(":")[0] for text in SPELLED} == set(SURFACES)


@given(ids)
def test_every_id_round_trips(symbol_id: SymbolId) -> None:
    assert parse_id(str(symbol_id)) == symbol_id


@given(
    st.text(max_size=40)
    | st.sampled_from(SURFACES).flatmap(
        lambda surface: st.text(max_size=30).map(lambda body: f"{surface}:{body}")
    )
)
def test_what_parses_is_spelled_as_it_was_written(text: str) -> None:
    try:
        parsed = parse_id(text)
    except InvalidIdError:
        return
    assert str(parsed) == text


@given(ids)
def test_parents_end(symbol_id: SymbolId) -> None:
    seen: list[SymbolId] = [symbol_id]
    while (parent := seen[-1].parent) is not None:
        assert parse_id(str(parent)) == parent
        assert len(str(parent)) < len(str(seen[-1]))
        seen.append(parent)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pkg.mod",
        "python:",
        "python:pkg..f",
        "python:pkg.f(",
        "python:pkg.f(a b)",
        "python:pkg.f@getter",
        "python:pkg.f@overload(int",
        "python:pkg.f@overload(int))(",
        "java:pkg.Class",
        "rust:a:::b",
        "cli:--flag",
        "cli:prog  sub",
        "http:/v1",
        "http:schema",
        "http:schema a..b x..y",
        "http:get /v1",
        "crd:DynamoModel@v1",
        "crd:g/K@v1:a..b",
        "helm:chart:",
        "helm::a",
        "env:A=B",
    ],
)
def test_what_is_no_id_is_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(InvalidIdError, match=r"is no (\w+ )?symbol id: "):
        parse_id(text)


@pytest.mark.parametrize(
    ("text", "parent"),
    [
        ("python:pkg.f(param)", "python:pkg.f"),
        ("python:pkg.C.x@setter", "python:pkg.C.x"),
        ("python:pkg.f@overload(int)", "python:pkg.f"),
        ("python:pkg.C", "python:pkg"),
        ("rust:a::B", "rust:a"),
        ("cli:prog sub --flag", "cli:prog sub"),
        ("cli:prog sub", "cli:prog"),
        ("crd:g/K@v1:spec.x", "crd:g/K@v1:spec"),
        ("crd:g/K@v1:spec", "crd:g/K@v1"),
        ("http:GET /v1 query.limit", "http:GET /v1 query"),
        ("http:schema A b", "http:schema A"),
        ("helm:c:a.b", "helm:c:a"),
        ("helm:c:a", "helm:c"),
    ],
)
def test_parent_is_what_encloses_by_name(text: str, parent: str) -> None:
    assert str(parse_id(text).parent) == parent


def test_the_shortest_path_sorts_first_then_the_alphabet() -> None:
    paths = ["python:pkg.sub.a", "python:pkg.zeta", "python:pkg.alpha", "python:a.b.c.d"]
    assert sorted(paths, key=id_order) == [
        "python:pkg.alpha",
        "python:pkg.zeta",
        "python:pkg.sub.a",
        "python:a.b.c.d",
    ]


def test_display_name_is_the_id_as_its_users_know_it() -> None:
    assert display_name("cli:prog sub --flag") == "prog sub --flag"
