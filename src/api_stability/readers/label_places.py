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
_ANSWERED: Final = re.compile(
    r"\s*[:=]\s*(?:false|no|none|never|n/a)(?=\s*(?:[.,;()\[\]|\n]|$)|\s+[-\u2013\u2014]+\s)",
    re.IGNORECASE,
)
"""What follows a question rather than a label: "deprecated: no", but not "deprecated: no more"."""
_GATED: Final = re.compile(
    r",\s+(?:gated|guarded|hidden|enabled|disabled|on|off)\s+(?:by|behind|with|unless|until)\b|"
    r",\s+(?:behind|requires|needs)\b",
    re.IGNORECASE,
)
"""What follows the level of a thing that has to be switched on: "Alpha, gated by …"."""
_FOLLOWING: Final = re.compile(r":\s|[,;]\s+(?:please\s+)?use\s", re.IGNORECASE)
_SEPARATED: Final = re.compile(r"\s*(?:(?P<colon>:)|[!;]|\.(?=\s|$)|[\u2013\u2014]|\s-+(?=\s))\s*")
_SUBJECTS: Final = (
    rf"(?:{THINGS}|(?:items?|actions?|targets?|operations?|data\s+types?|structures?|objects?|"
    r"members?|messages?|routes?|headers?|calls?)\b)"
)
_SAID: Final = re.compile(
    rf"(?:note\s+that\s+|please\s+note\s+that\s+|be\s+aware\s+that\s+)?"
    rf"(?:(?:as\s+of|since|from|starting\s+(?:in|with|from)|in)\s+(?:[\w.-]{{1,30}}\s)?[\w.-]{{1,30}},\s+)?"
    rf"(?:this(?:\s+(?:cli|command[- ]line|config(?:uration)?))?(?:\s+{_SUBJECTS})?|"
    rf"this\s+(?:[\w-]{{1,30}}\s+)?(?P<other>[\w-]{{1,30}})|"
    rf"(?:this|the)\s+{_SUBJECTS}\s[^.:;\n]{{1,60}}\sand(?:\s+now)?|"
    rf"(?:the\s+)?[`'\"]?(?P<named>[^\s`'\"*(\[][^\s`'\"*]{{0,79}})[`'\"]?(?:\s+{_SUBJECTS})?)"
    rf"\s+(?:is|are|has\s+been|was|remains|should\s+be|must\s+be)\s+"
    rf"(?:part\s+of\s+(?:an?|the)\s+|(?:{MODEST}){{0,3}}|(?P<article>the\s+))\Z",
    re.IGNORECASE,
)
_ASPECTS: Final = frozenset(
    {
        *("approach", "behavior", "behaviour", "case", "choice", "combination", "form", "format"),
        *("mode", "name", "one", "pattern", "practice", "spelling", "style", "syntax", "usage"),
        *("use", "value", "values", "way"),
    }
)
"""What a sentence says a level of that is only a part of the thing: "this mode is experimental"."""
_CONSIDERED: Final = re.compile(
    r"\b(?:should|must|is\s+to)\s+be\s+(?:considered|treated|regarded|seen)\s+(?:as\s+)?(?:an?\s+)?\Z",
    re.IGNORECASE,
)
_NOW: Final = re.compile(r"(?:currently|still|for\s+now)\s+\Z", re.IGNORECASE)
_NOW_ENDED: Final = re.compile(r"\s*(?:[.,;!]|$)|\s+(?:and|but)\s", re.IGNORECASE)
"""After "Currently experimental", which is said of the thing without naming it."""
_ENDED: Final = re.compile(
    rf"(?:-\w+|\s+(?:level|quality|grade|stage|phase|status|state)\b)?"
    rf"(?:\s*(?:[.,;:!()\[]|$|{SYMBOL}|[\u2013\u2014-]\s)|\s+{OPENERS}|"
    rf"\s+(?:[\w-]{{1,30}}\s+){{0,3}}{THINGS}|\s+(?:stage|phase|status|state|release|or|so|with|at)\b)",
    re.IGNORECASE,
)


_CONNECTED: Final = re.compile(
    r"\b(?:or|and|nor|is|are|be|to|of|in|as|the|an?)\s+\Z", re.IGNORECASE
)
"""Before a word that belongs to the sentence, and is no label behind it."""
_LONGEST_SENTENCE: Final = 400
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
    after = text.after(candidate.end)
    if not candidate.deprecates and _GATED.match(after):
        return candidate.end + 1
    if candidate.ambiguous and not written.isupper():
        return None
    separated = _SEPARATED.match(after)
    if separated or not after.strip():
        return candidate.end + (separated.end() if separated else 0)
    if re.match(rf",\s+{OPENERS}", after, re.IGNORECASE):
        return candidate.end + 1
    if candidate.deprecates and _deprecates(after, written):
        return candidate.end
    return None


def _follows(text: LabelText, candidate: Candidate) -> bool:
    """Whether "Deprecated: …", or "Deprecated, use …", follows a sentence that nobody ended."""
    before, after = text.before(candidate.start), text.after(candidate.end)
    return bool(_FOLLOWING.match(after)) and bool(re.search(r"[\w)\]`'\"]\s+\Z", before))


def _leads_text(text: LabelText, candidate: Candidate, written: str) -> int | None:
    after = text.after(candidate.end)
    if not after.strip():
        return candidate.end if written.isupper() or not candidate.ambiguous else None
    thing = re.match(rf"\s+{THINGS}", after, re.IGNORECASE)
    thing_end = thing.end() if thing and not candidate.deprecates else 0
    separated = _SEPARATED.match(after, thing_end)
    if separated and _may_lead(candidate, written, separated, is_thing=bool(thing_end)):
        return candidate.end + separated.end()
    if not candidate.deprecates and _GATED.match(after, thing_end):
        return candidate.end + 1
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
    if re.match(rf"\s+(?:{_ALIAS}|(?:read|write|input|output)[ -]only\b)", after, re.IGNORECASE):
        return True
    if re.match(r"\s+\w[^.,;\n]{1,60},\s+(?:please\s+)?use\s", after, re.IGNORECASE):
        return True
    return written.isupper() and bool(re.match(r"\s+[^A-Z\s]", after))


def _trails(text: LabelText, candidate: Candidate, written: str) -> bool:
    """Whether the text ends with the word, or does so before what a program appends."""
    after = text.after(candidate.end)
    if not re.match(rf"[.!*_]{{0,3}}(?:\s*$|\s*\n|\s+[(\[]|\s*{SYMBOL})", after):
        return False
    before = text.before(candidate.start)
    if re.search(rf"(?:\s[-\u2013\u2014]+|[;:\u2013\u2014]|{SYMBOL})\s*\Z", before):
        return written.isupper() or not candidate.ambiguous
    if not written.isupper() or _CONNECTED.search(before):
        return False
    return bool(re.search(r"[.,!)\]]\s+\Z" if candidate.ambiguous else r"\s\Z", before))


def _is_said(text: LabelText, candidate: Candidate) -> bool:
    """Whether a sentence says it of the thing itself: "This flag is beta"."""
    if candidate.word in _NOT_SAID or not _ENDED.match(text.after(candidate.end)):
        return False
    before = text.before(candidate.start)
    now = _NOW.search(before)
    if now is not None and text.is_sentence_start(candidate.start - len(before) + now.start()):
        return _NOW_ENDED.match(text.after(candidate.end)) is not None
    if _CONSIDERED.search(before):
        return _is_whole(text, candidate)
    said = _SAID.search(before)
    if said is None or not _is_about(text, candidate, said):
        return False
    start = candidate.start - len(before) + said.start()
    return (
        text.is_start(start)
        or start <= text.first + 1
        or text.is_sentence_start(start)
        or (bool(ADMONITION.search(text.before(start))))
    )


def _is_about(text: LabelText, candidate: Candidate, said: re.Match[str]) -> bool:
    """Whether the sentence is about the thing itself: it names it, or says "this" of no part."""
    if said["article"] and not candidate.deprecates:
        return False
    if said["other"]:
        is_sure = not candidate.ambiguous or bool(re.search(r"\bin\s+\Z", said[0]))
        return is_sure and said["other"].casefold() not in _ASPECTS
    return not said["named"] or said["named"].casefold() in text.names


def _is_whole(text: LabelText, candidate: Candidate) -> bool:
    """Whether the text is one sentence, which ends with the word."""
    before = text.text[text.first : candidate.start]
    is_one = len(before) < _LONGEST_SENTENCE and not re.search(r"[.!?]\s|\n\s*\n", before)
    return is_one and not text.text[candidate.end :].strip(" .!\t\r\n")
