"""Reads command lines: from code, from captured help, and, where that is allowed, from objects."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from api_stability.model.inventory import Diagnostic, Grade, Reading, Source
from api_stability.model.patterns import match_any
from api_stability.model.symbols import Declaration
from api_stability.readers.cli.collected import Place
from api_stability.readers.cli.declaring import Declarer
from api_stability.readers.cli.programs import find_start, read_program
from api_stability.readers.cli.request import CliRequest
from api_stability.readers.joining import join_declarations
from api_stability.readers.labels import read_words
from api_stability.readers.listed import ListedFile, Report
from api_stability.readers.python.files import ModuleFile
from api_stability.readers.python.projects import Locator, Project, find_imported
from api_stability.readers.quiet import quiet
from api_stability.readers.registry import Progress


def find_cli_files(request: CliRequest) -> tuple[Path, ...]:
    """Every file that the reading depends on, sorted."""
    found = {Path(each.path) for each in _sources(request)}
    found |= {request.root / file for _, file in request.help}
    return tuple(sorted(found))


def _sources(request: CliRequest) -> tuple[ModuleFile, ...]:
    locator = Locator(request.root, request.search_paths)
    starts = [find_start(locator, request.root, spec) for _, spec in request.programs]
    return find_imported(locator, [file for each in starts if each for file in each.files])


def read_cli(request: CliRequest, progress: Progress) -> Reading:
    """Read the command lines of *request*; what stands in files never raises."""
    run = _Run(request)
    total = len(request.programs) + len(request.help) + len(request.objects)
    found: list[Declaration] = []
    with quiet():
        for done, (program, spec) in enumerate(request.programs):
            progress(request.source_id, done, total)
            found += run.read_code(program, spec)
    for program, file in request.help:
        found += run.read_help(program, file)
    for program, path in request.objects:
        found += run.read_object(program, path)
    progress(request.source_id, total, total)
    return run.reading(found)


class _Run:
    """One reading."""

    def __init__(self, request: CliRequest) -> None:
        self._request = request
        self._report = Report(request.source_id)
        self._diagnostics = self._report.diagnostics
        self._files: set[str] = {file for _, file in request.help}
        self._locator = Locator(request.root, request.search_paths)
        words = read_words(request.marker_sets)
        self._declarer = Declarer(request.source_id, request.project, words, self.say)

    def say(self, grade: Grade, code: str, message: str, place: Place | None) -> None:
        self._diagnostics.add(
            Diagnostic(
                source=self._request.source_id,
                grade=grade,
                code=code,
                message=message,
                file=place.file if place else None,
                line=place.line if place else None,
            )
        )

    def read_code(self, program: str, spec: str) -> tuple[Declaration, ...]:
        start = find_start(self._locator, self._request.root, spec)
        if start is None:
            self.say("incomplete", "no-program", f"{spec} of {program} is gone", None)
            return ()
        files = find_imported(self._locator, start.files)
        project = Project(self._locator, files)
        command = read_program(project, start, program, self._request.marker_sets, self.say)
        self._files |= {file.file for file in files}
        for unread in project.unread.values():
            message = f"{unread.file} {unread.message}"
            self.say("incomplete", unread.code, message, Place(unread.file, unread.line or 1))
        for cut in project.world.cuts:
            if cut.file is not None:
                self.say(cut.grade, cut.code, cut.message, Place(cut.file, cut.line or 1))
        return self._declarer.declare(command)

    def read_help(self, program: str, name: str) -> list[Declaration]:
        from api_stability.readers.cli.captured import read_captured

        file = ListedFile(name, self._request.root / name)
        return read_captured(self._request, program, file, self._report)

    def read_object(self, program: str, path: str) -> tuple[Declaration, ...]:
        from api_stability.readers.cli.importing import ImportFailedError, import_command

        try:
            command = import_command(self._request, program, path)
        except ImportFailedError as error:
            file = self._locator.find(path.partition(":")[0])
            place = Place(file.file, 1) if file is not None else None
            self.say("incomplete", "import-failed", f"{path} of {program}: {error}", place)
            return ()
        return self._declarer.declare(command)

    def reading(self, found: Iterable[Declaration]) -> Reading:
        request = self._request
        kept = [each for each in join_declarations(found) if self._is_wanted(each.id)]
        diagnostics = self._diagnostics
        return Reading(
            source=Source(
                id=request.source_id,
                surface="cli",
                project=request.project,
                root=".",
                complete=not any(each.grade == "incomplete" for each in diagnostics),
                files=len(self._files),
            ),
            declarations=tuple(kept),
            diagnostics=tuple(sorted(diagnostics, key=_order)),
        )

    def _is_wanted(self, symbol: str) -> bool:
        if self._request.include and not match_any(self._request.include, symbol):
            return False
        return not match_any(self._request.exclude, symbol)


def _order(each: Diagnostic) -> tuple[str, int, str, str]:
    return each.file or "", each.line or 0, each.code, each.message
