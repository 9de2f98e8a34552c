"""The source text of syntax tree nodes."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import cached_property


class Text:
    """Source text of nodes; offsets of nodes count UTF-8 bytes."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._commented = "#:" in source
        self.plain = source.isascii()
        """Whether every name in it is spelled as it is called."""
        self._encoded = -1, b""
        """The index of a line that was asked for, and its bytes."""

    def spells(self, *words: str) -> bool:
        """Whether one of *words* stands anywhere in it."""
        return any(word in self._source for word in words)

    @cached_property
    def _lines(self) -> list[str]:
        return self._source.split("\n")

    def of(self, node: ast.expr) -> str:
        """The text of *node* as written."""
        first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
        if first == last:
            return self._cut(first, node.col_offset, node.end_col_offset)
        begin, end = (
            self._cut(first, node.col_offset, None),
            self._cut(last, 0, node.end_col_offset),
        )
        return "\n".join([begin, *self._lines[first + 1 : last], end])

    def _cut(self, index: int, start: int, end: int | None) -> str:
        """A part of one line: a generated file may have a million of them on one."""
        line = self._lines[index]
        if line.isascii():
            return line[start:end]
        if self._encoded[0] != index:
            self._encoded = index, line.encode()
        return self._encoded[1][start:end].decode()

    def comment_of(self, node: ast.stmt) -> tuple[int, str]:
        """Line and text of the ``#:`` comment on *node*, without its signs."""
        if not self._commented:
            return 0, ""
        end = node.end_lineno or node.lineno
        _, sign, behind = self._cut(end - 1, node.end_col_offset or 0, None).partition("#:")
        if sign:
            return end, behind.strip()
        first = node.lineno
        while first > 1 and self._lines[first - 2].lstrip().startswith("#:"):
            first -= 1
        lines = [line.lstrip()[2:] for line in self._lines[first - 1 : node.lineno - 1]]
        return first, "\n".join(line.removeprefix(" ") for line in lines)

    def lines_of(self, node: ast.expr, count: int) -> Sequence[int]:
        """Where each of the *count* lines of a text's value stands.

        A backslash at the end of a line joins it with the next; where the value has other lines
        than its source, all stand where it begins.
        """
        first, last = node.lineno, node.end_lineno or node.lineno
        if last - first + 1 == count:
            return range(first, last + 1)
        starts: list[int] = []
        joined = False
        for number, line in enumerate(self._lines[first - 1 : last], first):
            if not joined:
                starts.append(number)
            joined = (len(line) - len(line.rstrip("\\"))) % 2 == 1
        return starts if len(starts) == count else [first] * count
