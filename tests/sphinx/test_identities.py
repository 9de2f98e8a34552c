"""Which symbol a signature documents, by domain; nodes are as the domains leave them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from api_stability.sphinx.identities import read_id


def make_signature(text: str = "", **attributes: Any) -> addnodes.desc_signature:
    return addnodes.desc_signature(text, "", nodes.Text(text), **attributes)


def identify(
    domain: str, objtype: str, node: addnodes.desc_signature, program: str | None = None
) -> str | None:
    env = SimpleNamespace(ref_context={"std:program": program} if program else {})
    return read_id(domain, objtype, node, cast("BuildEnvironment", env))


def test_options_of_a_program() -> None:
    node = make_signature("-v, --verbose", allnames=["-v", "--verbose"])
    assert identify("std", "option", node, "demo serve") == "cli:demo serve -v"
    assert identify("std", "option", node) is None
    assert identify("std", "option", make_signature(), "demo") is None


def test_variables() -> None:
    assert identify("std", "envvar", make_signature("DYN_HOME")) == "env:DYN_HOME"
    assert identify("std", "envvar", make_signature("DYN_HOME=folder")) == "env:DYN_HOME"
    assert identify("std", "envvar", make_signature("some words")) is None


def test_rust_items() -> None:
    node = make_signature("struct Item")
    assert identify("rust", "struct", node) is None
    node.path = ("demo", "module", "Item")  # type: ignore[attr-defined]
    assert identify("rust", "struct", node) == "rust:demo::module::Item"


def test_operations() -> None:
    node = make_signature(method="get", path="/v1/items")
    assert identify("http", "get", node) == "http:GET /v1/items"


@pytest.mark.parametrize(("domain", "objtype"), [("std", "confval"), ("c", "function")])
def test_what_is_no_symbol(domain: str, objtype: str) -> None:
    assert identify(domain, objtype, make_signature("x", fullname="x")) is None
