"""click: commands and groups, and the options that decorators give to functions."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

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

_HELP: Final = "Show this message and exit."


class ClickCommand(Live):
    """A command; a group takes sub-commands as well."""

    def __init__(self, interpreter: Interpreter, command: Command) -> None:
        self.interpreter = interpreter
        self.command = command
        self.parses = False
        self.lends = False
        """Whether it is the sub-command of another one."""
        interpreter.created.append(self)

    def attribute(self, name: str) -> Value:
        """``group.command(…)``, ``group.add_command(…)``, and the call of the command."""
        if name == "__call__" or name == "main":
            return Native(self._invoke)
        return super().attribute(name)

    def set(self, name: str, value: Value) -> None:
        """``command.help = …``, and that it is where the program begins."""
        if name == "__invoked__":
            self.parses = True
        elif name in {"help", "short_help"} and isinstance(value, str):
            self.command.help = value
        elif name == "hidden":
            self.command.hidden = value is True

    def _invoke(self, arguments: Arguments, _site: Site) -> Value:
        self.parses = True
        self.take_prefix(arguments)
        return Unknown("exit")

    def take_prefix(self, arguments: Arguments) -> None:
        """What the variables of options begin with, where the arguments say it."""
        prefix = arguments.get("auto_envvar_prefix")
        settings = arguments.get("context_settings")
        if isinstance(settings, dict):
            prefix = prefix or settings.get("auto_envvar_prefix")
        if isinstance(prefix, str):
            self.command.prefix = prefix

    def do_command(self, arguments: Arguments, site: Site) -> Value:
        """``@group.command(name, …)``."""
        return _decorator(self.interpreter, arguments, site, self)

    do_group = do_command

    def do_add_command(self, arguments: Arguments, _site: Site) -> Value:
        """``group.add_command(command, name)``."""
        other = arguments.get("cmd", 0)
        if isinstance(other, ClickCommand):
            names = names_in_value(arguments.get("name", 1))
            self.take(other, names[0] if names else None)
        return None

    def take(self, other: ClickCommand, name: str | None = None) -> None:
        """Make *other* a sub-command."""
        other.lends = True
        if name is not None:
            other.command.name = name
        if other.command not in self.command.commands:
            self.command.commands.append(other.command)


def _decorator(
    interpreter: Interpreter, arguments: Arguments, site: Site, group: ClickCommand | None
) -> Value:
    """``@command`` and ``@command(…)``."""
    if arguments.positional and isinstance(arguments.positional[0], Function):
        return _make(interpreter, arguments.positional[0], Arguments([], {}), site, group)

    def decorate(given: Arguments, inner: Site) -> Value:
        function = given.positional[0] if given.positional else None
        if not isinstance(function, Function):
            return function
        return _make(interpreter, function, arguments, inner, group)

    return Native(decorate)


def _make(
    interpreter: Interpreter,
    function: Function,
    arguments: Arguments,
    site: Site,
    group: ClickCommand | None,
) -> ClickCommand:
    name = next(iter(names_in_value(arguments.get("name", 0))), None)
    home = interpreter.names.frame(function.module)
    place = home.place(function.node) if home is not None else site.place()
    command = Command(place, framework="click", name=name or command_name(function.name))
    help_text = arguments.get("help", default=arguments.get("short_help"))
    command.help = help_text if isinstance(help_text, str) else docstring_of(function)
    command.hidden = arguments.get("hidden") is True
    deprecated = arguments.get("deprecated", default=ABSENT)
    command.deprecated = read_deprecated("click", deprecated, arguments.text("deprecated"))
    command.requires = tuple(dict.fromkeys(interpreter.conditions))
    panel = arguments.get("rich_help_panel")
    command.group = panel if isinstance(panel, str) else None
    command.options = list(function.parameters)
    for parameter in _listed(arguments.get("params")):
        if isinstance(parameter, OptionValue):
            command.options.append(parameter.option)
    if arguments.get("add_help_option", default=True) is not False:
        command.options.append(_help_option(command, arguments))
    made = ClickCommand(interpreter, command)
    made.take_prefix(arguments)
    kind = arguments.get("cls")
    if isinstance(kind, ClassValue) and interpreter.names.member(kind, "get_command") is not ABSENT:
        message = f"sub-commands of {command.name} that its class finds at run time are not listed"
        interpreter.say("unresolved", "computed-command", message, place)
    if group is not None:
        group.take(made)
    return made


def _help_option(command: Command, arguments: Arguments) -> Option:
    settings = arguments.get("context_settings")
    names = settings.get("help_option_names") if isinstance(settings, dict) else None
    flags = names_in_value(names) or ["--help"]
    return Option(command.place, framework="click", flags=flags, help=_HELP, destination="help")


def command_name(function: str) -> str:
    """What click calls the command of a function."""
    name = function.lower().replace("_", "-")
    head, dash, last = name.rpartition("-")
    return head if dash and last in {"command", "cmd", "group", "grp"} else name


def docstring_of(function: Function) -> str | None:
    """What a function's docstring says before a form feed."""
    if isinstance(function.node, ast.Lambda):
        return None
    text = ast.get_docstring(function.node)
    return text.partition("\f")[0].replace("\b\n", "") if text else None


class OptionValue(Live):
    """``click.Option([…])``, and what ``click.option(…)`` returns: a decorator."""

    def __init__(self, option: Option) -> None:
        self.option = option

    def attribute(self, name: str) -> Value:
        """It can be called with a function, or a command."""
        return Native(self._decorate) if name == "__call__" else Unknown(name)

    def _decorate(self, arguments: Arguments, _site: Site) -> Value:
        target = arguments.positional[0] if arguments.positional else None
        if isinstance(target, Function):
            # the decorator nearest to the function is the last one shown
            target.parameters.insert(0, self.option)
        elif isinstance(target, ClickCommand):
            target.command.options.insert(0, self.option)
        return target


def make_option(interpreter: Interpreter, arguments: Arguments, site: Site) -> Value:
    """``click.option(*declarations, …)``."""
    return _option(interpreter, arguments, site, list(arguments.positional))


def make_option_object(interpreter: Interpreter, arguments: Arguments, site: Site) -> Value:
    """``click.Option(declarations, …)``."""
    return _option(interpreter, arguments, site, _listed(arguments.get("param_decls", 0)))


def _option(
    interpreter: Interpreter, arguments: Arguments, site: Site, declared: list[Value]
) -> Value:
    option = Option(site.place(), framework="click")
    for value in declared:
        for text in alternatives(value):
            if isinstance(text, str):
                _declare(option, text)
    if not option.flags:
        message = f"an option whose name is computed ({spelled(arguments)}) cannot be listed"
        interpreter.say("unresolved", "computed-option", message, option.place)
        return Unknown("option")
    read_common(option, arguments)
    if option.destination is None:
        longest = max(option.flags, key=lambda flag: len(flag) - len(flag.lstrip("-")))
        option.destination = longest.lstrip("-").replace("-", "_").lower()
    option.requires = tuple(dict.fromkeys(interpreter.conditions))
    return OptionValue(option)


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
    return OptionValue(option)


def _fixed(flags: list[str], text: str) -> Factory:
    """``click.version_option(…)`` and others with a spelling of their own."""

    def make(_interpreter: Interpreter, arguments: Arguments, site: Site) -> Value:
        option = Option(site.place(), framework="click", help=text)
        given = [each for each in arguments.positional if isinstance(each, str)]
        option.flags = [each for each in given if each.startswith("-")] or list(flags)
        option.destination = "help"
        read_common(option, arguments)
        return OptionValue(option)

    return make


def make_command(interpreter: Interpreter, arguments: Arguments, site: Site) -> Value:
    """``@click.command(…)`` and ``@click.group(…)``."""
    return _decorator(interpreter, arguments, site, None)


def make_group_object(interpreter: Interpreter, arguments: Arguments, site: Site) -> Value:
    """``click.Group(name, …)`` and ``click.Command(name, …)``."""
    name = next(iter(names_in_value(arguments.get("name", 0))), "")
    command = Command(site.place(), framework="click", name=name)
    help_text = arguments.get("help")
    command.help = help_text if isinstance(help_text, str) else None
    command.hidden = arguments.get("hidden") is True
    command.options.append(_help_option(command, arguments))
    for parameter in _listed(arguments.get("params")):
        if isinstance(parameter, OptionValue):
            command.options.append(parameter.option)
    made = ClickCommand(interpreter, command)
    made.take_prefix(arguments)
    commands = arguments.get("commands")
    named = commands.items() if isinstance(commands, dict) else ()
    for key, other in [*named, *((None, each) for each in _listed(commands))]:
        if isinstance(other, ClickCommand):
            made.take(other, key if isinstance(key, str) else None)
    return made


def pass_through(_interpreter: Interpreter, arguments: Arguments, _site: Site) -> Value:
    """``@click.pass_context``: gives back what it is given."""
    return arguments.positional[0] if arguments.positional else Unknown("decorator")


def _listed(value: Value) -> list[Value]:
    return list(value) if isinstance(value, (list, tuple)) else []


_ROOTS: Final = ("click", "rich_click", "asyncclick")
_NAMES: Final[dict[str, Factory]] = {
    "command": make_command,
    "group": make_command,
    "option": make_option,
    "argument": make_argument,
    "version_option": _fixed(["--version"], "Show the version and exit."),
    "help_option": _fixed(["--help"], _HELP),
    "password_option": _fixed(["--password"], ""),
    "confirmation_option": _fixed(["--yes"], "Confirm the action without prompting."),
    "Option": make_option_object,
    "Argument": make_argument,
    "Group": make_group_object,
    "Command": make_group_object,
    "pass_context": pass_through,
    "pass_obj": pass_through,
}
CLICK: Final[dict[str, Factory]] = {
    f"{root}{module}.{name}": factory
    for root in _ROOTS
    for module in ("", ".core", ".decorators")
    for name, factory in _NAMES.items()
}
