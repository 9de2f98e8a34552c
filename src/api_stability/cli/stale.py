"""``--check``: whether a file says what the command would write now."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from api_stability.cli.output import is_stdout
from api_stability.model.errors import UserError
from api_stability.renderers.printable import printable_name

MOST_LINES: Final = 12
"""Of a difference that is shown: enough to see what it is about."""
_LONGEST: Final = 160


def require_file(output: str | None) -> None:
    """Raise `UserError` where *output* is no file to compare with."""
    if is_stdout(output):
        raise UserError("--check compares with a file: say which one with -o FILE")


def is_written(data: bytes, output: str) -> bool:
    """Whether the file *output* holds *data*; one that cannot be read does not."""
    try:
        return Path(output).is_file() and Path(output).read_bytes() == data
    except OSError:
        return False


def tell_difference(old: str, new: str, where: str, line: int, mend: str) -> bool:
    """Whether *old*, which begins on that line of the file *where*, is not *new*; told if so.

    *mend*: what the person has to do.
    """
    if old == new:
        return False
    lines = list(_differences(old, new))
    first = line + (lines[0][0] if lines else 0)
    click.echo(f"{printable_name(where)}:{first}: stale: {mend}")
    for _, text in lines[:MOST_LINES]:
        click.echo(printable_name(text[:_LONGEST]) + ("…" if text[_LONGEST:] else ""))
    if lines[MOST_LINES:]:
        click.echo(f"… and {len(lines) - MOST_LINES} more lines")
    return True


def _differences(old: str, new: str) -> Iterator[tuple[int, str]]:
    """Each line that is in one of them only, with how many of *old* stand before it."""
    before, after = old.splitlines(), new.splitlines()
    # quick: a difference of texts of thousands of rows is asked for only to be told
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=True)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            yield from ((start, f"-{line}") for line in before[start:end])
            yield from ((start, f"+{line}") for line in after[new_start:new_end])


def tell_stale(data: bytes, output: str, mend: str) -> bool:
    """Whether the file *output* does not hold *data*; told if so.

    Raises `UserError` for one that cannot be read.
    """
    try:
        old = Path(output).read_bytes()
    except FileNotFoundError:
        click.echo(f"{printable_name(output)}:1: stale: there is no such file; {mend}")
        return True
    except OSError as error:
        raise UserError(error.strerror or "cannot be read", where=output) from None
    if old == data:
        return False
    before, after = (each.decode("utf-8", "replace") for each in (old, data))
    return tell_difference(before, after, output, 1, mend)
