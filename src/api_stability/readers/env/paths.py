"""Where what Python code names is defined, or imported from."""

from __future__ import annotations

import ast
from typing import Final

from api_stability.readers.env.python_scopes import Scope
from api_stability.readers.python.modules import END
from api_stability.readers.python.names import World
from api_stability.readers.python.statements import dotted_name

ENVIRONMENTS: Final = frozenset({"os.environ", "os.environb"})
READS: Final = frozenset(
    f"{owner}.{name}"
    for owner, names in (
        ("os", ("getenv", "getenvb")),
        ("os.environ", ("get", "pop", "setdefault", "__getitem__", "__contains__")),
        ("os.environb", ("get", "pop", "setdefault")),
    )
    for name in names
) | {"decouple.config"}
_MAX_DEPTH: Final = 4


class Paths:
    """Looks names up from functions and classes of one project."""

    def __init__(self, world: World) -> None:
        self._world = world

    def of(self, node: ast.expr, scope: Scope, depth: int = _MAX_DEPTH) -> str:
        """The path of what *node* names; empty where it is a value, or not known."""
        name = dotted_name(node)
        if not name:
            return ""
        head, _, rest = name.partition(".")
        if head in {"self", "cls"} and scope.owner and rest:
            return f"{scope.facts.module}.{scope.owner}.{rest}"
        imported = scope.imported(head)
        if imported is not None:
            path = f"{imported}.{rest}" if rest else imported
            return self._world.definition(path) or path
        bound = scope.find(head)
        if bound is not None:
            # another name for it: `get = os.environ.get`
            is_name = len(bound) == 1 and isinstance(bound[0], (ast.Name, ast.Attribute))
            above = self.of(bound[0], scope, depth - 1) if is_name and depth else ""
            return f"{above}.{rest}" if above and rest else above
        paths = self._world.resolve(scope.facts, name, END)
        known = [path for path in paths if path in READS or path in ENVIRONMENTS]
        return known[0] if known else paths[-1]
