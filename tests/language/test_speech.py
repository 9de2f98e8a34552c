"""What is said: placeholders, numbers, lines, and the language of the moment."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from api_stability.language import (
    find_catalog,
    is_english,
    message,
    say,
    say_count,
    say_line,
    speaking,
)
from api_stability.language.catalogs import Catalog
from api_stability.model.views import Badge, Span, plain_text

GERMAN = find_catalog("de")
BACKWARDS = Catalog(
    language="xx",
    plural_forms="nplurals=1; plural=0;",
    messages={"{first} before {second}": ("{second} after {first}",)},
)


def test_the_language_of_the_moment() -> None:
    assert (say("Reason"), is_english()) == ("Reason", True)
    with speaking(GERMAN):
        assert (say("Reason"), is_english()) == ("Grund", False)
        with speaking(None):
            assert say("Reason") == "Reason"
        assert say("Reason") == "Grund"
        assert message("Reason") == "Reason"
        assert say("no message of ours") == "no message of ours"
    assert say("Reason") == "Reason"


def test_what_is_put_in_is_not_translated() -> None:
    with speaking(GERMAN):
        assert say("{label}: {text}", label="Reason", text="{label}") == "Reason: {label}"


def test_numbers() -> None:
    words = ("{count} more is not shown", "{count} more are not shown")
    assert say_count(*words, 1) == "1 more is not shown"
    assert say_count(*words, 0) == "0 more are not shown"
    with speaking(GERMAN):
        assert say_count(*words, 1) == "1 weiterer Eintrag wird nicht gezeigt"


def test_a_line_has_the_order_of_its_language() -> None:
    badge = Badge(word="beta", label="Beta", tone="info", title="")
    parts = {"first": (Span("a", style="code"),), "second": (badge, Span(" b"))}
    assert say_line("{first} before {second}", **parts) == (
        Span("a", style="code"),
        Span(" before "),
        badge,
        Span(" b"),
    )
    with speaking(BACKWARDS):
        assert say_line("{first} before {second}", **parts) == (
            badge,
            Span(" b after "),
            Span("a", style="code"),
        )


@given(st.text(), st.text())
def test_a_line_says_what_a_text_says(first: str, second: str) -> None:
    pattern = "{first} before {second}"
    for catalog in (None, BACKWARDS):
        with speaking(catalog):
            line = say_line(pattern, first=(Span(first),), second=(Span(second),))
            assert plain_text(line) == say(pattern, first=first, second=second)


def test_nothing_is_said_while_modules_are_imported() -> None:
    code = """
from api_stability.language import find_catalog, speak, speech
def fail(*_values): raise AssertionError("said at import")
speech._find = fail
import importlib, pkgutil
import api_stability.views, api_stability.sphinx, api_stability.cli
for package in (api_stability.views, api_stability.sphinx, api_stability.cli):
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
"""
    subprocess.run([sys.executable, "-c", code], check=True, stdin=subprocess.DEVNULL)
