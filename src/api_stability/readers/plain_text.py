"""Text without the residue of terminals and markup, every character where it was."""

from __future__ import annotations

import re
from typing import Final

_STYLES = (
    "b|bold|d|dim|i|italic|u|underline|r|reverse|s|strike|blink|conceal|on|not|none|default|"
    r"(?:bright_)?(?:black|red|green|yellow|blue|magenta|cyan|white)|grey\d{0,3}|gray|orange\d?|"
    r"purple|link(?:=[^\]\s]{0,200})?|\#[0-9a-fA-F]{6}"
)
_TERMINAL: Final = re.compile(
    r"\x1b\[[0-9;:?]{0,64}[ -/]{0,2}[@-~]|\x1b\][^\x07\x1b]{0,400}(?:\x07|\x1b\\)|\x1b[@-Z\\^_]"
)
_CODE: Final = r"``[^`\n]{1,400}``|`[^`\n]{1,400}`"
"""A code span, in which markup is code."""
_OPENING: Final = re.compile(
    rf"(?P<code>{_CODE})|\[(?:(?:{_STYLES})(?=[\s\]])\s{{0,4}}){{1,6}}\]|<(?:b|strong|em|i|u)>",
    re.IGNORECASE,
)
_CLOSING: Final = re.compile(
    rf"(?P<code>{_CODE})|\[/(?:(?:{_STYLES})(?=[\s\]])\s{{0,4}}){{0,6}}\]|</(?:b|strong|em|i|u)>",
    re.IGNORECASE,
)
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]")
TAG: Final = "@deprecated"
"""The tag that comments of many languages have, in a description made of such a comment."""
_TAG: Final = re.compile(rf"(?<!\S){TAG}(?=[\s.:,]|$)")
_ESCAPED: Final = re.compile(r"\\(?=[\[\](){}*_])")


def blank_residue(text: str) -> str:
    """*text* with terminal codes and invisible characters as spaces; as long as before.

    Styles of rich and of HTML ("[bold red]x[/]", "<b>x</b>") become the emphasis of Markdown: what
    they emphasise is emphasised still. In code spans they are code.
    The tag ``@deprecated`` becomes the word.
    """
    if "\x1b" in text:
        text = _TERMINAL.sub(_spaces, text)
    if "[" in text or "<" in text:
        text = _OPENING.sub(lambda found: found["code"] or "**".rjust(len(found[0])), text)
        text = _CLOSING.sub(lambda found: found["code"] or "**".ljust(len(found[0])), text)
    if TAG in text:
        text = _TAG.sub(" Deprecated", text)
    if "\\" in text:
        text = _ESCAPED.sub(" ", text)
    return text if text.isascii() else _INVISIBLE.sub(" ", text)


def _spaces(found: re.Match[str]) -> str:
    return " " * len(found[0])


def strip_terminal(text: str) -> str:
    """*text* without terminal codes, overstrikes of manual pages and invisible characters."""
    if "\x1b" in text:
        text = _TERMINAL.sub("", text)
    if "\b" in text:
        text = re.sub(".\b", "", text)
    return text if text.isascii() else _INVISIBLE.sub("", text)
