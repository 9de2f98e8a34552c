"""Reads of environment variables in one Python module."""
# ruff: noqa: D102, N815 - methods of a visitor, by kind of node

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from api_stability.readers.cli.collected import Deprecated, Place
from api_stability.readers.env.classes import argument_of
from api_stability.readers.env.environments import Environments
from api_stability.readers.env.helpers import Helper, find_helper
from api_stability.readers.env.mentions import Findings, Mention
from api_stability.readers.env.naming import NAME, NameReader
from api_stability.readers.env.paths import READS, Paths
from api_stability.readers.env.python_scopes import Scope, bind, class_scope, function_scope
from api_stability.readers.env.reader_objects import ReaderObjects
from api_stability.readers.env.texts import Texts
from api_stability.readers.python.facts import ModuleFacts
from api_stability.readers.python.folding import source_of
from api_stability.readers.python.projects import Project

_COMMANDS: Final = (
    "click.",
    "typer.",
    "rich_click.",
    "cyclopts.",
    "asyncclick.",
    "configargparse.",
)
_KEYWORDS: Final = frozenset({"envvar", "env_var"})


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
        *,
        has_readers: bool,
    ) -> None:
        """*described* is told calls of what is named in *called*; whether it took them.

        *has_readers*: whether *text* can hold objects of libraries that read.
        """
        self._paths = Paths(project.world)
        self.texts = Texts(project, self._paths)
        self._environments = Environments(project.folder, self._paths)
        self._facts = facts
        self._names = names
        self._helpers = helpers
        self._described = described
        self._scope = Scope(facts)
        self._objects = ReaderObjects(project.folder, self._paths, self.texts)
        self._adding: list[ast.Call | None] = []
        """The calls around a place that add options; innermost last."""
        self._bases: list[list[str]] = []
        """What the classes around extend."""
        self.findings = Findings()
        self.found_helpers: dict[str, Helper] = {}
        self.found_readers: set[str] = set()
        """Names of objects that read."""
        self.scopes: list[Scope] = [self._scope]
        self.classes: list[ast.ClassDef] = []
        self._renamed = {
            each.name
            for each in facts.bindings
            if each.target is not None and not each.target.endswith(f".{each.name}")
        }
        self._called = {path.rpartition(".")[2] for path in (*READS, *helpers)} | called
        self._by_environment = "environ" in text
        self._has_readers = has_readers

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
        for each in (*node.decorator_list, *node.bases):
            self.visit(each)
        scope = class_scope(node, self._scope, with_attributes=self._by_environment)
        self._inherit_helper(node, scope)
        self._bases.append([self.path_of(base) for base in node.bases])
        with self._inside(scope):
            for statement in node.body:
                self.visit(statement)
        self._bases.pop()

    def _inherit_helper(self, node: ast.ClassDef, scope: Scope) -> None:
        """A class without a constructor of its own reads what its base reads."""
        if any(isinstance(e, ast.FunctionDef) and e.name == "__init__" for e in node.body):
            return
        for base in node.bases:
            helper = self._helpers.get(self.path_of(base))
            if helper is not None:
                self.found_helpers[f"{self._facts.module}.{scope.name}"] = helper

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self._look_through(node.iter)
        self.generic_visit(node)

    visit_AsyncFor = visit_For

    def visit_comprehension(self, node: ast.comprehension) -> None:
        bind(node, self._scope)
        self._look_through(node.iter)
        self.generic_visit(node)

    def _look_through(self, node: ast.expr) -> None:
        if self._by_environment and self._environments.is_looked_through(node, self._scope):
            place = Place(self._facts.file, node.lineno)
            self.findings.computed.append((f"each of {source_of(node)}", place))

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

    def visit_Assign(self, node: ast.Assign) -> None:
        if self._has_readers and self._objects.is_made(node.value, self._scope):
            names = (each.id for each in node.targets if isinstance(each, ast.Name))
            self.found_readers.update(names)
        self.generic_visit(node)

    def visit_With(self, node: ast.With | ast.AsyncWith) -> None:
        with self._objects.inside(node.items, self._scope):
            self.generic_visit(node)

    visit_AsyncWith = visit_With

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if isinstance(node.ctx, ast.Load) and self._environments.is_one(node.value, self._scope):
            self._read(node.slice, node, None)
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        for op, right in zip(node.ops, node.comparators, strict=True):
            if isinstance(op, (ast.In, ast.NotIn)) and self._environments.is_one(
                right, self._scope
            ):
                before = len(self.findings.mentions)
                self._read(node.left, node, None)
                for each in self.findings.mentions[before:]:
                    each.tested = True
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        path = self._path_above(node) or (self.path_of(node.func) if self._matters(node) else "")
        around = self._adding[-1] if self._adding else None
        self._adding.append(node if _flags_of(node) else around)
        place = Place(self._facts.file, node.lineno)
        if (path or self._by_environment or self._has_readers) and not self._described(
            node, path, self._scope, place
        ):
            self._read_call(node, path)
        self.generic_visit(node)
        self._adding.pop()

    def _path_above(self, node: ast.Call) -> str:
        """What ``super().__init__(…)`` calls, if that reads."""
        match node.func:
            case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__"):
                above = self._bases[-1] if self._bases else []
                return next((path for path in above if path in self._helpers), "")
        return ""

    def _matters(self, node: ast.Call) -> bool:
        """Whether its path can be one that is looked for: cheap, and nearly always not."""
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        if name in self._called or any(each.arg in _KEYWORDS for each in node.keywords):
            return True
        # it may be known here by another name
        return isinstance(node.func, ast.Name) and name in self._renamed

    def _read_call(self, node: ast.Call, path: str) -> None:
        if path in READS or self._is_method_of_environment(node.func):
            name = argument_of(node, 0, "key")
            if name is not None:
                self._read(name, node, argument_of(node, 1, "default"))
        elif path in self._helpers:
            self._read_helped(node, self._helpers[path])
        elif path.startswith(_COMMANDS):
            for keyword in node.keywords:
                if keyword.arg in _KEYWORDS:
                    self._read_each(keyword.value, node)
        elif node.args and self._has_readers:
            self._read_object(node)

    def _read_object(self, node: ast.Call) -> None:
        reader = self._objects.find(node.func, self._scope)
        if reader is None:
            return
        names = self._objects.names(node, reader, self._scope)
        for name in names or ():
            self._mention(name, node, argument_of(node, 1, "default"))
        if names is None:
            self._compute(node.args[0], node)

    def _read_helped(self, node: ast.Call, helper: Helper) -> None:
        several = helper.rest or helper.each
        default = None if several else argument_of(node, helper.position + 1, "default")
        for name in helper.arguments(node):
            if helper.is_plain:
                self._read(name, node, default)
                continue
            texts = self._filled(helper, name, self._scope)
            for text in texts or ():
                self._mention(text, node, default)
            if texts is None and not self._is_passed_on(name, helper):
                self._compute(name, node)

    def _filled(self, helper: Helper, name: ast.expr, scope: Scope) -> list[str] | None:
        """What *helper* reads where it is given *name*; ``None`` where that is not known."""
        texts = (self.texts.each if helper.each else self.texts.of)(name, scope)
        if texts is None:
            return None
        found: list[str] | None = texts
        if not isinstance(helper.template, ast.Name):
            found = self.texts.fill(helper.template, helper.scope, helper.given, texts)
        if helper.perhaps is not None:
            other = self.texts.fill(helper.perhaps, helper.scope, helper.given, texts)
            return found if other == found else None
        return found

    def _read_each(self, node: ast.expr, at: ast.expr) -> None:
        parts = node.elts if isinstance(node, (ast.List, ast.Tuple)) else [node]
        for part in parts:
            if not (isinstance(part, ast.Constant) and not isinstance(part.value, str)):
                self._read(part, at, None)

    def path_of(self, node: ast.expr) -> str:
        """Where what is called is defined, or imported from."""
        return self._paths.of(node, self._scope)

    def _is_method_of_environment(self, node: ast.expr) -> bool:
        return (
            self._by_environment
            and isinstance(node, ast.Attribute)
            and node.attr in {"get", "pop", "setdefault"}
            and self._environments.is_one(node.value, self._scope)
        )

    def _read(self, name: ast.expr, at: ast.expr, default: ast.expr | None) -> None:
        texts = self.texts.of(name, self._scope)
        if texts is not None:
            for text in texts:
                self._mention(text, at, default)
        elif not self._is_passed_on(name):
            self._compute(name, at)

    def _compute(self, name: ast.expr, at: ast.expr) -> None:
        place = Place(self._facts.file, at.lineno)
        self.findings.computed.append((source_of(name), place))

    def _is_passed_on(self, name: ast.expr, to: Helper | None = None) -> bool:
        """Whether the function or class around reads what it is given: it is a helper then.

        *to*: the helper that reads it; ``None`` where it is read here.
        """
        found = find_helper(name, self._scope, self.texts.classes)
        if found is None:
            return False
        inside, helper = found
        if to is not None:
            through = to.read_by(helper)
            if through is None:
                return False
            helper = through
        path = f"{self._facts.module}.{inside}"
        self.found_helpers[path] = helper
        self._read_default(helper, name)
        if inside.endswith(".__init__"):
            self.found_helpers[path.removesuffix(".__init__")] = helper
        return True

    def _read_default(self, helper: Helper, at: ast.expr) -> None:
        """What is read where nothing is given."""
        default = helper.default
        for text in (self._filled(helper, default, self._scope) if default else None) or ():
            self._mention(text, at)

    def _mention(
        self, name: str, at: ast.expr, default: ast.expr | None = None, *, use: str = "read"
    ) -> None:
        if not NAME.fullmatch(name):
            return
        text = self.texts.of(default, self._scope) if default is not None else None
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
        given = argument_of(option, -1, "help")
        texts = self.texts.of(given, self._scope) if given is not None else None
        return texts[0] if texts and len(texts) == 1 else None


def _deprecated(option: ast.Call) -> Deprecated | None:
    """What ``deprecated=`` of argparse, click and typer says: true, or why."""
    match argument_of(option, -1, "deprecated"):
        case ast.Constant(value=True):
            return Deprecated("deprecated")
        case ast.Constant(value=str(reason)) if reason:
            return Deprecated("deprecated", reason=reason)
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
