"""Help of click, and of typer, rich-click and cyclopts, which draw it in boxes."""

from __future__ import annotations

import re
from typing import Final

from api_stability.readers.cli.help_family import Family, keep_lines
from api_stability.readers.cli.help_lines import BOXED, Line, make_line

_TOP: Final = re.compile(
    r"\s{0,4}[╭┌┏╔+][─━═-]{1,4}[┐╮]?\s?(?P<title>[^─━═╮┐┓╗]*[^─━═╮┐┓╗+\s-])?\s?[─━═-]*\s*[╮┐┓╗+]?\s*$"
)
_BOTTOM: Final = re.compile(r"\s{0,4}[╰└┗╚][─━═]*[╯┘┛╝]?\s*$|\s{0,4}\+[-=]+\+\s*$")
_ROW: Final = re.compile(r"\s{0,4}[│┃║|](?P<content>.*?)(?:[│┃║|])?\s*$")
_RULE: Final = re.compile(r"[\s─━═╌┄├┤┼╞╡╪|│-]*$")

CLICK: Final = Family(
    name="click",
    signs=(
        re.compile(r"^ ?Usage: \S.*(?:\[OPTIONS\]|COMMAND \[ARGS\])", re.MULTILINE),
        re.compile(r"Show this message and exit\."),
        re.compile(
            r"^  +(?:-\w, )?--[\w-]+ (?:TEXT|INTEGER|PATH|FILE|FLOAT|BOOLEAN)\b", re.MULTILINE
        ),
    ),
    arrange=keep_lines,
)


def unbox(lines: list[Line]) -> list[Line]:
    """The rows of boxes as plain lines below their box's title; every line keeps its number."""
    plain = []
    inside = False
    for line in lines:
        text = " " * line.indent + line.text
        if not inside and (top := _TOP.match(text)) and (top["title"] or line.text[0] != "+"):
            inside = True
            plain.append(make_line(line.number, BOXED + (top["title"] or "Options")))
        elif inside and _BOTTOM.match(text):
            inside = False
            plain.append(make_line(line.number, ""))
        elif inside and (row := _ROW.match(text)):
            content = row["content"]
            plain.append(make_line(line.number, "" if _RULE.match(content) else " " + content))
        else:
            inside = inside and not line.text
            plain.append(line)
    return plain


RICH: Final = Family(
    name="click",
    signs=(
        re.compile(r"^\s{0,4}(?:[╭┌┏╔][─━═]|\+- \w.* -+\+\s*$)", re.MULTILINE),
        re.compile(r"^\s{0,4}(?:[│┃║] |\| .* \|\s*$)", re.MULTILINE),
        re.compile(r"^\s{0,4}(?:[╰└┗╚][─━═]|\+-{8,}\+\s*$)", re.MULTILINE),
    ),
    arrange=unbox,
    columns=True,
)
