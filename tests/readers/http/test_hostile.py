"""Requirement: whatever a file holds costs one located diagnostic, and nothing of another file."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api_stability.model.ids import parse_id
from api_stability.readers.http.markup import without_markup
from tests.readers.http.reading import read_files, read_texts, spell_diagnostics, spell_marked

HEAD = "openapi: 3.1.0\ninfo: {title: x, version: '1'}\n"
GOOD = HEAD + "paths:\n  /good:\n    get: {deprecated: true}\n"

BROKEN = {
    "a list where a map belongs": (HEAD + "paths: [1]\n", "invalid-map, line 3"),
    "a text where a path belongs": (HEAD + "paths:\n  /a: text\n", "invalid-operation, line 4"),
    "a list as an operation": (
        HEAD + "paths:\n  /a:\n    get: []\n",
        "invalid-operation, line 5",
    ),
    "a path that is nowhere": (
        HEAD + "paths:\n  /a: {$ref: '#/nowhere'}\n",
        "unresolved-reference, line 4",
    ),
    "a path that is itself": (
        HEAD + "paths:\n  /a: {$ref: '#/paths/~1a'}\n",
        "circular-reference, line 4",
    ),
    "another version": ("openapi: 4.0.0\npaths: {}\n", "unsupported-version, line 1"),
    "a newer Swagger than the last": ("swagger: '2.1'\n", "unsupported-version, line 1"),
    "nesting": (HEAD + "x: " + "[" * 30_000, "too-deep, line 3"),
    "no YAML": (HEAD + "paths: {\n", "syntax-error, line 4"),
    "a bomb of aliases": (
        HEAD
        + "a0: &a0 [1]\n"
        + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)),
        "too-large, line 21",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_costs_one_diagnostic(what: str, tmp_path: Path) -> None:
    text, expected = BROKEN[what]
    inventory = read_texts(tmp_path, {"broken.yaml": text, "good.yaml": GOOD})
    assert spell_diagnostics(inventory) == [expected]
    assert not inventory.complete
    assert spell_marked(inventory) == {"GET /good": "stable, deprecated"}


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_bytes(b"openapi: 3.1.0\n\xff\n")
    (tmp_path / "good.yaml").write_text(GOOD)
    inventory = read_files(tmp_path, ["*.yaml"])
    assert spell_diagnostics(inventory) == ["undecodable-file, line 2"]
    assert spell_marked(inventory) == {"GET /good": "stable, deprecated"}


def test_a_file_that_is_no_description_is_noted(tmp_path: Path) -> None:
    inventory = read_texts(tmp_path, {"a.yaml": "asyncapi: 3.0.0\n", "good.yaml": GOOD})
    assert spell_diagnostics(inventory) == ["no-description, line None"]
    assert inventory.complete
    alone = read_files(tmp_path, ["a.yaml"])
    assert not alone.complete


@pytest.mark.parametrize("text", ["", "[]", "null", '"an error message"', "{}"])
def test_a_file_that_says_nothing_is_no_complete_api(text: str, tmp_path: Path) -> None:
    for name in ("api.json", "api.yaml"):
        inventory = read_texts(tmp_path, {name: text})
        assert not inventory.complete
        assert {each.code for each in inventory.diagnostics} == {"no-description"}
    beside = read_texts(tmp_path, {"api.json": text, "good.yaml": GOOD})
    assert spell_diagnostics(beside) == ["no-description, line None"]
    assert beside.complete


def test_two_descriptions_of_the_same_names_are_noted(tmp_path: Path) -> None:
    other = GOOD.replace("{deprecated: true}", "{x-beta: true}")
    inventory = read_texts(tmp_path, {"a.yaml": GOOD, "b.yaml": other})
    assert spell_diagnostics(inventory) == ["described-twice, line None"]
    assert spell_marked(inventory) == {"GET /good": "beta, deprecated"}


def test_external_that_repeat_a_schema_end(tmp_path: Path) -> None:
    fields = ", ".join(f"p{n}: {{deprecated: true}}" for n in range(1000))
    paths = "".join(
        f"  /x{n}: {{get: {{responses: {{'200': {{$ref: '#/components/responses/R'}}}}}}}}\n"
        for n in range(1000)
    )
    response = f"R: {{content: {{a/b: {{schema: {{properties: {{{fields}}}}}}}}}}}"
    text = f"{HEAD}paths:\n{paths}components: {{responses: {{{response}}}}}\n"
    inventory = read_texts(
        tmp_path, {"a.yaml": text, "good.yaml": GOOD}, include=["http:GET /good"]
    )
    assert spell_diagnostics(inventory) == ["too-large, line 1"]
    assert spell_marked(inventory) == {"GET /good": "stable, deprecated"}


def test_callbacks_that_call_themselves_end(tmp_path: Path) -> None:
    callback = "{done: {$ref: '#/components/callbacks/done'}}"
    text = (
        f"{HEAD}paths:\n  /a: {{get: {{callbacks: {callback}}}}}\n"
        f"components: {{callbacks: {{done: {{u: {{post: {{callbacks: {callback}}}}}}}}}}}\n"
    )
    inventory = read_texts(tmp_path, {"a.yaml": text})
    assert spell_diagnostics(inventory) == ["deep-callback, line 5"]
    assert inventory.complete


def test_a_long_chain_of_names_takes_linear_time(tmp_path: Path) -> None:
    count = 5_000
    schemas = "".join(
        f"    S{n}: {{$ref: '#/components/schemas/S{n + 1}'}}\n" for n in range(count)
    )
    text = f"{HEAD}components:\n  schemas:\n{schemas}    S{count}: {{}}\n"
    start = time.perf_counter()
    inventory = read_texts(tmp_path, {"a.yaml": text}, include=["http:schema S1"])
    assert time.perf_counter() - start < 10
    assert len(inventory.symbols) == 1


_SCALARS = st.none() | st.booleans() | st.integers(0, 9) | st.text(max_size=8)
_KEYS = st.sampled_from(
    [
        *("deprecated", "x-beta", "x-sunset", "x-stability-level", "x-deprecated", "description"),
        *("$ref", "properties", "items", "allOf", "oneOf", "schema", "content", "parameters"),
        *("name", "in", "get", "post", "responses", "callbacks", "requestBody", "headers", "200"),
    ]
)
_TREES = st.recursive(
    _SCALARS | st.sampled_from(["#/components/schemas/A", "#/paths/~1a", "#", "query"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=25,
)


@settings(max_examples=60, deadline=None)
@given(paths=_TREES, item=_TREES, schema=_TREES)
def test_any_tree_is_read_to_the_end(
    paths: object, item: object, schema: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    import json

    document = {
        "openapi": "3.1.0",
        "paths": {"/a": paths, "/b": {"get": item}},
        "components": {"schemas": {"A": schema, "B": item}},
    }
    folder = tmp_path_factory.mktemp("api")
    inventory = read_texts(folder, {"a.json": json.dumps(document)}, fields="all")
    assert not [each for each in inventory.diagnostics if each.code == "analysis-failed"]
    for symbol in inventory.symbols:
        assert str(parse_id(symbol.id)) == symbol.id


@pytest.mark.parametrize(
    "piece", ["<", "<p ", "<!--", "<!-- ", "`", "```", " ", "\n- ", "\n \n", "<b>"]
)
def test_descriptions_take_linear_time(piece: str) -> None:
    start = time.perf_counter()
    without_markup(f"<p>{piece * 50_000}</p>")
    assert time.perf_counter() - start < 5
