"""Reads captured ``--help`` texts: commands, options and arguments with what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from api_stability.model.inventory import Grade
from api_stability.model.symbols import Declaration
from api_stability.readers.cli.collected import Command, FamilyName, Option, Place
from api_stability.readers.cli.declaring import Declarer
from api_stability.readers.cli.help_argparse import ARGPARSE
from api_stability.readers.cli.help_checks import (
    CapturedText,
    Problem,
    find_problems,
    make_problem,
)
from api_stability.readers.cli.help_clap import CLAP
from api_stability.readers.cli.help_click import CLICK, RICH
from api_stability.readers.cli.help_cobra import COBRA
from api_stability.readers.cli.help_family import Family, read_facts
from api_stability.readers.cli.help_lines import join_text, split_lines
from api_stability.readers.cli.help_pages import RawPage, split_pages
from api_stability.readers.cli.help_sections import Entry, Page, Scanner
from api_stability.readers.cli.request import CliRequest
from api_stability.readers.labels import read_words
from api_stability.readers.listed import ListedFile, Report, UnreadableFileError, read_text
from api_stability.readers.plain_text import strip_terminal

FAMILIES: Final[tuple[Family, ...]] = (CLAP, COBRA, CLICK, ARGPARSE)
LARGEST: Final = 3_000_000
"""Characters of a help text; more is some other file."""
_MOST_LINES: Final = 20_000


@dataclass(slots=True)
class Captured:
    """What several texts say together."""

    commands: list[Command] = field(default_factory=list)
    """One for each program, with its sub-commands."""
    problems: list[Problem] = field(default_factory=list)


def read_captured(
    request: CliRequest, program: str, file: ListedFile, report: Report
) -> list[Declaration]:
    """What the captured text in *file* declares; never raises for what stands in it."""
    try:
        text = read_text(file)
    except UnreadableFileError as error:
        report.incomplete(error.code, file, error.message)
        return []
    family = dict(request.help_family).get(program)
    source = CapturedText(program=program, file=file.name, text=text, family=family)
    captured = collect_captured([source])
    for problem in captured.problems:
        tell = report.note if problem.grade == "note" else report.incomplete
        tell(problem.code, file, problem.message, problem.line)

    def say(grade: Grade, code: str, message: str, place: Place | None) -> None:
        line = place.line if place else 1
        if grade == "incomplete":
            report.incomplete(code, file, message, line)
        else:
            report.unresolved(code, file, message, line)

    words = read_words(request.marker_sets)
    declarer = Declarer(request.source_id, request.project, words, say)
    return [each for command in captured.commands for each in declarer.declare(command)]


def collect_captured(texts: Iterable[CapturedText]) -> Captured:
    """The commands of *texts*; those of one program make one. Never raises for what they hold."""
    captured = Captured()
    for each in sorted(texts, key=lambda each: (each.program.split(), each.file)):
        if each.program.split():
            _read_text(each, captured)
    return captured


def find_family(text: str, name: FamilyName | None = None) -> Family:
    """The family called *name*, or that *text* looks like; boxes are click's in either case."""
    boxed = RICH.count_signs(text) > 1
    if boxed and name in {None, RICH.name}:
        return RICH
    candidates = [each for each in FAMILIES if name in {None, each.name}]
    return max(candidates, key=lambda each: each.count_signs(text))


def _read_text(source: CapturedText, captured: Captured) -> None:
    if len(source.text) > LARGEST or source.text.count("\n") > _MOST_LINES:
        message = "is too large for a help text; capture the output of `--help` alone"
        captured.problems.append(make_problem(source, "incomplete", "too-large", message, 1))
        return
    plain = strip_terminal(source.text.replace("\r\n", "\n").replace("\r", "\n"))
    family = find_family(plain, source.family)
    lines = family.arrange(split_lines(plain))
    raw_pages = split_pages(lines, source.program)
    first = next((page.words for page in raw_pages if page.words), None)
    read = [
        (raw, Scanner(family).scan(raw.lines), _words(raw, first, source.program))
        for raw in raw_pages
    ]
    captured.problems += find_problems(source, plain, read)
    if not any(raw.usage or page.entries for raw, page, _ in read):
        return
    root = _find_root(source, captured)
    for raw, page, words in read:
        _fill(_find_command(root, words[1:], Place(source.file, raw.line)), page, source.file)


def _find_root(source: CapturedText, captured: Captured) -> Command:
    name = source.program.split()[0]
    for command in captured.commands:
        if command.name == name:
            return command
    command = Command(Place(source.file, 1), name=name)
    captured.commands.append(command)
    return command


def _words(raw: RawPage, first: tuple[str, ...] | None, program: str) -> tuple[str, ...]:
    """Program and sub-commands of a page, whatever file name the program was run by."""
    called = tuple(program.split())
    said = raw.words
    if said is None or first is None:
        return called
    listed = {each.casefold() for each in _arguments(raw)}
    if said[: len(called)] == called:
        extra = said[len(called) :]
    elif said[: len(first)] == first:
        # "python -m tool", "cli.py": the first usage is that of the program that was called
        extra = said[len(first) :]
    else:
        extra = said[1:] if said[:1] == first[:1] and len(called) == 1 else ()
    return (*called, *(each for each in extra if each.casefold() not in listed))


def _arguments(raw: RawPage) -> set[str]:
    """Positional arguments that a usage names without a bracket, as their section lists them."""
    return {
        line.text.split()[0]
        for before, line in zip(raw.lines, raw.lines[1:], strict=False)
        if before.text.casefold().startswith(("positional arguments", "arguments")) and line.text
    }


def _find_command(root: Command, words: Sequence[str], place: Place) -> Command:
    command = root
    for word in words:
        found = next(
            (each for each in command.commands if word in {each.name, *each.aliases}), None
        )
        if found is None:
            found = Command(place, name=word)
            command.commands.append(found)
        command = found
    return command


def _fill(command: Command, page: Page, file: str) -> None:
    """Add what *page* says to *command*."""
    described = join_text(_describe(page))
    known = command.help or ""
    if described and described not in known:
        command.help = f"{known}\n\n{described}" if known and known not in described else described
    commands = {each.name: each for each in command.commands}
    options = {(tuple(each.flags), each.positional) for each in command.options}
    listed = {each.header.name for each in page.entries if each.kind == "command"}
    for entry in page.entries:
        if entry.kind == "command":
            _add_command(command, commands, entry, file)
        elif entry.kind == "option" or entry.header.name not in listed:
            option = _make_option(entry, file)
            key = (tuple(option.flags), option.positional)
            if key not in options:
                options.add(key)
                command.options.append(option)


def _describe(page: Page) -> list[str]:
    """The description, and sections that only say what the command is: "EXPERIMENTAL: …"."""
    groups = {entry.group for entry in page.entries}
    said = list(page.description)
    for title, lines in page.group_texts.items():
        if title not in groups and any(lines):
            said += ["", f"{title}: {' '.join(lines)}"]
    return said


def _add_command(command: Command, known: dict[str, Command], entry: Entry, file: str) -> None:
    header = entry.header
    found = known.get(header.name)
    if found is None:
        found = known[header.name] = Command(Place(file, entry.line), name=header.name)
        command.commands.append(found)
    text = entry.text
    facts = read_facts(text)
    found.aliases = list(dict.fromkeys([*found.aliases, *header.aliases, *facts.aliases]))
    found.group = entry.group
    if text and text not in (found.help or ""):
        found.help = f"{text}\n\n{found.help}" if found.help else text


def _make_option(entry: Entry, file: str) -> Option:
    header = entry.header
    text = entry.text
    facts = read_facts(text)
    more = (each for each in facts.aliases if header.flags and each.startswith("-"))
    flags = list(dict.fromkeys((*header.flags, *more)))
    return Option(
        Place(file, entry.line),
        framework="captured",
        flags=flags,
        positional=None if flags else header.name,
        help=text or None,
        default=facts.default if header.default is None else header.default,
        variables=list(facts.variables),
        group=entry.group,
    )
