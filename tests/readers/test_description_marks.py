"""Requirement: a description marks what it describes, not its items, values or neighbours."""

from __future__ import annotations

import time

import pytest

from api_stability.model.symbols import Mark
from api_stability.readers.description_marks import first_sentence, read_description_marks


def read(text: str, *names: str) -> tuple[Mark, ...]:
    return read_description_marks(
        text, source="s", form="docstring", file="a.yaml", line=1, names=names
    )


@pytest.mark.parametrize(
    ("text", "word", "reason", "alternatives"),
    [
        (
            "Where the token is kept. Deprecated: use `auth` instead.",
            "deprecated",
            "use `auth` instead.",
            ("auth",),
        ),
        ("Deprecated field, it has no effect", "deprecated", "it has no effect", ()),
        ("How often. Deprecated and not used any more.", "deprecated", "not used any more.", ()),
        ("Name given to it (deprecated, not unique)", "deprecated", "not unique", ()),
        ("**Deprecated since 1.2**: use `b`", "deprecated", "use `b`", ("b",)),
        ("[DEPRECATED since 1.2] Number of it", "deprecated", "since 1.2", ()),
        (
            "Prefer `x` where it is fast. Deprecated: it is not set.",
            "deprecated",
            "it is not set.",
            (),
        ),
        ("Use `b` instead. (deprecated)", "deprecated", None, ("b",)),
        ("mountPath deprecated: it goes away.", "deprecated", "it goes away.", ()),
        (
            "mountPath is deprecated: use b.",
            "deprecated",
            "mountPath is deprecated: use b.",
            ("b",),
        ),
    ],
)
def test_what_is_said_besides_a_deprecation(
    text: str, word: str, reason: str | None, alternatives: tuple[str, ...]
) -> None:
    (mark,) = read(text, "mountPath")
    assert (mark.name, mark.deprecates) == (word, True)
    assert (mark.reason, mark.alternatives) == (reason, alternatives)


@pytest.mark.parametrize(
    ("text", "gate"),
    [
        ("(Alpha) Using this field requires the `BigRed` feature gate to be enabled.", "BigRed"),
        ("This field is beta and needs the BigRed feature flag.", "BigRed"),
        ("This field is alpha-level; servers that enable the BigRed feature honour it.", "BigRed"),
        ("[BETA] Enable the cache feature.", None),
        ("This is an Alpha Feature, on with `--feature-gates=BigRed=true` only.", "BigRed"),
        ("This field is beta-level, and only read when BigRed feature is enabled.", "BigRed"),
        (
            "Needs the Other feature gate.\n(Alpha) This field is for the BigRed feature gate.",
            "BigRed",
        ),
    ],
)
def test_the_gate_is_the_one_that_the_label_speaks_of(text: str, gate: str | None) -> None:
    (mark,) = read(text, "field")
    assert mark.gate == gate


def test_a_label_may_stand_behind_items_on_one_line() -> None:
    text = "Kinds: * V4: old ones. * V6: new ones. (Alpha) This field is for them all."
    assert [mark.raw_level for mark in read(text)] == ["alpha"]


def test_a_word_before_a_colon_is_a_label_where_no_other_value_is_explained() -> None:
    assert [mark.name for mark in read("Name of it.\nDEPRECATED: nothing reads it.\nMore.")] == [
        "deprecated"
    ]


def test_a_mark_has_the_line_of_its_label() -> None:
    text = "[BETA] Where from,\nand where to.\n\nDeprecated: use\n`other` instead."
    marks = read_description_marks(
        text, source="s", form="comment", file="a.yaml", line=3, lines=(3, 4, 6, 7, 8)
    )
    assert [(mark.name, mark.line) for mark in marks] == [("beta", 3), ("deprecated", 7)]


def test_a_long_text_takes_linear_time() -> None:
    for unit in ("ACTIVE - it. ", "DEPRECATED - x\n", " * V4: x", "`a", "(Alpha) This ", "A: b\n"):
        text = unit * (1_000_000 // len(unit))
        start = time.process_time()
        read("DEPRECATED: " + text)
        read(text + "\n[BETA] x")
        assert time.process_time() - start < 1.5


def test_a_label_may_follow_a_list() -> None:
    text = (
        "Where to read from:\n* here\n* there, in any\nnamespace.\n(Beta) Using this field is new."
    )
    assert [mark.raw_level for mark in read(text)] == ["beta"]


@pytest.mark.parametrize(
    "text",
    [
        "One of:\n- `Old` (deprecated): a name of `New`\n- `New`",
        "How to share.\n(Alpha) Using the 'Zone' mode requires the Zones feature gate.",
        "Where from.\n(Alpha) Using the namespace field of it requires the Across feature gate.",
        "experimental groups features whose shape may change.",
        "The state:\nACTIVE - it runs.\nDEPRECATED - it runs, and nothing new may.",
        "The state:\nDEPRECATED: nothing new may run.\n\nACTIVE: it runs.",
        "Kinds: * V4: old ones. * V6: new ones. * NAME: a name. (Deprecated) Nothing makes it.",
        "deprecated indicates that this version is deprecated and should not be used.",
    ],
)
def test_what_is_said_of_something_else_marks_nothing(text: str) -> None:
    assert read(text, "experimental", "source") == ()


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (None, None),
        (" \n", None),
        ("How many. Never less than 1.", "How many."),
        ("Number of\nGPU devices. More.", "Number of GPU devices."),
        ("[EXPERIMENTAL] Number of it. More.", "Number of it."),
        ("**EXPERIMENTAL** Number of it.", "Number of it."),
        ("EXPERIMENTAL: split it", "split it"),
        ("EXPERIMENTAL - split it", "split it"),
        ("Beta feature: split it", "split it"),
        ("\N{WARNING SIGN} Experimental: split it", "split it"),
        ("[BETA][DEPRECATED] Number of it", "Number of it"),
        ("[DEPRECATED: use b] Number of it", "Number of it"),
        ("[BETA]\n\nNumber of it.\n\nMore.", "Number of it."),
        ("Deprecated: use b.\nNumber of it.", "Number of it."),
        ("Experimental support for it.", "Experimental support for it."),
        ("Deprecated: use b. More.", "Deprecated: use b."),
        ("Deprecated: use b.\n\n# Examples\n", "Deprecated: use b."),
        (
            "Deprecated: use the new\nThing instead.\nMore.",
            "Deprecated: use the new Thing instead.",
        ),
        ("[BETA]", None),
        ("What it runs (a, b)\nDeprecated: use b.", "What it runs (a, b)"),
        ("Where from:\n* here\n* there", "Where from:"),
        ("Number of it (beta)", "Number of it (beta)"),
    ],
)
def test_the_first_sentence_repeats_no_label(text: str | None, summary: str | None) -> None:
    assert first_sentence(text) == summary
