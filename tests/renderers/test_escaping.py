"""Whatever the text is, each format's own parser reads that text, and nothing else.

The text that counts is the printable one: on one line, control characters spelled out.
"""

import csv
import io
import json
from html.parser import HTMLParser

import docutils.core
import docutils.nodes
import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from api_stability.model.views import Badge, Line, Table, plain_text
from api_stability.renderers import Context, render_table
from api_stability.renderers.printable import printable, printable_part
from tests.renderers.tables import squeeze, tables, texts

markdown = pytest.importorskip("markdown")
LINKED = Context(link=lambda target: f"../api.html#{target}")


def expected_line(line: Line) -> str:
    parts = [
        printable(piece.label) if isinstance(piece, Badge) else printable_part(piece.text)
        for piece in line
    ]
    return squeeze("".join(parts))


def expected_cells(table: Table) -> list[list[str]]:
    return [[expected_line(cell) for cell in row.cells] for row in table.rows]


def expected_labels(table: Table) -> list[str]:
    return [printable(column.label) for column in table.columns]


class _HtmlCells(HTMLParser):
    """The texts of all cells and of the caption; fails for an element that we never write."""

    KNOWN = frozenset(
        ("table", "caption", "thead", "tbody", "tr", "th", "td", "span", "code", "strong", "a", "p")
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.open: list[str] = []
        self.caption = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.KNOWN
        assert {name for name, _ in attrs} <= {"class", "scope", "colspan", "title", "href"}
        for name, value in attrs:
            assert name != "href" or (value or "").startswith(("https://", "../api.html"))
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_data(self, data: str) -> None:
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data
        elif "caption" in self.open:
            self.caption += data


@given(tables())
def test_html(table: Table) -> None:
    parser = _HtmlCells()
    parser.feed(render_table(table, "html", LINKED))
    parser.close()
    assert parser.open == []
    labels, *rows = [[squeeze(cell) for cell in row] for row in parser.rows]
    assert labels == expected_labels(table)
    titles = [[group.title] for group in table.groups if group.title]
    assert [row for row in rows if row not in titles or len(row) != 1] == [
        row for row in expected_cells(table) if row not in titles or len(row) != 1
    ]
    assert squeeze(parser.caption) == printable(table.caption or "")


def _token_text(token: Token) -> str:
    """The text of inline tokens; only markup that we write is allowed."""
    text = ""
    for child in token.children or ():
        if child.type in ("text", "text_special", "code_inline"):
            text += child.content
        elif child.type == "html_inline":
            assert child.content in ("<code>", "</code>", "<strong>", "</strong>")
        elif child.type == "link_open":
            assert str(child.attrs["href"]).startswith(("https://example.org", "../api.html"))
        else:
            assert child.type in ("strong_open", "strong_close", "link_close"), child
    return squeeze(text)


@given(tables())
def test_markdown(table: Table) -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(render_table(table, "markdown", LINKED))
    inline = [_token_text(token) for token in tokens if token.type == "inline"]
    expected = [printable(table.caption)] if table.caption and printable(table.caption) else []
    for group in table.groups:
        expected += [group.title] if group.title else []
        expected += expected_labels(table)
        expected += [expected_line(cell) for row in group.rows for cell in row.cells]
    if expected_line(table.note):
        expected.append(expected_line(table.note))
    assert inline == [squeeze(text) for text in expected]
    kinds = {token.type for token in tokens if token.nesting == 1}
    assert kinds <= {"table_open", "thead_open", "tbody_open", "tr_open", "th_open", "td_open",
                     "paragraph_open"}  # fmt: skip


@given(tables())
def test_python_markdown(table: Table) -> None:
    parser = _HtmlCells()
    parser.feed(markdown.markdown(render_table(table, "markdown", LINKED), extensions=["tables"]))
    parser.close()
    expected = []
    for group in table.groups:
        expected.append(expected_labels(table))
        expected += [[expected_line(cell) for cell in row.cells] for row in group.rows]
    assert [[squeeze(cell) for cell in row] for row in parser.rows] == expected


SETTINGS = {
    "report_level": 1,
    "halt_level": 1,
    "file_insertion_enabled": False,
    "raw_enabled": False,
}


@given(tables())
@settings(deadline=None)
def test_rst(table: Table) -> None:
    source = render_table(table, "rst", LINKED)
    tree = docutils.core.publish_doctree(source, settings_overrides=SETTINGS)
    rows = [
        [squeeze(entry.astext()) for entry in row.findall(docutils.nodes.entry)]
        for row in tree.findall(docutils.nodes.row)
    ]
    expected = []
    for group in table.groups:
        expected.append(expected_labels(table))
        expected += [[expected_line(cell) for cell in row.cells] for row in group.rows]
    assert rows == expected
    for entry in tree.findall(docutils.nodes.entry):
        blocks = [type(child) for child in entry.children]
        assert blocks in ([], [docutils.nodes.paragraph])
    for found in tree.findall(docutils.nodes.reference):
        assert str(found["refuri"]).startswith(("https://example.org", "../api.html"))


@given(tables())
def test_csv(table: Table) -> None:
    text = render_table(table, "csv")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    grouped = table.groups[0].title is not None
    cells = [row[grouped:] for row in rows]
    expected = [[printable(plain_text(cell)) for cell in row.cells] for row in table.rows]
    read = [[cell.removeprefix("'") for cell in row] for row in cells]
    assert read == [expected_labels(table), *expected]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@given(tables())
def test_json(table: Table) -> None:
    found = json.loads(render_table(table, "json"))
    expected = [[plain_text(cell) for cell in row.cells] for row in table.rows]
    keys = [column.key for column in table.columns]
    assert [[row["cells"][key]["text"] for key in keys] for row in found["rows"]] == expected


@given(tables())
@pytest.mark.parametrize("width", [None, 40])
def test_text(width: int | None, table: Table) -> None:
    text = render_table(table, "text", Context(width=width))
    assert all(character == "\n" or character.isprintable() or ord(character) in
               (0xAD, 0x200C, 0x200D) or not character.isascii() for character in text)  # fmt: skip
    assert "\x1b" not in text
    assert "\u202e" not in text
    letters = "".join(text.split())
    for row in expected_cells(table):
        for cell in row:
            assert width is not None or "".join(cell.split()) in letters


@given(texts)
def test_printable_text_stays_as_it_is(text: str) -> None:
    shown = printable(text)
    assert printable(shown) == shown
    assert "\n" not in shown
    assert squeeze(shown) == shown
