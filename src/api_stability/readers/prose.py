"""Reads what the text of a deprecation says literally: since when, until when, and what instead.

"Deprecated since 1.2, will be removed in v2.0; use `--new` instead." Nothing is guessed: a version
has a digit, and a replacement is a phrase of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import Final

import msgspec

from api_stability.readers.plain_text import blank_residue

LONGEST: Final = 20_000
"""Characters of a text that are read; a notice is shorter."""
_PHRASE: Final = 240
_NEAR: Final = 40

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_VERSION = (
    r"(?P<version>\d{4}-\d{2}-\d{2}|\d{4}-\d{2}(?![\d-])|"
    rf"(?:\d{{1,2}}\s)?{_MONTH}\s(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s)?20\d\d|Q[1-4]\s20\d\d|"
    r"v?\d{1,8}(?:\.\d{1,8}){1,4}(?:\.x)?(?:[-.]?(?:a|b|rc|alpha|beta|dev|post|preview)[.-]?\d{0,8})?|"
    r"v?\d{1,6}\.x|v\d{1,6}(?:(?:alpha|beta)\d{1,4})?|"
    r"\d{1,6}(?=\s*(?:[.,;:)\]]|$))|20\d\d)(?![\w]|\.\d)"
)
_RELEASE = (
    rf"(?:the\s)?(?:(?!{_MONTH}\s)(?-i:[A-Z])[\w.+-]{{0,30}}\s){{0,2}}?"
    r"(?:(?!(?:all|about|any|around|at|every|favou?r|least|next|of|over|some|than|under)\b)(?-i:[a-z])[\w.+-]{0,30}\s)?"
    r"(?:(?:version|release|ver\.?|v\.?)\s)?"
)
_UNTIL = (
    r"(?:in\sor\safter|on\sor\safter|at\sor\safter|in|after|by|on|as\sof|from|with|starting\s(?:in|with|from)|"
    r"no\s(?:earlier|sooner)\sthan|not\sbefore|until|for|at|version|release|:)\s?"
)
_REMOVAL: Final = re.compile(
    rf"(?<!\bnot\s)(?<!\bnot\sbe\s)(?<!\bnever\sbe\s)\b(?:remov(?:ed|al)|drop(?:ped|s)?|deleted|go(?:es)?\saway|disappear|unsupported|sunset|"
    rf"no\slonger\s(?:be\s)?(?:supported|available|accepted|work))(?:\s(?:is|are|planned|scheduled|"
    rf"entirely|completely|altogether))*\s?\(?(?:{_UNTIL}){{1,2}}(?:\s?)(?P<release>{_RELEASE}){_VERSION}",
    re.IGNORECASE,
)
_SINCE: Final = re.compile(
    rf"\b(?:deprecated|deprecation|obsolete|experimental|beta|alpha|preview|unstable)\W{{1,3}}"
    rf"(?:since|in|as\sof|from|with|starting\s(?:in|with|from)|by|on)\s"
    rf"(?P<release>{_RELEASE}){_VERSION}",
    re.IGNORECASE,
)
_SINCE_FIRST: Final = re.compile(
    rf"\W{{0,4}}(?:since|as\sof)\s(?P<release>{_RELEASE}){_VERSION}", re.IGNORECASE
)
_TRIGGER: Final = re.compile(
    r"(?P<use>(?:^|(?<=[.;,:!)(\[\u2013\u2014-]\s)|(?<=[(\[])|(?<=deprecated\s)|\bplease\s|\bshould\s|"
    # after a label the description itself may begin with "Use": only a name, or "instead", tells
    r"(?<=\]\s)(?=use\s(?:[`'\"]|--|[^.;]{1,80}\binstead\b))|"
    r"\balways\s|\bmust\s|\band\s|\bto\s|\binstead,?\s)(?:use|prefer)(?:\sinstead:?)?)\s(?:using\s)?|"
    r"\b(?:(?:replaced|superseded|succeeded|supplanted|obsoleted)\s(?:by|with)|"
    r"renamed\s(?:to|as|into)|in\sfavou?r\sof|(?:migrate|switch|(?<!previously\s)moved?|upgrade|transition)\sto|"
    r"(?:consider|recommend(?:ed)?(?:\sto)?)(?=\sus(?:e|ing)\s)|see(?=\s[`'\"]?[\w./-]{1,80}[`'\"]?\sinstead\b)|"
    r"(?P<alias>alias\s(?:for|of|to)))\s(?:us(?:e|ing)\s)?",
    re.IGNORECASE,
)
_STOP: Final = re.compile(
    r"\s(?:instead|in\splace)\b|[;|\n]|\s[\u2013\u2014-]+\s|\.(?=\s|$)|,\s(?!(?:[\w-]{1,40},?\s)?or\s(?!use\b))|\s\(|!|"
    r"\s(?:because|since|before|as\s(?:this|it)|and\s(?:will|is|was|has)|which|wherever|whenever|"
    r"if|when|to\savoid)\s",
    re.IGNORECASE,
)
_CODE: Final = re.compile(
    r"``(?P<double>[^`\n]{1,160})``|`(?P<tick>[^`\n]{1,160})`|(?P<flag>--?[A-Za-z][\w.-]*(?:=\S+)?)|"
    r"\[`?(?P<link>[\w:.!()<>]{1,120})`?\](?:\([^()\s]{0,200}\))?|"
    r"'(?P<single>[^'\n]{1,80})'|\"(?P<quote>[^\"\n]{1,80})\"|"
    r"(?P<name>[A-Za-z_]\w*(?:\[\])?(?:(?:\.|::|/)[\w\[\]]+)+(?:\(\))?|[A-Za-z_]\w*\(\)|[A-Z][A-Z\d]*_[A-Z_\d]+(?:=\S+)?)"
)
_LINK_TARGET: Final = re.compile(r"\s<[^<>]{1,160}>\Z")
"""Behind the text of a link in reStructuredText: "`text <target>`_"."""
_ENDED: Final = re.compile(
    r"\s*(?:$|[.,;:!)\]}|(])|\s(?:instead|flag|option|argument|command|function|method|class|"
    r"parameter|field|variable|and|as|because|since|if|when|where|which|before|[\u2013\u2014-])\b"
)
"""What follows a name that is not quoted and is the whole of what to use."""
_PURPOSE: Final = re.compile(r"(?:(?!instead\b)[^\s.;,]+\s){1,4}?to\s(?!.{0,80}\binstead\b)")
"""``Use --x to enable``: what a thing is for, not what replaces another."""
_OF_DEPRECATION: Final = re.compile(r"\bdeprecated[.,;:]?\s(?:please\s)?\Z", re.IGNORECASE)
"""Before a "use" that says what replaces another, also where it says what for."""
_FOR: Final = re.compile(r"\sto\s")
_THINGS: Final = (
    r"(?:flags?|options?|arguments?|parameters?|fields?|variables?|values?|propert(?:y|ies))"
)
_WORD: Final = r"(?:[a-z]\w{0,60}[A-Z\d_]\w{0,60}|[A-Z]\w{0,40}[a-z\d_]\w{0,20}[A-Z_]\w{0,60})"
"""A name that is not quoted, and that no word of the language looks like."""
_LISTED: Final = re.compile(
    rf"(?P<names>{_WORD}(?:(?:,\s(?:or\s|and\s)?|\s(?:or|and)\s){_WORD}){{1,8}}|"
    r"[\w-]{1,60}(?:,\s[\w-]{1,60}){1,8},?\s(?:or|and)\s[\w-]{1,60})"
    rf"(?:\s{_THINGS})?\sinstead\b"
)
_JOINS: Final = re.compile(r",\s(?:or\s|and\s)?|\s(?:or|and)\s")
_PASSIVE: Final = re.compile(
    r"\b(?:should|must|can|shall|is\sto)\sbe\s(?:used|preferred|set|specified)\s(?:instead|in\splace)\b",
    re.IGNORECASE,
)
_MOST_PASSIVE: Final = 8
_BEFORE_PASSIVE: Final = re.compile(
    rf"(?:{_CODE.pattern}|(?P<word>{_WORD}))(?:\s{_THINGS}|\s(?:command|function|method|class))?\s\Z"
)
_JOINED: Final = re.compile(r"\s?(?:,\s?(?:or|and)?|or|and|/|&|\|)\s?")
_ARTICLE: Final = re.compile(r"(?:the\s|a\s|an\s|new\s|its\s|:(?:\w+:)*)*", re.IGNORECASE)
_NO_THING: Final = frozenset(
    {
        *(
            "it",
            "this",
            "that",
            "them",
            "these",
            "those",
            "one",
            "another",
            "something",
            "anything",
        ),
        *("any", "your", "with", "at", "only", "for", "in", "if", "when", "on", "of", "by", "as"),
        *("to", "from", "caution", "carefully", "sparingly", "is", "are", "was", "will"),
    }
)


class Note(msgspec.Struct, frozen=True):
    """What a text says; ``None`` and empty where it says nothing."""

    since: str | None = None
    removal: str | None = None
    """A version or a date, as written."""
    alternatives: tuple[str, ...] = ()
    """What to use instead: a name without its quotes, or a phrase."""


def read_note(text: str) -> Note:
    """What *text* says literally; takes time linear in its length."""
    paragraphs = [" ".join(each.split()) for each in _paragraphs(blank_residue(text[:LONGEST]))]
    return Note(
        since=_first(paragraphs, _read_since),
        removal=_first(paragraphs, _read_removal),
        alternatives=next(filter(None, map(_read_alternatives, paragraphs)), ()),
    )


def _paragraphs(text: str) -> list[str]:
    """The text between blank lines."""
    paragraphs: list[str] = [""]
    for line in text.splitlines():
        if line.strip():
            paragraphs[-1] += line + "\n"
        elif paragraphs[-1]:
            paragraphs.append("")
    return paragraphs


def _first(paragraphs: list[str], read: Callable[[str], str | None]) -> str | None:
    return next(filter(None, map(read, paragraphs)), None)


def _read_since(text: str) -> str | None:
    found = _SINCE.search(text) or _SINCE_FIRST.match(text)
    return found["version"] if found else None


def _read_removal(text: str) -> str | None:
    found = _REMOVAL.search(text)
    return found["version"] if found else None


def _read_alternatives(text: str) -> tuple[str, ...]:
    for passive in islice(_PASSIVE.finditer(text), _MOST_PASSIVE):
        before = text[max(0, passive.start() - _PHRASE) : passive.start()]
        if found := _BEFORE_PASSIVE.search(before):
            return (_unquote(found),)
    for trigger in _TRIGGER.finditer(text):
        if trigger["alias"] and "deprecated" not in text[: trigger.start()].casefold():
            continue
        stretch = text[trigger.end() : trigger.end() + _PHRASE]
        if trigger["use"] and (purpose := _PURPOSE.match(stretch)):
            before = text[max(0, trigger.start() - _NEAR) : trigger.start()]
            if not _OF_DEPRECATION.search(before):
                continue
            stretch = _FOR.split(purpose[0])[0]
        names = _read_names(stretch)
        if names:
            return names
    return ()


def _read_names(stretch: str) -> tuple[str, ...]:
    """The names that *stretch* begins with, or the phrase that it begins with."""
    position = begin = _article_end(stretch)
    names = []
    quoted = False
    while found := _CODE.match(stretch, position):
        names.append(_unquote(found))
        position = found.end()
        quoted = not (found["flag"] or found["name"])
        joined = _JOINED.match(stretch, position)
        if not joined or not _CODE.match(stretch, joined.end()):
            break
        position = joined.end()
    if names and (quoted or _ENDED.match(stretch, position)):
        return tuple(dict.fromkeys(names))
    if listed := _LISTED.match(stretch, begin):
        return tuple(dict.fromkeys(_JOINS.split(listed["names"])))
    phrase = _cut(stretch)
    if len(phrase) <= begin or phrase[begin:].split()[0].casefold() in _NO_THING:
        return ()
    return (phrase,)


def _article_end(stretch: str) -> int:
    found = _ARTICLE.match(stretch)
    return found.end() if found else 0


def _unquote(found: re.Match[str]) -> str:
    name = next(each for each in found.groups() if each is not None)
    if found["tick"]:
        return _LINK_TARGET.sub("", name.strip())
    return name.strip().rstrip(".,;:)]") if found["flag"] else name.strip()


def _cut(stretch: str) -> str:
    """The phrase up to the end of its clause, or to a bracket that was opened before it."""
    stop = _STOP.search(stretch)
    phrase = stretch[: stop.start()] if stop else stretch
    depth = 0
    for index, character in enumerate(phrase):
        depth += (character in "([{") - (character in ")]}")
        if depth < 0:
            phrase = phrase[:index]
            break
    cut_off = stop is None and len(stretch) == _PHRASE
    return "" if cut_off else _without_quotes(phrase.strip(" .,:*"))


def _without_quotes(phrase: str) -> str:
    """*phrase* without quotes and emphasis around it, or half of such at one end."""
    for quote in "_`'\"":
        inner = phrase.strip(quote)
        is_whole = phrase.startswith(quote) and phrase.endswith(quote) and quote not in inner
        if is_whole or phrase.count(quote) % 2:
            phrase = inner
    return phrase.strip(" .,:*")
