"""Parameters in field lists: where the name of one stands, whichever extension wrote the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from docutils import nodes
from sphinx import addnodes

_LISTS: Final = (
    nodes.field_list,
    nodes.field,
    nodes.field_body,
    nodes.bullet_list,
    nodes.list_item,
    nodes.definition_list,
    nodes.definition_list_item,
    nodes.block_quote,
)
_DASHES: Final = ("- ", "-- ", "\u2013 ", "\u2014 ")


def find_parameters(content: nodes.Element) -> Iterator[tuple[str, nodes.Element]]:
    """The parameters that the description *content* lists: name, and the text that begins with it.

    Sphinx makes a line of ``:param x:`` and so does napoleon; numpydoc has a definition list.
    """
    waiting: list[nodes.Node] = [
        node for node in content.children[::-1] if isinstance(node, nodes.field_list)
    ]
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.paragraph | nodes.term):
            name = node[0] if len(node) else None
            if isinstance(name, nodes.strong | addnodes.literal_strong):
                # numpydoc names those together that have one description
                for part in name.astext().split(","):
                    yield part.strip().lstrip("*"), node
        elif isinstance(node, _LISTS):
            waiting += reversed(node.children)


def insert_after_name(name: nodes.Element, drawn: Sequence[nodes.Node]) -> None:
    """Insert *drawn* after the name, and the type, that the text *name* begins with."""
    for position, child in enumerate(name.children):
        if position and isinstance(child, nodes.Text) and child.lstrip().startswith(_DASHES):
            name[position:position] = list(drawn)
            return
    name += list(drawn)
