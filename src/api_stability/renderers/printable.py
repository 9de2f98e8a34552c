"""Text from code, made harmless to show, before it is escaped for any language.

A reason or a summary may hold terminal escapes, characters that reverse the reading direction, or
invisible ones. They are shown, spelled as Python spells them, and never sent on.
"""

from __future__ import annotations

import unicodedata
from typing import Final

# joiners that emoji and several scripts cannot do without; a soft hyphen is where a line may break
_KEPT: Final = frozenset("\u200c\u200d\u00ad")
_HIDDEN: Final = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


_NONE: Final = 0xFFFE
"""The last two code points of every plane are no characters, and XML has no spelling for these."""
_NONES: Final = range(0xFDD0, 0xFDF0)


def printable(text: str) -> str:
    """*text* on one line: white space collapsed, control and invisible characters spelled out.

    Law: ``printable(printable(text)) == printable(text)``.
    """
    joined = " ".join(text.split())
    if joined.isascii() and joined.isprintable():
        return joined
    return "".join(map(_show, joined))


def printable_part(text: str) -> str:
    """`printable` for a part of a line: a space at either end is kept."""
    return "".join(split_part(text))


def printable_name(text: str) -> str:
    """The name of a file: every space of it is kept, a line end is spelled out as well."""
    return text if text.isascii() and text.isprintable() else "".join(map(_show, text))


def split_part(text: str) -> tuple[str, str, str]:
    """The space before a part of a line, the printable part itself, the space after it."""
    start = " " if text[:1].isspace() else ""
    end = " " if text[-1:].isspace() and not text.isspace() else ""
    return start, printable(text), end


def _show(character: str) -> str:
    code = ord(character)
    if character in _KEPT or not (
        unicodedata.category(character) in _HIDDEN or code & 0xFFFE == _NONE or code in _NONES
    ):
        return character
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
