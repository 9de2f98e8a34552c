"""Which symbols a reference may be to, by how it is written."""

from __future__ import annotations

import pytest
from sphinx.addnodes import pending_xref

from api_stability.sphinx.external_ids import read_external_ids

CASES = {
    "full": ("py", "func", "a.b.f", {}, ["python:a.b.f"]),
    "scope": (
        "py",
        "meth",
        "f",
        {"py:module": "a", "py:class": "C"},
        ["python:f", "python:a.C.f", "python:a.f"],
    ),
    "inventory": ("py", "func", "dynamo:a.f", {}, ["python:a.f"]),
    "no name": ("py", "obj", "a b", {}, []),
    "variable": ("std", "envvar", "DYN_X", {}, ["env:DYN_X"]),
    "option": ("std", "option", "demo serve --x", {}, ["cli:demo serve --x"]),
    "option of the page": ("std", "option", "--x", {"std:program": "demo"}, ["cli:demo --x"]),
    "option of nobody": ("std", "option", "--x", {}, []),
    "rust": ("rust", "struct", "demo::m::Item", {}, ["rust:demo::m::Item"]),
    "operation": ("http", "get", "/v1/items", {}, ["http:GET /v1/items"]),
    "any": ("", "any", "NAME", {}, ["python:NAME", "env:NAME", "rust:NAME"]),
    "symbol": ("stability", "symbol", "helm:c:a.b", {}, ["helm:c:a.b"]),
    "policy": ("stability", "policy", "env:X", {}, []),
    "label": ("std", "ref", "a.b", {}, []),
    "c": ("c", "func", "f", {}, []),
    "nothing": ("py", "func", "", {}, []),
}


@pytest.mark.parametrize("case", CASES)
def test_ids(case: str) -> None:
    domain, role, target, context, ids = CASES[case]
    node = pending_xref("", refdomain=domain, reftype=role, reftarget=target, **context)
    assert list(read_external_ids(node)) == ids
