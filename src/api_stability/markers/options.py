"""What a marker set says about a project's own helpers for options and environment variables."""

from __future__ import annotations

import msgspec


class DeprecatedArgument(msgspec.Struct, frozen=True, kw_only=True):
    """The argument whose presence deprecates an option; its value may say more.

    The value is a call (``Deprecated("--new", remove_in="2.0")``), of which `replacement` and the
    others name a parameter or a position, or a text, which is the reason.
    """

    argument: str
    parameters: tuple[str, ...] = ()
    """The parameters of that call, in order."""
    replacement: str | None = None
    removal: str | None = None
    since: str | None = None
    reason: str | None = None


class OptionHelper(msgspec.Struct, frozen=True, kw_only=True):
    """A function that adds an option to a parser.

    Each of the others names a parameter, or a position from 0.
    """

    paths: tuple[str, ...]
    """Where it can be imported from."""
    parameters: tuple[str, ...] = ()
    """Its parameters, in order."""
    parser: str = "0"
    """Takes the parser or the group that the option is added to."""
    flags: tuple[str, ...]
    """Take the option's spellings, the preferred one first."""
    variable: str | None = None
    """Takes the name of the environment variable that says the same."""
    help: str | None = None
    default: str | None = None
    obsolete: tuple[str, ...] = ()
    """Take spellings that are still understood."""
    negatable: bool = False
    """Whether there is a ``--no-…`` of each spelling, whatever ``action`` says."""
    deprecated: DeprecatedArgument | None = None
    """Deprecates the variable as well."""


class VariableHelper(msgspec.Struct, frozen=True, kw_only=True):
    """A function that reads an environment variable."""

    paths: tuple[str, ...]
    parameters: tuple[str, ...] = ()
    name: str = "0"
    was: str | None = None
    """Takes older names of it, newest first: they are deprecated."""
    removal: str | None = None
    """Takes the version that stops to read those."""
    default: str | None = None
