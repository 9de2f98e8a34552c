"""CSV (RFC 4180), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Final

from api_stability.model.views import Table, plain_text
from api_stability.renderers.context import Context, Renderer
from api_stability.renderers.printable import printable

# full-width forms are formulas too, in spreadsheets of East Asian locales
_FORMULA: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def protect(text: str) -> str:
    """*text* as a cell that no spreadsheet takes for a formula.

    What begins like one gets an apostrophe before it (OWASP, "CSV Injection"), and so does what
    begins with an apostrophe, so that a reader who strips one gets every cell as it was.
    """
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text


def render_table(table: Table, _context: Context) -> str:
    """One line of headings and one for each row; a grouped table has its group as first column."""
    grouped = any(group.title is not None for group in table.groups)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    headings = [protect(printable(column.label)) for column in table.columns]
    writer.writerow(["Group", *headings] if grouped else headings)
    for group in table.groups:
        for row in group.rows:
            cells = [protect(printable(plain_text(cell))) for cell in row.cells]
            title = protect(printable(group.title or ""))
            writer.writerow([title, *cells] if grouped else cells)
    return stream.getvalue()


RENDERER = Renderer(table=render_table)
