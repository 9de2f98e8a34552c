"""Each format whole, against reviewed files; the registry; what is particular to one format."""

from pathlib import Path

import pytest

from api_stability.model.errors import UserError
from api_stability.model.views import Badge, Column, Row, RowGroup, Span, Table
from api_stability.renderers import (
    RENDERERS,
    Context,
    find_renderer,
    formats,
    render_badge,
    render_feature,
    render_notice,
    render_table,
)
from api_stability.renderers.context import find_address
from api_stability.renderers.csv import protect
from api_stability.renderers.text import text_width, wrap
from api_stability.views import (
    parse_options,
    view_badges,
    view_deprecation_table,
    view_feature,
    view_notices,
    view_stability_table,
)
from tests.support.golden import Golden
from tests.views.inventories import default_policy, find_symbol, sample_index

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
