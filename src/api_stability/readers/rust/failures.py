"""Where the parser lost its way: what that costs, and where it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from api_stability.readers.rust.texts import Text

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_PROBLEMS: Final = 20
"""Of one file; the first ones say enough."""
_ITEM: Final = re.compile(rb"\bpub\b|#\s*!?\[|\b(?:mod|impl|trait|enum|struct|union|macro)\b")
_WORD: Final = re.compile(rb"\w")
_BODIES: Final = frozenset({"function_item", "const_item", "static_item", "macro_definition"})


def report_error(text: Text, node: Node) -> None:
    """*node* is an ERROR where items stand: one of them may be missing."""
    if len(text.problems) >= MAX_PROBLEMS:
        return
    source = text.data[node.start_byte : node.end_byte]
    if not _WORD.search(source):
        text.problem(
            "unresolved", "syntax-error", f"has {_shown(source)} where an item should stand", node
        )
        return
    message = (
        f"is not understood at {_shown(source)}: correct it, or see whether it needs a newer "
        "grammar of Rust; what stands there is missing"
    )
    text.problem("incomplete", "syntax-error", message, node)


def report_root(text: Text) -> None:
    """The whole text is an ERROR, as it is where a bracket is never closed."""
    opened = next((each for each in text.root.children if each.type in _OPENING), None)
    if opened is None:
        report_error(text, text.root)
        return
    message = (
        "opens a bracket there that is not closed as it should be: correct it; what follows may be "
        "missing, or stand elsewhere"
    )
    text.problem("incomplete", "syntax-error", message, opened)


def report_inside(text: Text, node: Node) -> None:
    """*node* is an item that was read, with an error inside.

    In the body of a function it costs nothing, unless the body swallowed items.
    """
    if len(text.problems) >= MAX_PROBLEMS:
        return
    where = _first_error(node)
    body = node.child_by_field_name("body") if node.type in _BODIES else None
    source = text.data[where.start_byte : where.end_byte]
    if node.type in _NESTED:
        return  # reported where it stands
    if body is not None and where.start_byte >= body.start_byte:
        lost = _ITEM.search(text.data, body.start_byte, body.end_byte) is not None
        if not lost:
            message = f"is not understood at {_shown(source)}, in a body that declares nothing"
            text.problem("unresolved", "syntax-error-in-body", message, where)
            return
        message = (
            f"is not understood at {_shown(source)}: the body of a function seems to take in what "
            "follows it; correct it"
        )
        text.problem("incomplete", "syntax-error", message, where)
        return
    message = f"is not understood at {_shown(source)}, in the header of an item that was read"
    text.problem("unresolved", "syntax-error-in-header", message, where)


_OPENING: Final = frozenset("{([")
_NESTED: Final = frozenset({"mod_item", "impl_item", "trait_item", "foreign_mod_item"})


def _first_error(node: Node) -> Node:
    """The first ERROR or missing node inside *node*, in the order of the text."""
    while not node.is_error:
        inner = next((each for each in node.children if each.has_error or each.is_missing), None)
        if inner is None:
            break
        node = inner
    return node


def _shown(source: bytes) -> str:
    line = source.strip().split(b"\n")[0][:40].decode(errors="replace").strip()
    return repr(line) if line else "this place"
