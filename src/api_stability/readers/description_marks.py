"""Marks from the labels of a description of several paragraphs, with wrapped lines and lists.

(For texts of one paragraph, as help texts are, see `label_marks`.)
"""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import Final

from api_stability.model.symbols import Form, Mark
from api_stability.readers.labels import LABEL_WORDS, Label, LabelWords, find_labels
from api_stability.readers.prose import Note, read_note

_WRAP: Final = re.compile(r"\n(?=[ \t]*(?:[a-z`]|\((?!\w+\))))")
"""Where a line is broken inside a sentence; a line that begins with "(Beta)" is one of its own."""
_BULLET: Final = re.compile(r"[ \t]*(?:[-*•]|\d+[.)])[ \t]")
_GATE: Final = re.compile(
    r"\b(?:[Ff]eature[\s-]?(?:gate|flag)\s+['\"`]?([A-Z]\w+)"
    r"|([A-Z]\w*[a-z]\w*)['\"`]?\s+feature[\s-]?(?:gate|flag)"
    r"|[Ee]nabl\w+\s+(?:the\s+)?['\"`]?([A-Z][a-z\d]+[A-Z]\w*)['\"`]?\s+feature\b"
    r"|feature-gates[= ]['\"`]?(\w+)=true"
    r"|(?:when|if|while|unless)\s+(?:the\s+)?['\"`]?([A-Z][a-z\d]+[A-Z]\w*)['\"`]?\s+feature\s+is\b)"
)
_PARAGRAPH_END: Final = re.compile(r"\n[ \t]*\n")
_DEFINED: Final = re.compile(
    r"[ \t]*[`'\"]?(?P<name>[A-Z][A-Z\d_]{2,60})[`'\"]?\s?(?P<sign>[-:\u2013\u2014])\s"
)
"""A line that says what one value means: "ACTIVE - it runs"."""
_INLINE_BULLET: Final = re.compile(
    r"\s[-*•]\s[`'\"]?[\w.-]{1,60}[`'\"]?\s?(?:\([^()\n]{1,60}\)\s?)?[:\u2013-]\s"
)
_OF_THE_FIELD: Final = re.compile(r"\W{0,6}[\w -]{1,30}\W{1,4}(?:(?:Using|Setting)\s+)?[Tt]his\b")
_OF_ANOTHER: Final = re.compile(
    r"\W{0,6}[\w -]{1,30}\W{1,4}(?:Using|Setting)\s+the\s+['\"`]?(?P<name>[\w.-]{1,60})['\"`]?\s+"
    r"(?:field|mode|value|option|policy|strategy|type)\b"
)
"""A label, and a sentence about one value or one field of what is described."""
_REMNANT: Final = re.compile(
    r"^(?:(?:field|option|flag|value|parameter|setting|property|key)\s?[.,:;-]|and)\s+",
    re.IGNORECASE,
)
"""What is left of "Deprecated field, use x" behind the label."""
_GOES_ON: Final = r"[^\w\s]{0,4}[:;\u2013\u2014]\s"
"""Behind a label with details: "**Deprecated since 1.2**: use x"."""
_SEPARATED: Final = re.compile(r"(?:\s[a-z]+)?[*_]{0,3}\s*(?:[:;.!\u2013\u2014]|-+\s)")
"""Behind a label that is no word of its sentence, as in "Beta feature: …"."""
_ENDED: Final = re.compile(r"[.!?:)\]`'\"]\s*$")
_DECORATION: Final = " \t\r\n*_>!"
_LONGEST: Final = 2000
"""Characters in which a first sentence is looked for."""


def read_description_marks(
    text: str,
    *,
    source: str,
    form: Form,
    file: str,
    line: int,
    words: LabelWords = LABEL_WORDS,
    names: tuple[str, ...] = (),
    lines: tuple[int, ...] = (),
) -> tuple[Mark, ...]:
    """The marks that *text* makes, one for each label; *names* are those of what it describes.

    *line*: where the text begins in its file; *lines*: where each line of the text stands, for
    whoever knows; a mark then has the line of its label.

    A label in an item of a list is about the item, and marks nothing; so does one of a single
    value or of another field: "(Alpha) Using the namespace field requires …".
    """
    unwrapped = _WRAP.sub(" ", _without_name(text, names, words))
    return tuple(
        _mark(
            unwrapped,
            label,
            source=source,
            form=form,
            file=file,
            line=lines[text.count("\n", 0, label.offset)] if lines else line,
            words=words,
        )
        for label in find_labels(unwrapped, words, names=names)
        if not _is_in_item(unwrapped, label) and not _is_of_another(unwrapped, label, names)
    )


def first_sentence(text: str | None) -> str | None:
    """The first sentence of *text*, without the labels that it begins with, up to a list.

    The level is shown beside it. A line or paragraph that is nothing but a label, or a
    deprecation, is left out where another one follows that says what the thing is. ``None`` where
    there is nothing but a level.
    """
    if text is None or not text.strip():
        return None
    paragraphs = _PARAGRAPH_END.split(text.strip()[:_LONGEST])
    for paragraph in paragraphs:
        said = _besides_labels(paragraph)
        if said and (paragraph is paragraphs[0] or said[0].isalpha()):
            return _first_of(said)
    label = _first_label(paragraphs[0])
    is_all = label is not None and not label.rest.strip(_DECORATION)
    if label is not None and is_all and not label.deprecates and len(paragraphs) == 1:
        return None  # nothing but a level
    return _first_of(" ".join(paragraphs[0].split()))


def _first_of(text: str) -> str:
    found = re.search(r"\.(?=\s+[A-Z\[])", text)
    return text[: found.end()] if found else text


def _besides_labels(paragraph: str) -> str:
    """What *paragraph* says besides its first labels, in one line."""
    lines = _WRAP.sub(" ", paragraph).split("\n")
    while lines:
        rest = _without_labels(lines[0])
        is_broken_off = len(lines) > 1 and not _ENDED.search(lines[0])
        if rest or is_broken_off:
            others = takewhile(_goes_on, lines[1:])
            return " ".join(" ".join((rest or lines[0], *others)).split())
        lines.pop(0)
    return ""


def _goes_on(line: str) -> bool:
    """Whether a line may go on with a sentence: it is no item of a list, and has no label."""
    return not _BULLET.match(line) and _first_label(line) is None


def _without_labels(line: str) -> str:
    """*line* without labels at its beginning; nothing, where it begins with a deprecation."""
    while label := _first_label(line):
        if label.place == "leading" and label.deprecates:
            return ""
        if label.place == "leading" and not _SEPARATED.match(line, label.offset + len(label.word)):
            return line  # a word of the sentence: "Experimental support for …"
        rest = (
            label.rest.removeprefix(label.details).removeprefix(".")
            if label.details
            else label.rest
        )
        line = re.sub(r"^[^\w\s\x00-\x7f]+", "", rest.strip()).strip()
    return line


def _first_label(line: str) -> Label | None:
    """The label that *line* begins with."""
    found = find_labels(line, places=frozenset({"enclosed", "leading"}))
    label = found[0] if found else None
    if label is None or any(each.isascii() for each in line[: label.offset].strip(_DECORATION)):
        return None
    return label


def _without_name(text: str, names: tuple[str, ...], words: LabelWords) -> str:
    """*text* without the name that it begins with, before a label: "replicas deprecated: …"."""
    label = "|".join(map(re.escape, words.deprecating))
    for name in names:
        found = re.match(rf"\s*{re.escape(name)}(?=\s+(?:{label}):)", text, re.IGNORECASE)
        if found is not None:
            return " " * found.end() + text[found.end() :]
    return text


def _mark(
    text: str, label: Label, *, source: str, form: Form, file: str, line: int, words: LabelWords
) -> Mark:
    before, after = _paragraph_at(text, label.offset)
    if not label.deprecates:
        gate = _GATE.search(after) or _GATE.search(before + after)
        return Mark(
            source=source,
            form=form,
            name=label.word,
            raw_level=label.word,
            reason=label.details or None,
            gate=next(filter(None, gate.groups())) if gate else None,
            file=file,
            line=line,
        )
    note = _read_note(before, after, label)
    return Mark(
        source=source,
        form=form,
        name=label.word,
        deprecates=True,
        reason=_reason(before, after, label, words),
        since=note.since,
        removal=note.removal,
        alternatives=note.alternatives,
        file=file,
        line=line,
    )


def _read_note(before: str, after: str, label: Label) -> Note:
    """What the text behind the label says, and what is before it where the label ends a text."""
    note = read_note(after)
    if label.place == "leading":
        return note
    whole = read_note(before + after)
    return Note(
        since=note.since or whole.since,
        removal=note.removal or whole.removal,
        alternatives=note.alternatives or whole.alternatives,
    )


def _reason(before: str, after: str, label: Label, words: LabelWords) -> str | None:
    """What is said besides the label, where it is said."""
    if label.place == "sentence":
        return " ".join((before + after).split()) or None
    rest = next((each.rest for each in find_labels(after, words) if each.word == label.word), "")
    if label.details:
        rest = rest.removeprefix(f"{label.details}. ")
        goes_on = re.search(re.escape(label.details[-20:]) + _GOES_ON, after)
        return rest if goes_on and rest else label.details
    return _REMNANT.sub("", rest, count=1) or None


def _paragraph_at(text: str, offset: int) -> tuple[str, str]:
    """What of the paragraph around *offset* is before it, and what is not.

    Nothing is before what begins a line.
    """
    start = max((found.end() for found in _PARAGRAPH_END.finditer(text, 0, offset)), default=0)
    line_start = text.rfind("\n", 0, offset) + 1
    if not text[line_start:offset].strip():
        start = offset
    end = _PARAGRAPH_END.search(text, offset)
    return text[start:offset], text[offset : end.start() if end else len(text)]


def _is_in_item(text: str, label: Label) -> bool:
    """Whether the label is said of one item of a list, on lines of its own or inside of a line."""
    line_start = text.rfind("\n", 0, label.offset) + 1
    if _BULLET.match(text, line_start) is not None and line_start > 0:
        return True
    if label.place == "leading":
        return _is_definition(text, line_start)
    items = islice(_INLINE_BULLET.finditer(text, line_start, label.offset), 2)
    is_behind_items = label.place == "enclosed" and len(list(items)) > 1
    return is_behind_items and _OF_THE_FIELD.match(text, label.offset) is None


def _is_definition(text: str, line_start: int) -> bool:
    """Whether a line says what the value is that it begins with, as the line beside it does."""
    own = _DEFINED.match(text, line_start)
    if own is None:
        return False
    before = text[max(0, line_start - _LONGEST) : line_start].rstrip()
    above = before[before.rfind("\n") + 1 :]
    after = text[own.end() : own.end() + _LONGEST]
    below = after[after.find("\n") + 1 :].lstrip("\n") if "\n" in after else ""
    others = (_DEFINED.match(above), _DEFINED.match(below))
    return any(other is not None and other["sign"] == own["sign"] for other in others)


def _is_of_another(text: str, label: Label, names: tuple[str, ...]) -> bool:
    found = _OF_ANOTHER.match(text, label.offset)
    return found is not None and found["name"].casefold() not in map(str.casefold, names)
