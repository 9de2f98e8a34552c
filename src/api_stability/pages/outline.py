"""Where directives and roles stand on a page, as CommonMark reads it, and what on it is code.

markdown-it-py parses the blocks, so that a fence in a list, a quote or a comment is what it is for
every engine that follows the specification; MDX has no code by indentation and no HTML comments.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

import msgspec
from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from api_stability.directives.fences import Fence, is_directive, read_fence
from api_stability.directives.grammar import ROLES
from api_stability.pages.text import PageText

_COLONS: Final = re.compile(r"(?P<sign>:{3,})(?P<info>[^\n]*)")
_ROLE: Final = re.compile(r"\{(?P<name>[A-Za-z0-9_+:-]+)\}(?P<ticks>`+)")
_ROLE_TYPE: Final = "stability_role"
_INDENT: Final = 100
_MODULE: Final = re.compile(r"(?:import|export)\b")


class WrittenRole(msgspec.Struct, frozen=True, kw_only=True):
    """A role in the text of a page."""

    start: int
    """Where its brace stands in the page's text."""
    end: int
    line: int
    """The number of its line, counted from 0."""
    name: str
    text: str
    begins_line: bool
    """Whether nothing of its block stands before it on its line."""


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """What a page is made of, as far as it concerns us."""

    fences: tuple[Fence, ...]
    roles: tuple[WrittenRole, ...]
    code: frozenset[int]
    """The lines that are code, directives included, counted from 0."""
    title: str | None
    """The first heading of the first level, without its markup."""


def find_outline(page: PageText, hidden: Iterable[range], *, is_mdx: bool) -> Outline:
    """The outline of *page*; lines that are *hidden* count as empty ones."""
    lines = list(page.lines)
    for part in hidden:
        lines[part.start : part.stop] = [""] * len(part)
    parser = _make_parser(is_mdx)
    tokens: list[Token] = []
    # with a line end after the last line, a fence has as many lines as its content says
    parser.block.parse("".join(f"{line}\n" for line in lines), parser, {}, tokens)
    fences: list[Fence] = []
    code: set[int] = set()
    for token in tokens:
        if token.type in ("fence", "code_block") and token.map is not None:
            code.update(range(*token.map))
            if token.type == "fence" and is_directive(token.info):
                fences.append(_read_fence(token, lines))
    return Outline(
        fences=tuple(fences),
        roles=tuple(_find_roles(tokens, page, parser, is_mdx=is_mdx)),
        code=frozenset(code),
        title=_find_title(tokens),
    )


def _read_fence(token: Token, lines: Sequence[str]) -> Fence:
    first, after = token.map or (0, 0)
    inside = token.content.split("\n")[:-1]
    is_closed = len(inside) == after - first - 2
    return read_fence(
        token.info,
        inside,
        first=first,
        last=after - 1,
        before=lines[first][: lines[first].index(token.markup)],
        unclosed=None if is_closed else token.markup,
    )


def _find_roles(
    tokens: Sequence[Token], page: PageText, parser: MarkdownIt, *, is_mdx: bool
) -> Iterator[WrittenRole]:
    cursor = (-1, 0)
    for number, token in enumerate(tokens):
        if token.type != "inline" or token.map is None:
            continue
        holder, places = tokens[number - 1].type, list[int]()
        content, line = token.content, token.map[0]
        if holder in ("th_open", "td_open"):
            content = content.replace("|", "\\|")  # as it is written
            places, cursor = _place_cell(line, content, page, cursor)
        elif "{stability" in content:
            line = _find_first(token, page)
            places = _place_lines(content, line, page, is_heading=holder == "heading_open")
        if "{stability" not in content:
            continue
        if is_mdx and _MODULE.match(page.lines[token.map[0]]):
            continue  # a program: it has braces and backticks of its own
        yield from _parse_roles(content, line, places, parser)


def _parse_roles(
    content: str, line: int, places: Sequence[int], parser: MarkdownIt
) -> Iterator[WrittenRole]:
    """The roles of a text that begins on that *line*; *places*: where each of its lines begins."""
    found: list[Token] = []
    parser.inline.parse(content, parser, {}, found)
    begins = [0, *(each.end() for each in re.finditer("\n", content))]
    for each in found:
        if each.type != _ROLE_TYPE:
            continue
        start, end = each.meta["start"], each.meta["end"]
        first, last = (bisect_right(begins, place) - 1 for place in (start, end))
        yield WrittenRole(
            start=places[first] + start - begins[first],
            end=places[last] + end - begins[last],
            line=line + first,
            name=each.meta["name"],
            text=each.content,
            begins_line=_begins_line(content, begins[first], start),
        )


def _begins_line(content: str, begin: int, start: int) -> bool:
    # most stand far from it, on a line that may be long
    return start - begin < _INDENT and not content[begin:start].strip()


def _find_first(token: Token, page: PageText) -> int:
    """The line that the content begins on: one of nothing but odd spaces is not in it."""
    first, after = token.map or (0, 0)
    begin = token.content.partition("\n")[0].strip()
    return next((line for line in range(first, after) if begin in page.lines[line]), first)


def _place_lines(content: str, first: int, page: PageText, *, is_heading: bool) -> list[int]:
    """Where in the text each line of *content* stands: at the end of its line of the page."""
    places = []
    for number, part in enumerate(content.split("\n"), first):
        line, text = page.lines[number], part.lstrip()
        end = text.rstrip()
        column = line.find(end) if is_heading else len(line.rstrip()) - len(end)
        places.append(page.starts[number] + column - (len(part) - len(text)))
    return places


def _place_cell(
    number: int, content: str, page: PageText, cursor: tuple[int, int]
) -> tuple[list[int], tuple[int, int]]:
    """Where the *content* of a cell stands, and where to look for that of the next one."""
    column = page.lines[number].find(content, cursor[1] if cursor[0] == number else 0)
    return [page.starts[number] + column], (number, column + len(content))


def _find_title(tokens: Sequence[Token]) -> str | None:
    for token, inner in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            (parsed,) = MarkdownIt("commonmark").parseInline(inner.content)
            shown = ("text", "code_inline")
            text = "".join(each.content for each in parsed.children or () if each.type in shown)
            return text.strip() or None
    return None


@cache
def _make_parser(is_mdx: bool) -> MarkdownIt:  # noqa: FBT001 - the key of a cache
    """CommonMark with tables, containers of colons, and in text only what can hide a role."""
    parser = MarkdownIt("commonmark").enable("table")
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("fence", "stability_colons", _read_colons, ends)
    parser.inline.ruler.enableOnly(["text", "newline", "escape", "backticks", "autolink",
                                    "html_inline"])  # fmt: skip
    parser.inline.ruler2.enableOnly([])
    parser.inline.ruler.before("backticks", _ROLE_TYPE, _read_role)
    if is_mdx:
        parser.disable(["code", "html_block", "html_inline", "autolink"])
        parser.block.ruler.before("fence", "mdx_comment", _read_comment, ends)
    return parser


def _read_role(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """A role of ours, as MyST reads it: up to as many backticks as stand before it."""
    opening = _ROLE.match(state.src, state.pos)
    if opening is None or opening["name"] not in ROLES:
        return False
    ticks = opening["ticks"]
    closing = state.src.find(ticks, opening.end() + 1)
    if closing < 0:
        return False
    end = closing + len(ticks)
    if not silent:
        token = state.push(_ROLE_TYPE, "", 0)
        token.meta = {"start": state.pos, "end": end, "name": opening["name"]}
        token.content = state.src[opening.end() : closing]
    state.pos = end
    return True


def _read_colons(state: StateBlock, first: int, after: int, silent: bool) -> bool:  # noqa: FBT001
    """A directive of ours between colons; of anybody else's, what stands inside is read."""
    start = state.bMarks[first] + state.tShift[first]
    found = _COLONS.match(state.src, start, state.eMarks[first])
    if found is None or state.is_code_block(first) or not is_directive(found["info"]):
        return False
    if silent:
        return True
    closing = re.compile(rf"{found['sign']}:*[ \t]*$", re.MULTILINE)
    line, is_closed = first + 1, False
    while line < after and not is_closed:
        place = state.bMarks[line] + state.tShift[line]
        if place < state.eMarks[line] and state.sCount[line] < state.blkIndent:
            break
        is_closed = closing.match(state.src, place) is not None and not state.is_code_block(line)
        line += 1
    state.line = line
    token = state.push("fence", "code", 0)
    token.info, token.markup, token.map = found["info"], found["sign"], [first, line]
    inside = line - 1 if is_closed else line
    token.content = state.getLines(first + 1, inside, state.sCount[first], keepLastLF=True)
    return True


def _read_comment(state: StateBlock, first: int, after: int, silent: bool) -> bool:  # noqa: FBT001
    """A comment of MDX that begins a line, up to the line on which it ends."""
    start = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith("{/*", start):
        return False
    if not silent:
        closing = state.src.find("*/}", start)
        line = (
            first + 1 if closing >= 0 else after
        )  # MDX takes it for a mistake, where it has no end
        while line < after and state.bMarks[line] <= closing:
            line += 1
        state.line = line
        token = state.push("html_block", "", 0)
        token.map = [first, line]
    return True
