"""JSON: the table as data, each cell with its text and what it refers to."""

from __future__ import annotations

import json
from typing import Any

from api_stability.model.views import Badge, Line, Span, Table, plain_text
from api_stability.renderers.context import Context, Renderer


def render_table(table: Table, _context: Context) -> str:
    """An object with ``columns`` and ``rows``; each row has ``subject``, ``group`` and ``cells``.

    Cells are keyed by column. Texts are exact: nothing is escaped but what JSON itself escapes.
    """
    keys = [column.key for column in table.columns]
    rows = [
        {
            "subject": row.subject,
            "group": group.title,
            "cells": {key: _cell(cell) for key, cell in zip(keys, row.cells, strict=True)},
        }
        for group in table.groups
        for row in group.rows
    ]
    value = {
        "name": table.name,
        "caption": table.caption,
        "note": plain_text(table.note) or None,
        "columns": [{"key": column.key, "label": column.label} for column in table.columns],
        "rows": rows,
    }
    text = json.dumps(value, ensure_ascii=False, indent=2)
    # half of a surrogate pair cannot be written as UTF-8
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def _cell(line: Line) -> dict[str, Any]:
    spans = [piece for piece in line if isinstance(piece, Span)]
    return {
        "text": plain_text(line),
        "badges": [piece.word for piece in line if isinstance(piece, Badge)],
        "targets": [span.target for span in spans if span.target is not None],
        "urls": [span.url for span in spans if span.url is not None],
    }


RENDERER = Renderer(table=render_table)
