"""A module's ``__getattr__``: which names it warns of, as far as its source says so plainly."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from api_stability.readers.python.facts import Entry, Lookup, Table
from api_stability.readers.python.statements import dotted_name, names_in
from api_stability.readers.python.texts import Text
from api_stability.readers.python.walking import walk_statements

_HOOK = "__getattr__"


def find_lookups(tree: ast.Module, text: Text) -> tuple[tuple[Lookup, ...], tuple[Table, ...]]:
    """What the module's ``__getattr__`` looks names up in, and the tables that it may mean."""
    lookups: list[Lookup] = []
    for scope, _, node, _ in walk_statements(tree):
        if scope:
            continue
        if isinstance(node, ast.FunctionDef) and node.name == _HOOK and node.args.args:
            lookups += _of_function(node, text)
        elif (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and any(_HOOK in names_in(target) for target in node.targets)
        ):
            lookups.append(Lookup(line=node.lineno, parameter="name", call=text.of(node.value)))
    return tuple(lookups), tuple(_tables(tree, text, lookups))


def _of_function(function: ast.FunctionDef, text: Text) -> Iterator[Lookup]:
    parameter = function.args.args[0].arg
    for node in function.body:
        if isinstance(node, ast.If):
            yield from _of_branches(node, parameter, text)
        elif isinstance(node, (ast.Return, ast.Expr)) and isinstance(node.value, ast.Call):
            yield Lookup(line=node.lineno, parameter=parameter, call=text.of(node.value))


def _of_branches(node: ast.If, parameter: str, text: Text) -> Iterator[Lookup]:
    """``if name == "x": …`` and ``if name in TABLE: …``, with their ``elif``."""
    branch: ast.stmt = node
    while isinstance(branch, ast.If):
        names, table = _tested(branch.test, parameter)
        warning = _warning(branch.body)
        if (names or table) and warning is not None:
            message = warning.args[0] if warning.args else _keyword(warning, "message")
            category = warning.args[1] if len(warning.args) > 1 else _keyword(warning, "category")
            yield Lookup(
                line=branch.lineno,
                parameter=parameter,
                names=names,
                table=table,
                message=text.of(message) if message is not None else "",
                category=dotted_name(category) if category is not None else "",
            )
        elif names or table:
            for each in branch.body:
                if isinstance(each, (ast.Return, ast.Expr)) and isinstance(each.value, ast.Call):
                    call = text.of(each.value)
                    yield Lookup(line=each.lineno, parameter=parameter, call=call, names=names)
        if len(branch.orelse) != 1:
            return
        branch = branch.orelse[0]


def _tested(test: ast.expr, parameter: str) -> tuple[tuple[str, ...], str | None]:
    """The names that *test* admits, or the table that it looks into."""
    match test:
        case ast.Compare(left=ast.Name(id=name), ops=[ast.Eq()], comparators=[each]):
            elements: Sequence[ast.expr] = [each]
        case ast.Compare(left=ast.Name(id=name), ops=[ast.In()], comparators=[each]):
            if isinstance(each, (ast.Tuple, ast.List, ast.Set)):
                elements = each.elts
            else:
                return (), (dotted_name(each) or None) if name == parameter else None
        case _:
            return (), None
    texts = [e.value for e in elements if isinstance(e, ast.Constant) and isinstance(e.value, str)]
    certain = name == parameter and len(texts) == len(elements)
    return (tuple(texts), None) if certain else ((), None)


def _warning(body: Sequence[ast.stmt]) -> ast.Call | None:
    """The call that warns, where it is sure to be reached and the name is there after it."""
    for node in body:
        match node:
            case ast.Expr(value=ast.Call(func=function) as call):
                if dotted_name(function).rpartition(".")[2] == "warn":
                    gone = any(isinstance(each, ast.Raise) for each in body)
                    return None if gone else call
            case ast.Raise() | ast.Return() | ast.If():
                return None
    return None


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((each.value for each in call.keywords if each.arg == name), None)


def _tables(tree: ast.Module, text: Text, lookups: Sequence[Lookup]) -> Iterator[Table]:
    """Every table of the module that one of *lookups* names; a later one replaces an earlier."""
    if not lookups:
        return
    wanted = " ".join(f"{each.table or ''} {each.call or ''}" for each in lookups)
    touched: set[str] = set()
    found: dict[str, Table] = {}
    for scope, conditional, node, _ in walk_statements(tree):
        for name, value in [] if scope else _assigned(node):
            if name not in wanted:
                continue
            entries = _entries(value, text) if value is not None else None
            if entries is None or (conditional and name in found):
                touched.add(name)
            else:
                touched.discard(name)
                found[name] = Table(
                    name, tuple(each for each in entries if each), whole=all(entries)
                )
    for name, table in found.items():
        yield Table(name, table.entries, table.whole and name not in touched)


def _assigned(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    """Names with what is assigned to them, or with nothing where a part of them changes."""
    targets: Sequence[ast.expr] = ()
    value: ast.expr | None = None
    if isinstance(node, ast.Assign):
        targets, value = node.targets, node.value
    elif isinstance(node, ast.AnnAssign):
        targets, value = [node.target], node.value
    elif isinstance(node, ast.AugAssign):
        targets = [node.target]
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        # `table.update(…)`
        name = dotted_name(node.value.func).partition(".")[0]
        if name:
            yield name, None
    for target in targets:
        if isinstance(target, ast.Name):
            yield target.id, value
        elif isinstance(target, ast.Subscript):
            yield dotted_name(target.value), None


def _entries(value: ast.expr, text: Text) -> list[Entry | None] | None:
    """The entries of a literal, ``None`` for one that is no plain text; ``None`` for no literal."""
    if isinstance(value, ast.Call) and len(value.args) == 1 and not value.keywords:
        if dotted_name(value.func) not in {"frozenset", "set", "dict", "tuple", "list"}:
            return None
        value = value.args[0]
    if isinstance(value, ast.Dict):
        keys: Sequence[ast.expr | None] = value.keys
        values: Sequence[ast.expr | None] = value.values
    elif isinstance(value, (ast.List, ast.Tuple, ast.Set)):
        keys, values = value.elts, [None] * len(value.elts)
    else:
        return None
    return [
        Entry(key.value, key.lineno, text.of(each) if each is not None else None)
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
        else None
        for key, each in zip(keys, values, strict=True)
    ]
