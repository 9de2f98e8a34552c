"""Calls of code that is not in the sources: what they may add to a command line is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api_stability.readers.cli.argparse_objects import Holder
from api_stability.readers.cli.arguments import spelled
from api_stability.readers.cli.click_objects import ClickCommand
from api_stability.readers.cli.frames import Site
from api_stability.readers.cli.signature_options import Application
from api_stability.readers.cli.values import Arguments

if TYPE_CHECKING:
    from api_stability.readers.cli.interpreter import Interpreter

_ADD: Final = "().add_argument"
_ADD_NOTHING: Final = (
    *("argcomplete.", "asyncio.", "click.", "copy.", "functools.", "inspect.", "logging."),
    *("pprint.", "shtab.", "sys.", "typer.", "typing."),
)
"""What a parser or command is given to without getting options that its users see."""


def say_foreign(interpreter: Interpreter, path: str, arguments: Arguments, site: Site) -> None:
    """Say where options can be missing because what is called is not in the sources."""
    if path.endswith(_ADD):
        maker = path.removesuffix(_ADD)
        message = f"{spelled(arguments)} is not listed: {maker} is not known to be a parser"
        interpreter.say("unresolved", "foreign-parser", message, site.place())
        return
    given = (*arguments.positional, *arguments.keywords.values())
    handed = any(isinstance(each, (Holder, ClickCommand, Application)) for each in given)
    if handed and "." in path and not path.startswith(_ADD_NOTHING):
        message = f"options and commands that {path} may add are not listed: its code is not here"
        interpreter.say("unresolved", "foreign-options", message, site.place())
