"""Calls and macro invocations in Rust tokens: name, arguments, and the methods chained to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from api_stability.readers.metric.rust_tokens import Token

_OPEN: Final = {"(": ")", "[": "]", "{": "}"}
_CLOSE: Final = frozenset(_OPEN.values())
_LONGEST: Final = 400
"""Tokens between the brackets of one call; a definition of a metric has fewer."""
_CHAIN: Final = 12
"""Methods that are chained to one call."""


class Argument(msgspec.Struct, frozen=True, kw_only=True):
    """One argument, as far as it can be known."""

    line: int
    literal: str | None = None
    """Its value, if it is one text or ``concat!`` of texts."""
    path: tuple[str, ...] = ()
    """Its steps, if it is a name."""
    is_nested: bool = False
    """Whether it is one plain name, or holds another call."""


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One call."""

    name: str
    owner: str | None
    """What stands before ``::``."""
    is_macro: bool
    is_method: bool
    line: int
    arguments: tuple[Argument, ...]
    chain: tuple[tuple[str, Argument], ...] = ()
    """Methods called on the result, with their first argument."""
    spelled: str = ""


def find_calls(tokens: Sequence[Token], names: re.Pattern[str]) -> Iterator[Call]:
    """The calls of *names* in *tokens*, those in arguments included; tests are left out."""
    at = 0
    while at < len(tokens):
        if _begins_test(tokens, at):
            at = _skip_item(tokens, at)
            continue
        if tokens[at].kind == "name" and names.fullmatch(tokens[at].text):
            call = _read_call(tokens, at)
            if call is not None:
                yield call
        at += 1


def _read_call(tokens: Sequence[Token], at: int) -> Call | None:
    token = tokens[at]
    if at + 1 >= len(tokens):
        return None
    is_macro = tokens[at + 1].text == "!" and tokens[at + 1].kind == "mark"
    opened = at + 2 if is_macro else at + 1
    if opened >= len(tokens) or tokens[opened].kind != "mark" or tokens[opened].text not in _OPEN:
        return None
    if not is_macro and tokens[opened].text != "(":
        return None
    closed = _closing(tokens, opened)
    if closed is None or (at and tokens[at - 1].text == "fn"):
        return None
    before = [each.text for each in tokens[max(0, at - 3) : at]]
    owner = before[0] if len(before) == 3 and before[1:] == [":", ":"] else None
    words = [_spell(each) for each in tokens[at : closed + 1]]
    return Call(
        name=token.text,
        owner=owner,
        is_macro=is_macro,
        is_method=bool(before) and before[-1] == ".",
        line=token.line,
        arguments=tuple(_arguments(tokens[opened + 1 : closed])),
        chain=tuple(_chain(tokens, closed + 1)),
        spelled="".join([f"{owner}::" if owner else "", *words])[:200],
    )


def _arguments(tokens: Sequence[Token]) -> Iterator[Argument]:
    depth = 0
    current: list[Token] = []
    for token in tokens:
        is_mark = token.kind == "mark"
        depth += (is_mark and token.text in _OPEN) - (is_mark and token.text in _CLOSE)
        if is_mark and token.text == "," and not depth:
            if current:
                yield _argument(current)
            current = []
        else:
            current.append(token)
    if current:
        yield _argument(current)


def _argument(tokens: list[Token]) -> Argument:
    line = tokens[0].line
    bare = [token for token in tokens if not (token.kind == "mark" and token.text == "&")]
    texts = [token for token in bare if token.kind == "text"]
    if len(bare) == 1 and texts:
        return Argument(line=line, literal=texts[0].text)
    if bare and bare[0].text == "concat" and len(bare) > 3:
        inner = [token for token in bare[3:-1] if token.text != "," or token.kind == "text"]
        if all(token.kind == "text" for token in inner):
            return Argument(line=line, literal="".join(token.text for token in inner))
    names = [token.text for token in bare if token.kind == "name"]
    is_path = len(bare) - len(names) == 2 * (len(names) - 1) and all(
        token.kind == "name" or token.text == ":" for token in bare
    )
    has_call = any(token.kind == "mark" and token.text in _OPEN for token in bare)
    return Argument(
        line=line, path=tuple(names) if is_path else (), is_nested=has_call and not texts
    )


def _chain(tokens: Sequence[Token], at: int) -> Iterator[tuple[str, Argument]]:
    for _ in range(_CHAIN):
        if at + 2 >= len(tokens) or tokens[at].text != "." or tokens[at + 2].text != "(":
            return
        closed = _closing(tokens, at + 2)
        if closed is None:
            return
        given = next(_arguments(tokens[at + 3 : closed]), None)
        if given is not None:
            yield tokens[at + 1].text, given
        at = closed + 1


def _closing(tokens: Sequence[Token], opened: int) -> int | None:
    depth = 0
    for at in range(opened, min(len(tokens), opened + _LONGEST)):
        token = tokens[at]
        if token.kind == "mark":
            depth += (token.text in _OPEN) - (token.text in _CLOSE)
            if not depth:
                return at
    return None


def _begins_test(tokens: Sequence[Token], at: int) -> bool:
    """Whether ``#[cfg(test)]`` or ``#[test]`` stands here."""
    if tokens[at].text != "#":
        return False
    words = "".join(token.text for token in tokens[at : at + 7] if token.kind != "text")
    return words.startswith(("#[cfg(test)]", "#[test]"))


def _skip_item(tokens: Sequence[Token], at: int) -> int:
    """Behind the item that begins here: its block, or its semicolon."""
    depth = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "mark":
            depth += (token.text in _OPEN) - (token.text in _CLOSE)
            if not depth and token.text in {"}", ";"}:
                return at + 1
        at += 1
    return at


def _spell(token: Token) -> str:
    return f'"{token.text}"' if token.kind == "text" else token.text
