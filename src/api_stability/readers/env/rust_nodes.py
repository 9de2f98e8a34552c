"""What one Rust file says about environment variables, by its syntax tree; walked, never nested."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from api_stability.readers.cli.collected import Deprecated

if TYPE_CHECKING:
    from tree_sitter import Node

_READS: Final = re.compile(r"(?:(?:std\s*::\s*)?env\s*::\s*)?(?:var|var_os)")
_IMPORTED: Final = re.compile(r"\buse\s+std::env::(?:\{[^}]*\b)?var(?:_os)?\b")
_CLAP: Final = frozenset({"arg", "clap", "structopt", "command", "group"})
SELF: Final = "self."
"""Before the names of methods that are called on their own object."""
_MAX_BROKEN: Final = 5
_MAX_TEXT: Final = 4000


class Call(NamedTuple):
    """A call that reads a variable, or may be of a function that does."""

    callee: str
    """The last step of what is called; with `SELF` before it for a method of the same object."""
    reads: bool
    arguments: tuple[tuple[str, str], ...]
    """``text`` and a literal's value, or ``name`` and a path; ``other`` and source text."""
    line: int
    function: str
    function_line: int
    parameters: tuple[str, ...]
    """Of the function around it."""


class Constant(NamedTuple):
    """``pub const NAME: &str = "…"``."""

    name: str
    value: str
    line: int
    documentation: str | None
    deprecated: Deprecated | None


class Field(NamedTuple):
    """An argument of clap that is read from a variable."""

    variable: tuple[str, str]
    flag: str | None
    help: str | None
    line: int


@dataclass(slots=True)
class RustFile:
    """Everything that one file says."""

    calls: list[Call] = field(default_factory=list)
    constants: list[Constant] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    literals: list[tuple[int, str]] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)


def read_rust(text: str, is_own: Callable[[str], bool]) -> RustFile:
    """What *text* says; raises `ImportError` where there is no parser for it."""
    from tree_sitter import Language, Parser
    from tree_sitter_rust import language

    tree = Parser(Language(language())).parse(text.encode())
    reader = _Reader(bool(_IMPORTED.search(text)), is_own)
    reader.walk(tree.root_node)
    return reader.found


class _Reader:
    """Collects from the nodes of one file."""

    def __init__(self, imported: bool, is_own: Callable[[str], bool]) -> None:  # noqa: FBT001
        self._imported = imported
        self._is_own = is_own
        self.found = RustFile()
        self._functions: list[tuple[int, str, int, tuple[str, ...]]] = []

    def walk(self, root: Node) -> None:
        """Go through all nodes in source order, without recursion."""
        cursor = root.walk()
        descend = True
        while True:
            if descend:
                self._node(cursor.node)
            if descend and cursor.goto_first_child():
                continue
            if cursor.goto_next_sibling():
                descend = True
                continue
            if not cursor.goto_parent():
                return
            descend = False

    def _node(self, node: Node | None) -> None:
        if node is None:
            return
        handler = _HANDLERS.get(node.type)
        if handler is not None:
            handler(self, node)
        elif (node.is_missing or node.type == "ERROR") and len(self.found.broken) < _MAX_BROKEN:
            self.found.broken.append(_line(node))

    def function(self, node: Node) -> None:
        """Remember what is around the calls in a function."""
        name = node.child_by_field_name("name")
        listed = node.child_by_field_name("parameters")
        patterns = (
            each.child_by_field_name("pattern")
            for each in (listed.named_children if listed is not None else ())
            if each.type == "parameter"
        )
        parameters = tuple(_text(each) for each in patterns if each is not None)
        kinds = {each.type for each in (listed.named_children if listed is not None else ())}
        shown = f"{SELF}{_text(name)}" if "self_parameter" in kinds else _text(name)
        self._functions.append((node.end_byte, shown, _line(node), parameters))

    def call(self, node: Node) -> None:
        """``env::var(…)``, a call that may be of a helper, or ``Arg::new(…).env(…)``."""
        function = node.child_by_field_name("function")
        given = node.child_by_field_name("arguments")
        if function is None or given is None:
            return
        arguments = tuple(_argument(each) for each in given.named_children)
        if function.type == "field_expression":
            self._builder(node, function, arguments)
            if _text(function.child_by_field_name("value")) == "self":
                method = _text(function.child_by_field_name("field"))
                self._called(SELF + method, arguments, node, reads=False)
            return
        path = _text(function)
        last = path.rpartition("::")[2]
        reads = bool(_READS.fullmatch(path)) and ("::" in path or self._imported)
        if function.type in {"identifier", "scoped_identifier"}:
            self._called(last, arguments, node, reads=reads)

    def _called(
        self, callee: str, arguments: tuple[tuple[str, str], ...], node: Node, *, reads: bool
    ) -> None:
        if arguments:
            while self._functions and self._functions[-1][0] < node.end_byte:
                self._functions.pop()
            around = self._functions[-1] if self._functions else (0, "", 0, ())
            self.found.calls.append(Call(callee, reads, arguments, _line(node), *around[1:]))

    def tokens(self, node: Node) -> None:
        """``env::var("X")`` among the tokens that a macro is given."""
        for before, name, given in zip(
            [None, *node.children], node.children, node.children[1:], strict=False
        ):
            if name.type != "identifier" or given.type != "token_tree" or not given.named_children:
                continue
            is_path = before is not None and before.type == "::"
            scope = before.prev_sibling if is_path and before is not None else None
            path = f"{_text(scope)}::{_text(name)}" if is_path else _text(name)
            if _READS.fullmatch(path) and (is_path or self._imported):
                first = given.named_children[0]
                is_all = len(given.children) == 3
                argument = _argument(first) if is_all else ("other", _text(given)[:_MAX_TEXT])
                self._called(_text(name), (argument,), node, reads=True)

    def _builder(self, node: Node, function: Node, arguments: tuple[tuple[str, str], ...]) -> None:
        name = function.child_by_field_name("field")
        if _text(name) != "env" or len(arguments) != 1:
            return
        chain = node
        while chain.parent is not None and chain.parent.type in {
            "call_expression",
            "field_expression",
        }:
            chain = chain.parent
        text = _text(chain)[:_MAX_TEXT]
        if "Arg::new(" in text or "Arg::with_name(" in text:
            flag = re.search(r'\.long\(\s*"([^"]+)"', text)
            said = re.search(r'\.(?:help|about)\(\s*"((?:[^"\\]|\\.)*)"', text)
            self.found.fields.append(
                Field(
                    arguments[0], flag[1] if flag else None, said[1] if said else None, _line(node)
                )
            )

    def constant(self, node: Node) -> None:
        """A constant that is a text."""
        value = node.child_by_field_name("value")
        name = node.child_by_field_name("name")
        if value is None or name is None or value.type not in _LITERALS:
            return
        documentation, deprecated = _before(node)
        self.found.constants.append(
            Constant(_text(name), _literal(value), _line(node), documentation, deprecated)
        )

    def attribute(self, node: Node) -> None:
        """``#[arg(long, env = "…")]`` on a field."""
        inner = next((each for each in node.named_children if each.type == "attribute"), None)
        tree = inner.child_by_field_name("arguments") if inner is not None else None
        head = _text(inner.named_children[0]) if inner is not None else ""
        if tree is None or head.rpartition("::")[2] not in _CLAP:
            return
        tokens = list(tree.children)
        variable = _setting(tokens, "env")
        owner = node.next_named_sibling
        while owner is not None and owner.type in {"attribute_item", "line_comment"}:
            owner = owner.next_named_sibling
        if variable is None or owner is None or owner.type != "field_declaration":
            return
        name = _text(owner.child_by_field_name("name"))
        flag = _setting(tokens, "long")
        said = _setting(tokens, "help")
        self.found.fields.append(
            Field(
                variable if variable[1] else ("text", name.upper()),
                None if flag is None else flag[1] or name.replace("_", "-"),
                said[1] if said is not None and said[0] == "text" else _before(node)[0],
                _line(node),
            )
        )

    def literal(self, node: Node) -> None:
        """A text that is the name of a variable of the project."""
        text = _literal(node)
        if self._is_own(text) and re.fullmatch(r"\w+", text):
            self.found.literals.append((_line(node), text))


_LITERALS: Final = frozenset({"string_literal", "raw_string_literal"})
_HANDLERS: Final[dict[str, Callable[[_Reader, Node], None]]] = {
    "function_item": _Reader.function,
    "call_expression": _Reader.call,
    "token_tree": _Reader.tokens,
    "const_item": _Reader.constant,
    "static_item": _Reader.constant,
    "attribute_item": _Reader.attribute,
    "string_literal": _Reader.literal,
    "raw_string_literal": _Reader.literal,
}


def _argument(node: Node) -> tuple[str, str]:
    while node.type == "reference_expression" and node.named_children:
        node = node.named_children[-1]
    if node.type in _LITERALS:
        return "text", _literal(node)
    if node.type in {"identifier", "scoped_identifier"}:
        return "name", _text(node)
    return "other", _text(node)[:_MAX_TEXT]


def _setting(tokens: list[Node], name: str) -> tuple[str, str] | None:
    """``name = value`` among the tokens of an attribute; an empty text where it has no value."""
    for index, token in enumerate(tokens):
        if token.type != "identifier" or _text(token) != name:
            continue
        if index and tokens[index - 1].type not in {"(", ","}:
            continue
        if index + 2 < len(tokens) and tokens[index + 1].type == "=":
            if tokens[index + 2].type in _LITERALS:
                return "text", _literal(tokens[index + 2])
            return "name", "".join(_path_tokens(tokens[index + 2 :]))
        return "text", ""
    return None


def _path_tokens(tokens: list[Node]) -> Iterator[str]:
    for token in tokens:
        if token.type in {",", ")"}:
            return
        yield _text(token)


def _before(node: Node) -> tuple[str | None, Deprecated | None]:
    """The doc comment and ``#[deprecated]`` in front of an item."""
    lines: list[str] = []
    deprecated: Deprecated | None = None
    previous = node.prev_named_sibling
    while previous is not None and previous.type in {"line_comment", "attribute_item"}:
        text = _text(previous)
        if text.startswith("///"):
            lines.append(text[3:].strip())
        elif previous.type == "attribute_item" and re.match(r"#\[\s*deprecated\b", text):
            since = re.search(r'since\s*=\s*"([^"]*)"', text)
            note = re.search(r'note\s*=\s*"((?:[^"\\]|\\.)*)"', text)
            deprecated = Deprecated(
                "deprecated", reason=note[1] if note else None, since=since[1] if since else None
            )
        previous = previous.prev_named_sibling
    said = "\n".join(reversed(lines)).strip()
    return said or None, deprecated


def _literal(node: Node) -> str:
    return "".join(_text(each) for each in node.named_children if each.type == "string_content")


def _text(node: Node | None) -> str:
    return node.text.decode("utf-8", "replace") if node is not None and node.text else ""


def _line(node: Node) -> int:
    return node.start_point[0] + 1
