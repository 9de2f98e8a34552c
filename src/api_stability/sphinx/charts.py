"""A chart among document nodes: drawn on web pages, and everywhere as its table."""

from __future__ import annotations

from docutils import nodes

from api_stability.model.views import Chart
from api_stability.renderers.svg import draw_chart as draw_svg
from api_stability.sphinx.drawing import UNSEARCHED, Pen, draw_table


def draw_chart(chart: Chart, pen: Pen) -> list[nodes.Node]:
    """The drawing, which has every text escaped, and the table that says the same."""
    drawn: list[nodes.Node] = []
    svg = draw_svg(chart) if pen.draws_charts else ""
    if svg:
        raw = nodes.raw("", svg, format="html")
        drawn.append(nodes.container("", raw, classes=["stability-figure", UNSEARCHED]))
    drawn += draw_table(chart.table, pen)
    return drawn
