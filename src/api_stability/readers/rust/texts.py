"""A parsed text, and what items have in common: attributes, documentation, visibility, line."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from api_stability.model.inventory import Grade
from api_stability.readers.rust.comments import read_doc
from api_stability.readers.rust.facts import Attribute, Item, Kind, Problem
from api_stability.readers.rust.syntax import Kinds

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_TELLING: Final = re.compile(
    rb"#!?\s*\[\s*(?:unsafe\s*\(\s*)?(?:\w+\s*::\s*)*"
    rb"(?:cfg|cfg_attr|deprecated|rustc_deprecated|stable|unstable|path|macro_export|test|"
    rb"proc_macro\w*|doc(?=\s*=|\s*\([^\"]*\b(?:hidden|cfg)\b))\b"
)
"""Attributes that are kept; the others say nothing that is asked for."""
_MAX_ATTRIBUTE: Final = 50_000
_VISIBLE: Final = re.compile(rb"pub\b(?:\s*\(\s*(?:crate|self|super|in)\b)?")
_DOC_LINES: Final = re.compile(rb"(?:[ \t]*+///(?!/)[^\n]*+(?:\n|\Z))++")


class Pending:
    """Attributes and documentation that belong to the next item."""

    __slots__ = ("attributes", "doc_end", "doc_line", "doc_start", "used")

    def __init__(self) -> None:
        self.used = False
        self.attributes: list[Attribute] = []
        self.doc_start = -1
        self.doc_end = -1
        self.doc_line = 0

    def add_doc(self, node: Node, text: Text) -> None:
        """One more comment, and all lines of its kind right below it."""
        start = node.start_byte
        if start < self.doc_end:
            return
        if self.doc_start < 0:
            self.used = True
            self.doc_start = start
            self.doc_line = text.line(node)
        lines = _DOC_LINES.match(text.data, start)
        self.doc_end = lines.end() if lines is not None else node.end_byte


class Found:
    """What stands in one place where items can stand."""

    __slots__ = ("doc", "doc_line", "inner", "items", "line")

    def __init__(self) -> None:
        self.line = 1
        self.items: list[Item] = []
        self.inner: list[Attribute] = []
        self.doc = ""
        self.doc_line = 0


Inside: TypeAlias = "Callable[[Node], Found]"
"""Reads a place one level further in."""


class Text:
    """A text that was parsed by itself: a file, or what a macro is given."""

    def __init__(
        self,
        data: bytes,
        *,
        parser: Parser,
        kinds: Kinds,
        needles: tuple[bytes, ...],
        first_line: int,
        problems: list[Problem],
    ) -> None:
        self.data = data
        self.parser = parser
        self.kinds = kinds
        self.needles = needles
        self.first_line = first_line
        self.problems = problems
        self.tree = parser.parse(data)
        self.root = self.tree.root_node
        self.broken = self.root.has_error

    def part(self, start: int, end: int, line: int, problems: list[Problem]) -> Text:
        """Bytes *start* to *end*, which begin in *line*, parsed as a file of its own."""
        return Text(
            self.data[start:end],
            parser=self.parser,
            kinds=self.kinds,
            needles=self.needles,
            first_line=line,
            problems=problems,
        )

    def line(self, node: Node) -> int:
        """Where *node* begins, counted from 1."""
        return node.start_point[0] + self.first_line

    def source(self, node: Node) -> str:
        """The text of *node*."""
        return str(self.data[node.start_byte : node.end_byte], "utf-8", "replace")

    def problem(self, grade: Grade, code: str, message: str, node: Node) -> None:
        """Something that could not be read."""
        self.problems.append(Problem(grade, code, message, self.line(node)))

    def keep_attribute(self, node: Node, kept: list[Attribute]) -> None:
        """Add *node* to *kept* if it says anything that is asked for."""
        found = _TELLING.match(self.data, node.start_byte)
        if found is None:
            return
        if node.end_byte - node.start_byte > _MAX_ATTRIBUTE:
            self.problem("incomplete", "too-large", "has an attribute that nobody wrote", node)
            return
        text = self.source(node)
        text = text[text.find("[") + 1 : text.rfind("]")].strip()
        kept.append(Attribute(text, self.line(node)))

    def make(self, kind: Kind, node: Node, pending: Pending, name: str) -> Item:
        """The item that *node* is, with what stands before it."""
        doc = ""
        if pending.doc_start >= 0:
            doc = read_doc(self.data[pending.doc_start : pending.doc_end], b"///", self.needles)
        visible = self.visibility(node)
        return Item(
            kind, name, self.line(node), visible, tuple(pending.attributes), doc, pending.doc_line
        )

    def named(self, kind: Kind, node: Node, pending: Pending) -> Item | None:
        """The same for an item that has a name; ``None`` for one whose name is missing."""
        name = node.child_by_field_name("name")
        shown = self.source(name) if name is not None else ""
        return self.make(kind, node, pending, shown.removeprefix("r#")) if shown else None

    def visibility(self, node: Node) -> str:
        """``pub``, ``restricted`` (``pub(crate)`` and the like) or nothing."""
        start = node.start_byte
        begin = self.data[start : start + 5]
        if begin[:3] != b"pub":
            return ""
        if begin[3:4] == b" " and begin[4:].isalpha():
            return "pub"  # what nearly all say
        found = _VISIBLE.match(self.data, start)
        if found is None:
            return ""
        return "pub" if found.end() - start == 3 else "restricted"
