"""Attributes, conditions and ``use`` trees, as texts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api_stability.readers.rust.conditions import (
    any_of,
    contradict,
    holds,
    implied_word,
    name_word,
    negate,
    read,
    render,
)
from api_stability.readers.rust.meta import MetaError, parse_meta
from api_stability.readers.rust.use_trees import flatten_use

names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(
    lambda name: name not in {"true", "false", "test", "doctest", "miri", "r"}
)
strings = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)
leaves = st.one_of(
    names,
    st.tuples(names, strings).map(
        lambda pair: '{} = "{}"'.format(pair[0], pair[1].replace("\\", "\\\\").replace('"', '\\"'))
    ),
)


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=3).map(", ".join)
    return st.one_of(
        several.map("all({})".format), several.map("any({})".format), inner.map("not({})".format)
    )


conditions = st.recursive(leaves, nested, max_leaves=8).filter(lambda text: "not(not(" not in text)


@given(conditions)
def test_conditions_are_spelled_as_they_were(condition: str) -> None:
    assert render(read(condition)) == condition


@given(conditions, st.sampled_from(["", " ", "\n    ", " /* x */ ", " // x\n"]))
def test_space_says_nothing(condition: str, space: str) -> None:
    spaced = condition.replace("(", f"({space}").replace(", ", f" ,{space}")
    if '"' not in condition:
        assert render(read(spaced)) == condition


@settings(max_examples=30)
@given(conditions)
def test_opposite_of_the_opposite(condition: str) -> None:
    opposite = negate(condition)
    assert negate(negate(opposite)) == opposite
    assert contradict([condition, opposite])
    assert any_of([frozenset({condition}), frozenset({opposite})]) == ()


@given(st.lists(st.frozensets(names, max_size=3), min_size=1, max_size=4))
def test_alternatives_need_what_all_of_them_need(groups: list[frozenset[str]]) -> None:
    shared = frozenset.intersection(*groups)
    found = any_of(groups)
    assert shared <= set(found)
    assert len(found) <= len(shared) + 1
    if any(group == shared for group in groups):
        assert set(found) == shared


@given(st.text(max_size=60))
def test_any_text_is_an_attribute_or_none(text: str) -> None:
    try:
        parse_meta(text)
    except MetaError:
        return


@given(st.text("abc:{},* as\n", max_size=60))
def test_any_text_is_a_use_tree(text: str) -> None:
    for each in flatten_use(text):
        assert each.path or each.name == "*"


@pytest.mark.parametrize(
    ("condition", "word"),
    [
        ('feature = "experimental_x"', "experimental"),
        ('feature = "x-experimental"', "experimental"),
        ('feature = "unstable"', "unstable"),
        ('feature = "unstablest"', "unstable"),
        ('feature = "nightly"', "unstable"),
        ('feature = "_private"', "unstable"),
        ('feature = "__internal"', "unstable"),
        ('feature = "preview2"', "preview"),
        ("tokio_unstable", "unstable"),
        ('feature = "std"', None),
        ('feature = "alphabet"', None),
        ('target_os = "unstable"', None),
        ('not(feature = "unstable")', None),
        ('all(unix, feature = "unstable")', "unstable"),
        ('any(unix, feature = "unstable")', None),
        ('any(tokio_unstable, feature = "experimental")', "unstable"),
        ("any()", None),
    ],
)
def test_what_names_of_features_say(condition: str, word: str | None) -> None:
    assert implied_word(read(condition)) == word


def test_names_that_only_look_like_it() -> None:
    assert [name_word(each) for each in ("previewer_", "stable", "night", "")] == [
        "preview",
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("test", False),
        ("all(test, unix)", False),
        ("any(test, unix)", None),
        ("not(test)", True),
        ("any()", False),
        ("all()", True),
        ("false", False),
        ("true", True),
        ("not(unix)", None),
    ],
)
def test_what_holds_for_users(condition: str, expected: bool | None) -> None:
    assert holds(read(condition)) is expected


def test_branches_of_one_choice_leave_nothing_out() -> None:
    branches = [
        frozenset({"s", "a"}),
        frozenset({"s", "not(a)", "b"}),
        frozenset({"s", "not(a)", "not(b)"}),
    ]
    assert any_of(branches) == ("s",)
    assert any_of(branches[:2]) == ("s", "any(a, all(b, not(a)))")


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ("a", ["a as a"]),
        ("a::b", ["a::b as b"]),
        ("a::{self, b as c, d::*}", ["a as a", "a::b as c", "a::d as *"]),
        ("{a, b::{c, d},}", ["a as a", "b::c as c", "b::d as d"]),
        ("::a::b", ["::a::b as b"]),
        ("r#try::r#fn as r#in", ["try::fn as in"]),
        ("a::b as _", ["a::b as _"]),
        ("*", [" as *"]),
        ("a /* x */ :: // y\n b", ["a::b as b"]),
    ],
)
def test_use_trees(tree: str, expected: list[str]) -> None:
    assert [f"{'::'.join(each.path)} as {each.name}" for each in flatten_use(tree)] == expected
