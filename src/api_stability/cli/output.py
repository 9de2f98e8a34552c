"""Where a command's result goes: a file, written whole, or standard output."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final, TextIO

from rich.console import Console
from rich.table import Table as TerminalTable
from rich.text import Text

from api_stability.freshness import write_whole
from api_stability.model.errors import UserError
from api_stability.model.views import Badge, Line, Table, Tone
from api_stability.renderers import render_table
from api_stability.renderers.printable import printable

_SUFFIXES: Final = {
    ".json": "json",
    ".md": "markdown",
    ".mdx": "mdx",
    ".html": "html",
    ".htm": "html",
    ".csv": "csv",
    ".rst": "rst",
    ".sarif": "sarif",
    ".xml": "junit",
}
_STYLES: Final[dict[Tone, str]] = {
    "neutral": "",
    "good": "green",
    "info": "cyan",
    "caution": "yellow",
    "danger": "red",
}


def choose_format(asked: str | None, output: str | None, valid: tuple[str, ...]) -> str:
    """The format that was asked for, else the one that the output's name says, else the first.

    *valid* begins with the command's default. Raises `UserError` where the name says a format that
    the command does not write: a page of text called ``x.html`` helps nobody.
    """
    if asked is not None:
        return asked
    suffix = Path(output or "").suffix
    guessed = _SUFFIXES.get(suffix.casefold(), valid[0])
    if guessed not in valid:
        raise UserError(
            f"this command writes no {suffix} file; it writes {', '.join(valid)}: choose with "
            "--format",
            where=output,
        )
    return guessed


def write_output(text: str, output: str | None, format: str = "text") -> None:  # noqa: A002
    """Write *text*, which is in *format*, to a file or to standard output; raise `UserError`.

    Text for a person is in the terminal's encoding, and what that lacks is spelled out. Everything
    else is UTF-8, wherever it goes: a letter that is spelled out would break JSON, HTML and XML.
    """
    encoding = sys.stdout.encoding if format == "text" and is_stdout(output) else "utf-8"
    write_data(text.encode(encoding, "backslashreplace"), output)


def write_data(data: bytes, output: str | None) -> None:
    """Write *data* exactly, to the file *output* or to standard output; raise `UserError`."""
    if is_stdout(output):
        sys.stdout.flush()
        left = memoryview(data)
        while left:  # unbuffered, a write may take less than it is given
            left = left[sys.stdout.buffer.write(left) :]
        sys.stdout.buffer.flush()
        return
    try:
        write_whole(Path(str(output)), data)
    except OSError as error:
        raise UserError(error.strerror or "cannot be written", where=output) from None


def is_stdout(output: str | None) -> bool:
    """Whether *output*, as given on the command line, is standard output."""
    return output is None or output == "-"


def terminal(output: str | None) -> Console | None:
    """The console, when the result goes to a terminal that a person looks at."""
    if output is not None or not is_interactive(sys.stdout):
        return None
    return Console(highlight=False)


def is_interactive(stream: TextIO) -> bool:
    """Whether a person looks at *stream*; what forces colours does not make it one."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def write_table(table: Table, format: str, output: str | None) -> None:  # noqa: A002
    """Write *table*; as text on a terminal it has colours where those are wanted."""
    console = terminal(output) if format == "text" else None
    if console is None or not table.rows:
        write_output(render_table(table, format), output, format)
    else:
        print_table(table, console)


def print_table(table: Table, console: Console) -> None:
    """Draw *table* on a terminal; texts are shown as they are, never parsed."""
    drawn = TerminalTable(
        title=Text(printable(table.caption)) if table.caption else None,
        title_justify="left",
        box=None,
        pad_edge=False,
        padding=(0, 2, 0, 0),
        header_style="bold",
    )
    for column in table.columns:
        drawn.add_column(Text(printable(column.label)), overflow="fold")
    for number, group in enumerate(table.groups):
        if group.title is not None:
            blanks = [Text("")] * (len(table.columns) - 1)
            if number:
                drawn.add_row(Text(""), *blanks)
            drawn.add_row(Text(printable(group.title), style="bold underline"), *blanks)
        for row in group.rows:
            drawn.add_row(*map(_cell, row.cells))
    console.print(drawn)
    if table.note:
        console.print(_cell(table.note))


def _cell(line: Line) -> Text:
    cell = Text()
    for piece in line:
        if isinstance(piece, Badge):
            cell.append(printable(piece.label), style=_STYLES[piece.tone])
        else:
            # at the ends, white space separates this piece from the next
            inner = printable(piece.text)
            before = " " if piece.text[:1].isspace() and inner else ""
            after = " " if piece.text[-1:].isspace() else ""
            style = {"code": "bold", "strong": "bold", "plain": ""}[piece.style]
            cell.append(before + inner + after, style=style)
    return cell
