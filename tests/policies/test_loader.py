"""Requirement: a policy is data: named, overridden key by key, or written anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from api_stability.model.errors import UserError
from api_stability.model.policy import NoticePeriod
from api_stability.policies import load_policy, shipped_policies

OWN = """
title = "Ours"
unmarked = "ga"
[levels.preview]
label = "Preview"
summary = "s"
commitment = "none"
breaking-changes = "any time"
[levels.ga]
label = "GA"
summary = "s"
commitment = "all"
breaking-changes = "never"
"""


@pytest.mark.parametrize("name", shipped_policies())
def test_every_shipped_policy_loads(name: str, tmp_path: Path) -> None:
    policy = load_policy(name, base=tmp_path)
    assert policy.name == name
    assert policy.reference
    words = [level.name for level in policy.levels]
    words += [alias for level in policy.levels for alias in level.aliases]
    assert len({word.casefold() for word in words}) == len(words), "a word means one level"


def test_the_default_policy_says_what_the_document_says(tmp_path: Path) -> None:
    policy = load_policy("default", base=tmp_path)
    assert policy.ladder.levels == ("experimental", "beta", "stable")
    assert [level.notice for level in policy.levels] == [
        None,
        NoticePeriod(releases=1, months=2),
        NoticePeriod(releases=2, months=4, major_only=True),
    ]
    shown = {
        level.name: (level.appearance.badge, level.appearance.admonition) for level in policy.levels
    }
    assert shown == {
        "experimental": (True, True),
        "beta": (True, False),
        "stable": (False, False),
    }
    assert policy.deprecated.badge
    assert policy.deprecated.admonition
    assert [(step.start, step.target, len(step.criteria)) for step in policy.graduations] == [
        ("experimental", "beta", 5),
        ("beta", "stable", 6),
    ]
    assert len(policy.checklist) == 5


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("beta", "beta"),
        ("BETA", "beta"),
        ("Preview", "beta"),
        (" alpha ", "experimental"),
        ("developer", None),
    ],
)
def test_words(word: str, level: str | None, tmp_path: Path) -> None:
    assert load_policy("default", base=tmp_path).level_for(word) == level


def test_a_project_overrides_any_key(tmp_path: Path) -> None:
    choice = {
        "extends": "default",
        "resolution": "nearest",
        "levels": {"beta": {"aliases": ["trial"], "notice": {"releases": 3}}},
    }
    policy = load_policy(choice, base=tmp_path)
    assert policy.ladder.resolution == "nearest"
    assert policy.level_for("trial") == "beta"
    assert policy.level_for("preview") is None, "a list is replaced"
    beta = policy.level("beta")
    assert beta is not None
    assert beta.notice == NoticePeriod(releases=3, months=2), "a table is merged"
    assert beta.appearance.label == "Beta"


def test_a_file_of_ones_own_may_extend_another(tmp_path: Path) -> None:
    (tmp_path / "ci").mkdir()
    (tmp_path / "ci" / "base.toml").write_text(OWN)
    (tmp_path / "ci" / "ours.toml").write_text('extends = "./base.toml"\ntitle = "More"\n')
    policy = load_policy("ci/ours.toml", base=tmp_path)
    assert (policy.name, policy.title) == ("ours", "More")
    assert policy.ladder.levels == ("preview", "ga")
    assert policy.ladder.unmarked == "ga"


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (
            "defualt",
            "api-stability.toml: policy: unknown policy 'defualt'; did you mean 'default'?",
        ),
        ("no/such.toml", "api-stability.toml: policy: policy 'no/such.toml': No such file"),
        ({"extends": "default", "titel": "x"}, "unknown key 'titel'; did you mean 'title'?"),
        (
            {"extends": "default", "levels": {"beta": {"alias": []}}},
            "api-stability.toml: policy.levels.beta: unknown key 'alias'; did you mean 'aliases'?",
        ),
        (
            {"extends": "default", "levels": {"beta": {"tone": "red"}}},
            "levels.beta.tone: unknown word 'red'; valid: caution, danger, good, info, neutral",
        ),
        (
            {"extends": "default", "unmarked": "stabel"},
            "unmarked: unknown level 'stabel'; did you mean 'stable'?",
        ),
        (
            {"extends": "default", "conventions": [{"surface": "pyhton"}]},
            r"conventions\[0\]: unknown surface 'pyhton'; did you mean 'python'?",
        ),
        (
            {"extends": "default", "conventions": [{"surface": "cli", "betta": "x"}]},
            r"conventions\[0\]: unknown level 'betta'; did you mean 'beta'?",
        ),
        (
            {"extends": "default", "graduations": [{"from": "b", "to": "c", "criteria": []}]},
            r"graduations\[0\]: unknown level 'b'",
        ),
        ({"extends": 1}, "extends: must be the name or path of a policy"),
        ({"title": "x"}, "policy: missing key `unmarked`"),
        (
            {"extends": "default", "levels": {"gamma": {"label": "Gamma"}}},
            "api-stability.toml: policy.levels.gamma: missing key `summary`",
        ),
        (
            {"extends": "default", "levels": {"beta": {"aliases": ["GA"]}}},
            "policy.levels.stable.aliases: 'ga' means 'beta' already",
        ),
        (
            {"extends": "default", "levels": {"beta": {"aliases": ["obsolete"]}}},
            "policy.deprecated.words: 'obsolete' means 'beta' already",
        ),
    ],
)
def test_errors_name_the_key_and_the_nearest_name(
    choice: Any, message: str, tmp_path: Path
) -> None:
    with pytest.raises(UserError) as raised:
        load_policy(choice, base=tmp_path, where="api-stability.toml")
    text = str(raised.value)
    assert text.startswith("api-stability.toml: ")
    assert message.replace("\\", "") in text


def test_an_error_in_what_is_extended_names_that_file(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text("[levels.ga]\nlable = 'GA'\n")
    with pytest.raises(UserError) as raised:
        load_policy({"extends": "./base.toml"}, base=tmp_path, where="api-stability.toml")
    file = tmp_path / "base.toml"
    assert str(raised.value) == f"{file}: levels.ga: unknown key 'lable'; did you mean 'label'?"


def test_policies_that_extend_each_other_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('extends = "./b.toml"')
    (tmp_path / "b.toml").write_text('extends = "./a.toml"')
    with pytest.raises(UserError, match="policies extend each other"):
        load_policy("./a.toml", base=tmp_path)


@pytest.mark.parametrize("content", [b"[", b"\xff", b"\x00"])
def test_what_is_no_toml_is_said(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_bytes(content)
    with pytest.raises(UserError, match=r"p\.toml:?1?: this is no (TOML|UTF-8 text)"):
        load_policy("p.toml", base=tmp_path)
