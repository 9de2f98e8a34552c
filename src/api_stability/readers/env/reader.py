"""Reads environment variables from Python and Rust sources."""

from __future__ import annotations

from api_stability.model.inventory import Diagnostic, Grade, Reading, Source
from api_stability.model.patterns import match_any
from api_stability.readers.cli.arguments import shorten
from api_stability.readers.cli.collected import Place
from api_stability.readers.env.declaring import EnvDeclarer
from api_stability.readers.env.files import find_env_files
from api_stability.readers.env.naming import NameReader
from api_stability.readers.env.python_files import PythonFiles
from api_stability.readers.env.request import EnvRequest
from api_stability.readers.labels import read_words
from api_stability.readers.quiet import quiet
from api_stability.readers.registry import Progress


def read_env(request: EnvRequest, progress: Progress) -> Reading:
    """Read the variables of *request*; what stands in files never raises."""
    diagnostics: set[Diagnostic] = set()

    def say(grade: Grade, code: str, message: str, place: Place | None) -> None:
        diagnostics.add(
            Diagnostic(
                source=request.source_id,
                grade=grade,
                code=code,
                message=message,
                file=place.file if place else None,
                line=place.line if place else None,
            )
        )

    words = read_words(request.marker_sets)
    names = NameReader(words, request.prefixes)
    listed = find_env_files(request)
    for folder in listed.unlisted:
        say("incomplete", "unreadable", f"{folder} cannot be listed", None)
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        progress(request.source_id, done, len(listed.files))

    python = [file for file in listed.files if not file.name.endswith(".rs")]
    rust = [file for file in listed.files if file.name.endswith(".rs")]
    with quiet():
        findings = PythonFiles(request, names, say).read(python, tick)
    if rust:
        from api_stability.readers.env.rust_files import read_rust_files

        read_rust_files(rust, names, findings, say, tick)
    for text, place in findings.computed:
        message = f"a variable whose name is computed ({shorten(text)}) cannot be listed"
        say("unresolved", "computed-variable", message, place)
    if not listed.files:
        named = ", ".join(request.paths)
        say("incomplete", "no-files", f"no Python or Rust file is below {named}", None)
    declarer = EnvDeclarer(request.source_id, request.project, names, words)
    return Reading(
        source=Source(
            id=request.source_id,
            surface="env",
            project=request.project,
            root=".",
            complete=not any(each.grade == "incomplete" for each in diagnostics),
            files=len(listed.files),
        ),
        declarations=tuple(
            each for each in declarer.declare(findings) if _is_wanted(request, each.id)
        ),
        diagnostics=tuple(
            sorted(diagnostics, key=lambda d: (d.file or "", d.line or 0, d.code, d.message))
        ),
    )


def _is_wanted(request: EnvRequest, symbol: str) -> bool:
    if request.include and not match_any(request.include, symbol):
        return False
    return not match_any(request.exclude, symbol)
