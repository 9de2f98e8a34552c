"""MDX is read by the compiler of MDX: nothing in it is a program, and its text is the text."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from api_stability.model.codec import encodable
from api_stability.model.index import Index
from api_stability.model.views import (
    Badge,
    Chart,
    Document,
    FeatureCard,
    Line,
    Notice,
    Row,
    RowGroup,
    Section,
    Span,
    Table,
)
from api_stability.renderers import (
    Context,
    render_badge,
    render_chart,
    render_feature,
    render_notice,
    render_table,
)
from api_stability.renderers.context import NO_CONTEXT, find_address
from api_stability.renderers.documents import render_document
from api_stability.renderers.printable import printable
from api_stability.views import (
    TABLES,
    parse_options,
    view_changes,
    view_feature,
    view_level_notice,
    view_notices,
    view_overview,
    view_policy_tables,
    view_registry,
)
from api_stability.views.editions import edition_of_inventory
from tests.renderers.tables import squeeze
from tests.renderers.test_escaping import expected_cells, expected_labels, expected_line
from tests.renderers.test_payloads import make_table
from tests.support.npm import CompileMdx
from tests.support.payloads import PAYLOADS
from tests.views.inventories import build_inventory, build_symbol, default_policy
from tests.views.test_histories import sample_index as history_index
from tests.views.test_histories import view as history_view

View = Table | Chart | Notice | FeatureCard | Badge | Document
BLOCKS = frozenset(("p", "td", "th", "li", "h1", "h2"))
AROUND = frozenset(("table", "thead", "tbody", "tr", "blockquote", "ul"))
INLINE = frozenset(("strong", "code", "a"))
ODD = (
    "import x from 'y'", "export default 1", "export const a = <b/>", "{1 + 1}", "{", "}", "{{}}",
    "<Tabs>", "</Tabs>", "<", "a < b && c > d", "{/* x */}", "<!-- x -->", "| a | b |", "> quote",
    "# heading", "#", "===", "---", "- item", "- [ ] task", "[^1]: note", "[^1]", "~~gone~~",
    "www.example.org", "a@example.org", "https://example.org/{x}", "```js", "    code", "$x$",
    "${x}", "`{x}`", "``{x}``", "<https://example.org>", "<></>", "\\{x}", "&lcub;x&rcub;",
    ":::note",     "<div style={{color: 'red'}}>",
    "import", "export", "1. one", "+ plus", "* star", "_x_", "|",
)  # fmt: skip
TEXTS = tuple(dict.fromkeys(map(encodable, (*ODD, *PAYLOADS))))


class Read(HTMLParser):
    """The texts of the blocks of a page, its links, and whatever else it has."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.links: list[tuple[str, str]] = []
        """Address and text of each."""
        self.unknown: list[str] = []
        self._open = 0
        self._is_loose = False
        self._in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.blocks.append("")
            self._open += 1
        elif tag in INLINE and not (self._open or self._is_loose):
            # MDX makes no paragraph around nothing but elements
            self.blocks.append("")
            self._is_loose = True
        if tag not in INLINE:
            self._is_loose = False
        if tag not in AROUND | INLINE | BLOCKS:
            self.unknown.append(tag)
        self.unknown += [name for name, _ in attrs if (tag, name) != ("a", "href")]
        self.links += [(value or "", "") for name, value in attrs if name == "href"]
        self._in_link = self._in_link or tag == "a"

    def handle_endtag(self, tag: str) -> None:
        self._open -= tag in BLOCKS
        self._in_link = self._in_link and tag != "a"
        self._is_loose = self._is_loose and tag in INLINE

    def handle_data(self, data: str) -> None:
        if self._in_link:
            address, text = self.links.pop()
            self.links.append((address, text + data))
        if data == "\n":
            self._is_loose = False
        elif self._open or self._is_loose:
            self.blocks[-1] += data
        elif data.strip():
            self.unknown.append(data)

    def handle_comment(self, data: str) -> None:
        self.unknown.append(data)


def spell(view: View, context: Context = NO_CONTEXT) -> str:
    match view:
        case Table():
            return render_table(view, "mdx", context)
        case Chart():
            return render_chart(view, "mdx", context)
        case Notice():
            return render_notice(view, "mdx", context)
        case FeatureCard():
            return render_feature(view, "mdx", context)
        case Badge():
            return render_badge(view, "mdx")
        case Document():
            return render_document(view, "mdx", context)


def find_lines(view: View) -> Iterator[Line]:
    """What a reader is to see, block by block."""
    match view:
        case Table(rows=()):
            yield (Span(view.empty),)
        case Table():
            yield (Span(view.caption or ""),)
            for group in view.groups:
                part = view.part(group)
                yield (Span(group.title or ""),)
                yield from ((Span(label),) for label in expected_labels(part))
                yield from (cell for row in part.rows for cell in row.cells)
            yield view.note
        case Chart():
            yield from find_lines(view.table)
        case Notice():
            yield from (view.title, *view.lines)
        case FeatureCard():
            badges = (Span(f" ({printable(badge.label)})") for badge in view.badges)
            yield (Span(view.title), *badges)
            yield from view.lines
            for group in view.symbols:
                yield (Span(f"{group.title}:"),)
                for row in group.rows:
                    cells = (cell for cell in row.cells if expected_line(cell))
                    yield tuple(piece for cell in cells for piece in (*cell, Span(" ")))
        case Badge():
            yield (view,)
        case Document():
            yield (Span(view.title),)
            yield from view.lines
            for section in view.sections:
                yield (Span(section.title),)
                yield from find_lines(section.table)


def check(views: dict[str, View], compile_mdx: CompileMdx) -> None:
    """That each is read as what it says, by the compiler and by React."""
    answers = compile_mdx([spell(view) for view in views.values()])
    for (name, view), answer in zip(views.items(), answers, strict=True):
        assert "error" not in answer, f"{name}: {answer['error']}\n{spell(view)}"
        read = Read()
        read.feed(answer["html"])
        read.close()
        assert (name, read.unknown, answer["exported"]) == (name, [], [])
        lines = list(find_lines(view))
        # what is empty makes no block, but of a cell
        expected = [line for line in map(expected_line, lines) if line]
        assert [block for block in map(squeeze, read.blocks) if block] == expected, name
        spans = [piece for line in lines for piece in line if isinstance(piece, Span)]
        linked = {
            unquote(address)
            for each in spans
            if (address := find_address(each, NO_CONTEXT)) and each.text.strip()
        }
        for address, text in read.links:
            # GitHub's addresses are linked by remark-gfm where they stand, escaped or not
            told = {f"{scheme}{text}" for scheme in ("", "http://", "mailto:")}
            assert unquote(address) in told | linked, name
            assert address.casefold().startswith(("http://", "https://", "mailto:")), name
        assert linked <= {unquote(address) for address, _ in read.links}, name


def hostile_views() -> Iterator[tuple[str, View]]:
    """Every kind of view, with each text wherever a text can be."""
    for text in TEXTS:
        table = make_table(text)
        badge = Badge(word="beta", label=text, tone="info", title=text)
        line: Line = (Span(text), Span(text, style="code"), badge, Span(text, style="strong"))
        row = Row(cells=((Span(text, style="code"),), (badge,), (Span(text),)))
        groups = (RowGroup(title=text, rows=(row, row)),)
        yield f"table {text!r}", table
        yield f"badge {text!r}", badge
        yield f"notice {text!r}", Notice(word="beta", tone="info", title=line, lines=(line, line))
        yield (
            f"feature {text!r}",
            FeatureCard(
                id=text,
                title=text,
                badges=(badge,),
                tone="info",
                lines=((Span(text),),),
                symbols=groups,
            ),
        )
        yield (
            f"document {text!r}",
            Document(title=text, lines=((Span(text),),), sections=(Section(text, table),)),
        )


def test_hostile_texts_in_every_field(compile_mdx: CompileMdx) -> None:
    check(dict(hostile_views()), compile_mdx)


def hostile_index() -> Index:
    """An inventory in which all texts of projects are hostile ones."""
    texts = [text for text in TEXTS if text.strip()]
    symbols = [
        build_symbol(
            f"metric:{number}{''.join(text.split())}",
            level=("experimental", "beta", "stable")[number % 3],
            basis="explicit",
            summary=text,
            feature=f"feature-{number % 3}",
            deprecation={"since": text, "removal": text, "reason": text, "alternatives": [text],
                         "basis": "explicit"} if number % 2 else None,
            marks=[{"source": "s", "form": "comment", "name": "n", "raw_level": "beta",
                    "level": "beta", "reason": text, "file": "f", "line": 1}],
        )
        for number, text in enumerate(texts)
    ]  # fmt: skip
    features = [
        {"id": f"feature-{number}", "project": "demo", "level": "beta",
         "title": text, "issue": text, "proposal": text, "opt_in": text,
         "symbols": [each["id"] for each in symbols if each["feature"] == f"feature-{number}"]}
        for number, text in enumerate(islice(texts, 3))
    ]  # fmt: skip
    ladder = {"levels": ["experimental", "beta", "stable"], "unmarked": "stable"}
    project = {"name": "demo", "version": "1.0", "policy": "default", "ladder": ladder}
    return Index(build_inventory(projects=[project], symbols=symbols, features=features))


def kinds_of_views() -> Iterator[tuple[str, View]]:
    """Every kind of table, notice, card and document that there is, of a hostile project."""
    index, policy, none = hostile_index(), default_policy(), parse_options({})
    for name, view in TABLES.items():
        yield name, view(index, policy, none)
        for group in ("level", "surface"):
            yield f"{name} by {group}", view(index, policy, parse_options({"group-by": group}))
        features = parse_options({"subject": "features"})
        if name in ("stability", "timeline"):
            yield f"{name} of features", view(index, policy, features)
    yield "overview", view_overview(index, policy, parse_options({"caption": "{<x>}"}))
    yield "registry", view_registry(index, policy, none)
    for table in view_policy_tables(policy):
        yield table.name, table
    old = edition_of_inventory(Index(build_inventory()), "{1} < 2")
    yield "changes", view_changes(old, edition_of_inventory(index), policy, none)
    for case in ({"table": "timeline"}, {"table": "removals"},
                 {"table": "changes", "compare": ["1.3", "1.4"]}):  # fmt: skip
        yield f"history {case['table']}", history_view(case, history_index())
    for feature in index.inventory.features:
        yield f"card {feature.id}", view_feature(feature, index, policy)
    for symbol in index.inventory.symbols:
        for number, notice in enumerate(view_notices(symbol, index, policy)):
            yield f"notice {number} {symbol.id}", notice
    for text in TEXTS:
        said: dict[str, Any] = {"since": text, "reason": text, "opt_in": text, "removal": text}
        yield f"level {text!r}", view_level_notice("beta", policy, **said)


def test_every_kind_of_view_of_a_hostile_project(compile_mdx: CompileMdx) -> None:
    views = dict(kinds_of_views())
    assert set(TABLES) <= set(views)
    check(views, compile_mdx)


def test_the_cells_of_a_row_stay_in_their_columns() -> None:
    """As `check` reads blocks in a row: each table has as many cells as its lines say."""
    table = make_table("a | b")
    assert len(list(find_lines(table))) == 2 + len(expected_labels(table)) * 2 + 1
    assert [len(row) for row in expected_cells(table)] == [len(table.columns)]


def test_a_rewritten_page_compiles(compile_mdx: CompileMdx) -> None:
    page = Path(__file__).parents[1] / "pages" / "golden" / "site.whole.mdx"
    (answer,) = compile_mdx([page.read_text("utf-8")])
    assert "error" not in answer, answer
    assert answer["exported"] == ["version"]
    html = answer["html"]
    assert '<a id="stability-feature-kv-disagg"></a>' in html
    assert "{braces} and &lt;Angles&gt;" in html
    assert "<b>own</b> words: 2." in html
    assert html.count("<table>") == 2
