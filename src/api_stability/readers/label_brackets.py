"""Labels in brackets and in emphasis: "[EXPERIMENTAL]", "(beta)", "**DEPRECATED since 1.2**"."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from api_stability.readers.label_text import (
    MODEST,
    OPENERS,
    SYMBOL,
    THINGS,
    TRIM,
    Candidate,
    FoundPlace,
    LabelText,
)

_OPENED: Final = re.compile(
    rf"(?P<open>[(\[【\uff08\uff3b]|\*\*\*|\*\*|__|\*)(?:\s|{SYMBOL}|\*\*|__){{0,8}}"
    rf"(?:(?P<other>\w[\w -]{{0,30}}?)\s?(?:[,;/&+]|\band\b)\s*)?(?:{MODEST}){{0,3}}\Z",
    re.IGNORECASE,
)
_QUALIFIERS: Final = re.compile(
    r"new|optional|advanced|internal|hidden|required|repeatable|[\w -]+ only", re.IGNORECASE
)
"""What stands before a label in one bracket, where other words are values: "(stable, beta)"."""
_CLOSERS: Final = {"(": ")", "[": "]", "【": "】", "\uff08": "\uff09", "\uff3b": "\uff3d"}
_FOLLOWED: Final = re.compile(
    rf"[*_]{{0,3}}(?:\s*(?:$|[.,;:!?()\[\]|{{}}]|{SYMBOL})|\s*\n|\s{{2,}}|\s+[-\u2013\u2014]+\s|"
    r"\s+\w[\w-]{0,20}(?:\s\w{1,20})?\s?[:=])"
)
_LINK: Final = re.compile(r"\([^()\s]{1,300}\)")
_METAVAR: Final = re.compile(r"--?\w[\w-]{0,60} \Z")
_LINE_BROKEN: Final = re.compile(r"[^.!?:;)\]\s]\s*\n\s*\Z")
"""Before a line that may go on with the sentence of the line above it."""
_NAME: Final = r"[`'\"]?[\w.-]{1,60}[`'\"]?"
_ASIDE: Final = r"\([^()\n]{1,60}\)"
_ENUMERATED: Final = re.compile(
    r"\b(?:(?:valid|possible|allowed|supported|accepted|available|permitted)\s+(?:\w{1,30}\s+)?"
    r"(?:values?|options?|choices|modes|types|formats)\b|one\s+of\b|either\b|"
    r"(?:options|values|choices|types|modes)(?:\s+(?:are|include)\b|(?=:))|"
    r"choose\s+(?:from|between)\b)[^.;\n]*?"
    r"(?:,|\band|\bor|:|\bare|\bof|\beither|\bfrom|\bbetween)\s+[`'\"]?[\w-]{1,60}[`'\"]?\s+\Z",
    re.IGNORECASE,
)
"""Before a label of one of the values that are enumerated: "one of a, b or c (deprecated)"."""
_OF_ANOTHER: Final = re.compile(
    rf"(?:\b(?:replaces|supersedes|instead\s+of|precedence\s+over|replacement\s+for)\s+"
    rf"(?:{_NAME}\s+{_ASIDE},?\s+(?:and\s+)?)?{_NAME}|"
    rf"[*•|]\s+{_NAME}(?:\s+{_ASIDE})?\s+[*•|]\s+{_NAME})\s+\Z",
    re.IGNORECASE,
)
"""Before a label of what the thing replaces, or of one of several values."""
_ADDED: Final = re.compile(
    r"[.!?]\s+(?:also|additionally|besides|in\s+addition|furthermore)\b[^.!?\n]*\Z", re.IGNORECASE
)
"""A sentence about something more that the thing can do, up to a label of that."""
_ENUMERATION: Final = 400
"""Characters in which a sentence enumerates values."""


class _Bracket(msgspec.Struct, frozen=True):
    """A bracket or an emphasis that a word begins, or follows one other word in."""

    start: int
    end: int
    opener: str
    other: str
    """Another word before it."""
    tail: str
    """What follows the word."""


def find_enclosed(text: LabelText, candidate: Candidate) -> FoundPlace | None:
    """The bracket or emphasis that makes a label of *candidate*."""
    written = text.text[candidate.start : candidate.end]
    bracket = _find_bracket(text, candidate)
    if bracket is None or not _is_label(text, candidate, written, bracket):
        return None
    if _is_pair(text, candidate, bracket):
        return FoundPlace("enclosed", bracket.start, bracket.end)
    tail = re.sub(rf"^\s+{THINGS}", "", bracket.tail, flags=re.IGNORECASE)
    return FoundPlace("enclosed", bracket.start, bracket.end, tail.strip(TRIM))


def _find_bracket(text: LabelText, candidate: Candidate) -> _Bracket | None:
    before = text.before(candidate.start)
    opened = _OPENED.search(before)
    if opened is None:
        return None
    start = candidate.start - len(before) + opened.start("open")
    opener = opened["open"]
    closer = _CLOSERS.get(opener)
    stretch = text.after(candidate.end)
    length = _closing(stretch, opener, closer) if closer else stretch.find(opener)
    if length < 0:
        # cut off, or an asterisk that only looks like emphasis
        if closer is None or candidate.end + len(stretch) < len(text.text):
            return None
        length = len(stretch)
    end = min(candidate.end + length + len(opener), len(text.text))
    return _Bracket(start, end, opener, opened["other"] or "", stretch[:length])


def _closing(stretch: str, opener: str, closer: str) -> int:
    """Where the bracket closes that is open at the beginning of *stretch*, or -1."""
    depth = 1
    for found in re.finditer(f"[{re.escape(opener + closer)}]", stretch):
        depth += 1 if found[0] == opener else -1
        if not depth:
            return found.start()
    return -1


def _is_label(text: LabelText, candidate: Candidate, written: str, bracket: _Bracket) -> bool:
    before = text.before(bracket.start)
    if bracket.opener in "([" and re.search(r"[\w=]\Z", before):
        return False
    if bracket.opener == "[" and not written.isupper() and _METAVAR.search(before):
        return False
    if not (
        _is_pair(text, candidate, bracket)
        or (_is_qualified(bracket.other) and _is_detail(text, candidate, written, bracket.tail))
    ):
        return False
    if written.isupper() and not (candidate.ambiguous and bracket.opener != "["):
        return True
    is_broken = written.islower() and _LINE_BROKEN.search(before) is not None
    if text.is_start(bracket.start):
        return True
    if text.is_sentence_start(bracket.start) and not is_broken:
        return True
    if _is_of_another(text, bracket):
        return False
    if candidate.ambiguous and not written.isupper() and _is_named(text, bracket.start):
        return False
    after = text.after(bracket.end)
    if bracket.opener == "[" and (link := _LINK.match(after)):
        after = after[link.end() :]
    goes_on = candidate.ambiguous and not is_broken
    is_sentence = after.lstrip(" *_")[:1].isupper() and not goes_on
    return bool(_FOLLOWED.match(after)) or is_sentence


def _is_of_another(text: LabelText, bracket: _Bracket) -> bool:
    """Whether the label is that of a value, of what is replaced, or of something more."""
    before = text.before(bracket.start, _ENUMERATION)
    return any(each.search(before) for each in (_ENUMERATED, _OF_ANOTHER, _ADDED))


def _is_qualified(other: str) -> bool:
    return not other or bool(_QUALIFIERS.fullmatch(other.strip()))


def _is_named(text: LabelText, start: int) -> bool:
    before = text.before(start).split()
    return bool(before) and before[-1].casefold().strip("*_,:") in text.words.naming


def _is_pair(text: LabelText, candidate: Candidate, bracket: _Bracket) -> bool:
    """A level and a deprecation in one bracket: "[EXPERIMENTAL, DEPRECATED]"."""
    other = bracket.other.strip(TRIM) or re.sub(r"^\s*(?:[,;/&+]|and\b)", "", bracket.tail[:60])
    other = other.strip(TRIM)
    if (bracket.other and bracket.tail.strip(TRIM)) or not text.pattern.fullmatch(other):
        return False
    return candidate.deprecates != (other.casefold() in text.words.deprecating)


def _is_detail(text: LabelText, candidate: Candidate, written: str, tail: str) -> bool:
    """Whether what follows the word inside its bracket leaves it a label."""
    bare = tail.strip(TRIM)
    if not bare:
        return True
    if "|" in tail[:60] or tail[:1] == "/" or text.pattern.match(bare):
        return False
    opened = bool(re.match(OPENERS, bare, re.IGNORECASE))
    if re.match(rf"\s+{THINGS}", tail, re.IGNORECASE):
        return not candidate.ambiguous or written[:1].isupper() or "feature" in bare[:8]
    if written.isupper():
        return True
    if candidate.ambiguous:
        return opened
    separated = tail.lstrip()[:1] in ":;\u2013\u2014(" or tail.startswith((" - ", "."))
    return opened or separated
