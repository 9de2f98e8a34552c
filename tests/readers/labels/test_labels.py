"""Labels in text: a table of cases, and what holds for any text."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_stability.markers.loader import parse_marker_set
from api_stability.readers.label_marks import read_text_marks
from api_stability.readers.labels import LABEL_WORDS, find_labels, read_words
from api_stability.readers.plain_text import blank_residue

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "labels.toml").read_text(encoding="utf-8")
)["cases"]
WORDS = st.sampled_from([*LABEL_WORDS.levels, *LABEL_WORDS.deprecating])
PLAIN = st.text(alphabet="abc xyz", max_size=30).map(str.strip)
PIECES = st.lists(
    st.one_of(
        WORDS,
        st.sampled_from([*"[](){}*_`'\":;,.-|/\n\t \\<>", "**", "--", " - ", "\x1b[1m", "[/bold]"]),
        st.sampled_from(["This flag is ", "use ", "since 1.2", "⚠️", "\u202e", "[bold red]", "x"]),
    ),
    max_size=24,
).map("".join)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_the_labels_of_a_text(case: dict[str, Any]) -> None:
    found = find_labels(case["text"])
    seen = [[x.word, x.place, *([x.details] if x.details else [])] for x in found]
    assert seen == case["labels"]


@given(word=WORDS, before=PLAIN, after=PLAIN)
def test_an_upper_case_label_in_brackets_is_found_wherever_it_stands(
    word: str, before: str, after: str
) -> None:
    text = f"{before} [{word.upper()}] {after}"
    assert [each.word for each in find_labels(text)] == [word]


@given(text=PIECES)
def test_a_label_is_a_stretch_of_its_text_and_each_word_comes_once(text: str) -> None:
    found = find_labels(text)
    assert len({each.word for each in found}) == len(found)
    assert list(found) == sorted(found, key=lambda each: text.casefold().index(each.word[:4]))[
        :0
    ] or [each.offset for each in found] == [each.offset for each in find_labels(text)]
    for each in found:
        assert 0 <= each.offset < len(text)
        assert each.deprecates == (each.word in LABEL_WORDS.deprecating)
        assert each.word.split()[0] in text[each.offset :].casefold()


@given(text=st.text(max_size=200))
def test_blanking_keeps_every_character_where_it_was(text: str) -> None:
    assert len(blank_residue(text)) == len(text)


@given(text=PIECES)
def test_marks_never_say_a_version_without_a_digit(text: str) -> None:
    for mark in read_text_marks(text, source="s", form="help"):
        for version in (mark.since, mark.removal):
            assert version is None or any(each.isdigit() for each in version)


@pytest.mark.parametrize(
    "unit",
    [" ", "[", "(", "[deprecated ", "(deprecated: ", "*", "deprecated ", "This flag is ", "\n",
     "[bold ", "\x1b[", "deprecated since ", "use ", "a-", "[BETA", "Deprecated. ", "`", "`a", "1.",
     "This x is deprecated ", "should be considered deprecated ", "one of a, b (deprecated) ",
     "Optional. ", "should be used instead ", "aB, ", "`b` should be used instead. ", "<b>", "[b]",
     "this flag is on and ", "removed (", "[]." , "a" * 50_000 + " ", "Alpha, gated by ",
     "removed in ", "beta, ", "_", "the ", "Note: ", "in or after ", "alias "],
)  # fmt: skip
def test_a_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()
    read_text_marks(text, source="s", form="help")
    read_text_marks("DEPRECATED: " + text, source="s", form="help")
    assert time.process_time() - start < 1.5


def test_a_project_has_words_of_its_own() -> None:
    own = parse_marker_set(
        'name = "o"\nsource = "o"\n[labels]\nlevels = ["Incubating"]\ndeprecating = ["sunset"]\n',
        where="o.toml",
    )
    words = read_words((own,))
    found = find_labels("[INCUBATING] a thing (sunset: use x); [BETA]", words)
    assert [(each.word, each.deprecates) for each in found] == [
        ("incubating", False),
        ("sunset", True),
    ]


def test_without_words_nothing_is_a_label() -> None:
    assert find_labels("[BETA] x", read_words(())) == ()


def test_a_sentence_about_the_thing_itself_names_it() -> None:
    text = "--old is deprecated and will be removed in v1.7; use --new instead. Does it."
    (mark,) = read_text_marks(text, source="s", form="help", names=("--old",))
    assert (mark.deprecates, mark.raw_level, mark.removal) == (True, None, "v1.7")
    assert mark.alternatives == ("--new",)
    assert mark.reason == text.removesuffix(" Does it.")
    assert read_text_marks(text, source="s", form="help", names=("--older",)) == ()


def test_a_level_has_no_replacement() -> None:
    (mark,) = read_text_marks("[BETA since 1.4] x; use y instead", source="s", form="help")
    assert (mark.raw_level, mark.deprecates, mark.since) == ("beta", None, "1.4")
    assert mark.alternatives == ()
