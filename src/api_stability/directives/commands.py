"""Command-line symbols by the names that documentation has for them.

Sphinx writes a program of several words with hyphens; argparse puts the positional arguments of a
program between it and its subcommands; and what has no dash is an argument, as ``<name>`` in an id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from api_stability.model.index import Index
from api_stability.model.symbols import Symbol

PREFIX = "cli:"
_WORD: Final = re.compile(r"[^\W_][\w.+-]*")
"""The name of a program or a command; not a placeholder, which has brackets or capitals."""
_LONGEST: Final = 8
"""Words of a command that are read from a line of usage."""


class Commands:
    """Look-up of programs, subcommands, options and arguments."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._spelled: dict[str, Symbol | None] = {}
        for symbol in index.inventory.symbols:
            if symbol.surface == "cli":
                for name in (symbol.id, *symbol.aliases):
                    self._note(name.removeprefix(PREFIX), symbol)

    def _note(self, name: str, symbol: Symbol) -> None:
        for spelling in _spellings(name):
            known = self._spelled.setdefault(spelling, symbol)
            if known is not None and known.id != symbol.id:
                self._spelled[spelling] = None  # nobody can tell which of the two is meant

    def find(self, documented: str) -> Symbol | None:
        """The symbol of *documented*: ``cli:``, the program's words, and a flag or argument.

        ``None`` where there is none, or where several have a name like it.
        """
        found = self._index.find_symbol(documented)
        if found is not None or not self._spelled:
            return found
        name = documented.removeprefix(PREFIX)
        return self._spelled.get(name) or self._spelled.get(self._without_arguments(name))

    def _without_arguments(self, name: str) -> str:
        """*name* without the words that are arguments of the command that stands before them."""
        words = name.split(" ")
        kept = words[:1]
        for word in words[1:-1]:
            if f"{' '.join(kept)} <{word}>" not in self._spelled:
                kept.append(word)
        return " ".join([*kept, *words[1:][-1:]])


def _spellings(name: str) -> Iterator[str]:
    """*name* as an id has it, with its program in one word, and its argument without brackets."""
    program, _, last = name.rpartition(" ")
    for spelled in dict.fromkeys((last, last.strip("<>"))):
        yield f"{program} {spelled}".lstrip()
        if " " in program:
            yield f"{program.replace(' ', '-')} {spelled}"
    if program and not last.startswith(("-", "<")):
        yield name.replace(" ", "-")


def read_command(usage: str) -> list[str]:
    """The words before the first option or placeholder of a line of usage."""
    words: list[str] = []
    for word in usage.removeprefix("usage: ").split(maxsplit=_LONGEST)[:_LONGEST]:
        if not _WORD.fullmatch(word) or (words and word.isupper()):
            break
        words.append(word)
    return words


def read_names(text: str) -> list[str]:
    """The names in *text* that an option has, without its values; of an argument its only one."""
    names = [part.split()[0] for part in text.split(",") if part.strip()]
    return [name for name in names if name.startswith("-")] or names
