"""Read a source that is a list of files, and show the reading as text to compare whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from api_stability.model.inventory import Reading
from api_stability.model.symbols import Declaration, Mark
from api_stability.model.validation import convert_table
from api_stability.readers.registry import SourceContext, load_reader, silent


def read_source(surface: str, root: Path, *files: str, **options: Any) -> Reading:
    """Read *files* below *root* by way of the registry, as a configuration would."""
    reader = load_reader(surface)
    assert reader is not None
    table = {"files": list(files), **options}
    converted = convert_table(table, reader.options, where="test.toml", at="sources[0]")
    context = SourceContext(project="demo", root=root, where="test.toml", key="sources[0]")
    request = reader.plan(converted, context)
    reading = reader.read(request, silent)
    assert len(reader.find_files(request)) == reading.source.files
    return reading


def show(reading: Reading) -> str:
    """Everything that a reading says, for people."""
    lines = [line for each in reading.declarations for line in _show_declaration(each)]
    lines += [
        f"! {each.grade} {each.code} {each.file or '-'}:{each.line or '-'} {each.message}"
        for each in reading.diagnostics
    ]
    lines += [f"complete: {str(reading.source.complete).lower()}"]
    return "\n".join(lines) + "\n"


def _show_declaration(declaration: Declaration) -> Iterator[str]:
    places = ", ".join(f"{place.file}:{place.line}" for place in declaration.locations)
    hidden = "" if declaration.public else " (not public)"
    yield f"{declaration.id} {declaration.kind}{hidden} {places}"
    if declaration.enclosing:
        yield f"    in {declaration.enclosing}"
    for alias in declaration.aliases:
        yield f"    also {alias}"
    for mark in declaration.marks:
        yield "    " + _show_mark(mark)
    for key, value in declaration.facts.items():
        yield f"    {key}: {value}"
    if declaration.summary:
        yield f'    "{declaration.summary}"'


def _show_mark(mark: Mark) -> str:
    said = {
        "level": mark.raw_level,
        "deprecated": "yes" if mark.deprecates else None,
        "since": mark.since,
        "removal": mark.removal,
        "instead": " | ".join(mark.alternatives) or None,
        "gate": mark.gate,
        "reason": mark.reason,
    }
    facts = "; ".join(f"{key} {value}" for key, value in said.items() if value is not None)
    return f"* {mark.form} {mark.name} {mark.file}:{mark.line} {facts}"
