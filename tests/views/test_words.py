"""Phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_stability.model.policy import Duration, NoticePeriod
from api_stability.model.views import plain_text
from api_stability.views.order import moment_key, natural_key
from api_stability.views.words import (
    link_urls,
    paragraphs,
    say_duration,
    say_notice_period,
    say_removal,
)
from tests.views.inventories import spell_line


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (None, "none"),
        (NoticePeriod(), "none"),
        (NoticePeriod(releases=0), "none"),
        (NoticePeriod(releases=1), "1 release"),
        (NoticePeriod(releases=1, months=2), "1 release and 2 months"),
        (NoticePeriod(days=180), "180 days"),
        (NoticePeriod(releases=2, months=1, days=1), "2 releases, 1 month and 1 day"),
        (
            NoticePeriod(releases=2, months=4, major_only=True),
            "2 releases and 4 months, and a new major version",
        ),
        (NoticePeriod(major_only=True), "a new major version"),
    ],
)
def test_notice_periods(period: NoticePeriod | None, words: str) -> None:
    assert say_notice_period(period) == words


def test_durations() -> None:
    assert say_duration(Duration(months=9), None) == "at least 9 months"
    both = say_duration(None, Duration(months=9, releases=3))
    assert both == "at most 3 releases or 9 months, whichever is longer"
    assert say_duration(None, Duration()) == ""


@pytest.mark.parametrize(
    ("removal", "words"),
    [
        ("2.0", "in version 2.0"),
        ("v2", "in v2"),
        ("2027-03-01", "on 2027-03-01"),
        ("2027-03", "in 2027-03"),
        ("the next release", "the next release"),
    ],
)
def test_removals(removal: str, words: str) -> None:
    assert say_removal(removal) == words


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("see https://a.org/b.", "see https://a.org/b<https://a.org/b>."),
        ("(https://a.org/b)", "(https://a.org/b<https://a.org/b>)"),
        ("https://a.org/b_(c), d", "https://a.org/b_(c)<https://a.org/b_(c)>, d"),
        ("HTTP://A.org!", "HTTP://A.org<HTTP://A.org>!"),
        ("javascript:alert(1) ftp://a.org", "javascript:alert(1) ftp://a.org"),
        ("http:// and https://.", "http:// and https://."),
        ('<a href="https://a.org">', '<a href="https://a.org<https://a.org>">'),
    ],
)
def test_addresses_become_links(text: str, spelled: str) -> None:
    assert spell_line(link_urls(text)) == spelled


@given(st.text(alphabet="htps:/.,()[]?#ab \n\"'<>"))
def test_no_text_is_lost(text: str) -> None:
    assert plain_text(link_urls(text)) == text
    assert " ".join(map(plain_text, paragraphs(text))).split() == text.split()


def test_versions_are_in_order() -> None:
    moments = [None, "soon", "2.0", "1.10", "1.9", "2.0rc1", "2027-03-01", "2026-12"]
    expected = ["2026-12", "2027-03-01", "1.9", "1.10", "2.0rc1", "2.0", "soon", None]
    assert sorted(moments, key=moment_key) == expected


def test_names_are_in_natural_order() -> None:
    names = ["v1beta10", "v1beta2", "b", "A", "a", "v1"]
    assert sorted(names, key=natural_key) == ["A", "a", "b", "v1", "v1beta2", "v1beta10"]
