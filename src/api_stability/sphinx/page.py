"""The page that is being read: what was left on it so far, and all that it consists of.

A page is gone through once, when something on it makes that necessary; who needs it a second time
is given what the first one found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from api_stability.sphinx.nodes import StabilityBlockSlot, StabilityInlineSlot

_NO_LINKS: Final = (nodes.title, nodes.caption, addnodes.desc_signature)
"""Where nothing is named: what becomes a title elsewhere, and the types in a signature."""

_SLOTS, _ROLES, _ELEMENTS = "stability-slots", "stability-roles", "stability-elements"


def slots_being_read(env: BuildEnvironment) -> list[StabilityBlockSlot]:
    """The slots that directives have left, to be added to."""
    return cast("list[StabilityBlockSlot]", env.temp_data.setdefault(_SLOTS, []))


def roles_being_read(env: BuildEnvironment) -> list[StabilityInlineSlot]:
    """The slots that roles have left, to be added to. There may be copies of them."""
    return cast("list[StabilityInlineSlot]", env.temp_data.setdefault(_ROLES, []))


def read_elements(
    env: BuildEnvironment, document: nodes.document, *, in_text: bool, in_objects: bool
) -> Iterable[nodes.Element]:
    """Every element, in order; those inside text only where links are wanted, those inside
    descriptions of objects, which most of a page consists of, only where more than modules.

    What is inserted behind an element is not among them.
    """
    known = cast("list[nodes.Element] | None", env.temp_data.get(_ELEMENTS))
    if known is not None:
        return known
    return _walk(document, in_text=in_text, in_objects=in_objects)


def read_again(env: BuildEnvironment, document: nodes.document) -> list[nodes.Element]:
    """Every element, which is kept for the next who reads the page."""
    elements = list(_walk(document, in_text=True, in_objects=True))
    env.temp_data[_ELEMENTS] = elements
    return elements


def forget_elements(env: BuildEnvironment) -> None:
    """Forget what `read_again` has kept."""
    env.temp_data.pop(_ELEMENTS, None)


def _walk(root: nodes.Element, *, in_text: bool, in_objects: bool) -> Iterator[nodes.Element]:
    entered = _entered(in_text=in_text, in_objects=in_objects)
    waiting: list[nodes.Node] = [root]
    while waiting:
        node = waiting.pop()
        enters = entered[node.__class__]
        if enters is not None:
            yield cast("nodes.Element", node)
            if enters:
                waiting += node.children[::-1]


class _Entered(dict[type, bool | None]):
    """Whether nodes of a class are entered; ``None`` for texts. Asked of every node there is."""

    def __init__(self, *, in_text: bool, in_objects: bool) -> None:
        self._in_text = in_text
        self._in_objects = in_objects

    def __missing__(self, kind: type) -> bool | None:
        self[kind] = enters = self._enters(kind) if issubclass(kind, nodes.Element) else None
        return enters

    def _enters(self, kind: type) -> bool:
        # autosummary has its table in what counts as a comment
        is_text = issubclass(kind, nodes.TextElement) and not issubclass(kind, nodes.comment)
        if issubclass(kind, addnodes.desc) and not self._in_objects:
            return False
        return not is_text or (self._in_text and not issubclass(kind, _NO_LINKS))


@cache
def _entered(*, in_text: bool, in_objects: bool) -> _Entered:
    return _Entered(in_text=in_text, in_objects=in_objects)
