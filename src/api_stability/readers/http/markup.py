"""Descriptions without the HTML that CommonMark allows in them.

Generated descriptions of APIs are often HTML and nothing else; what they say is read, and shown, as
plain text. Only elements of HTML are markup: ``List<String>`` is text, and so is all code.
"""

from __future__ import annotations

import html
import re
from typing import Final

from api_stability.readers.description_marks import first_sentence

_BLOCKS: Final = (
    *("aside", "blockquote", "caution", "center", "dd", "details", "div", "dl", "dt"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "html", "important", "note", "ol", "p", "pre"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "warning"),
)
_EMPHASIS: Final = ("b", "em", "i", "strong", "u")
_CODE: Final = ("code", "kbd", "samp", "tt")
_PLAIN: Final = (
    *("a", "abbr", "cite", "del", "dfn", "font", "fullname", "img", "ins", "link"),
    *("small", "span", "sub", "sup", "wbr"),
)
_SPELLED: Final[dict[str, str]] = {
    **dict.fromkeys(_BLOCKS, "\n\n"),
    **dict.fromkeys(_EMPHASIS, "**"),
    **dict.fromkeys(_CODE, "`"),
    **dict.fromkeys(_PLAIN, ""),
    "br": "\n",
    "li": "\n- ",
}
"""What stands for a tag in plain text."""
_TAG: Final = re.compile(
    r"(?P<code>```(?:(?!```)[\s\S])*(?:```)?|``[^`\n]++``|`[^`\n]++`)|<!--[^<>]{0,1000}?-->|"
    rf"<(?P<end>/?)(?P<name>{'|'.join(sorted(_SPELLED, key=len, reverse=True))})"
    r"(?:\s[^<>]{0,1000})?/?>",
    re.IGNORECASE,
)
_LOOSE_ITEM: Final = re.compile(r"\n-\s+")
_MANY_LINES: Final = re.compile(r"\n[ \t]*\n\s*")


def without_markup(text: str) -> str:
    """*text* as plain text with the paragraphs, lists, emphasis and code of CommonMark."""
    if "<" in text:
        bare = _TAG.sub(_replace, text)
        if bare != text:
            text = _MANY_LINES.sub("\n\n", _LOOSE_ITEM.sub("\n- ", bare)).strip()
    return html.unescape(text) if "&" in text else text


def summarize(text: str | None) -> str | None:
    """The first sentence of a description, as plain text."""
    return first_sentence(without_markup(text)) if text is not None else None


def _replace(found: re.Match[str]) -> str:
    if found["code"] is not None:
        return found["code"]
    name = (found["name"] or "").casefold()
    if name == "li" and found["end"]:
        return ""
    return _SPELLED.get(name, "")
