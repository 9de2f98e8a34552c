"""The whole runtime as one file, for projects that want no dependency at run time.

The modules of this package are joined: each in its order, without its docstring and its imports of
the others; what they import from the standard library and what only type checkers see comes first,
once. Nothing is rewritten, so that the two cannot differ in what they do.
"""

from __future__ import annotations

import ast
import json
import textwrap
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PACKAGE = "api_stability"
MODULES = (
    "messages",
    "frames",
    "notices",
    "attributes",
    "functions",
    "class_kinds",
    "construction",
    "classes",
    "instances",
    "kinds",
    "marks",
    "environment",
    "arguments",
)
"""In an order in which each uses only earlier ones while it is imported."""

FIRST_LINE = f"# Written by {PACKAGE.replace('_', '-')} "
"""How a vendored file begins, whatever the version that wrote it."""

HEADER = f"""\
{FIRST_LINE}{{version}}: do not edit.
# To write it again, with what is then installed: api-stability vendor PATH
#
# Copyright The api-stability developers
# SPDX-License-Identifier: Apache-2.0
#
# ruff: noqa
# flake8: noqa
\"\"\"Marks of stability and deprecation, in one file without dependencies (Python 3.9 or newer).

`experimental`, `beta` and `deprecated` mark functions, classes, properties and parameters;
`removal` says when, beside `warnings.deprecated`; `env` reads a variable that has had other names;
`label` labels an argument of `argparse`.
\"\"\"

from __future__ import annotations

"""


class Parts:
    """What has been read so far of all modules."""

    def __init__(self) -> None:
        self.imports: dict[str, set[str]] = {}
        """Module to the names imported from it; an empty name is the module itself."""
        self.typing_imports: dict[str, set[str]] = {}
        self.typing_lines: list[str] = []
        """What only type checkers see."""
        self.runtime_lines: list[str] = []
        """What stands for it at run time: the ``else`` of ``if TYPE_CHECKING``."""
        self.bodies: list[str] = []
        self.origins: dict[str, str] = {}
        """Global name to the module that defines it."""


def vendored_source() -> str:
    """The source of one file that does what this package does: the same for the same version.

    It needs Python 3.9 and the standard library, and defines what ``__all__`` of this package has.
    Raises `ValueError` when two modules define the same name, which would make one of the other.
    """
    from api_stability import __version__
    from api_stability.runtime import __all__ as names

    parts = Parts()
    for module in MODULES:
        read_module(module, parts)
    typed = indent([*write_imports(parts.typing_imports), *parts.typing_lines])
    untyped = indent(parts.runtime_lines)
    return "".join(
        [
            HEADER.format(version=__version__),
            *(f"{line}\n" for line in write_imports(parts.imports)),
            f"\n__all__ = {json.dumps(names)}\n\n",
            f"TYPE_CHECKING = False\nif TYPE_CHECKING:\n{typed}else:\n{untyped}",
            *parts.bodies,
        ]
    )


def read_module(name: str, parts: Parts) -> None:
    """Sort the statements of one module into `parts`."""
    source = Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8")
    tree = ast.parse(source)
    lines = source.splitlines()
    kept: list[str] = []
    end = 0
    for statement in tree.body:
        # A decorated function begins, for `ast`, at its ``def``; what is between the end of the
        # statement before and the end of this one are its decorators and comments.
        text = "\n".join(lines[end : statement.end_lineno])
        end = statement.end_lineno or end
        if not (is_preamble(statement) or take_import(statement, parts.imports)):
            if isinstance(statement, ast.If) and is_type_checking(statement):
                take_typing(statement, lines, parts)
            else:
                remember_names(statement, name, parts)
                kept.append(text)
    summary = (ast.get_docstring(tree) or name).splitlines()[0]
    body = "\n".join(kept).strip("\n")
    parts.bodies.append(f"\n\n# {summary}\n\n\n{body}\n")


def is_preamble(statement: ast.stmt) -> bool:
    """Whether it is a module's docstring, or what the head of the file says once for all."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return True
    return ast.unparse(statement) in ("TYPE_CHECKING = False", "OWN_MODULES.add(__name__)")


def is_type_checking(statement: ast.If) -> bool:
    """Whether it is ``if TYPE_CHECKING``."""
    return ast.unparse(statement.test) == "TYPE_CHECKING"


def take_import(statement: ast.stmt, imports: dict[str, set[str]]) -> bool:
    """Whether it is an import, which is then in `imports`, unless it is one of our own."""
    if isinstance(statement, ast.Import):
        for alias in statement.names:
            imports.setdefault(alias.name, set()).add("")
        return True
    if isinstance(statement, ast.ImportFrom):
        module = statement.module or ""
        if module != "__future__" and module.partition(".")[0] != PACKAGE:
            imports.setdefault(module, set()).update(alias.name for alias in statement.names)
        return True
    return False


def take_typing(statement: ast.If, lines: list[str], parts: Parts) -> None:
    """Add both branches of an ``if TYPE_CHECKING``, without what is there already."""
    for inner in statement.body:
        if not take_import(inner, parts.typing_imports):
            add_once(parts.typing_lines, cut(inner, lines))
    for inner in statement.orelse:
        add_once(parts.runtime_lines, cut(inner, lines))


def cut(statement: ast.stmt, lines: list[str]) -> str:
    """The source of an indented statement, at the margin."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    start = min([statement.lineno, *(decorator.lineno for decorator in decorators)])
    return textwrap.dedent("\n".join(lines[start - 1 : statement.end_lineno]))


def add_once(texts: list[str], text: str) -> None:
    """Append the text, unless it is there."""
    if text not in texts:
        texts.append(text)


def remember_names(statement: ast.stmt, module: str, parts: Parts) -> None:
    """Note the global names that a statement defines, each of which one module may define."""
    for name in find_names(statement):
        if parts.origins.setdefault(name, module) != module:
            raise ValueError(f"{name} is defined in {parts.origins[name]} and in {module}")


def find_names(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement of a module defines."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield statement.name
    elif isinstance(statement, (ast.Assign, ast.AnnAssign)):
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id


def write_imports(imports: dict[str, set[str]]) -> Iterator[str]:
    """Import statements, in the usual order."""
    for module, names in sorted(imports.items()):
        if "" in names:
            yield f"import {module}"
    for module, names in sorted(imports.items()):
        if names - {""}:
            yield f"from {module} import {', '.join(sorted(names - {''}))}"


def indent(texts: Iterable[str]) -> str:
    """The texts as a block of an ``if``."""
    return textwrap.indent("".join(f"{text}\n" for text in texts), "    ")
