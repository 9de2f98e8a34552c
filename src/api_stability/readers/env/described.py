"""Helpers that marker sets describe: one call names a variable, its option, its deprecation."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from api_stability.markers.model import MarkerSet
from api_stability.markers.options import OptionHelper, VariableHelper
from api_stability.model.inventory import Grade
from api_stability.readers.cli.arguments import default_text
from api_stability.readers.cli.collected import Deprecated, Place
from api_stability.readers.cli.helpers import read_described_deprecation
from api_stability.readers.cli.interpreter import BudgetError, Interpreter
from api_stability.readers.env.loops import rounds_of
from api_stability.readers.env.mentions import Findings, Mention, Renaming
from api_stability.readers.env.paths import Paths
from api_stability.readers.env.python_scopes import Scope
from api_stability.readers.env.texts import Texts
from api_stability.readers.python.projects import Project


class Described:
    """Takes the calls that a marker set describes; what they say is in `findings`."""

    def __init__(self, project: Project, sets: tuple[MarkerSet, ...]) -> None:
        self._project = project
        self._sets = sets
        self._texts = Texts(project, Paths(project.world))
        self._options = {path: each for s in sets for each in s.options for path in each.paths}
        self._variables = {path: each for s in sets for each in s.variables for path in each.paths}
        self.findings = Findings()

    @property
    def needles(self) -> frozenset[str]:
        """The last names of all of them."""
        return frozenset(path.rpartition(".")[2] for path in (*self._options, *self._variables))

    def __call__(self, node: ast.Call, path: str, scope: Scope, place: Place) -> bool:
        """Take *node*, a call of what is at *path*; whether it is described."""
        option, variable = self._options.get(path), self._variables.get(path)
        if option is not None:
            return self._take_option(node, option, path, scope, place)
        return variable is not None and self._take_variable(node, variable, path, scope, place)

    def _take_option(
        self, node: ast.Call, helper: OptionHelper, path: str, scope: Scope, place: Place
    ) -> bool:
        found = False
        for inner in rounds_of(_argument(node, helper.variable, helper.parameters), scope):
            mentions = tuple(self._mentions(node, helper, path, inner, place))
            self.findings.mentions += mentions
            scope.names.update((each.name, None) for each in mentions)
            found = found or bool(mentions)
        return found

    def _mentions(
        self, node: ast.Call, helper: OptionHelper, path: str, scope: Scope, place: Place
    ) -> Iterator[Mention]:
        names = self._of(node, helper.variable, helper.parameters, scope) or []
        flags: list[str] = []
        if len(names) == 1:  # of several names, nobody knows here which flag is whose
            for key in helper.flags:
                flags += self._of(node, key, helper.parameters, scope) or ()
        default = _argument(node, helper.default, helper.parameters)
        said = self._deprecation(node, helper, path, scope) if names else None
        help_text = self._of(node, helper.help, helper.parameters, scope) if names else None
        for name in names:
            yield Mention(
                name,
                place,
                default=_constant(default),
                flags=tuple(flags),
                text=help_text[0] if help_text and len(help_text) == 1 else None,
                deprecated=said,
                option=True,
            )

    def _take_variable(
        self, node: ast.Call, helper: VariableHelper, path: str, scope: Scope, place: Place
    ) -> bool:
        names = self._of(node, helper.name, helper.parameters, scope)
        if not names:
            return False
        default = _argument(node, helper.default, helper.parameters)
        older = self._of(node, helper.was, helper.parameters, scope) or []
        removal = self._of(node, helper.removal, helper.parameters, scope)
        for name in (*names, *older):
            self.findings.mentions.append(Mention(name, place, default=_constant(default)))
        if older and len(names) == 1:
            chain = tuple(dict.fromkeys([*names, *older]))
            said = removal[0] if removal else None
            self.findings.renamings.append(Renaming(chain, place, path, said))
        return True

    def _of(
        self, node: ast.Call, key: str | None, parameters: tuple[str, ...], scope: Scope
    ) -> list[str] | None:
        """The texts of an argument; ``None`` where it is not given, or not known."""
        found = _argument(node, key, parameters)
        if isinstance(found, (ast.Tuple, ast.List)):
            parts = [self._texts.of(each, scope) for each in found.elts]
            return [text for part in parts for text in part or ()]
        return self._texts.of(found, scope) if found is not None else None

    def _deprecation(
        self, node: ast.Call, helper: OptionHelper, path: str, scope: Scope
    ) -> Deprecated | None:
        spec = helper.deprecated
        argument = _argument(node, spec.argument, helper.parameters) if spec else None
        if spec is None or argument is None:
            return None
        interpreter = Interpreter(self._project, self._sets, _unheard)
        frame = interpreter.names.frame(scope.facts.module)
        if frame is None:
            return None
        try:
            value = interpreter.evaluate(argument, frame)
        except (BudgetError, RecursionError):
            return Deprecated(path)
        return read_described_deprecation(spec, value, ast.unparse(argument), path)


def _unheard(_grade: Grade, _code: str, _message: str, _place: Place) -> None:
    """What matters to options is said by their own reader."""


def _argument(node: ast.Call, key: str | None, parameters: tuple[str, ...]) -> ast.expr | None:
    if key is None:
        return None
    for keyword in node.keywords:
        if keyword.arg == key:
            return keyword.value
    if key.isdecimal():
        position = int(key)
    elif key in parameters:
        position = parameters.index(key)
    else:
        return None
    plain = node.args[: position + 1]
    if len(plain) <= position or any(isinstance(each, ast.Starred) for each in plain):
        return None
    return plain[position]


def _constant(node: ast.expr | None) -> str | None:
    return default_text(node.value) if isinstance(node, ast.Constant) else None


def needles_of(sets: Iterable[MarkerSet]) -> frozenset[str]:
    """Texts that the calls of described helpers hold."""
    paths = [path for s in sets for each in s.options for path in each.paths]
    paths += [path for s in sets for each in s.variables for path in each.paths]
    return frozenset(path.rpartition(".")[2] for path in paths)
