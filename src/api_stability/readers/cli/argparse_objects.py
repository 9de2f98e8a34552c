"""argparse: parsers, groups, sub-parsers and what is added to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from api_stability.readers.cli.arguments import (
    add_flags,
    is_suppressed,
    names_in_value,
    negate,
    read_default,
    read_deprecated,
    read_help,
    spelled,
)
from api_stability.readers.cli.collected import Command, Deprecated, Option
from api_stability.readers.cli.frames import Site
from api_stability.readers.cli.values import (
    ABSENT,
    Arguments,
    ClassValue,
    Foreign,
    Live,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from api_stability.readers.cli.interpreter import Interpreter

PARSER_PATHS: Final = frozenset(
    {
        "argparse.ArgumentParser",
        "configargparse.ArgumentParser",
        "configargparse.ArgParser",
        "jsonargparse.ArgumentParser",
        "rich_argparse.ArgumentParser",
    }
)
_PARSER_NAME: Final = re.compile(r"(?:^|\.)[A-Z]\w*ArgumentParser$")
_BOOLEAN: Final = "argparse.BooleanOptionalAction"
_HELP: Final = "show this help message and exit"
_VERSION: Final = "show program's version number and exit"
_PLAIN_NAME: Final = re.compile(r"[^\s<>]+")


class Holder(Live):
    """What options can be added to: a parser, or a group of one."""

    def __init__(self, interpreter: Interpreter, command: Command, group: str | None) -> None:
        self.interpreter = interpreter
        self.command = command
        self.group = group

    def set(self, name: str, _value: Value) -> None:
        """That it is where the program begins."""
        if name == "__invoked__" and isinstance(self, Parser):
            self.parses = True

    def add(self, option: Option) -> Action:
        """Add *option* as it stands, in this group and under the present conditions."""
        option.group = self.group
        option.requires = tuple(dict.fromkeys(self.interpreter.conditions))
        key = (id(self.command), option.place, *option.flags, option.positional, *option.requires)
        if key not in self.interpreter.added:
            self.interpreter.added.add(key)
            self.command.options.append(option)
        return Action(option)

    def do_add_argument(self, arguments: Arguments, site: Site) -> Value:
        """``add_argument(…)``."""
        option = Option(site.place())
        unknown = add_flags(option, arguments.positional)
        if not option.flags and "dest" in arguments.keywords:
            option.flags = names_in_value(arguments.keywords["dest"])
        if unknown or not option.flags:
            message = f"an option whose name is computed ({spelled(arguments)}) cannot be listed"
            self.interpreter.say("unresolved", "computed-option", message, option.place)
            return Unknown("add_argument")
        self._name(option, arguments)
        own_text = {"version": _VERSION, "help": _HELP}.get(str(arguments.get("action")))
        read_help(option, arguments.get("help", default=own_text), arguments.text("help"))
        read_default(option, arguments.get("default"))
        if self.is_negatable(arguments.get("action")):
            negate(option)
        deprecated = arguments.get("deprecated", default=ABSENT)
        option.deprecated = read_deprecated("argparse", deprecated, arguments.text("deprecated"))
        option.variables += names_in_value(arguments.get("env_var"))  # of configargparse
        return self.add(option)

    def _name(self, option: Option, arguments: Arguments) -> None:
        first = option.flags[0]
        if first.startswith("-"):
            return
        metavar = arguments.get("metavar")
        plain = isinstance(metavar, str) and _PLAIN_NAME.fullmatch(metavar)
        option.positional = metavar if plain else first
        option.flags = []

    def is_negatable(self, action: Value) -> bool:
        """Whether *action* makes a ``--no-…`` of each spelling."""
        if isinstance(action, ClassValue):
            bases = self.interpreter.names.ancestors(action)
            return any(isinstance(each, Foreign) and each.path == _BOOLEAN for each in bases)
        return isinstance(action, Foreign) and action.path == _BOOLEAN

    def do_add_argument_group(self, arguments: Arguments, _site: Site) -> Value:
        """``add_argument_group(title)``."""
        title = arguments.get("title", 0)
        return Holder(
            self.interpreter, self.command, title if isinstance(title, str) else self.group
        )

    def do_add_mutually_exclusive_group(self, _arguments: Arguments, _site: Site) -> Value:
        """``add_mutually_exclusive_group()``: shown in the group around it."""
        return Holder(self.interpreter, self.command, self.group)


class Parser(Holder):
    """``ArgumentParser(…)``, or an object of a class of the sources that derives from it."""

    def __init__(
        self,
        interpreter: Interpreter,
        site: Site,
        *,
        owner: ClassValue | None = None,
        command: Command | None = None,
    ) -> None:
        super().__init__(interpreter, command or Command(site.place()), None)
        self.owner = owner
        self.parses = False
        """Whether a command line is given to it."""
        self.lends = False
        """Whether its options are those of others (``parents=``)."""
        if command is None:
            interpreter.created.append(self)

    def begin(self, arguments: Arguments, site: Site) -> Value:
        """``ArgumentParser.__init__``."""
        description = arguments.get("description")
        if self.command.help is None and isinstance(description, str):
            self.command.help = description
        if arguments.get("add_help", default=True) is not False:
            self.command.options.append(
                Option(site.place(), flags=["-h", "--help"], help=_HELP, destination="help")
            )
        for parent in _listed(arguments.get("parents")):
            if isinstance(parent, Parser):
                parent.lends = True
                self.command.options.extend(parent.command.options)
        return None

    do___init__ = begin

    def do_add_subparsers(self, arguments: Arguments, _site: Site) -> Value:
        """``add_subparsers()``."""
        title = arguments.get("title")
        return Subparsers(self, title if isinstance(title, str) else None)

    def do_parse_args(self, _arguments: Arguments, _site: Site) -> Value:
        """``parse_args()``: this is what the user types."""
        self.parses = True
        return Unknown("arguments")

    do_parse_intermixed_args = do_parse_args

    def do_parse_known_args(self, arguments: Arguments, site: Site) -> Value:
        """``parse_known_args()``."""
        return (self.do_parse_args(arguments, site), Unknown("rest"))

    do_parse_known_intermixed_args = do_parse_known_args


class Subparsers(Live):
    """``add_subparsers()``."""

    def __init__(self, parser: Parser, group: str | None) -> None:
        self._parser = parser
        self._group = group

    def do_add_parser(self, arguments: Arguments, site: Site) -> Value:
        """``add_parser(name, …)``."""
        names = names_in_value(arguments.get("name", 0))
        interpreter = self._parser.interpreter
        if not names:
            message = f"a sub-command whose name is computed ({spelled(arguments)}) is not listed"
            interpreter.say("unresolved", "computed-command", message, site.place())
        place = site.place()
        commands = []
        for name in names:
            command = Command(place, name=name, group=self._group)
            command.aliases = names_in_value(arguments.get("aliases"))
            help_text = arguments.get("help")
            command.hidden = is_suppressed(help_text)
            if isinstance(help_text, str) and not command.hidden:
                command.help = help_text
            deprecated = arguments.get("deprecated", default=ABSENT)
            text = arguments.text("deprecated")
            command.deprecated = read_deprecated("argparse", deprecated, text)
            command.requires = tuple(dict.fromkeys(interpreter.conditions))
            commands.append(command)
        self._parser.command.commands.extend(commands)
        parser = Parser(interpreter, site, command=commands[0] if commands else Command(place))
        parser.begin(arguments, site)
        return parser


class Action(Live):
    """What ``add_argument`` returns."""

    def __init__(self, option: Option) -> None:
        self.option = option

    def attribute(self, name: str) -> Value:
        """``action.help`` and ``action.option_strings``."""
        if name == "help":
            return self.option.help
        return list(self.option.flags) if name == "option_strings" else Unknown(name)

    def set(self, name: str, value: Value) -> None:
        """``action.help = SUPPRESS`` and ``action.deprecated = True``."""
        if name == "help":
            self.option.help = None
            read_help(self.option, value, "action.help")
        elif name == "deprecated" and value is True:
            self.option.deprecated = Deprecated("argparse")


def is_parser(path: str) -> bool:
    """Whether the class at *path* is a parser: a known one, or one that is called so."""
    return path in PARSER_PATHS or _PARSER_NAME.search(path) is not None


def make_parser(interpreter: Interpreter, arguments: Arguments, site: Site) -> Value:
    """``argparse.ArgumentParser(…)``."""
    parser = Parser(interpreter, site)
    parser.begin(arguments, site)
    return parser


def _listed(value: Value) -> list[Value]:
    return list(value) if isinstance(value, (list, tuple)) else []
