"""click: options and arguments, as decorators of functions and as objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api_stability.readers.cli.arguments import (
    names_in_value,
    read_default,
    read_deprecated,
    read_help,
    spelled,
)
from api_stability.readers.cli.collected import Command, Option
from api_stability.readers.cli.frames import Site
from api_stability.readers.cli.values import (
    ABSENT,
    Arguments,
    ClassValue,
    Function,
    Live,
    Native,
    Unknown,
    Value,
    alternatives,
)

if TYPE_CHECKING:
    from api_stability.readers.cli.frameworks import Factory
    from api_stability.readers.cli.interpreter import Interpreter


class Optioned(Live):
    """What decorators can give options after it has been made: a command."""

    command: Command


def listed(value: Value) -> list[Value]:
    """The items of a list or tuple; none of anything else."""
    return list(value) if isinstance(value, (list, tuple)) else []


class OptionValue(Live):
    """``click.Option([…])``, and what ``click.option(…)`` returns: a decorator."""

    def __init__(
        self, interpreter: Interpreter, option: Option, owner: ClassValue | None = None
    ) -> None:
        self.interpreter = interpreter
        self.option = option
        self.owner = owner

    def attribute(self, name: str) -> Value:
        """It can be called with a function, or a command."""
        return Native(self._decorate) if name == "__call__" else super().attribute(name)

    def _decorate(self, arguments: Arguments, _site: Site) -> Value:
        target = arguments.positional[0] if arguments.positional else None
        if isinstance(target, Function):
            # the decorator nearest to the function is the last one shown
            target.parameters.insert(0, self.option)
        elif isinstance(target, Optioned):
            target.command.options.insert(0, self.option)
        return target

    def do___init__(self, arguments: Arguments, _site: Site) -> Value:
        """``super().__init__(declarations, …)`` of a class of the sources."""
        fill_option(
            self.interpreter, self.option, arguments, listed(arguments.get("param_decls", 0))
        )
        return None


def make_option(interpreter: Interpreter, arguments: Arguments, site: Site) -> Value:
    """``click.option(*declarations, …)``."""
    return _option(interpreter, arguments, site, list(arguments.positional))


def make_option_object(interpreter: Interpreter, arguments: Arguments, site: Site) -> Value:
    """``click.Option(declarations, …)``."""
    return _option(interpreter, arguments, site, listed(arguments.get("param_decls", 0)))


def _option(
    interpreter: Interpreter, arguments: Arguments, site: Site, declared: list[Value]
) -> Value:
    option = Option(site.place(), framework="click")
    known = fill_option(interpreter, option, arguments, declared)
    return OptionValue(interpreter, option) if known else Unknown("option")


def fill_option(
    interpreter: Interpreter, option: Option, arguments: Arguments, declared: list[Value]
) -> bool:
    """Give *option* what its declarations and arguments say; whether its name is known."""
    for value in declared:
        for text in alternatives(value):
            if isinstance(text, str):
                _declare(option, text)
    if not option.flags:
        message = f"an option whose name is computed ({spelled(arguments)}) cannot be listed"
        interpreter.say("unresolved", "computed-option", message, option.place)
        return False
    read_common(option, arguments)
    if option.destination is None:
        longest = max(option.flags, key=lambda flag: len(flag) - len(flag.lstrip("-")))
        option.destination = longest.lstrip("-").replace("-", "_").lower()
    option.requires = tuple(dict.fromkeys(interpreter.conditions))
    return True


def _declare(option: Option, text: str) -> None:
    """One declaration: ``--shout/--no-shout``, ``-s``, or the parameter's name."""
    if text.isidentifier():
        option.destination = text
        return
    separator = ";" if text.startswith("/") else "/"
    for flag in text.split(separator):
        if flag.strip() and flag.strip() not in option.flags:
            option.flags.append(flag.strip())


def read_common(option: Option, arguments: Arguments) -> None:
    """What click's and typer's options both say."""
    read_help(option, arguments.get("help", default=ABSENT), arguments.text("help"))
    read_default(option, arguments.get("default"))
    option.variables += names_in_value(arguments.get("envvar"))
    option.hidden = option.hidden or arguments.get("hidden") is True
    panel = arguments.get("rich_help_panel")
    option.group = panel if isinstance(panel, str) else None
    deprecated = arguments.get("deprecated", default=ABSENT)
    text = arguments.text("deprecated")
    option.deprecated = read_deprecated(option.framework, deprecated, text)


def make_argument(interpreter: Interpreter, arguments: Arguments, site: Site) -> Value:
    """``click.argument(name, …)``."""
    names = names_in_value(arguments.positional[:1]) or names_in_value(arguments.get("param_decls"))
    option = Option(site.place(), framework="click")
    read_common(option, arguments)
    if not names:
        return Unknown("argument")
    metavar = arguments.get("metavar")
    plain = isinstance(metavar, str) and metavar.isidentifier()
    option.positional = metavar if plain else names[0].upper()
    option.requires = tuple(dict.fromkeys(interpreter.conditions))
    return OptionValue(interpreter, option)


def fixed_option(flags: list[str], text: str) -> Factory:
    """``click.version_option(…)`` and others with a spelling of their own."""

    def make(interpreter: Interpreter, arguments: Arguments, site: Site) -> Value:
        option = Option(site.place(), framework="click", help=text)
        given = [each for each in arguments.positional if isinstance(each, str)]
        option.flags = [each for each in given if each.startswith("-")] or list(flags)
        option.destination = "help"
        read_common(option, arguments)
        return OptionValue(interpreter, option)

    return make
