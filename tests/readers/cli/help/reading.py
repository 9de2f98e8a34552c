"""Reads captured help texts in tests."""

from __future__ import annotations

from pathlib import Path

from api_stability.markers.loader import load_marker_set
from api_stability.model.inventory import Diagnostic
from api_stability.model.symbols import Declaration
from api_stability.readers.cli.captured import read_captured
from api_stability.readers.cli.request import CliRequest
from api_stability.readers.listed import ListedFile, Report


def read_help(program: str, path: Path) -> tuple[list[Declaration], list[Diagnostic]]:
    """What the captured text in *path* declares, and what is wrong with it."""
    request = CliRequest(
        source_id="cli:test",
        project="test",
        root=path.parent,
        marker_sets=(load_marker_set("labels", base=Path()),),
    )
    report = Report(request.source_id)
    found = read_captured(request, program, ListedFile(path.name, path), report)
    return found, sorted(report.diagnostics, key=lambda each: (each.line or 0, each.code))


def read_help_text(
    text: str | bytes, folder: Path, program: str = "tool"
) -> tuple[list[Declaration], list[Diagnostic]]:
    """The same for a text."""
    path = folder / "captured.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return read_help(program, path)


def show(found: list[Declaration], problems: list[Diagnostic]) -> str:
    """One line for each mark and each problem."""
    lines = []
    for each in sorted(found, key=lambda each: each.id):
        for mark in each.marks:
            said = {
                "since": mark.since,
                "removal": mark.removal,
                "use": " | ".join(mark.alternatives),
            }
            facts = "".join(f"; {key}: {value}" for key, value in said.items() if value)
            word = mark.raw_level or "deprecated"
            lines.append(f"{each.id}  [{word}]{facts}\n")
    lines += [f"! {each.grade} {each.code}, line {each.line}\n" for each in problems]
    return "".join(lines)
