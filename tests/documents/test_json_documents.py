"""Requirement: JSON with lines, read within bounds; the same tree as YAML gives."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_stability.documents.json_documents import read_json
from api_stability.documents.nodes import (
    DocumentError,
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
)


def to_values(node: Node | None) -> Any:
    """The values that the standard library gives."""
    if isinstance(node, Mapping):
        return {entry.key: to_values(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [to_values(item) for item in node.items]
    if node is None:
        return None
    return json.loads(node.text) if node.plain else node.text


_trees = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(_trees, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_values_are_those_of_the_standard_library(
    tree: object, indent: int | str | None, ascii_only: bool
) -> None:
    text = json.dumps(tree, indent=indent, ensure_ascii=ascii_only)
    document = read_json(text)
    assert to_values(document.root) == tree
    assert not document.repeated
    assert not document.invalid


@given(st.text(alphabet='{}[]:,"\\ \n01.eE+-truefalsnNIity/xu', max_size=30))
def test_what_is_no_json_is_said_and_nothing_else_raised(text: str) -> None:
    try:
        expected = json.loads(text)
    except ValueError:
        if not text.strip(" \t\r\n"):
            return  # an empty file is an empty document
        with pytest.raises(DocumentError):
            read_json(text)
        return
    document = read_json(text)
    if not document.invalid:
        assert to_values(document.root) == expected


def test_lines_are_those_of_the_text() -> None:
    root = read_json('{\n "a": [\n  1,\n  "x\\ny"],\n\n "b":\n  {}}').root
    assert root == Mapping(
        (
            Entry("a", Sequence((Scalar("1", 3, plain=True), Scalar("x\ny", 4)), 2), 2),
            Entry("b", Mapping((), 7), 6),
        ),
        1,
    )


def test_numbers_stay_as_they_are_written() -> None:
    assert read_json("[1.10, -0, 1E5]").root == Sequence(
        tuple(Scalar(text, 1, plain=True) for text in ("1.10", "-0", "1E5")), 1
    )


def test_of_a_key_that_is_there_twice_the_later_counts() -> None:
    document = read_json('{"a": 1,\n"b": 2,\n"a": 3}')
    assert to_values(document.root) == {"b": 2, "a": 3}
    assert document.repeated == (("a", 3),)


def test_words_that_json_does_not_have() -> None:
    document = read_json('{"a": NaN,\n"b": [-Infinity, Infinity]}')
    assert to_values(document.root) == {"a": None, "b": [None, None]}
    assert document.invalid == (("NaN", 1), ("-Infinity", 2), ("Infinity", 2))


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('{"a": 1,\n}', "syntax-error", 2),
        ("[1,\n\n 2 3]", "syntax-error", 3),
        ('{\n"a\n', "syntax-error", 2),
        ("[1] [2]", "syntax-error", 1),
        ("[\n}", "syntax-error", 2),
        ("{'a': 1}", "syntax-error", 1),
        ("[01]", "syntax-error", 1),
        ("// comment\n{}", "syntax-error", 1),
        ("[" * 30_000, "too-deep", 1),
        ('{"a":\n' * 300, "too-deep", 201),
        ("[" + "1," * 1_000_001, "too-large", 1),
    ],
)
def test_errors_are_located(text: str, code: str, line: int) -> None:
    with pytest.raises(DocumentError) as raised:
        read_json(text)
    assert (raised.value.code, raised.value.line) == (code, line)


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_file_is_an_empty_document(text: str) -> None:
    assert read_json(text).root is None
