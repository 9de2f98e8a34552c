"""What the readers had to say, on standard error."""

from __future__ import annotations

from collections import Counter
from typing import Final

import click

from api_stability.cli.inputs import Subject
from api_stability.cli.places import Places
from api_stability.model.inventory import Diagnostic, Grade
from api_stability.renderers.printable import printable

MOST_SHOWN: Final = 20
"""Of each grade but ``incomplete``, which is always shown whole."""

GRADES: Final[tuple[Grade, ...]] = ("incomplete", "unresolved", "note")


def print_diagnostics(
    subject: Subject, *, grades: tuple[Grade, ...] = GRADES, quiet: bool = False
) -> None:
    """Print each diagnostic as ``file:line: grade[code]: message``, the gravest first.

    *quiet*: only those that say why something is missing.
    """
    for note in subject.notes:
        click.echo(f"note: {printable(note)}", err=True)
    places = Places(subject)
    for grade in grades[:1] if quiet else grades:
        found = [each for each in subject.inventory.diagnostics if each.grade == grade]
        shown = found if grade == "incomplete" else found[:MOST_SHOWN]
        for diagnostic in shown:
            click.echo(_spell(diagnostic, places), err=True)
        if left := found[len(shown) :]:
            codes = Counter(diagnostic.code for diagnostic in left)
            told = ", ".join(f"{count} {code}" for code, count in sorted(codes.items()))
            click.echo(f"… and {len(left)} more {grade} ({told}); all: --format json", err=True)


def _spell(diagnostic: Diagnostic, places: Places) -> str:
    where = places.show_in_source(diagnostic.source, diagnostic.file, diagnostic.line)
    return f"{where}: {diagnostic.grade}[{diagnostic.code}]: {printable(diagnostic.message)}"
