"""Where in a text a level's word is a label, and where it is only a word.

Everything looks at a bounded stretch around one word, so that a text costs what its length is.
"""

from __future__ import annotations

import re
from typing import Final

from api_stability.readers.label_brackets import find_enclosed
from api_stability.readers.label_text import (
    ADMONITION,
    MODEST,
    OPENERS,
    SYMBOL,
    THINGS,
    Candidate,
    FoundPlace,
    LabelText,
    Place,
)

_ALIAS: Final = (
    r"(?:[\w./-]{1,30}\s+){0,2}(?:alias|option|flag|argument|name|spelling|synonym|setting|"
    r"parameter|sub-?command|command|method|function|field|property|variable|key|syntax|form)"
    r"(?=\s*(?:[.,;:!()\[]|$|\s(?:for|of|in|since|that|which|use|and|-|\u2013|\u2014)\b))"
)
_QUALIFIED: Final = re.compile(
    r"\s+(?:(?!(?:and|or|of|for|to|in|the|is|are)\b)[\w./-]{1,30}\s+){0,3}"
    r"(?:feature|option|flag|switch|command|api|support|functionality|implementation)"
    r"(?=\s*(?:[.,;:!()\[]|$)|\s(?:for|of|in|on|to|that|which|via|using|with|and|under)\b)",
    re.IGNORECASE,
)
"""What follows a level that is said of the thing itself: "Experimental ES Module support"."""
_ANSWERED: Final = re.compile(r"\s*[:=]\s*(?:false|no|none|never|n/a)\b", re.IGNORECASE)
_SEPARATED: Final = re.compile(r"\s*(?:(?P<colon>:)|[!;]|\.(?=\s|$)|[\u2013\u2014]|\s-+(?=\s))\s*")
_SAID: Final = re.compile(
    rf"(?:note\s+that\s+|please\s+note\s+that\s+|be\s+aware\s+that\s+)?"
    rf"(?:this(?:\s+(?:cli|command[- ]line|config(?:uration)?))?(?:\s+{THINGS})?|"
    rf"(?:the\s+)?[`'\"]?(?P<named>[^\s`'\"]{{1,80}})[`'\"]?(?:\s+{THINGS})?)"
    rf"\s+(?:is|are|has\s+been|was|remains)\s+"
    rf"(?:part\s+of\s+(?:an?|the)\s+|(?:{MODEST}){{0,3}})$",
    re.IGNORECASE,
)
_NOW: Final = re.compile(r"(?:currently|still|for\s+now)\s+$", re.IGNORECASE)
_NOW_ENDED: Final = re.compile(r"\s*(?:[.,;!]|$)|\s+(?:and|but)\s", re.IGNORECASE)
"""After "Currently experimental", which is said of the thing without naming it."""
_ENDED: Final = re.compile(
    rf"(?:-\w+)?(?:\s*(?:[.,;:!()\[]|$|{SYMBOL}|[\u2013\u2014-]\s)|\s+{OPENERS}|"
    rf"\s+(?:[\w-]{{1,30}}\s+){{0,3}}{THINGS}|\s+(?:stage|phase|status|state|or|so|with|at)\b)",
    re.IGNORECASE,
)


_NOT_SAID: Final = frozenset({"stable", "legacy", "removed"})
"""What a sentence says of a thing without labelling it."""


def find_place(
    text: LabelText, candidate: Candidate, places: frozenset[Place]
) -> FoundPlace | None:
    """Where *candidate* is a label, the surest place first; ``None``: it is only a word."""
    written = text.text[candidate.start : candidate.end]
    enclosed = find_enclosed(text, candidate)
    if enclosed is not None:
        return enclosed if "enclosed" in places else None
    if "leading" in places:
        end_of_label = _leads(text, candidate, written)
        if end_of_label is not None:
            return FoundPlace("leading", candidate.start, end_of_label)
    if "trailing" in places and _trails(text, candidate, written):
        return FoundPlace("trailing", candidate.start, candidate.end)
    if "sentence" in places and _is_said(text, candidate):
        return FoundPlace("sentence", candidate.start, candidate.end)
    return None


def _leads(text: LabelText, candidate: Candidate, written: str) -> int | None:
    """The end of the label, when the text or a sentence of it begins with one."""
    if _ANSWERED.match(text.after(candidate.end)):
        return None
    if text.is_start(candidate.start):
        return _leads_text(text, candidate, written)
    if not written[:1].isupper():
        return None
    if candidate.deprecates and not candidate.ambiguous and _follows(text, candidate):
        return candidate.end + 1
    if not text.is_sentence_start(candidate.start):
        return None
    if candidate.ambiguous and not written.isupper():
        return None
    after = text.after(candidate.end)
    separated = _SEPARATED.match(after)
    if separated or not after.strip():
        return candidate.end + (separated.end() if separated else 0)
    if candidate.deprecates and _deprecates(after, written):
        return candidate.end
    return None


def _follows(text: LabelText, candidate: Candidate) -> bool:
    """Whether "Deprecated: …" follows a sentence that nobody ended."""
    before, after = text.before(candidate.start), text.after(candidate.end)
    return after.startswith(": ") and bool(re.search(r"[\w)\]`]\s+$", before))


def _leads_text(text: LabelText, candidate: Candidate, written: str) -> int | None:
    after = text.after(candidate.end)
    if not after.strip():
        return candidate.end if written.isupper() or not candidate.ambiguous else None
    thing = re.match(rf"\s+{THINGS}", after, re.IGNORECASE)
    thing_end = thing.end() if thing and not candidate.deprecates else 0
    separated = _SEPARATED.match(after, thing_end)
    if separated and _may_lead(candidate, written, separated, is_thing=bool(thing_end)):
        return candidate.end + separated.end()
    if candidate.ambiguous:
        return None
    if candidate.deprecates and _deprecates(after, written):
        return candidate.end
    if re.match(rf",\s+{OPENERS}", after, re.IGNORECASE):
        return candidate.end + 1
    if not candidate.deprecates and _QUALIFIED.match(after):
        return candidate.end
    shouting = written.isupper() and not text.text[:200].isupper()
    return candidate.end if shouting and after[:1].isspace() else None


def _may_lead(
    candidate: Candidate, written: str, separated: re.Match[str], *, is_thing: bool
) -> bool:
    if not candidate.ambiguous or written.isupper():
        return True
    if candidate.word == "stable" or not written[:1].isupper():
        return False
    return is_thing or bool(separated["colon"]) or separated[0].strip() in "-\u2013\u2014"


def _deprecates(after: str, written: str) -> bool:
    """Whether a sentence that begins with "Deprecated" goes on like one about the thing itself."""
    if re.match(rf"\s+(?:{OPENERS}|\(|\[)|,\s*{OPENERS}", after, re.IGNORECASE):
        return True
    if re.match(rf"\s+{_ALIAS}", after, re.IGNORECASE):
        return True
    return written.isupper() and bool(re.match(r"\s+[^A-Z\s]", after))


def _trails(text: LabelText, candidate: Candidate, written: str) -> bool:
    """Whether the text ends with the word, or does so before what a program appends."""
    after = text.after(candidate.end)
    if not re.match(rf"[.!*_]{{0,3}}(?:\s*$|\s*\n|\s+[(\[]|\s*{SYMBOL})", after):
        return False
    before = text.before(candidate.start)
    if re.search(rf"(?:\s[-\u2013\u2014]+|[;:\u2013\u2014]|{SYMBOL})\s*$", before):
        return written.isupper() or not candidate.ambiguous
    if not written.isupper():
        return False
    return bool(re.search(r"[.,!)\]]\s+$" if candidate.ambiguous else r"\s$", before))


def _is_said(text: LabelText, candidate: Candidate) -> bool:
    """Whether a sentence says it of the thing itself: "This flag is beta"."""
    if candidate.word in _NOT_SAID or not _ENDED.match(text.after(candidate.end)):
        return False
    before = text.before(candidate.start)
    now = _NOW.search(before)
    if now is not None and text.is_sentence_start(candidate.start - len(before) + now.start()):
        return _NOW_ENDED.match(text.after(candidate.end)) is not None
    said = _SAID.search(before)
    if said is None or (said["named"] and said["named"].casefold() not in text.names):
        return False
    start = candidate.start - len(before) + said.start()
    return (
        text.is_start(start)
        or start <= text.first + 1
        or text.is_sentence_start(start)
        or (bool(ADMONITION.search(text.before(start))))
    )
