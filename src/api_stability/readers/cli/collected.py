"""What is collected of a command line while its code is followed: commands and their options."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

Framework: TypeAlias = Literal["argparse", "click", "typer", "cyclopts", "helper", "captured"]

FamilyName: TypeAlias = Literal["argparse", "click", "cobra", "clap"]
"""Libraries whose help texts are read."""


class Place(NamedTuple):
    """Where something is written."""

    file: str
    line: int


@dataclass(slots=True)
class Deprecated:
    """What a framework or a helper says about a deprecation, beside the help text."""

    name: str
    """Who says it: ``argparse``, a helper's path."""
    reason: str | None = None
    replacement: str | None = None
    removal: str | None = None
    since: str | None = None
    unresolved: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Labelled:
    """A level that the code says of an option, beside the help text."""

    name: str
    level: str
    reason: str | None = None


@dataclass(slots=True)
class Option:
    """One option, or one positional argument, which has no flags."""

    place: Place
    framework: Framework = "argparse"
    flags: list[str] = field(default_factory=list)
    obsolete: list[str] = field(default_factory=list)
    """Those of the flags that are only still understood."""
    positional: str | None = None
    help: str | None = None
    hidden: bool = False
    default: str | None = None
    variables: list[str] = field(default_factory=list)
    group: str | None = None
    """The title of the group, or the panel, that it is shown in."""
    deprecated: Deprecated | None = None
    labels: list[Labelled] = field(default_factory=list)
    requires: tuple[str, ...] = ()
    unresolved: list[str] = field(default_factory=list)
    destination: str | None = None


@dataclass(slots=True, eq=False)
class Command:
    """A program or a sub-command."""

    place: Place
    framework: Framework = "argparse"
    name: str = ""
    aliases: list[str] = field(default_factory=list)
    help: str | None = None
    hidden: bool = False
    group: str | None = None
    deprecated: Deprecated | None = None
    requires: tuple[str, ...] = ()
    options: list[Option] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    help_flags: list[str] | None = None
    """What asks for help, where the framework is told so; sub-commands have the same."""
    prefix: str | None = None
    """What the variables of its options begin with, where the framework makes them up."""

    def walk(self) -> Iterator[tuple[tuple[str, ...], Command]]:
        """Every command with the names that lead to it from here; a command in itself ends."""
        pending: list[tuple[tuple[str, ...], Command, tuple[Command, ...]]] = [((), self, ())]
        while pending:
            words, command, above = pending.pop()
            yield words, command
            if len(above) < _MAX_DEPTH:
                pending.extend(
                    ((*words, each.name), each, (*above, command))
                    for each in reversed(command.commands)
                    if each is not command and each not in above
                )


_MAX_DEPTH = 20
