"""What the page says around an object, and so need not say again of the object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from docutils import nodes
from sphinx import addnodes

from api_stability.sphinx.build import Build
from api_stability.sphinx.documented import ObjectView
from api_stability.sphinx.identities import read_python_id
from api_stability.sphinx.nodes import Placeholder
from api_stability.sphinx.uses import ModuleUse


def leave_out_said(
    view: ObjectView, placeholder: Placeholder, placeholders: Iterable[Placeholder], build: Build
) -> ObjectView:
    """*view* without what stands at what encloses the object, on the same page: whole notices
    that would only repeat it, and since when.

    Enclosing is a description that this one is inside of, or a module that is documented on the
    page; *placeholders* are all those of the page.
    """
    if not any(told.origin or told.above for told in view.notices):
        return view
    uses = (each.use for each in placeholders)
    ids = {use.id for use in uses if isinstance(use, ModuleUse)}
    ids.update(_ids_around(placeholder))
    found = map(build.find_symbol, ids)
    said = {symbol.id for symbol in found if symbol is not None}
    kept = tuple(
        msgspec.structs.replace(told, notice=told.brief)
        if told.brief is not None and told.above in said
        else told
        for told in view.notices
        if told.origin not in said
    )
    return msgspec.structs.replace(view, notices=kept)


def _ids_around(placeholder: Placeholder) -> Iterator[str]:
    """The ids of the signatures of every description around that of *placeholder*."""
    step: nodes.Element | None = placeholder.parent
    while step is not None:
        if isinstance(step, addnodes.desc) and step is not placeholder.parent.parent:
            for node in step.children:
                found = isinstance(node, addnodes.desc_signature) and read_python_id(node)
                if found:
                    yield found
        step = step.parent
