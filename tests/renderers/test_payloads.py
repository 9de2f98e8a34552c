"""Every format reads a hostile text as that text: what holds for any table, for each payload."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest

from api_stability.model.codec import encodable
from api_stability.model.views import Badge, Column, Piece, Row, RowGroup, Span, Table
from tests.renderers import test_escaping as laws
from tests.support.payloads import COLLECTION

LAWS = (
    laws.test_html,
    laws.test_markdown,
    laws.test_python_markdown,
    laws.test_rst,
    laws.test_csv,
    laws.test_json,
    laws.test_text,
)


def make_table(text: str) -> Table:
    """A table that says *text* wherever it can."""
    badge = Badge(word="beta", label=text, tone="info", title=text)
    styles = [Span(text), Span(text, style="code"), Span(text, style="strong")]
    linked = Span(text, target="python:a.b")
    pieces: tuple[Piece, ...] = (*styles, linked, badge)
    cells = tuple((piece,) for piece in pieces)
    return Table(
        name="stability",
        caption=text,
        columns=tuple(Column(key=f"k{number}", label=text) for number in range(len(cells))),
        groups=(RowGroup(title=None, rows=(Row(cells=cells),)),),
        empty=text,
        note=(Span(text),),
    )


@pytest.mark.parametrize("kind", COLLECTION)
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_payloads(law: Callable[..., None], kind: str) -> None:
    check = cast("Any", law).hypothesis.inner_test
    widths: dict[str, Any] = {"width": 40} if law is laws.test_text else {}
    for text in COLLECTION[kind]:
        check(table=make_table(encodable(text)), **widths)  # as an inventory has it
