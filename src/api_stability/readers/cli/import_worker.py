"""The process that imports an object and writes down what it takes.

``python -m api_stability.readers.cli.import_worker MODULE:NAME ANSWER ROOT FOLDER…``
"""

from __future__ import annotations

# ruff: noqa: SLF001 - what a parser holds is asked for by its private names
import argparse
import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from api_stability.readers.cli.collected import Command, Deprecated, Option, Place


def main(arguments: list[str]) -> None:
    """Import, describe, write."""
    path, answer, root, *folders = arguments
    sys.path[:0] = folders
    module_name, _, name = path.partition(":")
    module = importlib.import_module(module_name)
    found: Any = module
    for step in name.split("."):
        found = getattr(found, step)
    place = Place(_shown(getattr(module, "__file__", None) or module_name, root), 1)
    command = describe(found, place)
    if command is None and callable(found):
        command = describe(found(), place)
    if command is None:
        raise SystemExit(f"{path} is no parser or command of a known framework")
    Path(answer).write_bytes(msgspec.json.encode(command))


def describe(found: Any, place: Place) -> Command | None:
    """What *found* takes; ``None`` where it is nothing that is known."""
    if isinstance(found, argparse.ArgumentParser):
        return _of_argparse(found, place, found.prog)
    if type(found).__module__.partition(".")[0] == "typer" and hasattr(
        found, "registered_commands"
    ):
        found = importlib.import_module("typer.main").get_command(found)
    if type(found).__module__.partition(".")[0] == "cyclopts":
        return _of_cyclopts(found, place, found.name[0] if found.name else "")
    if hasattr(found, "params") and hasattr(found, "make_context"):
        return _of_click(found, place, found.name or "")
    return None


def _of_argparse(parser: argparse.ArgumentParser, place: Place, name: str) -> Command:
    command = Command(place, name=name, help=parser.description)
    groups = {
        id(action): group.title
        for group in parser._action_groups[2:]
        for action in group._group_actions
    }
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            command.commands += _sub_parsers(action, place)
            continue
        option = Option(place, flags=list(action.option_strings), group=groups.get(id(action)))
        option.hidden = action.help == argparse.SUPPRESS
        option.help = None if option.hidden else action.help
        if not option.flags:
            metavar = action.metavar
            option.positional = metavar if isinstance(metavar, str) else action.dest
        if isinstance(action.default, (str, int, float)) and action.default != argparse.SUPPRESS:
            option.default = str(action.default)
        if getattr(action, "deprecated", False):
            option.deprecated = Deprecated("argparse")
        command.options.append(option)
    return command


def _sub_parsers(action: Any, place: Place) -> Iterator[Command]:
    texts = {each.dest: each.help for each in action._choices_actions}
    names: dict[int, list[str]] = {}
    for name, parser in action.choices.items():
        names.setdefault(id(parser), []).append(name)
    for first, *others in names.values():
        inner = _of_argparse(action.choices[first], place, first)
        inner.aliases = others
        inner.help = texts.get(first) or inner.help
        inner.hidden = inner.help == argparse.SUPPRESS
        if inner.hidden:
            inner.help = None
        if {first, *others} & getattr(action, "_deprecated", set()):
            inner.deprecated = Deprecated("argparse")
        yield inner


def _of_click(found: Any, place: Place, name: str) -> Command:
    command = Command(place, framework="click", name=name, help=found.help)
    command.hidden = bool(found.hidden)
    command.deprecated = _deprecated(found)
    settings = getattr(found, "context_settings", None) or {}
    command.prefix = settings.get("auto_envvar_prefix")
    for parameter in found.get_params(_context(found)):
        option = Option(place, framework="click", destination=parameter.name)
        option.help = getattr(parameter, "help", None)
        option.hidden = bool(getattr(parameter, "hidden", False))
        option.group = getattr(parameter, "rich_help_panel", None)
        option.deprecated = _deprecated(parameter)
        variables = parameter.envvar or []
        option.variables = [variables] if isinstance(variables, str) else list(variables)
        if parameter.param_type_name == "option":
            option.flags = [*parameter.opts, *parameter.secondary_opts]
        else:
            option.positional = parameter.make_metavar(_context(found)).strip("[].")
        if isinstance(parameter.default, (str, int, float)):
            option.default = str(parameter.default)
        command.options.append(option)
    for key, inner in getattr(found, "commands", {}).items():
        command.commands.append(_of_click(inner, place, key))
    return command


def _of_cyclopts(app: Any, place: Place, name: str) -> Command:
    command = Command(place, framework="cyclopts", name=name, help=app.help)
    command.hidden = not app.show
    asking = {*app.help_flags, *app.version_flags}
    for flags in (app.help_flags, app.version_flags):
        if flags:
            command.options.append(
                Option(place, framework="cyclopts", flags=list(flags), destination="help")
            )
    collected = (
        app.assemble_argument_collection(parse_docstring=True) if app.default_command else ()
    )
    for argument in collected:
        option = Option(place, framework="cyclopts", destination=argument.field_info.name)
        option.flags = [each for each in argument.names if each.startswith("-")]
        if not option.flags:
            option.positional = argument.name
        option.help = argument.parameter.help
        option.hidden = not argument.show
        option.variables = list(argument.parameter.env_var or ())
        default = argument.field_info.default
        if isinstance(default, (str, int, float)):
            option.default = str(default)
        command.options.append(option)
    for key in app:
        if key not in asking and not key.startswith("-"):
            command.commands.append(_of_cyclopts(app[key], place, key))
    return command


def _context(found: Any) -> Any:
    return importlib.import_module("click").Context(found)


def _deprecated(found: Any) -> Deprecated | None:
    said = getattr(found, "deprecated", None)
    if not said:
        return None
    return Deprecated("click", reason=said if isinstance(said, str) else None)


def _shown(file: str, root: str) -> str:
    inside = os.path.relpath(file, root)
    return file if inside.startswith(os.pardir) else inside.replace(os.sep, "/")


if __name__ == "__main__":
    main(sys.argv[1:])
