"""Reads of environment variables in one Python module."""
# ruff: noqa: D102, N815 - methods of a visitor, by kind of node

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final, NamedTuple

from api_stability.readers.cli.collected import Deprecated, Place
from api_stability.readers.env.mentions import Findings, Mention
from api_stability.readers.env.naming import NAME, NameReader
from api_stability.readers.env.python_scopes import Scope, Texts, bind, function_scope
from api_stability.readers.python.facts import ModuleFacts
from api_stability.readers.python.folding import source_of
from api_stability.readers.python.modules import END
from api_stability.readers.python.projects import Project
from api_stability.readers.python.statements import dotted_name

_READS: Final = frozenset(
    f"{owner}.{name}"
    for owner, names in (
        ("os", ("getenv", "getenvb")),
        ("os.environ", ("get", "pop", "setdefault", "__getitem__")),
    )
    for name in names
) | {"decouple.config"}
_ENVIRONMENTS: Final = frozenset({"os.environ", "os.environb"})
_READERS: Final = frozenset(
    {"environs.Env", "environs.env", "environs.FileAwareEnv", "environ.Env"}
)
"""Classes whose objects read a variable when they, or a method of theirs, are called."""
_NO_READS: Final = frozenset({"prefixed", "read_env", "seal", "dump", "add_parser"})
_COMMANDS: Final = (
    "click.",
    "typer.",
    "rich_click.",
    "cyclopts.",
    "asyncclick.",
    "configargparse.",
)
_KEYWORDS: Final = frozenset({"envvar", "env_var"})


class Helper(NamedTuple):
    """A function of the sources that reads the variable that it is given."""

    position: int
    parameter: str
    bound: bool
    """Whether the first parameter is the object."""
    template: ast.expr
    """The name of the variable, in terms of the parameter."""
    scope: Scope


class PythonReads(ast.NodeVisitor):
    """Collects from the tree of one module; see `collect`."""

    def __init__(
        self,
        project: Project,
        facts: ModuleFacts,
        names: NameReader,
        helpers: Mapping[str, Helper],
        described: Callable[[ast.Call, str, Scope, Place], bool],
        called: frozenset[str],
        text: str,
    ) -> None:
        """*described* is told calls of what is named in *called*; whether it took them."""
        self._world = project.world
        self._texts = Texts(project.folder)
        self._folder = project.folder
        self._facts = facts
        self._names = names
        self._helpers = helpers
        self._described = described
        self._scope = Scope(facts)
        self._prefix = ""
        self._adding: list[ast.Call | None] = []
        """The calls around a place that add options; innermost last."""
        self.findings = Findings()
        self.found_helpers: dict[str, Helper] = {}
        self.scopes: list[Scope] = [self._scope]
        self.classes: list[ast.ClassDef] = []
        self._renamed = {
            each.name
            for each in facts.bindings
            if each.target is not None and not each.target.endswith(f".{each.name}")
        }
        self._called = {path.rpartition(".")[2] for path in (*_READS, *helpers)} | called
        self._by_object = "environ" in text

    def collect(self, tree: ast.Module) -> None:
        """Go through *tree*; raises `RecursionError` where it is too deep."""
        self.visit(tree)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for each in (*node.decorator_list, *node.args.defaults, *node.args.kw_defaults):
            if each is not None:
                self.visit(each)
        with self._inside(function_scope(node, self._scope)):
            for statement in node.body:
                self.visit(statement)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        with self._inside(function_scope(node, self._scope)):
            self.visit(node.body)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.classes.append(node)
        path = f"{self._scope.name}.{node.name}" if self._scope.name else node.name
        for each in (*node.decorator_list, *node.bases):
            self.visit(each)
        with self._inside(Scope(self._facts, path, path, self._scope)):
            for statement in node.body:
                self.visit(statement)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        bind(node, self._scope)
        self.generic_visit(node)

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> None:
        for each in node.generators:
            self.visit(each)
        self.visit(node.elt)

    visit_SetComp = visit_ListComp
    visit_GeneratorExp = visit_ListComp

    def visit_DictComp(self, node: ast.DictComp) -> None:
        for each in node.generators:
            self.visit(each)
        self.visit(node.key)
        self.visit(node.value)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        bind(node, self._scope)
        self.generic_visit(node)

    @contextmanager
    def _inside(self, scope: Scope) -> Iterator[None]:
        outer, self._scope = self._scope, scope
        self.scopes.append(scope)
        try:
            yield
        finally:
            self._scope = outer

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Constant):
            return  # a docstring
        self.visit(node.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        text = node.value
        if isinstance(text, str) and self._names.is_own(text) and NAME.fullmatch(text):
            self._mention(text, node, use="named")

    def visit_With(self, node: ast.With) -> None:
        prefix = self._prefix
        for item in node.items:
            call = item.context_expr
            if isinstance(call, ast.Call) and dotted_name(call.func).endswith(".prefixed"):
                texts = self._texts.of(call.args[0], self._scope) if call.args else None
                self._prefix += texts[0] if texts else ""
        self.generic_visit(node)
        self._prefix = prefix

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if isinstance(node.ctx, ast.Load) and self._is_environment(node.value):
            self._read(node.slice, node, None)
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        for op, right in zip(node.ops, node.comparators, strict=True):
            if isinstance(op, (ast.In, ast.NotIn)) and self._is_environment(right):
                before = len(self.findings.mentions)
                self._read(node.left, node, None)
                for each in self.findings.mentions[before:]:
                    each.tested = True
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        path = self.path_of(node.func) if self._matters(node) else ""
        around = self._adding[-1] if self._adding else None
        self._adding.append(node if _flags_of(node) else around)
        place = Place(self._facts.file, node.lineno)
        if (path or self._by_object) and not self._described(node, path, self._scope, place):
            self._read_call(node, path)
        self.generic_visit(node)
        self._adding.pop()

    def _matters(self, node: ast.Call) -> bool:
        """Whether its path can be one that is looked for: cheap, and nearly always not."""
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        if name in self._called or any(each.arg in _KEYWORDS for each in node.keywords):
            return True
        # it may be known here by another name
        return isinstance(node.func, ast.Name) and name in self._renamed

    def _read_call(self, node: ast.Call, path: str) -> None:
        if path in _READS or self._is_method_of_environment(node.func):
            default = _argument(node, 1, "default")
            name = _argument(node, 0, "key")
            if name is not None:
                self._read(name, node, default)
        elif path in self._helpers:
            self._read_helped(node, self._helpers[path])
        elif path.startswith(_COMMANDS):
            for keyword in node.keywords:
                if keyword.arg in _KEYWORDS:
                    self._read_each(keyword.value, node)
        elif node.args and self._by_object and self._is_reader(node.func):
            texts = self._texts.of(node.args[0], self._scope)
            for text in texts or ():
                self._mention(self._prefix + text, node, _argument(node, 1, "default"))

    def _read_helped(self, node: ast.Call, helper: Helper) -> None:
        position = helper.position - (1 if helper.bound else 0)
        name = _argument(node, position, helper.parameter)
        if name is None:
            return
        default = _argument(node, position + 1, "default")
        if isinstance(helper.template, ast.Name):
            self._read(name, node, default)
            return
        texts = self._texts.of(name, self._scope)
        filled = None
        if texts is not None:
            filled = self._texts.fill(helper.template, helper.scope, helper.parameter, texts)
        for text in filled or ():
            self._mention(text, node, default)
        if filled is None:
            self._compute(helper.template, node)

    def _read_each(self, node: ast.expr, at: ast.expr) -> None:
        parts = node.elts if isinstance(node, (ast.List, ast.Tuple)) else [node]
        for part in parts:
            if not (isinstance(part, ast.Constant) and not isinstance(part.value, str)):
                self._read(part, at, None)

    def _is_reader(self, node: ast.expr) -> bool:
        """``env(…)`` and ``env.str(…)`` of what reads by its own name."""
        if isinstance(node, ast.Attribute) and node.attr in _NO_READS:
            return False
        for each in (node, node.value) if isinstance(node, ast.Attribute) else (node,):
            if not isinstance(each, (ast.Name, ast.Attribute)):
                continue
            if self.path_of(each) in _READERS:
                return True
            bound = self._scope.find(each.id) if isinstance(each, ast.Name) else None
            if bound is None:
                behind = self._behind(each)
                bound = [behind] if behind is not None else []
            if any(isinstance(b, ast.Call) and self.path_of(b.func) in _READERS for b in bound):
                return True
        return False

    def _behind(self, node: ast.expr) -> ast.expr | None:
        from api_stability.readers.python.folding import Given
        from api_stability.readers.python.folding import Place as FoldPlace

        given = Given(node, FoldPlace(self._facts, END, self._scope.owner))
        behind = self._folder.expression(given).node
        return None if behind is node else behind

    def path_of(self, node: ast.expr) -> str:
        """Where what is called is defined, or imported from."""
        name = dotted_name(node)
        if not name:
            return ""
        head, _, rest = name.partition(".")
        if head in {"self", "cls"} and self._scope.owner and rest:
            return f"{self._facts.module}.{self._scope.owner}.{rest}"
        imported = self._scope.imported(head)
        if imported is not None:
            path = f"{imported}.{rest}" if rest else imported
            return self._world.definition(path) or path
        if self._scope.find(head) is not None:
            return ""
        paths = self._world.resolve(self._facts, name, END)
        known = [path for path in paths if path in _READS or path in _ENVIRONMENTS]
        return known[0] if known else paths[-1]

    def _is_environment(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Name):
            bound = self._scope.find(node.id)
            if bound is not None:
                return any(self._is_copy(each) for each in bound)
        return self.path_of(node) in _ENVIRONMENTS

    def _is_copy(self, node: ast.expr) -> bool:
        """``os.environ``, or what is made of it."""
        match node:
            case ast.Call(func=ast.Attribute(value=inner, attr="copy"), args=[]):
                return self.path_of(inner) in _ENVIRONMENTS
            case ast.Call(func=ast.Name(id="dict"), args=[inner, *_]):
                return self.path_of(inner) in _ENVIRONMENTS
            case ast.BoolOp(values=values):
                return any(self._is_copy(each) for each in values)
            case ast.IfExp(body=body, orelse=orelse):
                return self._is_copy(body) or self._is_copy(orelse)
        return self.path_of(node) in _ENVIRONMENTS

    def _is_method_of_environment(self, node: ast.expr) -> bool:
        return (
            isinstance(node, ast.Attribute)
            and node.attr in {"get", "pop", "setdefault"}
            and isinstance(node.value, ast.Name)
            and self._is_environment(node.value)
        )

    def _read(self, name: ast.expr, at: ast.expr, default: ast.expr | None) -> None:
        texts = self._texts.of(name, self._scope)
        if texts is not None:
            for text in texts:
                self._mention(text, at, default)
        elif not self._is_passed_on(name):
            self._compute(name, at)

    def _compute(self, name: ast.expr, at: ast.expr) -> None:
        place = Place(self._facts.file, at.lineno)
        self.findings.computed.append((source_of(name), place))

    def _is_passed_on(self, name: ast.expr) -> bool:
        """Whether the name is made of one parameter: the function is a helper then."""
        scope: Scope | None = self._scope
        used = [each.id for each in ast.walk(name) if isinstance(each, ast.Name)]
        while scope is not None and not set(used) & set(scope.parameters):
            scope = scope.outer
        given = [each for each in used if scope is not None and each in scope.parameters]
        if scope is None or "<lambda>" in scope.name or len(set(given)) != 1:
            return False
        position = scope.parameters.index(given[0])
        path = f"{self._facts.module}.{scope.name}"
        method = bool(scope.owner) and scope.parameters[:1] in (["self"], ["cls"])
        helper = Helper(position, given[0], method, name, scope)
        self.found_helpers[path] = helper
        if scope.name.endswith(".__init__"):
            self.found_helpers[path.removesuffix(".__init__")] = helper
        return True

    def _mention(
        self, name: str, at: ast.expr, default: ast.expr | None = None, *, use: str = "read"
    ) -> None:
        if not NAME.fullmatch(name):
            return
        text = self._texts.of(default, self._scope) if default is not None else None
        if isinstance(default, ast.Constant) and default.value is not None and text is None:
            text = [str(default.value)]
        self._scope.names[name] = None
        option = self._adding[-1] if self._adding else None
        self.findings.mentions.append(
            Mention(
                name,
                Place(self._facts.file, at.lineno),
                use="named" if use == "named" else "read",
                default=text[0] if text and len(text) == 1 and text[0] else None,
                flags=_flags_of(option) if option is not None else (),
                text=self._help_of(option) if option is not None else None,
                deprecated=_deprecated(option) if option is not None else None,
                option=option is not None,
            )
        )

    def _help_of(self, option: ast.Call) -> str | None:
        """The help text of the option that *option* adds."""
        given = _argument(option, -1, "help")
        texts = self._texts.of(given, self._scope) if given is not None else None
        return texts[0] if texts and len(texts) == 1 else None


def _deprecated(option: ast.Call) -> Deprecated | None:
    """What ``deprecated=`` of argparse, click and typer says: true, or why."""
    match _argument(option, -1, "deprecated"):
        case ast.Constant(value=True):
            return Deprecated("deprecated")
        case ast.Constant(value=str(reason)) if reason:
            return Deprecated("deprecated", reason=reason)
    return None


def _argument(node: ast.Call, position: int, name: str) -> ast.expr | None:
    for keyword in node.keywords:
        if keyword.arg == name:
            return keyword.value
    if 0 <= position < len(node.args) and not isinstance(node.args[position], ast.Starred):
        return node.args[position]
    return None


def _flags_of(node: ast.Call) -> tuple[str, ...]:
    """The spellings that a call gives an option."""
    given = [*node.args, *(k.value for k in node.keywords if k.arg in {"flag_name", "flag"})]
    texts = [each.value for each in given if isinstance(each, ast.Constant)]
    return tuple(
        flag
        for text in texts
        if isinstance(text, str) and text.startswith("-") and " " not in text
        for flag in text.split("/")
        if flag.startswith("--")
    )
