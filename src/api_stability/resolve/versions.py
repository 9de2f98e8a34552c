"""What is wrong with the versions that marks name."""

from __future__ import annotations

from collections.abc import Iterable

from api_stability.model.inventory import Diagnostic, Project
from api_stability.model.symbols import Mark, Symbol
from api_stability.model.versions import is_before, is_version, parse_version
from api_stability.resolve.annotations import CONFIGURATION


def find_version_problems(
    projects: Iterable[Project], symbols: Iterable[Symbol]
) -> tuple[Diagnostic, ...]:
    """Version texts of projects and marks that are none, and removals before their announcement."""
    problems = [
        Diagnostic(
            source=CONFIGURATION,
            grade="unresolved",
            code="invalid-version",
            message=f"version {project.version!r} of {project.name} is no version; "
            'write one like "1.4"',
        )
        for project in projects
        if project.version is not None and parse_version(project.version) is None
    ]
    for symbol in symbols:
        for mark in symbol.marks:
            problems += _check_versions(symbol, mark)
    return tuple(problems)


def _check_versions(symbol: Symbol, mark: Mark) -> Iterable[Diagnostic]:
    def diagnostic(code: str, message: str) -> Diagnostic:
        return Diagnostic(
            source=mark.source,
            grade="unresolved",
            code=code,
            message=message,
            file=mark.file,
            line=mark.line,
            symbol=symbol.id,
        )

    for role, text in (("since", mark.since), ("removal", mark.removal)):
        if text is not None and not is_version(text):
            yield diagnostic(
                "invalid-version",
                f'{role} {text!r} of {symbol.id} is no version; write one like "1.4"',
            )
    if mark.since and mark.removal and is_before(mark.removal, mark.since):
        yield diagnostic(
            "removal-before-since",
            f"{symbol.id} is to be removed in {mark.removal}, before it is deprecated in "
            f"{mark.since}; correct one of the two",
        )
