"""Requirement: what a warning names as a replacement is an id, else the phrase, else nothing."""

from __future__ import annotations

import pytest

from api_stability.model.ids import CrdId
from api_stability.readers.crd.replacements import find_replacements
from api_stability.readers.crd.versions import level_of_version

OLD = CrdId("example.com", "Widget", "v1beta1")


@pytest.mark.parametrize(
    ("warning", "expected"),
    [
        ("This version is deprecated. Use v1 instead.", "crd:example.com/Widget@v1"),
        ("Please upgrade to v1.", "crd:example.com/Widget@v1"),
        ("consider migrating to v2alpha1", "crd:example.com/Widget@v2alpha1"),
        ("use example.com/v1 Widget", "crd:example.com/Widget@v1"),
        ("use new.example.com/v1beta2 Gadget", "crd:new.example.com/Gadget@v1beta2"),
        ("Replaced by new.example.com/v1", "crd:new.example.com/Widget@v1"),
        ("in favor of Widget in example.com/v2", "crd:example.com/Widget@v2"),
        ("in favour of Widget v2, which turns faster", "crd:example.com/Widget@v2"),
        ("migrate to other.example.com Gadget", "other.example.com Gadget"),
        ("use v1.2 of the tool", "v1.2 of the tool"),
        ("use v1beta1", "v1beta1"),
        ("example.com/v1beta1 Widget is deprecated", None),
        ("", None),
    ],
)
def test_replacement(warning: str, expected: str | None) -> None:
    assert find_replacements(warning, OLD) == (() if expected is None else (expected,))


@pytest.mark.parametrize(
    ("version", "level"),
    [
        ("v1", "stable"),
        ("v12", "stable"),
        ("v1alpha1", "alpha"),
        ("v2beta10", "beta"),
        ("v1beta", "beta"),
        ("alpha", None),
        ("v1rc1", None),
        ("foo1", None),
        ("1", None),
        ("V1", None),
    ],
)
def test_level_of_a_version(version: str, level: str | None) -> None:
    assert level_of_version(version) == level
