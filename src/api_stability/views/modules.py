"""The module, program or resource that a symbol is reached through."""

from __future__ import annotations

from api_stability.model.ids import InvalidIdError, display_name, parse_id
from api_stability.model.index import Index
from api_stability.model.symbols import Symbol
from api_stability.views.words import SURFACE_LABELS

_CONTAINERS = ("module", "package", "command", "version")


def name_module(symbol: Symbol, index: Index) -> str:
    """The public module, command or resource of *symbol*; its surface where it has none."""
    if symbol.kind in ("module", "package"):
        return display_name(symbol.id)
    try:
        above = parse_id(symbol.id).parent
    except InvalidIdError:
        above = None
    title = None
    while above is not None:
        found = index.find_symbol(str(above))
        title = title or display_name(str(above))
        if found is not None and found.kind in _CONTAINERS:
            return display_name(str(above))
        above = above.parent
    return title or SURFACE_LABELS[symbol.surface]


def name_within(symbol: Symbol, index: Index) -> str:
    """The name of *symbol* as it is written within its module, program or resource."""
    name, module = display_name(symbol.id), name_module(symbol, index)
    rest = name.removeprefix(module)
    return rest.lstrip(" .:") if rest and rest != name and not rest[0].isalnum() else name
