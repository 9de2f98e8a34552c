"""What the page says around an object, and so need not say again of the object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx import addnodes

from api_stability.sphinx.build import Build
from api_stability.sphinx.identities import read_python_id
from api_stability.views.documented import ObjectView, without_said


def leave_out_said(
    view: ObjectView, within: nodes.Element | None, modules: Iterable[str], build: Build
) -> ObjectView:
    """*view* without what stands at what encloses the object, on the same page: whole notices
    that would only repeat it, and since when.

    Enclosing is a description that *within*, where the object is described, is or is inside of;
    or a module that is documented on the page: *modules* has their ids.
    """
    if not any(told.origin or told.above for told in view.notices):
        return view
    found = map(build.find_symbol, {*modules, *_ids_around(within)})
    return without_said(view, {symbol.id for symbol in found if symbol is not None})


def _ids_around(step: nodes.Element | None) -> Iterator[str]:
    """The ids of the signatures of every description that *step* is or is inside of."""
    while step is not None:
        if isinstance(step, addnodes.desc):
            for node in step.children:
                found = isinstance(node, addnodes.desc_signature) and read_python_id(node)
                if found:
                    yield found
        step = step.parent
