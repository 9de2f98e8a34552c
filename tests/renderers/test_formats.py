"""Each format whole, against reviewed files; the registry; what is particular to one format."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from api_stability.model.errors import UserError
from api_stability.model.views import Badge, Bar, Chart, Column, Row, RowGroup, Share, Span, Table
from api_stability.renderers import (
    RENDERERS,
    Context,
    find_renderer,
    formats,
    render_badge,
    render_chart,
    render_feature,
    render_notice,
    render_table,
)
from api_stability.renderers.context import find_address
from api_stability.renderers.csv import protect
from api_stability.renderers.svg import draw_chart
from api_stability.renderers.text import text_width, wrap
from api_stability.views import (
    parse_options,
    view_badges,
    view_deprecation_table,
    view_feature,
    view_notices,
    view_overview,
    view_stability_table,
)
from tests.support.golden import Golden
from tests.views.inventories import default_policy, find_symbol, sample_index
from tests.views.test_histories import sample_index as history_index
from tests.views.test_histories import view as history_view

SUFFIXES = {"text": "txt", "markdown": "md", "mdx": "mdx"}
SHIPPED = [name for name, _ in RENDERERS]
WITH_BLOCKS = [name for name in SHIPPED if name not in ("csv", "json")]
LINKED = Context(link=lambda target: f"api.html#{target.replace(' ', '-')}")
EMPTY = Table(
    name="stability",
    caption=None,
    columns=(Column(key="name", label="Name"),),
    groups=(),
    empty="Nothing | here.",
)


def sample_tables() -> list[Table]:
    grouped = parse_options(
        {"group-by": "level", "limit": "6", "caption": "Not yet *stable*", "feature": ""}
    )
    return [
        view_deprecation_table(sample_index(), default_policy(), parse_options({})),
        view_stability_table(sample_index(), default_policy(), grouped),
        EMPTY,
    ]


@pytest.mark.parametrize("name", SHIPPED)
def test_tables(name: str, golden: Golden) -> None:
    texts = [render_table(table, name, LINKED) for table in sample_tables()]
    assert all(text.endswith("\n") and not text.endswith("\n\n") for text in texts)
    golden("\n".join(texts), f"golden/tables.{SUFFIXES.get(name, name)}")


@pytest.mark.parametrize("name", SHIPPED)
def test_histories(name: str, golden: Golden) -> None:
    """What a ledger says, with an overview, spelled by each format."""
    index = history_index()
    cases = ({"table": "timeline"}, {"table": "removals", "options": {"limit": "2", "full": "all"}},
             {"table": "changes", "compare": ["1.3", "1.4"]})  # fmt: skip
    texts = [render_table(history_view(case, index), name, LINKED) for case in cases]
    overview = view_overview(sample_index(), default_policy(), parse_options({"caption": "<All>"}))
    texts.append(render_chart(overview, name, LINKED))
    golden("\n".join(texts), f"golden/histories.{SUFFIXES.get(name, name)}")


def test_a_drawing_is_xml_whatever_its_words_are() -> None:
    hostile = "</title><script>alert(1)</script>&amp;\x00\x1b]]>\u202e\"'"
    shares = tuple(
        Share(word=hostile, label=hostile, tone="info", count=count) for count in (1, 10**9, 7)
    )
    bar = Bar(label=hostile, shares=shares, deprecated=shares[0], total=10**12)
    chart = Chart(name="overview", title=hostile, bars=(bar, bar), table=EMPTY)
    root = ET.fromstring(draw_chart(chart))
    assert root.get("role") == "img"
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags == {"svg", "title", "g", "rect", "text"}
    names = {name for element in root.iter() for name in element.attrib}
    assert not names & {"href", "id", "style", "onload"}
    width = float((root.get("viewBox") or "").split()[2])
    for box in root.iter("{http://www.w3.org/2000/svg}rect"):
        assert 0 <= float(box.get("x", "")) + float(box.get("width", "")) <= width
        assert float(box.get("width", "")) >= 4


def test_nothing_is_drawn_of_nothing() -> None:
    chart = Chart(name="overview", title="All", bars=(), table=EMPTY)
    assert draw_chart(chart) == ""
    assert "svg" not in render_chart(chart, "html")


@pytest.mark.parametrize("name", WITH_BLOCKS)
def test_notices_and_features(name: str, golden: Golden) -> None:
    policy, index = default_policy(), sample_index()
    parts = []
    for symbol_id in ("python:demo.set_endpoint", "python:demo.kv.enable(size)"):
        symbol = find_symbol(symbol_id)
        parts += [
            render_notice(notice, name, LINKED) for notice in view_notices(symbol, index, policy)
        ]
        parts += [render_badge(badge, name) + "\n" for badge in view_badges(symbol, policy)]
    parts += [
        render_feature(view_feature(feature, index, policy), name, LINKED)
        for feature in index.inventory.features
    ]
    golden("\n".join(parts), f"golden/blocks.{SUFFIXES.get(name, name)}")


def test_a_terminal_of_some_width(golden: Golden) -> None:
    context = Context(width=72)
    index, policy = sample_index(), default_policy()
    parts = [render_table(table, "text", context) for table in sample_tables()]
    parts.append(render_feature(view_feature(index.inventory.features[0], index, policy), "text",
                                Context(width=40)))  # fmt: skip
    golden("\n".join(parts), "golden/narrow.txt")
    assert all(len(line) <= 72 for part in parts for line in part.splitlines())


def test_wide_characters_take_two_columns() -> None:
    assert text_width("表e\u0301") == 3
    assert wrap("表表 表表表", 4) == ["表表", "表表", "表"]
    assert wrap("word " * 3, 5) == ["word", "word", "word"]


@pytest.mark.parametrize("name", ["csv", "json"])
def test_what_a_format_does_not_have(name: str) -> None:
    badge = Badge(word="beta", label="Beta", tone="info", title="Beta.")
    with pytest.raises(UserError, match=f"format '{name}' has no badges; these have: text"):
        render_badge(badge, name)


def test_unknown_format() -> None:
    with pytest.raises(UserError, match=r"unknown format 'markdwon'; did you mean 'markdown'\?"):
        render_table(EMPTY, "markdwon")


def test_another_distribution_adds_a_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "loud_format.py").write_text(
        "from api_stability.renderers import Renderer\n"
        "RENDERER = Renderer(table=lambda table, context: table.empty.upper())\n"
    )
    info = tmp_path / "loud-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: loud\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[api_stability.renderers]\nloud = loud_format:RENDERER\ntext = loud_format:RENDERER\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    assert formats() == (*SHIPPED, "loud")
    assert render_table(EMPTY, "loud") == "NOTHING | HERE."
    assert find_renderer("text").notice is not None


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "java\nscript:x",
        " https://a",
        "",
    ],
)
def test_addresses_that_are_none(url: str) -> None:
    span = Span("x", target="python:a", url=None)
    assert find_address(span, Context(link=lambda _: url)) is None
    assert find_address(Span("x", url=url), Context()) is None


@pytest.mark.parametrize("url", ["https://a.org/b:c", "HTTP://a", "../a.html#b:c", "#x", "a"])
def test_addresses(url: str) -> None:
    assert find_address(Span("x", target="python:a"), Context(link=lambda _: url)) == url


def test_a_spreadsheet_computes_nothing() -> None:
    assert protect("=1+1") == "'=1+1"
    assert protect("--flag") == "'--flag"
    assert protect("@x") == "'@x"
    assert protect("＝1") == "'＝1"  # noqa: RUF001
    assert protect("'quoted") == "''quoted"
    assert protect("a=1") == "a=1"


def test_a_line_that_begins_like_a_block() -> None:
    starts = ["# a", "- a", "1. a", "> a", "```", ":::", "!!! note", "    a", "import x", "| a"]
    for start in starts:
        group = RowGroup(title=None, rows=(Row(cells=((Span("x"),),)),))
        table = Table(
            name="t",
            caption=start,
            columns=EMPTY.columns,
            groups=(group,),
            empty="",
            note=(Span(start),),
        )
        for line in render_table(table, "mdx").splitlines()[::6]:
            assert line.lstrip()[:1] in ("\\", "&", "a", "1"), line
