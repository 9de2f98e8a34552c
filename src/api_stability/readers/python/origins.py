"""Where names are from, across all modules that were read: definitions and assignments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api_stability.readers.python.facts import Binding, ModuleFacts
from api_stability.readers.python.names import World

_MAX_STEPS: Final = 5000


class Origins:
    """Looks names up; bounded in steps between two calls of `restart`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._steps = _MAX_STEPS

    def restart(self) -> None:
        """Begin with all steps."""
        self._steps = _MAX_STEPS

    def find(
        self, facts: ModuleFacts, name: str, line: int, scope: str
    ) -> Iterator[tuple[ModuleFacts, Binding]]:
        """Every assignment that *name* can come from; `LookupError` where one is out of sight."""
        module = self._world.modules[facts.module]
        for each in ([f"{scope}."] if scope else []) + [""]:
            for candidate in _attribute_names(name):
                live = module.live(facts, each + candidate, line)
                if live:
                    for binding in live:
                        yield from self._of(facts, binding, "")
                    return
            head, _, rest = name.partition(".")
            live = module.live(facts, each + head, line)
            if live:
                for binding in live:
                    yield from self._of(facts, binding, rest)
                return
        wildcard = self._world.wildcards(facts.module).get(name.partition(".")[0])
        if wildcard is None:
            raise LookupError(name)
        yield from self._at(wildcard + name[len(name.partition(".")[0]) :])

    def path(self, facts: ModuleFacts, name: str, line: int, scope: str) -> str | None:
        """Where the function or class is defined that *name* means, or is imported from."""
        for path in reversed(self._world.resolve(facts, name, line, scope)):
            home = self._world.split(path)
            if home is None:
                head = name.partition(".")[0]
                if path != name or self._world.modules[facts.module].live(facts, head, line):
                    return path
            elif any(binding.defines for _, binding in home[0].last_live(home[1])):
                return path
        return None

    def is_function(self, path: str) -> bool:
        """Whether a function was read that is defined at *path*."""
        home = self._world.split(path)
        return home is not None and any(
            definition.name == home[1] and definition.kind in {"function", "method"}
            for facts in home[0].files
            for definition in facts.definitions
        )

    def _of(
        self, facts: ModuleFacts, binding: Binding, rest: str
    ) -> Iterator[tuple[ModuleFacts, Binding]]:
        if binding.target is not None:
            yield from self._at(f"{binding.target}.{rest}" if rest else binding.target)
        elif rest or binding.defines:
            raise LookupError(binding.name)
        else:
            yield facts, binding

    def _at(self, path: str) -> Iterator[tuple[ModuleFacts, Binding]]:
        self._steps -= 1
        place = self._world.split(path)
        if place is None or self._steps < 0:
            raise LookupError(path)
        module, name = place
        for candidate in _attribute_names(name):
            for facts, binding in module.last_live(candidate):
                yield from self._of(facts, binding, "")
            if candidate in module.names:
                return
        head, _, rest = name.partition(".")
        wildcard = self._world.wildcards(module.name).get(head)
        bound = module.last_live(head)
        if not bound and wildcard is None:
            raise LookupError(path)
        for facts, binding in bound:
            yield from self._of(facts, binding, rest)
        if not bound and wildcard is not None:
            yield from self._at(f"{wildcard}.{rest}" if rest else wildcard)


def _attribute_names(name: str) -> list[str]:
    """A class attribute as bound; the value of an enumeration's member is what it is assigned."""
    return [name, name.removesuffix(".value")] if name.endswith(".value") else [name]
