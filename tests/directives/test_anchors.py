"""Anchors that differ where the ids do."""

from __future__ import annotations

import pytest

from api_stability.directives.anchors import feature_anchor


@pytest.mark.parametrize(("one", "two"), [("KV", "kv"), ("日本", "中国"), ("a.b", "a-b")])
def test_two_features_have_two_anchors(one: str, two: str) -> None:
    assert feature_anchor(one) != feature_anchor(two)


def test_an_anchor_is_one_word() -> None:
    assert feature_anchor('a "b"<c>&d') == "stability-feature-a--b--c--d"
