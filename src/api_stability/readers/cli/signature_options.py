"""typer and cyclopts: options are the parameters of functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api_stability.readers.cli.arguments import names_in_value, read_deprecated
from api_stability.readers.cli.click_objects import command_name, docstring_of
from api_stability.readers.cli.collected import Command, Framework, Option
from api_stability.readers.cli.frames import Site
from api_stability.readers.cli.signature_parameters import (
    Described,
    documented,
    options_of,
    without_parameters,
)
from api_stability.readers.cli.values import (
    ABSENT,
    Arguments,
    Function,
    Live,
    Native,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from api_stability.readers.cli.frameworks import Factory
    from api_stability.readers.cli.interpreter import Interpreter


class Application(Live):
    """``typer.Typer()`` or ``cyclopts.App()``."""

    def __init__(self, interpreter: Interpreter, framework: Framework, command: Command) -> None:
        self.interpreter = interpreter
        self.framework: Framework = framework
        self.command = command
        self.parses = False
        self.lends = False
        self.named = bool(command.name)
        self.single: Command | None = None
        """The one command of an application that is this command."""
        self.grouped = False
        interpreter.created.append(self)

    def attribute(self, name: str) -> Value:
        """The decorators, and the call of the application."""
        if name in {"__call__", "meta", "run_async"}:
            return self if name == "meta" else Native(self._invoke)
        return super().attribute(name)

    def set(self, name: str, _value: Value) -> None:
        """That it is where the program begins."""
        if name == "__invoked__":
            self.parses = True

    def _invoke(self, _arguments: Arguments, _site: Site) -> Value:
        self.parses = True
        return Unknown("exit")

    def do_command(self, arguments: Arguments, _site: Site) -> Value:
        """``@app.command(…)``; cyclopts also ``app.command(other_app)``."""
        given = arguments.positional[0] if arguments.positional else None
        if isinstance(given, Application):
            return self._take(given, arguments.get("name"))
        if isinstance(given, Function):
            self._add(given, arguments)
            return given

        def decorate(inner: Arguments, _site: Site) -> Value:
            function = inner.positional[0] if inner.positional else None
            if isinstance(function, Function):
                self._add(function, arguments)
            return function

        return Native(decorate)

    def do_callback(self, arguments: Arguments, _site: Site) -> Value:
        """``@app.callback()``: the options of the application itself."""

        def decorate(inner: Arguments, _site: Site) -> Value:
            function = inner.positional[0] if inner.positional else None
            if isinstance(function, Function):
                self.grouped = True
                self.describe(self.command, function, arguments)
            return function

        return Native(decorate)

    def do_default(self, arguments: Arguments, site: Site) -> Value:
        """``@app.default``."""
        given = arguments.positional[0] if arguments.positional else None
        if isinstance(given, Function):
            self.describe(self.command, given, Arguments([], {}))
            return given
        return self.do_callback(arguments, site)

    def do_add_typer(self, arguments: Arguments, _site: Site) -> Value:
        """``app.add_typer(other, name=…)``."""
        other = arguments.get("typer_instance", 0)
        if isinstance(other, Application):
            self._take(other, arguments.get("name"))
            _describe_command(other.command, arguments, "typer")
        return None

    def _take(self, other: Application, name: Value) -> Value:
        other.lends = other.grouped = True
        other.settle()
        names = names_in_value(name)
        if names:
            other.command.name = names[0]
        self.grouped = True
        if other.command.name:
            self.command.commands.append(other.command)
        else:
            self.command.commands.extend(other.command.commands)
        return other

    def _add(self, function: Function, arguments: Arguments) -> None:
        home = self.interpreter.names.frame(function.module)
        place = home.place(function.node) if home is not None else self.command.place
        first = arguments.positional[:1]
        names = names_in_value(arguments.get("name", default=first))
        command = Command(place, framework=self.framework)
        command.name = names[0] if names else _default_name(function.name, self.framework)
        command.requires = tuple(dict.fromkeys(self.interpreter.conditions))
        self.describe(command, function, arguments)
        command.options.append(_help_option(command))
        self.command.commands.append(command)

    def describe(self, command: Command, function: Function, arguments: Arguments) -> None:
        """Give *command* what a function says by its docstring and its parameters."""
        text = docstring_of(function)
        if self.framework == "cyclopts":
            text = without_parameters(text)
        command.help = text or command.help
        _describe_command(command, arguments, self.framework)
        texts = documented(function) if self.framework == "cyclopts" else {}
        command.options += options_of(self.interpreter, function, self.framework, texts)

    def settle(self) -> None:
        """An application of typer with one command, and no callback, is that command."""
        if self.framework != "typer" or self.grouped or len(self.command.commands) != 1:
            return
        only = self.command.commands.pop()
        self.command.options = only.options
        self.command.help = only.help or self.command.help
        self.command.place = only.place


def _describe_command(command: Command, arguments: Arguments, framework: Framework) -> None:
    text = arguments.get("help")
    if isinstance(text, str):
        command.help = text
    hidden = arguments.get("hidden") is True or arguments.get("show", default=True) is False
    command.hidden = command.hidden or hidden
    deprecated = arguments.get("deprecated", default=ABSENT)
    said = read_deprecated(framework, deprecated, arguments.text("deprecated"))
    command.deprecated = said or command.deprecated
    panel = arguments.get("rich_help_panel", default=arguments.get("group"))
    command.group = panel if isinstance(panel, str) else command.group


def _default_name(function: str, framework: Framework) -> str:
    if framework == "typer":
        return command_name(function) if function.endswith("_") else function.replace("_", "-")
    return function.strip("_").replace("_", "-").lower()


def _help_option(command: Command) -> Option:
    flags = ["--help", "-h"] if command.framework == "cyclopts" else ["--help"]
    text = "Display this message and exit."
    if command.framework == "typer":
        text = "Show this message and exit."
    return Option(
        command.place, framework=command.framework, flags=flags, help=text, destination="help"
    )


def make_application(framework: Framework) -> Factory:
    """``typer.Typer(…)`` and ``cyclopts.App(…)``."""

    def make(interpreter: Interpreter, arguments: Arguments, site: Site) -> Value:
        command = Command(site.place(), framework=framework)
        names = names_in_value(arguments.get("name", 0 if framework == "cyclopts" else None))
        command.name = names[0] if names else ""
        _describe_command(command, arguments, framework)
        command.options.append(_help_option(command))
        if framework == "cyclopts":
            text = "Display application version."
            command.options.append(
                Option(command.place, framework, ["--version"], help=text, destination="help")
            )
        return Application(interpreter, framework, command)

    return make


def run_function(framework: Framework) -> Factory:
    """``typer.run(function)`` and ``cyclopts.run(function)``."""

    def run(interpreter: Interpreter, arguments: Arguments, site: Site) -> Value:
        function = arguments.get("function", 0, arguments.get("callable"))
        if isinstance(function, Function):
            application = make_application(framework)(interpreter, Arguments([], {}), site)
            application.describe(application.command, function, Arguments([], {}))
            application.parses = True
        return None

    return run


def describe(kind: str) -> Factory:
    """A call that describes a parameter."""

    def make(_interpreter: Interpreter, arguments: Arguments, _site: Site) -> Value:
        return Described(kind, arguments)

    return make


TYPER: Final[dict[str, Factory]] = {
    "typer.Typer": make_application("typer"),
    "typer.run": run_function("typer"),
    "typer.Option": describe("Option"),
    "typer.Argument": describe("Argument"),
    "typer.main.Typer": make_application("typer"),
    "typer.params.Option": describe("Option"),
    "typer.params.Argument": describe("Argument"),
}
CYCLOPTS: Final[dict[str, Factory]] = {
    "cyclopts.App": make_application("cyclopts"),
    "cyclopts.core.App": make_application("cyclopts"),
    "cyclopts.run": run_function("cyclopts"),
    "cyclopts.Parameter": describe("Parameter"),
    "cyclopts.parameter.Parameter": describe("Parameter"),
}
