"""Requirement: YAML as a tree with lines, whatever it holds, in bounded time and memory."""

from __future__ import annotations

import json
import tracemalloc
from contextlib import suppress
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from api_stability.documents.nodes import (
    Document,
    DocumentError,
    Mapping,
    Node,
    Scalar,
    Sequence,
)
from api_stability.documents.yaml_documents import read_yaml

SECONDS = 6
DEEPEST = 201


def read_one(text: str) -> Node:
    (document,) = read_yaml(text)
    assert document.root is not None
    return document.root


def as_value(node: Node | None) -> Any:
    """What a YAML library would give, for scalars that are text."""
    match node:
        case Mapping(entries=entries):
            return {entry.key: as_value(entry.value) for entry in entries}
        case Sequence(items=items):
            return [as_value(item) for item in items]
        case Scalar(text=text):
            return text
    return None


def height(node: Node) -> int:
    """How many levels *node* has, aliases followed."""
    seen: dict[int, int] = {}
    waiting = [node]
    while waiting:
        here = waiting[-1]
        inner = (
            [entry.value for entry in here.entries]
            if isinstance(here, Mapping)
            else list(here.items)
            if isinstance(here, Sequence)
            else []
        )
        unknown = [each for each in inner if id(each) not in seen]
        if unknown:
            waiting += unknown
        else:
            seen[id(here)] = 1 + max((seen[id(each)] for each in inner), default=0)
            waiting.pop()
    return seen[id(node)]


def test_scalars_are_what_is_written() -> None:
    root = read_one(
        "a: 1.10\nb: '1.10'\nc: true\nd: 'true'\ne:\nf: ~\ng: !!str true\nh: 2026-01-01\n"
    )
    assert isinstance(root, Mapping)
    assert root.text("a") == "1.10"
    assert root.text("b") == "1.10"
    assert root.text("h") == "2026-01-01"
    assert [root.truth(key) for key in "cdg"] == [True, None, None]
    assert [root.text(key) for key in "ef"] == [None, None]
    assert [entry.line for entry in root.entries] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_going_down_a_path() -> None:
    root = read_one("a:\n  b: [{c: 1}, x, {c: 2}]\n")
    assert isinstance(root, Mapping)
    assert [each.text("c") for each in root.mappings("a", "b")] == ["1", "2"]
    assert root.get("a", "b", "c") is None
    assert root.items("a") == ()
    assert root.mapping("a", "x") == Mapping((), 1)
    assert root.get("a") == root.mapping("a")


def test_documents_before_the_broken_one_stand() -> None:
    found: list[Document] = []
    with pytest.raises(DocumentError) as caught:
        found.extend(read_yaml("a: 1\n---\nb: 2\n---\nc: [\n"))
    assert (caught.value.code, caught.value.line) == ("syntax-error", 6)
    documents = read_yaml("a: 1\n---\nb: 2\n---\nc: [\n")
    assert [as_value(next(documents).root) for _ in range(2)] == [{"a": "1"}, {"b": "2"}]


def test_aliases_and_merge_keys() -> None:
    text = """
base: &base {a: 1, b: 1}
other: &other {b: 2, c: 2}
one: {<<: *base, a: 3}
two: {<<: [*base, *other]}
three: {<<: *base, "<<": text}
again: *base
"""
    root = read_one(text)
    assert isinstance(root, Mapping)
    assert as_value(root.get("one")) == {"b": "1", "a": "3"}
    assert as_value(root.get("two")) == {"a": "1", "b": "1", "c": "2"}
    assert as_value(root.get("three")) == {"a": "1", "b": "1", "<<": "text"}
    assert root.get("again") is root.get("base")


def test_an_anchor_is_known_in_its_own_document_only() -> None:
    with pytest.raises(DocumentError, match="no value before \\*a is called so"):
        list(read_yaml("a: &a 1\n---\nb: *a\n"))


def test_keys_that_are_written_twice_are_listed_and_the_last_counts() -> None:
    (document,) = read_yaml("a: 1\nb: {c: 1,\n  c: 2}\na: 3\n")
    assert document.repeated == (("c", 3), ("a", 4))
    assert as_value(document.root) == {"b": {"c": "2"}, "a": "3"}


def test_empty_documents() -> None:
    assert [(each.root is None or as_value(each.root)) for each in read_yaml("---\n---\n")] == [
        "",
        "",
    ]
    assert list(read_yaml("")) == []
    assert list(read_yaml("# nothing\n")) == []


HOSTILE = {
    "alias bomb": (
        "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
        + "".join(
            f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 10)}]\n"
            for n in range(9)
        ),
        ("too-large", 6),
    ),
    "merge bomb": (
        "a: &a {"
        + ",".join(f"k{n}: 1" for n in range(1000))
        + "}\n"
        + "".join(f"m{n}: {{<<: *a}}\n" for n in range(1000)),
        ("too-large", 102),
    ),
    "alias of itself": ("a: &a [*a]\n", ("syntax-error", 1)),
    "a tower of aliases": (
        "a0: &a0 [x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}]\n" for n in range(30_000)),
        ("too-deep", 200),
    ),
    "open brackets": ("[" * 30_000, ("too-deep", 1)),
    "brackets": ("[" * 30_000 + "]" * 30_000, ("too-deep", 1)),
    "dashes": ("- " * 30_000, ("too-deep", 1)),
    "questions": ("? " * 30_000, ("too-deep", 1)),
    "maps": ("{a: " * 30_000, ("too-deep", 1)),
    "indentation": ("".join(" " * n + "a:\n" for n in range(3000)), ("too-deep", 201)),
    "many items": ("[" + "a," * 5_000_000 + "]", ("too-large", 1)),
    "many documents": ("---\n" * 100_000, ("too-large", 50_001)),
    "a control character": ("a: é\nb: \x07\n", ("syntax-error", 2)),
    "an open quote": ('a: "abc\nb: 1\n', ("syntax-error", 3)),
    "a tabulator": ("a:\n\t- b\n", ("syntax-error", 2)),
    "a template": ("{{- if .Values.x }}\na: 1\n{{- end }}\n", ("syntax-error", 1)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_one_located_error(name: str) -> None:
    text, expected = HOSTILE[name]
    start = process_time()
    with pytest.raises(DocumentError) as caught:
        list(read_yaml(text))
    assert (caught.value.code, caught.value.line) == expected
    assert process_time() - start < SECONDS


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "x" * 10_000_000,
        "a: |\n" + "  text of a line\n" * 600_000,
        "# comment\n" * 1_000_000,
        "- name: something\n  description: a line of text that says it\n" * 160_000,
    ],
    ids=["one scalar", "one block", "comments", "a list"],
)
def test_ten_megabytes_take_bounded_time(text: str) -> None:
    assert len(text) > 9_000_000
    start = process_time()
    assert len(list(read_yaml(text))) <= 1
    assert process_time() - start < SECONDS


def test_a_tree_is_not_much_larger_than_its_text() -> None:
    text = "- name: something\n  description: a line of text that says it\n" * 5000
    tracemalloc.start()
    try:
        assert len(list(read_yaml(text))) == 1
        assert tracemalloc.get_traced_memory()[1] < 30 * len(text)
    finally:
        tracemalloc.stop()


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=6
)
values = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=10,
)


@given(values.filter(bool))
@settings(max_examples=60)
def test_what_a_library_writes_is_read_as_it_was(value: Any) -> None:
    plain = yaml.safe_dump(value, allow_unicode=True, default_style='"')
    assert as_value(read_one(plain)) == value
    assert as_value(read_one(json.dumps(value, ensure_ascii=False))) == value


@given(st.text("ab*&<:[]{}-, \n?|>!'\"#", max_size=40))
@settings(max_examples=200)
def test_any_text_is_read_or_refused_and_never_deep(text: str) -> None:
    documents: list[Document] = []
    with suppress(DocumentError):
        documents.extend(read_yaml(text))
    assert all(each.root is None or height(each.root) <= DEEPEST for each in documents)


def test_published_files_have_the_values_that_a_library_reads(shared_data: Path) -> None:
    files = sorted((shared_data / "kubernetes").glob("*.yaml"))
    assert files
    for file in files:
        text = file.read_text()
        expected = list(yaml.load_all(text, Loader=yaml.BaseLoader))
        assert [as_value(each.root) for each in read_yaml(text)] == expected
