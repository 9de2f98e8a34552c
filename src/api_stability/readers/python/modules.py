"""Modules: their files, and what each name is bound to at each place."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from api_stability.model.inventory import Grade
from api_stability.readers.python.facts import Binding, ModuleFacts

Origin: TypeAlias = tuple[ModuleFacts, Binding]

END: Final = 1 << 30
"""A line after all others: what a name means when its module has been executed."""
_MAX_BRANCHES: Final = 32
"""Conditional bindings of one name that are told apart: the last ones."""


class Cut(NamedTuple):
    """Where something was followed only so far: Python's stack and time are not endless."""

    grade: Grade
    code: str
    message: str
    module: str
    file: str | None
    line: int | None


@dataclass(slots=True)
class Module:
    """A module: its ``.py`` and ``.pyi``, or nothing for a namespace package."""

    name: str
    files: list[ModuleFacts] = field(default_factory=list)
    names: dict[str, list[Origin]] = field(default_factory=dict)
    """Bindings by dotted name, in source order."""
    _by_file: dict[tuple[str, str], list[Binding]] = field(default_factory=dict)
    cuts: set[Cut] = field(default_factory=set)

    def add(self, facts: ModuleFacts) -> None:
        """Add one of its files."""
        self.files.append(facts)
        for binding in facts.bindings:
            self.names.setdefault(binding.name, []).append((facts, binding))
            self._by_file.setdefault((facts.file, binding.name), []).append(binding)

    def live(self, facts: ModuleFacts, name: str, line: int) -> list[Binding]:
        """What *name* can be bound to at *line*: back to the last unconditional binding.

        In a function that comes before all of them, any of them.
        """
        own = self._by_file.get((facts.file, name), [])
        if len(own) < 2:
            return own
        before = bisect_left(own, line, key=lambda binding: binding.line)
        end = before or len(own)
        found = _back_to_unconditional(own, end)
        if len(found) == _MAX_BRANCHES < end and found[0].conditional:
            message = (
                f"{name} is bound in more than {_MAX_BRANCHES} branches: "
                "only the last of them are told apart"
            )
            place = (self.name, facts.file, own[0].line)
            self.cuts.add(Cut("unresolved", "too-many-branches", message, *place))
        return found

    def last_live(self, name: str) -> list[Origin]:
        """What *name* can be bound to when the module has been executed."""
        return [(facts, binding) for facts in self.files for binding in self.live(facts, name, END)]

    @property
    def exports(self) -> tuple[str, ...] | None:
        """``__all__`` as written, of whichever file has one."""
        found = [each.exports for each in self.files if each.exports is not None]
        return found[0] if found else None

    @property
    def exports_known(self) -> bool:
        """Whether ``__all__`` could be read whole."""
        return all(each.exports_known for each in self.files)


def _back_to_unconditional(bindings: list[Binding], end: int) -> list[Binding]:
    start = end
    while start > max(0, end - _MAX_BRANCHES):
        start -= 1
        if not bindings[start].conditional:
            break
    return bindings[start:end]
