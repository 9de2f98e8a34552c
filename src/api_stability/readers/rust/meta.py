"""The inside of attributes: ``deprecated(since = "1.2", note = "…")`` as a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import msgspec

MAX_DEPTH: Final = 64
"""Nesting that anybody writes by hand is shallower by far."""
MAX_TOKENS: Final = 20_000

_TOKEN: Final = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<string>[bc]?"(?:[^"\\]|\\.)*"|[bc]?r(?P<hash>\#*)".*?"(?P=hash))
    |(?P<name>(?:r\#)?[^\W\d]\w*)
    |(?P<number>\d[\w.]*)
    |(?P<mark>::|.)""",
    re.DOTALL | re.VERBOSE,
)
_ESCAPE: Final = re.compile(
    r"\\(?:(\r?\n)\s*|u\{([0-9a-fA-F_]+)\}|x([0-9a-fA-F]{2})|(.))", re.DOTALL
)
_PLAIN_ESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}
_OPEN: Final = {"(": ")", "[": "]", "{": "}"}


class MetaError(ValueError):
    """A text that is no attribute; never reaches users."""


class Meta(msgspec.Struct, frozen=True):
    """One step of an attribute: ``path``, ``path = value``, ``path(items)`` or a literal."""

    path: str = ""
    """Empty for a literal."""
    value: str | None = None
    """Of a literal, or behind ``=``, where it is a string or other literal."""
    unresolved: str | None = None
    """The source text of a value that only the compiler knows."""
    items: tuple[Meta, ...] | None = None
    quoted: bool = False
    """Whether the value is a string."""

    @property
    def name(self) -> str:
        """The last step of the path."""
        return self.path.rpartition("::")[2]

    def get(self, name: str) -> Meta | None:
        """The item of that name."""
        return next((each for each in self.items or () if each.path == name), None)


class _Token(msgspec.Struct, frozen=True, gc=False):
    text: str
    is_string: bool
    is_name: bool


@lru_cache(maxsize=4096)
def parse_meta(text: str) -> Meta:
    """Parse the text between ``#[`` and ``]``; raise `MetaError` for what is none."""
    tokens = list(_tokens(text))
    meta, end = _parse(tokens, 0, 0)
    if meta.path == "unsafe" and meta.items and len(meta.items) == 1:
        meta = meta.items[0]  # the spelling of the 2024 edition
    if end != len(tokens):
        raise MetaError(text)
    return meta


def _tokens(text: str) -> Iterator[_Token]:
    for count, match in enumerate(_TOKEN.finditer(text)):
        if count > MAX_TOKENS:
            raise MetaError(text)
        if match.lastgroup != "space" and not match["space"]:
            yield _Token(match[0], match["string"] is not None, match["name"] is not None)


def _parse(tokens: Sequence[_Token], at: int, depth: int) -> tuple[Meta, int]:
    """What begins at *at*, and where it ends."""
    if depth > MAX_DEPTH:
        raise MetaError("nested too deeply")
    path, after = _path(tokens, at)
    if not path:
        value, after = _value(tokens, at)
        return value, after
    if after < len(tokens) and tokens[after].text == "=":
        value, after = _value(tokens, after + 1)
        return msgspec.structs.replace(value, path=path), after
    if after < len(tokens) and tokens[after].text in _OPEN:
        items, after = _items(tokens, after, depth)
        return Meta(path=path, items=items), after
    if after < len(tokens) and tokens[after].text not in {",", ")", "]", "}"}:
        end = _end(tokens, at)
        return Meta(unresolved=_source(tokens[at:end])), end
    return Meta(path=path), after


def _path(tokens: Sequence[_Token], at: int) -> tuple[str, int]:
    steps: list[str] = []
    if at < len(tokens) and tokens[at].text == "::":
        at += 1
    while at < len(tokens) and tokens[at].is_name:
        steps.append(tokens[at].text.removeprefix("r#"))
        at += 1
        if at >= len(tokens) or tokens[at].text != "::":
            break
        at += 1
    return "::".join(steps), at


def _items(tokens: Sequence[_Token], at: int, depth: int) -> tuple[tuple[Meta, ...], int]:
    closing = _OPEN[tokens[at].text]
    found: list[Meta] = []
    at += 1
    while at < len(tokens) and tokens[at].text != closing:
        item, after = _parse(tokens, at, depth + 1)
        found.append(item)
        if after < len(tokens) and tokens[after].text == ",":
            after += 1
        elif after < len(tokens) and tokens[after].text != closing:
            raise MetaError("a comma is missing")
        at = after
    if at >= len(tokens):
        raise MetaError("a bracket is not closed")
    return tuple(found), at + 1


def _value(tokens: Sequence[_Token], at: int) -> tuple[Meta, int]:
    end = _end(tokens, at)
    if end == at:
        raise MetaError("a value is missing")
    inside = tokens[at:end]
    if len(inside) == 1 and (inside[0].is_string or inside[0].text[0].isdigit()):
        is_string = inside[0].is_string
        value = read_string(inside[0].text) if is_string else inside[0].text
        return Meta(value=value, quoted=is_string), end
    joined = _concatenated(inside)
    if joined is not None:
        return Meta(value=joined, quoted=True), end
    return Meta(unresolved=_source(inside)), end


def _concatenated(tokens: Sequence[_Token]) -> str | None:
    """``concat!("a", "b")`` of literals."""
    head = [each.text for each in tokens[:2]]
    if head != ["concat", "!"] or len(tokens) < 4:
        return None
    inside = [each for each in tokens[3:-1] if each.text != ","]
    if not all(each.is_string or each.text.isdigit() for each in inside):
        return None
    return "".join(read_string(each.text) if each.is_string else each.text for each in inside)


def _end(tokens: Sequence[_Token], at: int) -> int:
    """Where the expression that begins at *at* ends."""
    depth = 0
    for index in range(at, len(tokens)):
        text = tokens[index].text
        if tokens[index].is_string:
            continue
        if text in _OPEN:
            depth += 1
        elif text in {")", "]", "}"}:
            if depth == 0:
                return index
            depth -= 1
        elif text == "," and depth == 0:
            return index
    return len(tokens)


def _source(tokens: Sequence[_Token]) -> str:
    text = ""
    for each in tokens:
        joined = (
            text and (text[-1].isalnum() or text[-1] in '"_,') and (each.is_name or each.is_string)
        )
        text += f" {each.text}" if joined else each.text
    return text


def read_string(literal: str) -> str:
    """The value of a string literal."""
    text = literal.lstrip("bc")
    if text.startswith("r"):
        hashes = len(text) - len(text[1:].lstrip("#")) - 1
        return text[2 + hashes : -1 - hashes]
    return _ESCAPE.sub(_unescape, text[1:-1])


def _unescape(match: re.Match[str]) -> str:
    if match[1]:
        return ""
    digits = match[2] or match[3]
    if digits:
        code = int(digits.replace("_", "") or "0", 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    return _PLAIN_ESCAPES.get(match[4], match[4])
