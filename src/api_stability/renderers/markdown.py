"""Markdown: GitHub's, MyST's, Python-Markdown's and MDX, one spelling that all read alike.

A backslash escapes what every one of them lets it escape; everything else is a character
reference. Raw HTML is written only for code and emphasis that have no other total spelling, and in
the form that MDX reads as well.
"""

from __future__ import annotations

import re
from typing import Final

from api_stability.model.views import Badge, FeatureCard, Line, Notice, Span, Table
from api_stability.renderers.context import Context, Renderer, find_address
from api_stability.renderers.printable import printable, printable_part, split_part

_SPECIAL: Final = re.compile(
    r"""(?P<backslash>[\\`*\[\]{}])
    |(?P<underscore>_+)
    |(?P<entity>[<|~^$]|&(?=[#\w])|(?<==)=|=(?==))
    |(?P<address>(?<=:)/(?=/)|(?<=\bwww)\.|(?<=[\w.+-])@(?=\w)|:(?=[\w+-]+:))""",
    re.VERBOSE | re.IGNORECASE,
)
_BLOCK_START: Final = re.compile(
    r"""(?P<backslash>[-+\#!(])|(?P<entity>[>=:?/%"])|(?P<number>\d+)(?P<after>[.)])
    |(?P<word>[ie])(?=mport\b|xport\b)""",
    re.VERBOSE,
)
_HEADING_END: Final = re.compile(r"#(?=#*$)")
_PLAIN_CODE: Final = re.compile(r"(?!#!|:::)[^`|\\]+")
_IN_ADDRESS: Final = re.compile(r"[\s<>()\[\]{}|\\`*\"~^$]")


def escape(text: str) -> str:
    """*text* so that it is read as itself anywhere inside a line."""
    return _SPECIAL.sub(_escape_one, printable_part(text))


def _escape_one(found: re.Match[str]) -> str:
    kind, text = found.lastgroup, found[0]
    if kind == "backslash":
        return f"\\{text}"
    if kind == "underscore":
        before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
        # inside a word it means nothing to any of them
        return text if before.isalnum() and after.isalnum() else "\\_" * len(text)
    return _reference(text)


def _reference(character: str) -> str:
    return {"<": "&lt;", "&": "&amp;"}.get(character, f"&#{ord(character)};")


def escape_start(line: str) -> str:
    """An escaped *line* so that it begins no list, heading, quote, directive or import."""
    found = _BLOCK_START.match(line)
    if found is None:
        return line
    rest = line[found.end() :]
    if found["number"]:
        return f"{found['number']}\\{found['after']}{rest}"
    if found["backslash"]:
        return f"\\{found[0]}{rest}"
    return _reference(found[0]) + rest


def escape_end(line: str) -> str:
    """An escaped *line* so that it does not end as a heading does that is closed."""
    return _HEADING_END.sub(r"\\#", line)


def render_badge(badge: Badge) -> str:
    """The badge's text, emphasised; its title says nothing that a page does not say elsewhere."""
    return _strong(printable(badge.label))


def render_line(line: Line, context: Context) -> str:
    """The pieces of *line*, inline, without white space at either end."""
    text = ""
    for piece in line:
        if isinstance(piece, Badge):
            text += _strong(printable(piece.label), text)
        else:
            text += _span(piece, text, context)
    return text.strip(" ")


def _span(span: Span, before: str, context: Context) -> str:
    """What is marked up has no space at its ends: some parsers would not see the markup."""
    start, shown, end = split_part(span.text)
    address = find_address(span, context)
    before = before + start if address is None else "["
    if span.style == "code":
        text = _code(shown, before)
    elif span.style == "strong":
        text = _strong(shown, before)
    else:
        text = escape(shown)
    if address is not None and text:
        quoted = _IN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", address)
        text = f"[{text}]({quoted.replace('&', '&amp;')})"
    return f"{start}{text}{end}"


def _code(shown: str, before: str) -> str:
    if not shown:
        return ""
    if _PLAIN_CODE.fullmatch(shown) and not before.endswith("`"):
        return f"`{shown}`"
    return f"<code>{escape(shown)}</code>"


def _strong(shown: str, before: str = "") -> str:
    if not shown:
        return ""
    # beside other characters, what is emphasised depends on what stands around it
    if shown[0].isalnum() and shown[-1].isalnum() and not before.endswith(("*", "\\")):
        return f"**{escape(shown)}**"
    return f"<strong>{escape(shown)}</strong>"


def _paragraph(text: str) -> str:
    return escape_start(escape(printable(text)))


def render_table(table: Table, context: Context) -> str:
    """A pipe table; a grouped one is a table for each group, under its title."""
    if not table.rows:
        return _paragraph(table.empty) + "\n"
    blocks = [_paragraph(table.caption)] if table.caption else []
    for group in table.groups:
        if group.title is not None:
            blocks.append(_strong(printable(group.title)))
        blocks.append(_pipes(table.part(group), context))
    note = render_line(table.note, context)
    if note:
        blocks.append(escape_start(note))
    return "\n\n".join(blocks) + "\n"


def _pipes(table: Table, context: Context) -> str:
    rows = [[escape(printable(column.label)) for column in table.columns]]
    rows.append(["---" for _ in table.columns])
    rows += [[render_line(cell, context) for cell in row.cells] for row in table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def render_notice(notice: Notice, context: Context, content: str = "") -> str:
    """A block quote: every Markdown has one. *content* is Markdown, and stands last."""
    lines = (notice.title, *notice.lines)
    blocks = [escape_start(render_line(line, context)) for line in lines]
    return _quote([*blocks, content] if content else blocks)


def render_feature(card: FeatureCard, context: Context, content: str = "") -> str:
    """A block quote: title and badges, facts, the symbols by surface as lists.

    *content* is Markdown, and stands after the facts.
    """
    title = _strong(printable(card.title))
    badges = "".join(f" ({escape(printable(badge.label))})" for badge in card.badges)
    blocks = [title + badges]
    blocks += [escape_start(render_line(line, context)) for line in card.lines]
    if content:
        blocks.append(content)
    for group in card.symbols:
        rows = []
        for row in group.rows:
            cells = [render_line(cell, context) for cell in row.cells]
            rows.append("- " + escape_start(" ".join(cell for cell in cells if cell)))
        blocks += [_paragraph(f"{group.title or ''}:"), "\n".join(rows)]
    return _quote(blocks)


def _quote(blocks: list[str]) -> str:
    lines = "\n\n".join(blocks).split("\n")
    return "\n".join(f"> {line}" if line else ">" for line in lines) + "\n"


RENDERER = Renderer(
    table=render_table, notice=render_notice, feature=render_feature, badge=render_badge
)
