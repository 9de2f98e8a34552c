"""Tables whose texts come from anywhere, and what every format may make of them."""

from hypothesis import strategies as st

from api_stability.model.views import Badge, Column, Piece, Row, RowGroup, Span, Table

AWKWARD = (
    *"\\`*_{}[]()<>#+-.!|&~^$:=@/%\"'?,; \n\t",
    "a", "B", "1", "é", "表", "\u0301", "\u200d", "😀", "²",
    "\x1b[31m", "\x00", "\x7f", "\x85", "\u202e", "\u2066", "\ufeff", "\u2028", "\u00a0",
    "<b>", "</td>", "<!--", "&lt;", "&#42;", "]]>", "<script>alert(1)</script>",
    "**", "__", "``", "_x_", "*y*", "[z](javascript:q)", "![i](u)", "http://a.org", "www.b.org",
    "c@d.org", ":smile:", ":ref:`t`", "|s|", "n_", "n__", "`l`_", "[1]_", "::", "..", "-- ", "1. ",
    "a) ", "(i) ", "- ", "> ", "# ", "~~~", "---", "===", "import x", "{{ j }}", "=1+1", "\\|",
)  # fmt: skip

texts = st.lists(st.sampled_from(AWKWARD) | st.text(max_size=3), max_size=6).map("".join)
words = st.sampled_from(["beta", "experimental", "deprecated"])

spans = st.builds(
    Span,
    text=texts,
    style=st.sampled_from(["plain", "code", "strong"]),
    target=st.none() | st.just("python:a.b"),
    url=st.none() | st.just("https://example.org/a_(b)?c=d&copy=1|`*"),
)
badges = st.builds(
    Badge,
    word=words,
    label=texts,
    tone=st.sampled_from(["neutral", "good", "info", "caution", "danger"]),
    title=texts,
)
pieces: st.SearchStrategy[Piece] = spans | badges
lines = st.lists(pieces, max_size=3).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(min_value=1, max_value=3))
    cells = st.lists(lines, min_size=width, max_size=width).map(tuple)
    rows = st.lists(st.builds(Row, cells=cells), min_size=1, max_size=2).map(tuple)
    titles = draw(st.sampled_from([(None,), ("One", "Two")]))
    columns = [Column(key=f"k{number}", label=draw(texts)) for number in range(width)]
    return Table(
        name="stability",
        caption=draw(st.none() | texts),
        columns=tuple(columns),
        groups=tuple(RowGroup(title=title, rows=draw(rows)) for title in titles),
        empty="Nothing.",
        note=draw(lines),
    )


def squeeze(text: str) -> str:
    """What no markup keeps apart: runs of white space, and those at either end."""
    return " ".join(text.split())
