"""Tells a help text from an error message, and a whole one from the beginning of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from api_stability.model.inventory import Grade
from api_stability.readers.cli.collected import FamilyName
from api_stability.readers.cli.help_pages import RawPage
from api_stability.readers.cli.help_sections import Page

_ERROR: Final = re.compile(
    r"^[^a-z\n]{0,12}(?:[\w./-]{1,80}: ){0,3}"
    r"(?:(?:fatal |internal |usage )?error(?:\[\w+\])?:|error$|"
    r"traceback \(most recent|panic: |thread '\w+' panicked|command not found|not found$|"
    r"unknown (?:command|flag|option|shorthand)|unrecognized |segmentation fault|"
    r"(?:cannot|can't) (?:open|execute|find)|permission denied|\w+(?:Error|Exception): )|"
    r"\bno such (?:file|command|option)\b|\bis not recognized as\b",
    re.IGNORECASE | re.MULTILINE,
)
_USAGE_FLAG: Final = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*")


class CapturedText(msgspec.Struct, frozen=True, kw_only=True):
    """One captured text."""

    program: str
    """What was called: the program, with sub-commands where the text is one of theirs."""
    file: str
    text: str
    family: FamilyName | None = None
    """``None``: as the text looks."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a captured text; *message* follows the file's name."""

    grade: Grade
    code: str
    message: str
    file: str
    line: int


def find_problems(
    source: CapturedText, text: str, read: Sequence[tuple[RawPage, Page, tuple[str, ...]]]
) -> list[Problem]:
    """What *text* lacks that a help text has; *read*: its pages and the commands they are of."""
    entries = [entry for _, page, _ in read for entry in page.entries]
    usages = [each for each in read if each[0].usage]
    error = _ERROR.search(text)
    begins = " ".join(text.split())[:80]
    if not entries and (error or not usages):
        at = text.count("\n", 0, error.start()) + 1 if error else 1
        what = "is an error message" if error else "holds no help text"
        message = f"{what}: it begins {begins!r}; capture the output of `--help` again"
        return [make_problem(source, "incomplete", "no-help-text", message, at)]
    if not entries:
        message = f"lists no option and no command: it begins {begins!r}"
        return [make_problem(source, "note", "nothing-listed", message, usages[0][0].line)]
    problems = [
        make_problem(
            source,
            "incomplete",
            "cut-off-name",
            f"shows only the beginning of a name: {cut!r}; capture it in a wider terminal "
            "(COLUMNS=200)",
            line,
        )
        for _, page, _ in read
        for line, cut in page.cuts
    ]
    for raw, page, words in read:
        listed = {flag for entry in page.entries for flag in entry.header.flags}
        used = _USAGE_FLAG.findall(" ".join(raw.usage))
        missing = sorted({flag for flag in used if flag not in listed}) if listed else []
        if missing and _is_cut(text):
            message = (
                f"ends before it lists all options of {' '.join(words)!r}: "
                f"{', '.join(missing[:5])}; capture the whole output of `--help`"
            )
            problems.append(make_problem(source, "incomplete", "truncated-help", message, raw.line))
    if not problems and _is_open(text):
        message = "ends inside a box; capture the whole output of `--help`"
        problems.append(
            make_problem(source, "incomplete", "truncated-help", message, text.count("\n"))
        )
    return problems


def _is_cut(text: str) -> bool:
    return bool(text) and not text.endswith("\n")


def _is_open(text: str) -> bool:
    """Whether a box is drawn that is not closed."""
    opened = len(re.findall(r"^\s{0,4}[╭┌┏╔][─━═]", text, re.MULTILINE))
    closed = len(re.findall(r"^\s{0,4}[╰└┗╚][─━═]", text, re.MULTILINE))
    return opened > closed


def make_problem(source: CapturedText, grade: Grade, code: str, message: str, line: int) -> Problem:
    """A problem of the file of *source*."""
    return Problem(grade=grade, code=code, message=message, file=source.file, line=max(line, 1))
