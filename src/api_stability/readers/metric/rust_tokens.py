"""The tokens of Rust code that matter for finding calls: names, texts, punctuation, lines.

Source of the rules: The Rust Reference, "Lexical structure". Comments nest; a quote begins a
character or a lifetime; raw strings end with as many ``#`` as they begin with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["name", "text", "mark", "other"]

_TOKEN: Final = re.compile(
    r"""(?P<space>\s+ | //[^\n]*)
      | (?P<comment>/\*)
      | (?P<raw>(?:br|cr|r)(?P<hashes>\#*)")
      | (?P<text>[bc]?"(?P<content>(?:[^"\\]++|\\.)*+)")
      | (?P<character>b?'(?:[^'\\\n]|\\(?:[^ux\n]|x[0-9A-Fa-f]{2}|u\{[^}\n]{0,12}\}))')
      | (?P<lifetime>'\w+)
      | (?P<name>(?:r\#)?[^\W\d]\w*)
      | (?P<number>\d[\w.]*)
      | (?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
_COMMENT_MARK: Final = re.compile(r"/\*|\*/")
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "\\": "\\", '"': '"', "'": "'"}
_ESCAPE: Final = re.compile(
    r"\\(?:x([0-9A-Fa-f]{2})|u\{([0-9A-Fa-f_]{1,8})\}|(\r?\n)\s*|(.))", re.DOTALL
)


class Token(NamedTuple):
    """One token."""

    kind: Kind
    text: str
    """Of a string, its value."""
    line: int


def read_tokens(code: str) -> Iterator[Token]:
    """The tokens of *code* without white space and comments; what is never closed ends it."""
    at, line = 0, 1
    while at < len(code):
        found = _TOKEN.match(code, at)
        if found is None:
            return
        end = found.end()
        which = found.lastgroup
        if which == "comment":
            end = _comment_end(code, end)
        elif found["raw"] is not None:
            closing = '"' + found["hashes"]
            last = code.find(closing, end)
            if last < 0:
                return
            yield Token("text", code[end:last], line)
            end = last + len(closing)
        elif found["text"] is not None:
            yield Token("text", _unescape(found["content"]), line)
        elif found[0] == '"':
            return
        elif which in {"name", "mark"}:
            yield Token("name" if which == "name" else "mark", found[0], line)
        elif which != "space":
            yield Token("other", found[0], line)
        line += code.count("\n", at, end)
        at = end


def _comment_end(code: str, at: int) -> int:
    depth = 1
    for found in _COMMENT_MARK.finditer(code, at):
        depth += 1 if found[0] == "/*" else -1
        if not depth:
            return found.end()
    return len(code)


def _unescape(content: str) -> str:
    if "\\" not in content:
        return content
    return _ESCAPE.sub(_replace, content)


def _replace(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code:
        number = int(code.replace("_", "") or "0", 16)
        is_character = number < 0x110000 and not 0xD800 <= number < 0xE000
        return chr(number) if is_character else ""
    return "" if found[3] else _ESCAPES.get(found[4], found[4])
