"""Requirement: keys and paths say a level where they mean one, and only there."""

from __future__ import annotations

import pytest

from api_stability.readers.http.extensions import find_role
from api_stability.readers.http.names import base_path, find_path_levels, spell_step


@pytest.mark.parametrize(
    ("key", "role"),
    [
        ("x-stability-level", ("level", "stability-level")),
        ("x-acme-stability", ("level", "stability")),
        ("x-oai-beta", ("flag", "beta")),
        ("x-acme-public-preview", ("flag", "public-preview")),
        ("x-deprecatedInVersion", ("since", "deprecated-in-version")),
        ("x-deprecated_since", ("since", "deprecated-since")),
        ("x-ms-deprecation", ("deprecated", "deprecation")),
        ("X-Sunset", ("removal", "sunset")),
        ("x-speakeasy-deprecation-replacement", ("alternative", "deprecation-replacement")),
        ("x-internal", ("hidden", "internal")),
        ("x-supports-beta", None),
        ("x-not-deprecated", None),
        ("x-betamax", None),
        ("x-oaiMeta", None),
        ("stability", None),
        ("beta", None),
    ],
)
def test_roles(key: str, role: tuple[str, str] | None) -> None:
    assert find_role(key) == role


@pytest.mark.parametrize(
    ("path", "levels"),
    [
        ("/v1alpha1/things", [("v1alpha1", "alpha")]),
        ("/v2beta/things", [("v2beta", "beta")]),
        ("/apis/batch/v1beta1/jobs", [("v1beta1", "beta")]),
        ("/v1p3beta1/images:annotate", [("v1p3beta1", "beta")]),
        ("/beta/things", [("beta", "beta")]),
        ("/experimental/v1beta/x", [("experimental", "experimental"), ("v1beta", "beta")]),
        ("/v1/things", []),
        ("/releases/beta", []),
        ("/documents/{id}/preview", []),
        ("/alphabet", []),
        ("/", []),
    ],
)
def test_levels_that_a_path_says(path: str, levels: list[tuple[str, str]]) -> None:
    assert list(find_path_levels(path)) == levels


@pytest.mark.parametrize(
    ("urls", "path"),
    [
        (["https://api.example.com/v1"], "/v1"),
        (["https://api.example.com/v1/", "http://localhost:8080/v1"], "/v1"),
        (["https://api.example.com/v1", "https://api.example.com/v2"], ""),
        (["https://{region}.example.com/v1"], "/v1"),
        (["https://example.com/{version}"], ""),
        (["/api"], "/api"),
        (["https://example.com"], ""),
        ([], ""),
    ],
)
def test_path_of_the_servers(urls: list[str], path: str) -> None:
    assert base_path(urls) == path


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("limit", "limit"),
        ("filter[a b]", "filter[a%20b]"),
        ("page.size", "page.size"),
        ("", "%"),
        ("a*", "a%2A"),
        (".x", "%2Ex"),
        ("ä", "ä"),
    ],
)
def test_steps_of_ids(name: str, step: str) -> None:
    assert spell_step(name) == step
