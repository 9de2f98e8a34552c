"""How things are said: phrases that every view shares, as plain text or as spans.

Nothing here interprets text that comes from code, except that addresses in it become links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

from api_stability.model.ids import Surface
from api_stability.model.policy import Duration, Level, NoticePeriod
from api_stability.model.views import Line, Span

NOT_KNOWN: Final = "not known statically"
"""Shown where the source gives a value that cannot be known without running it."""

SURFACE_LABELS: Final[dict[Surface, str]] = {
    "python": "Python",
    "rust": "Rust",
    "cli": "Command line",
    "env": "Environment variables",
    "crd": "Kubernetes resources",
    "http": "HTTP",
    "helm": "Helm values",
    "metric": "Metrics",
    "feature-gate": "Feature gates",
}

_UNSEEN: Final = r"\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff"
_URL = re.compile(rf"https?://[^\s<>\"'`\\^{{|}}{_UNSEEN}]+", re.IGNORECASE)
_CLOSING: Final = {")": "(", "]": "["}


def link_urls(text: str) -> Line:
    """*text* as spans, every http(s) address in it a link, without the punctuation after it."""
    spans: list[Span] = []
    end = 0
    for found in _URL.finditer(text):
        url = _without_punctuation(found[0])
        if not _is_address(url):
            continue
        if found.start() > end:
            spans.append(Span(text[end : found.start()]))
        spans.append(Span(url, url=url))
        end = found.start() + len(url)
    if end < len(text):
        spans.append(Span(text[end:]))
    return tuple(spans)


def _is_address(url: str) -> bool:
    """Whether *url* names a host, so that what follows links need not stumble over it."""
    try:
        return bool(urlsplit(url).netloc)
    except ValueError:  # such as a bracket of an IPv6 address that is not closed
        return False


def _without_punctuation(url: str) -> str:
    """A closing bracket belongs to the address when it was opened there."""
    while url:
        last = url[-1]
        opening = _CLOSING.get(last)
        unopened = opening is not None and url.count(last) > url.count(opening)
        if last not in ".,;:!?*_~" and not unopened:
            break
        url = url[:-1]
    return url


def paragraphs(text: str) -> tuple[Line, ...]:
    """The paragraphs of *text*, white space collapsed, addresses linked."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return tuple(link_urls(part) for part in parts if part)


def code_phrase(text: str) -> Line:
    """A phrase from configuration: its backticked parts are code, its addresses links.

    As Markdown writes code, with one backtick, or as reST does, with two.
    """
    line: list[Span] = []
    for index, part in enumerate(re.split(r"``?([^`]+)``?", " ".join(text.split()))):
        if index % 2:
            line.append(Span(part, style="code"))
        elif part:
            line.extend(span for span in link_urls(part) if isinstance(span, Span))
    return tuple(line)


def lowered(label: str) -> str:
    """*label* within a sentence: "beta", but "GA" stays "GA"."""
    return label.lower() if label.istitle() else label


def ends_sentence(text: str) -> bool:
    """Whether *text* already ends like a sentence."""
    return text.rstrip().endswith((".", "!", "?", "…", ":", ";"))


def join_words(words: Sequence[str], last: str = "and") -> str:
    """Join *words* as a sentence does: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def join_lines(lines: Sequence[Line], last: str = "and") -> Line:
    """Join *lines* as `join_words` joins words."""
    joined: list[Line] = []
    for index, line in enumerate(lines):
        if index:
            joined.append((Span(f" {last} " if index == len(lines) - 1 else ", "),))
        joined.append(line)
    return tuple(piece for line in joined for piece in line)


def join_sentences(lines: Iterable[Line]) -> Line:
    """*lines* as one, a space between them."""
    spaced = [piece for line in lines if line for piece in (Span(" "), *line)]
    return tuple(spaced[1:])


def say_removal(removal: str) -> str:
    """When *removal* is, after "removed": "in version 2.0", "on 2027-03-01"; else as is."""
    text = " ".join(removal.split())
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return f"on {text}"
    if re.fullmatch(r"\d{4}-\d{2}|v\d\S*", text):
        return f"in {text}"
    if re.fullmatch(r"\d\S*", text):
        return f"in version {text}"
    return text


def is_moment(text: str) -> bool:
    """Whether *text* is a version or a date, not a phrase."""
    return re.fullmatch(r"v?\d\S*", text.strip()) is not None


def say_promise(level: Level) -> str:
    """What a level promises, to follow its name and a colon."""
    text = re.sub(r"^none\s*[:;,-]\s*", "", level.commitment.strip(), flags=re.IGNORECASE)
    text = re.sub(r"^it\s+(?=\w)", "", text, flags=re.IGNORECASE) or level.summary
    return text if not text or ends_sentence(text) else f"{text}."


def say_notice_period(period: NoticePeriod | None) -> str:
    """A notice period: "2 releases and 4 months, and a new major version"; "none"."""
    if period is None:
        return "none"
    counted = _count_words(
        ((period.releases, "release"), (period.months, "month"), (period.days, "day"))
    )
    words = join_words(counted)
    if not period.major_only:
        return words or "none"
    return f"{words}, and a new major version" if words else "a new major version"


def say_level_notice(level: Level) -> str:
    """The whole notice rule of a level: period, what must exist, surfaces that differ."""
    parts = [say_notice_period(level.notice)]
    if level.removal_requires:
        parts.append(f"requires {level.removal_requires}")
    alike: dict[str, list[str]] = {}
    for surface, period in level.notice_by_surface:
        alike.setdefault(say_notice_period(period), []).append(SURFACE_LABELS[surface])
    parts.extend(f"{join_words(surfaces)}: {period}" for period, surfaces in alike.items())
    return "; ".join(parts)


def say_duration(minimum: Duration | None, maximum: Duration | None) -> str:
    """How long a level lasts: "at least 9 months; at most 3 releases or 9 months, …"."""
    parts = []
    for word, duration in (("at least", minimum), ("at most", maximum)):
        if duration is None:
            continue
        counted = _count_words(((duration.releases, "release"), (duration.months, "month")))
        whole = join_words(counted, "or")
        if whole:
            parts.append(f"{word} {whole}" + (", whichever is longer" if len(counted) > 1 else ""))
    return "; ".join(parts)


def _count_words(counts: Iterable[tuple[int | None, str]]) -> list[str]:
    return [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count]
