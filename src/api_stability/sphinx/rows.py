"""Rows of tables that can be linked to: those about symbols that nothing else documents.

A field of a Kubernetes resource, a Helm value or a metric has no domain of its own. The first row
about it, in the order of the documents' names, is where it is documented.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Final

from api_stability.directives.shown import Tables
from api_stability.model.symbols import Symbol
from api_stability.sphinx.build import Build
from api_stability.sphinx.domain import stability_domain
from api_stability.sphinx.places import Place
from api_stability.sphinx.present import present

_NO_PART: Final = re.compile(r"[^A-Za-z0-9]+")


def place_rows(build: Build) -> dict[str, Place]:
    """Symbol id to the document and anchor of its row, for the documented project's symbols."""
    rows: dict[str, str] = {}
    for docname, symbol in _listed(build):
        if symbol.id not in rows and not build.documented.find((symbol.id, *symbol.aliases)):
            rows[symbol.id] = docname
    anchors = _name_anchors(sorted(rows))
    return {symbol_id: (docname, anchors[symbol_id]) for symbol_id, docname in rows.items()}


def _listed(build: Build) -> Iterator[tuple[str, Symbol]]:
    for docname, uses in sorted(stability_domain(build.builder.env).tables.items()):
        for use in uses:
            view = present(use, build)
            for table in view.tables if isinstance(view, Tables) and view.is_own else ():
                for row in table.rows:
                    symbol = build.index.find_symbol(row.subject) if row.subject else None
                    if symbol is not None and symbol.project == build.project:
                        yield docname, symbol


def _name_anchors(symbol_ids: list[str]) -> dict[str, str]:
    """An anchor for each id; where two read alike, or nothing of one can be read, with a digest."""
    plain = {symbol_id: _NO_PART.sub("-", symbol_id).strip("-") for symbol_id in symbol_ids}
    folded = [name.casefold() for name in plain.values()]
    seen = {name: folded.count(name) for name in folded} if len(set(folded)) < len(folded) else {}
    anchors = {}
    for symbol_id, name in plain.items():
        alike = seen.get(name.casefold(), 1) > 1 or not symbol_id.isascii()
        digest = f"-{hashlib.sha256(symbol_id.encode()).hexdigest()[:8]}" if alike else ""
        anchors[symbol_id] = f"stability-{name}{digest}"
    return anchors
