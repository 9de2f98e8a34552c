"""Where names live while code is followed."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import NamedTuple

from api_stability.readers.cli.collected import Place
from api_stability.readers.cli.values import ABSENT, Function, Value
from api_stability.readers.python.facts import ModuleFacts


@dataclass(eq=False, slots=True)
class Frame:
    """The names of a module, or of one call of a function."""

    facts: ModuleFacts
    variables: dict[str, Value] = field(default_factory=dict)
    outer: Frame | None = None
    """The frame of the function around it, where there is one."""
    function: Function | None = None
    site: Site | None = None
    """Where it was called from."""
    returned: list[Value] = field(default_factory=list)

    @property
    def module(self) -> str:
        """The module that the code is in."""
        return self.facts.module

    def find(self, name: str) -> Value:
        """What *name* is here or around it, below the module; `ABSENT` where it is nothing."""
        frame: Frame | None = self
        while frame is not None:
            if name in frame.variables:
                return frame.variables[name]
            frame = frame.outer
        return ABSENT

    def place(self, node: ast.expr | ast.stmt) -> Place:
        """Where *node* stands."""
        return Place(self.facts.file, node.lineno)


class Site(NamedTuple):
    """A call in the code."""

    frame: Frame
    node: ast.expr

    def place(self) -> Place:
        """Where it stands: the outermost call that says in words which option is added.

        A project's helper passes on what it is given: the option is where the helper is called.
        """
        site = self
        while site.frame.site is not None and _passes_on(site):
            site = site.frame.site
        return site.frame.place(site.node)


def _passes_on(site: Site) -> bool:
    """Whether what names the option is what the function around the call was given."""
    function = site.frame.function
    if function is None or not isinstance(site.node, ast.Call):
        return False
    spec = function.node.args
    given = {each.arg for each in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)}
    given |= {each.arg for each in (spec.vararg, spec.kwarg) if each is not None}
    named = [*site.node.args[:2], *(each.value for each in site.node.keywords)]
    if any(isinstance(each, ast.Constant) and each.value for each in site.node.args[:2]):
        return False
    inner = {each.id for node in named for each in ast.walk(node) if isinstance(each, ast.Name)}
    return bool(inner & given)
