"""click: commands and groups, and the options that decorators give to functions."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from api_stability.readers.cli.arguments import names_in_value, read_deprecated
from api_stability.readers.cli.click_options import (
    Optioned,
    OptionValue,
    fixed_option,
    listed,
    make_argument,
    make_option,
    make_option_object,
)
from api_stability.readers.cli.collected import Command, Option
from api_stability.readers.cli.frames import Site
from api_stability.readers.cli.values import (
    ABSENT,
    Arguments,
    ClassValue,
    Foreign,
    Function,
    Live,
    Native,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from api_stability.readers.cli.frameworks import Factory
    from api_stability.readers.cli.interpreter import Interpreter

HELP: Final = "help"
"""The destination of what a framework adds by itself."""
_HELP: Final = "Show this message and exit."


class ClickCommand(Optioned):
    """A command; a group takes sub-commands as well."""

    def __init__(
        self, interpreter: Interpreter, command: Command, owner: ClassValue | None = None
    ) -> None:
        self.interpreter = interpreter
        self.command = command
        self.owner = owner
        self._begun = False
        self.parses = False
        self.lends = False
        """Whether it is the sub-command of another one."""
        interpreter.created.append(self)

    def attribute(self, name: str) -> Value:
        """``group.command(…)``, ``group.add_command(…)``, and the call of the command."""
        if name == "__call__" or name == "main":
            return Native(self._invoke)
        if name == "params":
            return Parameters(self.command)
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

    def begin(self, arguments: Arguments, _site: Site) -> Value:
        """``click.Group.__init__``; what is known already stays."""
        command = self.command
        command.name = command.name or next(iter(names_in_value(arguments.get("name", 0))), "")
        help_text = arguments.get("help")
        if command.help is None and isinstance(help_text, str):
            command.help = help_text
        command.hidden = command.hidden or arguments.get("hidden") is True
        if not self._begun:
            self._begun = True
            if arguments.get("add_help_option", default=True) is not False:
                command.options.append(_help_option(command, arguments))
        Parameters(command).do_extend(Arguments([arguments.get("params")], {}), _site)
        self.take_prefix(arguments)
        commands = arguments.get("commands")
        named = commands.items() if isinstance(commands, dict) else ()
        for key, other in [*named, *((None, each) for each in listed(commands))]:
            if isinstance(other, ClickCommand):
                self.take(other, key if isinstance(key, str) else None)
        return None

    do___init__ = begin

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

    def say_computed(self, kind: ClassValue) -> None:
        """That a class finds sub-commands at run time, where it does."""
        if self.interpreter.names.member(kind, "get_command") is not ABSENT:
            message = f"sub-commands that {kind.name} finds at run time are not listed"
            self.interpreter.say("unresolved", "computed-command", message, self.command.place)

    def take(self, other: ClickCommand, name: str | None = None) -> None:
        """Make *other* a sub-command."""
        other.lends = True
        if name is not None:
            other.command.name = name
        if not other.command.name:
            message = "a sub-command whose name is computed is not listed"
            place = other.command.place
            self.interpreter.say("unresolved", "computed-command", message, place)
            return
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
    kind = arguments.get("cls")
    made = ClickCommand(interpreter, command, kind if isinstance(kind, ClassValue) else None)
    made.begin(Arguments([], {**arguments.keywords, "name": name}), site)
    if isinstance(kind, ClassValue):
        _begin_own(interpreter, made, kind, arguments, site)
    if group is not None:
        group.take(made)
    return made


def _begin_own(
    interpreter: Interpreter, made: ClickCommand, kind: ClassValue, arguments: Arguments, site: Site
) -> None:
    """What the class of a command does when it is made."""
    init = interpreter.names.member(kind, "__init__")
    if isinstance(init, Function):
        keywords = {key: value for key, value in arguments.keywords.items() if key != "cls"}
        interpreter.calls.follow(init, Arguments([made], keywords), site)
    made.say_computed(kind)


class Parameters(Live):
    """``command.params``."""

    def __init__(self, command: Command) -> None:
        self._command = command

    def do_append(self, arguments: Arguments, _site: Site) -> Value:
        """``params.append(option)``."""
        self._take(arguments.positional[:1])
        return None

    def do_insert(self, arguments: Arguments, _site: Site) -> Value:
        """``params.insert(index, option)``."""
        self._take(arguments.positional[1:2])
        return None

    def do_extend(self, arguments: Arguments, _site: Site) -> Value:
        """``params.extend(options)``."""
        self._take(listed(arguments.positional[0]) if arguments.positional else [])
        return None

    def _take(self, values: list[Value]) -> None:
        for value in values:
            if isinstance(value, OptionValue) and value.option not in self._command.options:
                self._command.options.append(value.option)


def _help_option(command: Command, arguments: Arguments) -> Option:
    settings = arguments.get("context_settings")
    if isinstance(settings, dict) and "help_option_names" in settings:
        command.help_flags = names_in_value(settings["help_option_names"])
    flags = ["--help"] if command.help_flags is None else command.help_flags
    return Option(command.place, framework="click", flags=list(flags), help=_HELP, destination=HELP)


def inherit_help_flags(program: Command) -> None:
    """Give sub-commands what asks for help of the command above, as click does."""
    flags: dict[tuple[str, ...], list[str] | None] = {}
    for words, command in program.walk():
        above = flags.get(words[:-1]) if words else None
        flags[words] = above if command.help_flags is None else command.help_flags
        if command.help_flags is None and above is not None:
            for option in command.options:
                if option.destination == HELP and option.flags == ["--help"]:
                    option.flags = list(above)


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


def make_command(interpreter: Interpreter, arguments: Arguments, site: Site) -> Value:
    """``@click.command(…)`` and ``@click.group(…)``."""
    return _decorator(interpreter, arguments, site, None)


def make_group_object(interpreter: Interpreter, arguments: Arguments, site: Site) -> Value:
    """``click.Group(name, …)`` and ``click.Command(name, …)``."""
    made = ClickCommand(interpreter, Command(site.place(), framework="click"))
    made.begin(arguments, site)
    return made


def make_own(interpreter: Interpreter, owner: ClassValue, site: Site) -> Live | None:
    """An object of a class of the sources that derives from one of click's, before `__init__`."""
    for base in interpreter.names.ancestors(owner):
        path = base.path if isinstance(base, Foreign) else ""
        if CLICK.get(path) is make_group_object:
            made = ClickCommand(interpreter, Command(site.place(), framework="click"), owner)
            made.say_computed(owner)
            return made
        if CLICK.get(path) is make_option_object:
            return OptionValue(interpreter, Option(site.place(), framework="click"), owner)
    return None


def pass_through(_interpreter: Interpreter, arguments: Arguments, _site: Site) -> Value:
    """``@click.pass_context``: gives back what it is given."""
    return arguments.positional[0] if arguments.positional else Unknown("decorator")


_ROOTS: Final = ("click", "rich_click", "asyncclick")
_NAMES: Final[dict[str, Factory]] = {
    "command": make_command,
    "group": make_command,
    "option": make_option,
    "argument": make_argument,
    "version_option": fixed_option(["--version"], "Show the version and exit."),
    "help_option": fixed_option(["--help"], _HELP),
    "password_option": fixed_option(["--password"], ""),
    "confirmation_option": fixed_option(["--yes"], "Confirm the action without prompting."),
    "Option": make_option_object,
    "Argument": make_argument,
    "Group": make_group_object,
    "MultiCommand": make_group_object,
    "RichGroup": make_group_object,
    "Command": make_group_object,
    "RichCommand": make_group_object,
    "pass_context": pass_through,
    "pass_obj": pass_through,
}
CLICK: Final[dict[str, Factory]] = {
    f"{root}{module}.{name}": factory
    for root in _ROOTS
    for module in ("", ".core", ".decorators")
    for name, factory in _NAMES.items()
}
