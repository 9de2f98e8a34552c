"""A program's command line, from where its code begins."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from api_stability.markers.model import MarkerSet
from api_stability.readers.cli.argparse_objects import Parser
from api_stability.readers.cli.click_objects import inherit_help_flags
from api_stability.readers.cli.collected import Command, Place
from api_stability.readers.cli.frames import Frame, Site
from api_stability.readers.cli.interpreter import BudgetError, Interpreter, Say
from api_stability.readers.cli.signature_options import Application
from api_stability.readers.cli.values import (
    Arguments,
    ClassValue,
    Function,
    Instance,
    Live,
    Method,
    Value,
)
from api_stability.readers.python.files import ModuleFile
from api_stability.readers.python.projects import Locator, Project

_MAKES: Final = re.compile(r"\bArg(?:ument)?Parser\(|\badd_argument\(")


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """Where a program's code begins."""

    files: tuple[ModuleFile, ...]
    """One module, or all of a folder that has no ``__main__``."""
    name: str | None = None
    """What in the module is the program: a parser, a function, a command, an application."""


def find_start(locator: Locator, root: Path, spec: str) -> Start | None:
    """The start that *spec* names: a file, a folder, a module, each with ``:name`` or without.

    ``None`` where there is no such thing.
    """
    head, _, name = spec.partition(":")
    place = root / head
    if place.is_file():
        file = locator.file_of(place)
        return Start(files=(file,), name=name or None) if file is not None else None
    if place.is_dir():
        return _start_of_folder(locator, place, name or None)
    module = locator.find(head)
    if module is None:
        return None
    main = locator.find(f"{head}.__main__") if module.package and not name else None
    return Start(files=(main or module,), name=name or None)


def _start_of_folder(locator: Locator, place: Path, name: str | None) -> Start | None:
    main = place / ("__init__.py" if name else "__main__.py")
    if main.is_file():
        file = locator.file_of(main)
        return Start(files=(file,), name=name) if file is not None else None
    found = (locator.file_of(each) for each in sorted(place.glob("*.py")) if each.is_file())
    files = tuple(each for each in found if each is not None)
    return Start(files=files) if files else None


def read_program(
    project: Project, start: Start, name: str, sets: tuple[MarkerSet, ...], say: Say
) -> Command:
    """Everything that the program *name* takes; what cannot be followed is said."""
    interpreter = Interpreter(project, sets, say)
    first = start.files[0]
    place = Place(first.file, 1)
    try:
        _follow(interpreter, start)
    except BudgetError:
        message = f"the code of {name} takes too many steps to follow: options may be missing"
        say("incomplete", "too-much-code", message, place)
    except RecursionError:
        message = f"the code of {name} is nested too deeply to follow: options may be missing"
        say("incomplete", "too-deep", message, place)
    found = list(_chosen(interpreter))
    if not found:
        message = (
            f"no command line of {name} is found from here; name the file, function or object that "
            "defines it (path.py:name)"
        )
        say("incomplete", "no-command-line", message, place)
    return _joined(name, found, place)


def _follow(interpreter: Interpreter, start: Start) -> None:
    if start.name is not None:
        _follow_name(interpreter, start.files[0], start.name)
        return
    for file in start.files:
        interpreter.names.execute(file.module, main=True)
    if not interpreter.created:
        for file in start.files:
            _follow_functions(interpreter, file)


def _follow_name(interpreter: Interpreter, file: ModuleFile, name: str) -> None:
    interpreter.names.execute(file.module)
    head, *steps = name.split(".")
    value = interpreter.names.value(file.module, head)
    for step in steps:
        value = interpreter.attribute(value, step)
    frame = interpreter.names.frame(file.module)
    if isinstance(value, Live):
        value.set("__invoked__", value)
        if value not in interpreter.created:
            interpreter.created.append(value)
    elif frame is not None:
        _call(interpreter, value, frame)


def _call(interpreter: Interpreter, value: Value, frame: Frame) -> None:
    site = Site(frame, ast.copy_location(ast.Name("main"), _FIRST_LINE))
    if isinstance(value, Function):
        given = _parsers_for(interpreter, value, site, skip=0)
        answer = interpreter.calls.follow(value, Arguments(given, {}, {}, whole=False), None)
        if isinstance(answer, Live):
            answer.set("__invoked__", answer)
    elif isinstance(value, ClassValue):
        method = interpreter.names.member(value, "add_arguments")
        if isinstance(method, Function):
            made = Instance(value, Arguments([], {}))
            given = _parsers_for(interpreter, method, site, skip=1)
            bound = Method(made, method)
            interpreter.calls.call(bound, Arguments(given, {}, {}, whole=False), site)


_FIRST_LINE: Final = ast.Name("main", lineno=1, col_offset=0)


def _parsers_for(
    interpreter: Interpreter, function: Function, site: Site, *, skip: int
) -> list[Value]:
    """A parser for a function whose first parameter is one, by its name."""
    arguments = function.node.args
    names = [each.arg for each in (*arguments.posonlyargs, *arguments.args)][skip:]
    if names and names[0] in {"parser", "arg_parser", "argparser"}:
        return [Parser(interpreter, site)]
    return []


def _follow_functions(interpreter: Interpreter, file: ModuleFile) -> None:
    """Where nothing leads to it: every function of the module that makes a parser."""
    tree = interpreter.project.tree(file.module)
    lines = interpreter.lines(file.module)
    for node in tree.body if tree is not None else ():
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            text = "\n".join(lines[node.lineno - 1 : node.end_lineno])
            value = interpreter.names.value(file.module, node.name)
            if _MAKES.search(text) and isinstance(value, Function):
                frame = interpreter.names.frame(file.module)
                if frame is not None:
                    _call(interpreter, value, frame)


def _chosen(interpreter: Interpreter) -> Iterator[Command]:
    """The commands that a user can call: those that are given a command line, else all."""
    created = interpreter.created
    used = [each for each in created if getattr(each, "parses", False)]
    for each in created:
        if isinstance(each, Application):
            each.settle()
    for each in used or [each for each in created if not getattr(each, "lends", False)]:
        command = getattr(each, "command", None)
        if isinstance(command, Command):
            yield command


def _joined(name: str, found: list[Command], place: Place) -> Command:
    if not found:
        return Command(place, name=name)
    for each in found:
        inherit_help_flags(each)
    first = found[0]
    first.name = name
    for other in found[1:]:
        first.options += other.options
        first.commands += other.commands
    return first
