"""Reads command lines for tests, and spells readings as lines that a person can check."""

from collections.abc import Iterator
from pathlib import Path

from api_stability.model.inventory import Reading
from api_stability.model.symbols import Declaration, Mark
from api_stability.readers.cli.source import CLI, CliSource
from api_stability.readers.registry import SourceContext, silent


def make_context(root: Path) -> SourceContext:
    """A context of no project in particular."""
    return SourceContext(project="case", root=root, where="api-stability.toml", key="sources[0]")


def read_programs(root: Path, programs: dict[str, str], **options: object) -> Reading:
    """Read programs of *root* statically."""
    return read_source(root, CliSource(programs=programs, **options))  # type: ignore[arg-type]


def read_source(root: Path, source: CliSource) -> Reading:
    """Plan and read, as the pipeline does."""
    request = CLI.plan(source, make_context(root))
    assert all(path.is_file() for path in CLI.find_files(request))
    reading = CLI.read(request, silent)
    assert isinstance(reading, Reading)
    return reading


def as_text(reading: Reading) -> str:
    """One block for each declaration, then the diagnostics."""
    blocks = ["\n".join(_spell(each)) for each in reading.declarations]
    said = [
        f"{each.grade} {each.code} {each.file}:{each.line}: {each.message}"
        for each in reading.diagnostics
    ]
    return "\n".join([*blocks, *said]) + "\n"


def _spell(each: Declaration) -> Iterator[str]:
    places = ", ".join(f"{place.file}:{place.line}" for place in each.locations)
    yield f"{each.id}  ({each.kind}{'' if each.public else ', not public'}; {places})"
    if each.aliases:
        yield f"    also {', '.join(alias.partition(':')[2] for alias in each.aliases)}"
    for condition in each.requires:
        yield f"    requires {condition}"
    for name, text in each.facts.items():
        yield f"    {name} = {text}"
    for mark in each.marks:
        yield f"    mark {_spell_mark(mark)}"
    if each.summary:
        yield f"    says {each.summary}"


def _spell_mark(mark: Mark) -> str:
    said = {
        "level": mark.raw_level,
        "reason": mark.reason,
        "since": mark.since,
        "removal": mark.removal,
        "alternatives": ", ".join(mark.alternatives),
        "unresolved": ", ".join(mark.unresolved),
    }
    parts = [f"{key} {text!r}" for key, text in said.items() if text]
    deprecates = ["deprecates"] if mark.deprecates else []
    return f"{mark.form} {mark.name}: {'; '.join([*deprecates, *parts])} (line {mark.line})"
