"""How things are said: phrases that every view shares, as plain text or as spans.

Nothing here interprets text that comes from code, except that addresses in it become links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit

from api_stability.language import is_english, message, say, say_count, say_line
from api_stability.model.ids import Surface
from api_stability.model.policy import Duration, Level, NoticePeriod
from api_stability.model.views import Line, Span, plain_text

NOT_KNOWN: Final = message("not known statically")
"""Said where the source gives a value that cannot be known without running it."""


class Labels(Mapping[Surface, str]):
    """Labels, each in the language that is spoken when it is looked up."""

    def __init__(self, messages: dict[Surface, str]) -> None:
        self._messages = messages

    def __getitem__(self, key: Surface) -> str:
        return say(self._messages[key])

    def __iter__(self) -> Iterator[Surface]:
        return iter(self._messages)

    def __len__(self) -> int:
        return len(self._messages)


SURFACE_LABELS: Final = Labels(
    {
        "python": "Python",
        "rust": "Rust",
        "cli": message("Command line"),
        "env": message("Environment variables"),
        "crd": message("Kubernetes resources"),
        "http": "HTTP",
        "helm": message("Helm values"),
        "metric": message("Metrics"),
        "feature-gate": message("Feature gates"),
    }
)

_UNSEEN: Final = r"\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff"
_URL = re.compile(rf"https?://[^\s<>\"'`\\^{{|}}{_UNSEEN}]+", re.IGNORECASE)
_WIDE_ENDS: Final = "\u3002\uff01\uff1f\uff1a\uff1b"
"""Full stop and the like, as Japanese and Chinese write them."""
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
    """*label* within a sentence: "beta", but "GA" stays "GA"; other languages quote it."""
    if is_english():
        return label.lower() if label.istitle() else label
    return say("“{label}”", label=label)


def ends_sentence(text: str) -> bool:
    """Whether *text* already ends like a sentence."""
    return text.rstrip().endswith((".", "!", "?", "…", ":", ";", *_WIDE_ENDS))


def join_words(words: Sequence[str], last: str = "and") -> str:
    """Join *words* as a sentence does: "a", "a and b", "a, b and c"."""
    return plain_text(join_lines([(Span(word),) for word in words], last))


def list_words(words: Sequence[str]) -> str:
    """List *words*: "a, b, c"."""
    listed = "".join(words[:1])
    for word in words[1:]:
        listed = say("{words}, {word}", words=listed, word=word)
    return listed


def join_lines(lines: Sequence[Line], last: str = "and") -> Line:
    """Join *lines* as `join_words` joins words."""
    if not lines:
        return ()
    joined, *following = lines
    for left, line in zip(range(len(following), 0, -1), following, strict=True):
        if left > 1:
            joined = say_line("{words}, {word}", words=joined, word=line)
        elif last == "or":
            joined = say_line("{words} or {word}", words=joined, word=line)
        else:
            joined = say_line("{words} and {word}", words=joined, word=line)
    return joined


def join_parts(parts: Sequence[Line]) -> Line:
    """Join *parts*, which may have commas in them: "a; b"."""
    if not parts:
        return ()
    joined, *following = parts
    for part in following:
        joined = say_line("{parts}; {part}", parts=joined, part=part)
    return joined


def labelled(label: Span, line: Line) -> Line:
    """*line* after what it is about: "Removal: in version 2.0"."""
    return say_line("{label}: {text}", label=(label,), text=line)


def join_sentences(lines: Iterable[Line]) -> Line:
    """*lines* as one, a space between them."""
    spaced = [piece for line in lines if line for piece in (Span(" "), *line)]
    return tuple(spaced[1:])


def say_removal(removal: str) -> str:
    """When *removal* is, after "removed": "in version 2.0", "on 2027-03-01"; else as is."""
    text = " ".join(removal.split())
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return say("on {date}", date=text)
    if re.fullmatch(r"\d{4}-\d{2}|v\d\S*", text):
        return say("in {month}", month=text)
    if re.fullmatch(r"\d\S*", text):
        return say("in version {version}", version=text)
    return text


def is_moment(text: str) -> bool:
    """Whether *text* is a version or a date, not a phrase."""
    return re.fullmatch(r"v?\d\S*", text.strip()) is not None


def say_promise(level: Level) -> str:
    """What a level promises, to follow its name and a colon."""
    none = re.escape(say("None"))
    start = rf"^(none|{none})\s*[:;,\uff1a\uff1b\uff0c\u3001-]\s*"
    text = re.sub(start, "", level.commitment.strip(), flags=re.IGNORECASE)
    text = re.sub(r"^it\s+(?=\w)", "", text, flags=re.IGNORECASE) or level.summary
    return text if not text or ends_sentence(text) else f"{text}."


def say_notice_period(period: NoticePeriod | None) -> str:
    """A notice period: "2 releases and 4 months, and a new major version"; "none"."""
    if period is None:
        return say("none")
    words = join_words(_count_words(period.releases, period.months, period.days))
    if not period.major_only:
        return words or say("none")
    if not words:
        return say("a new major version")
    return say("{period}, and a new major version", period=words)


def say_level_notice(level: Level) -> str:
    """The whole notice rule of a level: period, what must exist, surfaces that differ."""
    parts = [say_notice_period(level.notice)]
    if level.removal_requires:
        parts.append(say("requires {what}", what=level.removal_requires))
    alike: dict[str, list[str]] = {}
    for surface, period in level.notice_by_surface:
        alike.setdefault(say_notice_period(period), []).append(SURFACE_LABELS[surface])
    parts.extend(
        say("{label}: {text}", label=join_words(surfaces), text=period)
        for period, surfaces in alike.items()
    )
    return _join_texts(parts)


def say_duration(minimum: Duration | None, maximum: Duration | None) -> str:
    """How long a level lasts: "at least 9 months; at most 3 releases or 9 months, …"."""
    parts = []
    if minimum is not None and (shortest := _say_longer(minimum)):
        parts.append(say("at least {duration}", duration=shortest))
    if maximum is not None and (longest := _say_longer(maximum)):
        parts.append(say("at most {duration}", duration=longest))
    return _join_texts(parts)


def _say_longer(duration: Duration) -> str:
    counted = _count_words(duration.releases, duration.months, None)
    words = join_words(counted, "or")
    return say("{duration}, whichever is longer", duration=words) if len(counted) > 1 else words


def _count_words(releases: int | None, months: int | None, days: int | None) -> list[str]:
    said = []
    if releases:
        said.append(say_count("{count} release", "{count} releases", releases))
    if months:
        said.append(say_count("{count} month", "{count} months", months))
    if days:
        said.append(say_count("{count} day", "{count} days", days))
    return said


def _join_texts(texts: Sequence[str]) -> str:
    return plain_text(join_parts([(Span(text),) for text in texts]))
