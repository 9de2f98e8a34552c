"""The simplest reading of one module: what our reader must agree with, wherever this understands.

Slow, plain, and on purpose unlike the real one: each question walks the tree again.
"""

from __future__ import annotations

import ast
import re
from typing import TypeAlias

Said: TypeAlias = tuple[str, str, str | None, str | None]
"""Form, raw level, since, reason."""
Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

DEPRECATED = {"warnings.deprecated", "typing_extensions.deprecated"}
CONSTRUCTORS = {"__init__", "__new__"}


class NotUnderstoodError(Exception):
    """The source says something that this reading leaves to others."""


def read_module(source: str, module: str) -> dict[str, list[Said]]:
    """What stands on each public name, by id without ``python:``; raises `NotUnderstoodError`."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        raise NotUnderstoodError("no Python") from None
    imported = read_imports(tree) | read_aliases(tree)
    found: dict[str, list[Said]] = {module: read_docstring(tree)[0]}
    read_body(tree.body, module, imported, found)
    for node in tree.body:
        read_assignment(node, module, imported, found)
    return {name: said for name, said in found.items() if said or is_public(name)}


def is_public(name: str) -> bool:
    return not any(step.startswith("_") for step in name.partition("(")[0].split("."))


def read_imports(tree: ast.Module) -> dict[str, str]:
    """Name to path, of imports at the top that nothing else binds."""
    imported: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            if node not in tree.body:
                raise NotUnderstoodError("an import inside")
            for each in node.names:
                path = each.name
                if isinstance(node, ast.ImportFrom):
                    path = f"{node.module}.{each.name}"
                name = each.asname or each.name
                if name in imported or "." in name or name == "*":
                    raise NotUnderstoodError("a name imported twice, or with dots")
                imported[name] = path
    bound = [
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    bound += [node.name for node in ast.walk(tree) if isinstance(node, Definition)]
    if set(bound) & imported.keys():
        raise NotUnderstoodError("an imported name is bound again")
    return imported


def read_aliases(tree: ast.Module) -> dict[str, str]:
    """``gone = warnings.deprecated`` at the top, where nothing else binds the name."""
    found: dict[str, str] = {}
    imported = read_imports(tree)
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Attribute()):
                head, _, rest = ast.unparse(node.value).partition(".")
                if name in found:
                    raise NotUnderstoodError("an alias bound twice")
                found[name] = f"{imported.get(head, head)}.{rest}"
    for each in ast.walk(tree):
        if isinstance(each, Definition) and each.name in found:
            raise NotUnderstoodError("an alias bound again")
    return found


def read_body(
    body: list[ast.stmt], scope: str, imported: dict[str, str], found: dict[str, list[Said]]
) -> None:
    names = [node.name for node in body if isinstance(node, Definition) and not is_variant(node)]
    if len(names) > len(set(names)):
        raise NotUnderstoodError("defined twice")
    for node in body:
        if isinstance(node, Definition):
            read_definition(node, scope, imported, found)
        elif isinstance(node, (ast.If, ast.Try)):
            read_branches(node, scope, imported, found)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name):
                    name = f"{scope}.{target.id}"
                    if name in found:
                        raise NotUnderstoodError("bound twice")
                    found[name] = []
        elif not isinstance(node, (ast.Import, ast.ImportFrom, ast.Expr, ast.Pass)):
            raise NotUnderstoodError(type(node).__name__)


def read_branches(
    node: ast.If | ast.Try, scope: str, imported: dict[str, str], found: dict[str, list[Said]]
) -> None:
    """What is defined in several branches is there once, with the marks of all of them."""
    handlers = node.handlers if isinstance(node, ast.Try) else []
    blocks = [node.body, *(each.body for each in handlers), node.orelse]
    together: dict[str, list[Said]] = {}
    for block in blocks:
        functions = [each for each in block if not isinstance(each, ast.Pass)]
        if not all(isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef)) for each in functions):
            raise NotUnderstoodError("more than functions in a branch")
        if any(getattr(each, "name", "") in CONSTRUCTORS for each in functions):
            raise NotUnderstoodError("a constructor in a branch")
        own: dict[str, list[Said]] = {scope: []}
        read_body(block, scope, imported, own)
        for name, said in own.items():
            together.setdefault(name, []).extend(said)
    del together[scope]
    if together.keys() & found.keys():
        raise NotUnderstoodError("defined in a branch and elsewhere")
    found.update(together)


def is_variant(node: Definition) -> bool:
    """A setter, a deleter or an overload: one of several definitions of its name."""
    names = [ast.unparse(each) for each in node.decorator_list]
    return any(name.endswith((".setter", "overload")) for name in names)


def read_variant(
    node: ast.FunctionDef | ast.AsyncFunctionDef,
    scope: str,
    imported: dict[str, str],
    found: dict[str, list[Said]],
) -> None:
    """A symbol of its own, where it is marked; what it is a variant of is there anyway."""
    name = f"{scope}.{node.name}"
    plain = [ast.unparse(each) for each in node.decorator_list]
    own = [said for each in node.decorator_list for said in read_decorator(each, imported)]
    setter = any(each.endswith(".setter") for each in plain)
    if ast.get_docstring(node) or (setter and "overload" in plain) or name not in found:
        if ast.get_docstring(node) or setter or node.name in CONSTRUCTORS or len(plain) > 2:
            raise NotUnderstoodError("a variant that says or needs more")
        found[name] = []
    types = [ast.unparse(each.annotation) for each in node.args.args if each.annotation]
    suffix = "@setter" if setter else f"@overload({', '.join(types)})"
    if own:
        if f"{name}{suffix}" in found:
            raise NotUnderstoodError("a variant twice")
        found[f"{name}{suffix}"] = own


def read_definition(
    node: Definition, scope: str, imported: dict[str, str], found: dict[str, list[Said]]
) -> None:
    name = f"{scope}.{node.name}"
    if is_variant(node):
        if isinstance(node, ast.ClassDef):
            raise NotUnderstoodError("a class as a variant")
        read_variant(node, scope, imported, found)
        return
    if name in found or (node.name in CONSTRUCTORS and scope not in found):
        raise NotUnderstoodError("defined twice")
    own = [said for each in node.decorator_list for said in read_decorator(each, imported)]
    documented, parameters = read_docstring(node)
    own += documented
    home = scope if node.name in CONSTRUCTORS and "." in scope else name
    if home == name:
        found[name] = own
    else:
        found[scope] += own
        if not own and not parameters:
            found[name] = []
    for parameter, said in parameters.items():
        found.setdefault(f"{home}({parameter})", []).extend(said)
    if isinstance(node, ast.ClassDef):
        read_body(node.body, name, imported, found)


def read_decorator(node: ast.expr, imported: dict[str, str]) -> list[Said]:
    if not isinstance(node, ast.Call):
        return []
    head, _, rest = ast.unparse(node.func).partition(".")
    path = f"{imported.get(head, head)}.{rest}" if rest else imported.get(head, head)
    if path not in DEPRECATED:
        return []
    if len(node.args) != 1:
        raise NotUnderstoodError("no reason")
    reason = read_text(node.args[0])
    return [("decorator", "deprecated", None, " ".join(reason.split()) or None)]


def read_text(node: ast.expr) -> str:
    """A text, or several with ``+`` between them."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return read_text(left) + read_text(right)
    raise NotUnderstoodError("a computed reason")


def read_docstring(
    node: Definition | ast.Module,
) -> tuple[list[Said], dict[str, list[Said]]]:
    """What a numpydoc docstring says about its object and about each parameter."""
    lines = (ast.get_docstring(node) or "").split("\n")
    own: list[Said] = []
    parameters: dict[str, list[Said]] = {}
    section = item = ""
    for number, line in enumerate(lines):
        if lines[number + 1 : number + 2] and re.fullmatch("-+", lines[number + 1]) and line:
            section, item = line, ""
            continue
        found = re.fullmatch(r"( *)\.\. deprecated:: (\S+)", line)
        if found is None:
            if section == "Parameters" and re.match(r"\w+ : ", line):
                item = line.partition(" ")[0]
            continue
        body = []
        for each in lines[number + 1 :]:
            if each and not each.startswith(found[1] + " "):
                break
            body.append(each.strip())
        said = ("docstring", "deprecated", found[2], " ".join(" ".join(body).split()) or None)
        if not found[1] and section not in {"Parameters", "Returns"}:
            own.append(said)
        elif found[1] and section == "Parameters":
            parameters.setdefault(item, []).append(said)
        elif section != "Returns":
            raise NotUnderstoodError("a directive inside of something")
    return own, parameters


def read_assignment(
    node: ast.stmt, module: str, imported: dict[str, str], found: dict[str, list[Said]]
) -> None:
    """``f.__stability__ = "beta"``, where ``f`` is defined before it."""
    match node:
        case ast.Assign(
            targets=[ast.Attribute(value=ast.Name(id=name), attr="__stability__")],
            value=ast.Constant(value=str(level)),
        ):
            said = ("assignment", level, None, None)
            if f"{module}.{name}" not in found and name not in imported:
                return  # on nothing that is here
            if f"{module}.{name}" not in found or found[f"{module}.{name}"][-1:] == [said]:
                raise NotUnderstoodError("set on what is imported, or twice")
            earlier = [each for each in found[f"{module}.{name}"] if each[0] == "assignment"]
            if earlier:
                raise NotUnderstoodError("set twice")
            found[f"{module}.{name}"].append(said)
