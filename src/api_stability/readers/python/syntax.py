"""Source text to a syntax tree, within bounds of memory and depth."""

from __future__ import annotations

import ast
import re
import sys
import threading
from collections.abc import Iterator
from typing import Final

from api_stability.readers.python.decoding import UnreadableSourceError

MAX_TOKENS: Final = 1_200_000
"""The tree of a source takes up to 900 bytes for each of its tokens, whatever they are.

By its size alone a source tells little: what is written has a token for each 4 to 15 characters,
what is generated may have one for each.
"""
_TEXTS: Final = re.compile(
    r"""
    \#[^\n]*+
    | ([fFtT][rR]? | [rR][fFtT])?  # what is in these is code too
      (?: \"{3} (?:[^"\\]++ | \\. | "(?!""))*+ \"{3}
        | '{3} (?:[^'\\]++ | \\. | '(?!''))*+ '{3}
        | " (?:[^"\\\n]++ | \\.)*+ "
        | ' (?:[^'\\\n]++ | \\.)*+ ' )
    """,
    re.VERBOSE | re.DOTALL,
)
_TOKEN: Final = re.compile(r"\w++|[^\w\s]|\n++")
_DEEP: Final = 4_000
"""Three levels of a syntax tree each."""
_DEEP_STACK: Final = 64 * 1024 * 1024
_STATEMENT: Final = re.compile(r"^(?!(?:elif|else|except|finally)\b)[^\W\d]|^@", re.MULTILINE)


def parse_source(source: str) -> ast.Module:
    """The tree of *source*; raises `SyntaxError`, or `UnreadableSourceError` out of bounds."""
    if len(source) > MAX_TOKENS and count_tokens(source) > MAX_TOKENS:
        message = f"holds more than {MAX_TOKENS:,} words and signs: not parsed; exclude it"
        raise UnreadableSourceError("too-large", message)
    try:
        return _parse(source)
    except (RecursionError, MemoryError):
        message = "holds an expression that is nested too deeply: divide it, or exclude the file"
        raise UnreadableSourceError("too-deep", message, _find_deep(source)) from None


def count_tokens(source: str) -> int:
    """About how many tokens *source* has; texts and comments count little."""
    code = _TEXTS.sub(lambda found: found[0] if found[1] else "''", source)
    return sum(1 for _ in _TOKEN.finditer(code))


def _parse(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except RecursionError:
        return _parse_deep(source)


def _parse_deep(source: str) -> ast.Module:
    """Parse what is nested deeper than the interpreter allows by default, on a stack of its own.

    A sum of some thousand terms is valid Python, and generated code has them.
    """
    from concurrent.futures import ThreadPoolExecutor

    limit, size = sys.getrecursionlimit(), threading.stack_size(_DEEP_STACK)
    try:
        with ThreadPoolExecutor(max_workers=1) as apart:
            sys.setrecursionlimit(max(limit, _DEEP))
            return apart.submit(ast.parse, source).result()
    finally:
        sys.setrecursionlimit(limit)
        threading.stack_size(size)


def _find_deep(source: str) -> int | None:
    """The first line of the statement that is nested too deeply, where one can be told."""
    line = 1
    for piece in _pieces(source):
        try:
            _parse(f"{piece}def f(): ...\n" if piece.startswith("@") else piece)
        except (RecursionError, MemoryError):
            return line
        except SyntaxError:
            pass  # the half of a text or of brackets
        line += piece.count("\n")
    return None


def _pieces(source: str) -> Iterator[str]:
    """*source* cut where a line may begin a statement of the module."""
    starts = [found.start() for found in _STATEMENT.finditer(source)]
    for start, end in zip([0, *starts], [*starts, len(source)], strict=True):
        yield source[start:end]
