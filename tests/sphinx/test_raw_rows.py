"""Rows that are written without nodes are, byte for byte, what Sphinx makes of nodes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from docutils import nodes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.writers.html5 import HTML5Translator

from api_stability.model.views import Badge, Column, Row, RowGroup, Span, Table
from api_stability.sphinx import drawing
from api_stability.sphinx.drawing import Pen, RowAnchors, draw_table
from api_stability.sphinx.places import Hyperlink
from api_stability.sphinx.raw_rows import RowSpelling
from api_stability.sphinx.row_samples import spells_rows
from tests.sphinx.building import build, copy_root, isolated, write_files

PAGES = {
    "docs/conf.py": 'extensions = ["api_stability.sphinx"]\nhtml_theme = "basic"\n',
    "docs/index.rst": "Home\n====\n",
    "pyproject.toml": '[project]\nname = "pkg"\nversion = "1.0"\n',
    "pkg/__init__.py": "",
}
LINKS = {
    "python:a.b": Hyperlink("a.b", refuri="../a.html#a.b"),
    "here": Hyperlink('<"here">', refid="stability-here"),
    "out": Hyperlink("out (in other)", refuri="https://example.org/?a=1&b=2#x", internal=False),
    "empty": Hyperlink("nowhere", refuri=""),
}
SUBJECTS = {"python:a.b": ("page", "stability-a"), "here": ("other", "stability-here")}

texts = st.text(
    st.sampled_from("aBZ0_.:/ <>&\"'@\\`*\n\t\xa0é中\u200b\u200d\u202e\x1b"), max_size=40
)
words = st.from_regex(
    r"[a-z_]{1,9}((\.|::|/)[A-Z_a-z0-9<&@]{1,9}){0,6}( [a-z]{1,3})?", fullmatch=True
)
urls = texts.map(lambda text: f"https://example.org/{text}")
spans = st.builds(
    Span,
    text=texts | words,
    style=st.sampled_from(("plain", "code", "strong")),
    target=st.none() | st.sampled_from([*LINKS, "unknown"]),
    url=st.none() | urls,
)
badges = st.builds(
    Badge, word=texts, label=texts, title=texts, tone=st.sampled_from(("good", "danger"))
)
cells = st.lists(spans | badges, max_size=4).map(tuple)
rows = st.builds(
    Row,
    cells=st.tuples(cells, cells),
    subject=st.none() | st.sampled_from([*SUBJECTS, "unknown"]),
)


@pytest.fixture(params=["html", "dirhtml"])
def builder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StandaloneHTMLBuilder]:
    with open_builder(tmp_path, request.param) as found:
        yield found


@contextmanager
def open_builder(folder: Path, name: str) -> Iterator[StandaloneHTMLBuilder]:
    """A builder that is ready to write."""
    docs, out = write_files(folder, PAGES) / "docs", folder / "out"
    with isolated(docs):
        app = Sphinx(docs, docs, out, out / "trees", name, status=None)
        assert isinstance(app.builder, StandaloneHTMLBuilder)
        app.builder.prepare_writing(set())
        yield app.builder


def draw(table: Table, *, raw: bool, has_anchors: bool, builder: StandaloneHTMLBuilder) -> str:
    anchors = RowAnchors(SUBJECTS, "page", set()) if has_anchors else None
    pen = Pen(link, draws_badges=True, breaks=True, rows=anchors)
    if raw:
        pen = msgspec.structs.replace(
            pen, write_rows=lambda rows, at: RowSpelling(LINKS.get, at).write(rows)
        )
    drawn = draw_table(table, pen)
    assert raw == any(find_raw(each) for each in drawn)
    return builder.render_partial(nodes.container("", *drawn))["fragment"]


def link(target: str, content: nodes.Node) -> nodes.Node:
    return LINKS[target].around(content) if target in LINKS else content


def find_raw(table: nodes.Element) -> bool:
    return any(
        isinstance(child, nodes.raw) for body in table.findall(nodes.tbody) for child in body
    )


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(found=st.lists(rows, min_size=1, max_size=4), has_anchors=st.booleans())
def test_both_ways_make_the_same(
    found: list[Row], has_anchors: bool, builder: StandaloneHTMLBuilder
) -> None:
    table = Table(
        name="stability",
        caption="Some",
        columns=(Column(key="a", label="A"), Column(key="b", label="B")),
        groups=(RowGroup(title=None, rows=tuple(found)),),
        empty="",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "LONG", 1)
        raw, drawn = (
            draw(table, raw=raw, has_anchors=has_anchors, builder=builder) for raw in (True, False)
        )
    assert raw == drawn


@pytest.mark.parametrize("name", ["html", "dirhtml"])
def test_whole_sites_are_the_same(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {}
    for length in (1, 10**6):
        monkeypatch.setattr(drawing, "LONG", length)
        docs = copy_root("library", tmp_path / str(length))
        built = build(docs, tmp_path / f"{length}-out", builder=name, strict=True)
        pages[length] = {
            file.relative_to(built.outdir): file.read_bytes()
            for file in built.outdir.rglob("*")
            if file.suffix in (".html", ".js", ".inv")
        }
    assert pages[1] == pages[10**6]
    assert any(b"stability-table" in page for page in pages[1].values())


@pytest.mark.parametrize("name", ["singlehtml", "epub", "htmlhelp"])
def test_where_links_are_gone_over_again_nodes_are_drawn(name: str, tmp_path: Path) -> None:
    with open_builder(tmp_path, name) as builder:
        assert not spells_rows(builder)


def test_a_writer_of_another_kind_gets_nodes(tmp_path: Path) -> None:
    class Own(HTML5Translator):
        def visit_literal(self, node: nodes.Element) -> None:
            self.body.append("<code>")

        def depart_literal(self, node: nodes.Element) -> None:
            self.body.append("</code>")

    with open_builder(tmp_path, "html") as builder:
        assert spells_rows(builder)
        # Sphinx 8 has it with the application only
        registry = builder._registry if hasattr(builder, "_registry") else builder.app.registry
        registry.translators["html"] = Own
        assert not spells_rows(builder)
