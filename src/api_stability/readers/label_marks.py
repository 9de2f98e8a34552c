"""From labels in a text to marks, with what the text says about each."""

from __future__ import annotations

import re
from typing import Final

from api_stability.model.symbols import Form, Mark
from api_stability.readers.label_titles import find_title_label
from api_stability.readers.labels import LABEL_WORDS, Label, LabelWords, find_labels
from api_stability.readers.prose import Note, read_note

_SENTENCE: Final = re.compile(r"(?<!e\.g)(?<!i\.e)(?<!etc)[.!?](?=\s|$)")
_LONGEST_REASON: Final = 400


def read_text_marks(
    text: str,
    *,
    source: str,
    form: Form,
    file: str | None = None,
    line: int | None = None,
    words: LabelWords = LABEL_WORDS,
    names: tuple[str, ...] = (),
) -> tuple[Mark, ...]:
    """One mark for each label in *text*; *names* as in `find_labels`.

    The reason is what the label's bracket holds besides the word, or the rest of its sentence.
    Since, removal and replacement are those of a deprecation, as far as the text says them.
    """
    return tuple(
        _mark(text, label, source=source, form=form, file=file, line=line)
        for label in find_labels(text, words, names=names)
    )


def read_title_marks(
    title: str,
    *,
    source: str,
    form: Form,
    file: str | None = None,
    line: int | None = None,
    words: LabelWords = LABEL_WORDS,
) -> tuple[Mark, ...]:
    """The mark of what is in a group or panel called *title*: "Experimental options"."""
    label = find_title_label(title, words)
    if label is None:
        return ()
    return (_mark(title, label, source=source, form=form, file=file, line=line),)


def _mark(
    text: str, label: Label, *, source: str, form: Form, file: str | None, line: int | None
) -> Mark:
    note = _note(text, label)
    return Mark(
        source=source,
        form=form,
        name=label.word,
        raw_level=None if label.word == "deprecated" else label.word,
        deprecates=label.deprecates or None,
        reason=_reason(text, label),
        since=note.since,
        removal=note.removal,
        alternatives=note.alternatives,
        file=file,
        line=line,
    )


def _note(text: str, label: Label) -> Note:
    """What the label's own words say; of a deprecation, what the whole text says besides."""
    details = read_note(f"{label.word}: {label.details}") if label.details else Note()
    if not label.deprecates:
        return Note(since=details.since)
    after = read_note(text[label.offset :])
    return Note(
        since=details.since or after.since,
        removal=details.removal or after.removal,
        alternatives=details.alternatives or after.alternatives,
    )


def _reason(text: str, label: Label) -> str | None:
    if label.details:
        return label.details
    if label.place == "leading" and label.rest:
        return _first_sentence(label.rest) if text[: label.offset].strip(" *_#") == "" else None
    if label.place == "sentence":
        before = list(_SENTENCE.finditer(text, 0, label.offset))
        return _first_sentence(" ".join(text[before[-1].end() if before else 0 :].split()))
    return None


def _first_sentence(text: str) -> str | None:
    end = _SENTENCE.search(text)
    sentence = text[: end.end()] if end else text
    return sentence if 0 < len(sentence) <= _LONGEST_REASON else None
