"""Evaluates the project's own decorators where they are used."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from api_stability.readers.python.binding import Arguments, environment, read_arguments
from api_stability.readers.python.collecting import Collected
from api_stability.readers.python.expressions import (
    Given,
    Place,
    UnknownValueError,
    parse_expression,
    source_of,
)
from api_stability.readers.python.facts import ModuleFacts, Template
from api_stability.readers.python.folding import Folder
from api_stability.readers.python.names import END, World
from api_stability.readers.python.statements import dotted_name

_MAX_CALLS = 100
"""How many calls of its own functions a project's decorator may go through."""


class Templates:
    """The project's own decorators, by the path where they are defined."""

    def __init__(self, world: World, folder: Folder) -> None:
        self._world = world
        self._folder = folder
        self._found: dict[str, tuple[Template, ModuleFacts]] = {
            f"{facts.module}.{template.name}": (template, facts)
            for module in world.modules.values()
            for facts in module.files
            for template in facts.templates
        }

    def __contains__(self, path: str) -> bool:
        return path in self._found

    def evaluate(self, path: str, arguments: Arguments) -> Collected:
        """What the decorator at *path* says when it is given *arguments*."""
        collected = Collected()
        for star in arguments.starred:
            collected.unknown("arguments", star)
        pending = [(path, arguments)]
        for _ in range(_MAX_CALLS):
            if not pending:
                break
            pending += self._run(collected, *pending.pop(0))
        if pending:
            collected.unknown("level", path)
        return collected

    def _run(
        self, collected: Collected, path: str, arguments: Arguments
    ) -> Iterator[tuple[str, Arguments]]:
        """Take what one function sets; give what it calls."""
        template, facts = self._found[path]
        env = environment(template.parameters, arguments, Place(facts, END))
        inside = Place(facts, END, "", env)
        for name, text in template.locals:
            if name not in env:
                env[name] = Given(parse_expression(text), inside)
        for role, text in template.values:
            node = parse_expression(text)
            try:
                value = self._folder.fold(Given(node, inside))
            except UnknownValueError:
                collected.unknown(role, _argument_source(node, env))
            else:
                collected.add(role, value, source=text)
        for text in template.calls:
            call = parse_expression(text)
            callee = dotted_name(call.func) if isinstance(call, ast.Call) else ""
            for reached in self._world.resolve(facts, callee, END):
                if reached in self._found:
                    yield reached, read_arguments(call, inside, self._folder.expression)
                    break


def _argument_source(node: ast.expr, env: dict[str, Given | None]) -> str:
    """What was given for the first parameter in *node*, else *node* itself."""
    for each in ast.walk(node):
        given = env.get(dotted_name(each)) if isinstance(each, (ast.Name, ast.Attribute)) else None
        if given is not None:
            return source_of(given.node)
    return source_of(node)
