"""The parameters of a command's function as options: typer and cyclopts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from api_stability.readers.cli.arguments import default_text, names_in_value
from api_stability.readers.cli.click_objects import docstring_of
from api_stability.readers.cli.click_options import read_common
from api_stability.readers.cli.collected import Framework, Option
from api_stability.readers.cli.frames import Frame
from api_stability.readers.cli.values import (
    ABSENT,
    AnnotatedValue,
    Arguments,
    Function,
    Live,
    Value,
)

if TYPE_CHECKING:
    from api_stability.readers.cli.interpreter import Interpreter

_CONTEXTS: Final = frozenset({"Context", "CallbackParam"})
_FIELD: Final = re.compile(r"\s*(?::param\s+)?(\w+)\s*(?:\([^)]*\)\s*)?(?::\s*(.*)|$)")
_SECTION: Final = re.compile(
    r"^\s*(?:Parameters\s*\n\s*-{3,}|Arg(?:ument)?s:|:param\s)", re.MULTILINE
)


class Described(Live):
    """``typer.Option(…)``, ``typer.Argument(…)``, ``cyclopts.Parameter(…)``."""

    def __init__(self, kind: str, arguments: Arguments) -> None:
        self.kind = kind
        self.arguments = arguments


class Parameter(NamedTuple):
    """One parameter of a command's function."""

    name: str
    annotation: ast.expr | None
    described: Described | None
    default: Value
    keyword_only: bool


def options_of(
    interpreter: Interpreter, function: Function, framework: Framework, texts: dict[str, str]
) -> Iterator[Option]:
    """The options and arguments that *function* takes; *texts* are those of its docstring."""
    home = interpreter.names.frame(function.module)
    if home is None or isinstance(function.node, ast.Lambda):
        return
    frame = function.frame or home
    for parameter, node in _parameters(interpreter, function.node.args, frame):
        option = Option(home.place(node), framework=framework)
        made = _read_parameter(option, parameter, framework)
        if made and option.help is None:
            option.help = texts.get(parameter.name)
        if made:
            yield option


def _parameters(
    interpreter: Interpreter, arguments: ast.arguments, frame: Frame
) -> Iterator[tuple[Parameter, ast.expr]]:
    plain = [*arguments.posonlyargs, *arguments.args]
    padding: list[ast.expr | None] = [None] * (len(plain) - len(arguments.defaults))
    given = [
        *zip(plain, [*padding, *arguments.defaults], strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    for each, default_node in given:
        described: Described | None = None
        annotation = each.annotation
        if annotation is not None:
            value = interpreter.evaluate(annotation, frame)
            if isinstance(value, AnnotatedValue):
                annotation = value.annotation
                found = [m for m in value.metadata if isinstance(m, Described)]
                described = found[-1] if found else None
        default = ABSENT
        if default_node is not None:
            default = interpreter.evaluate(default_node, frame)
        if isinstance(default, Described):
            described, default = default, default.arguments.get("default", 0, ABSENT)
        is_keyword = each in arguments.kwonlyargs
        anchor = each.annotation or default_node or ast.Constant(None, lineno=each.lineno)
        yield Parameter(each.arg, annotation, described, default, is_keyword), anchor


def _read_parameter(option: Option, parameter: Parameter, framework: Framework) -> bool:
    """Fill in *option*; whether it is one."""
    annotation = parameter.annotation
    last = ast.unparse(annotation).rpartition(".")[2] if annotation is not None else ""
    if last in _CONTEXTS:
        return False
    described = parameter.described
    arguments = described.arguments if described is not None else Arguments([], {})
    required = parameter.default is ABSENT or parameter.default is Ellipsis
    name = parameter.name.strip("_").replace("_", "-")
    positional = (
        described.kind == "Argument" if described is not None and framework == "typer" else required
    )
    declared = _declared(arguments, described, framework)
    read_common(option, arguments)
    if framework == "cyclopts":
        positional = not parameter.keyword_only and required and not declared
        option.variables += names_in_value(arguments.get("env_var"))
        option.hidden = arguments.get("show", default=True) is False
        group = arguments.get("group")
        option.group = group if isinstance(group, str) else None
        if declared and not any(each.startswith("-") for each in declared):
            name, declared = declared[0].strip("-"), []
    option.destination = parameter.name
    if positional:
        option.positional = parameter.name.upper()
        return True
    option.flags = declared or [f"--{name.lower()}"]
    if _is_bool(annotation) and not any("/" in each for each in option.flags):
        _add_negative(option, arguments, framework, given=bool(declared))
    option.flags = [flag for each in option.flags for flag in each.split("/") if flag]
    if option.default is None:
        option.default = default_text(None if required else parameter.default)
    return True


def _declared(arguments: Arguments, described: Described | None, framework: Framework) -> list[str]:
    """The spellings that are given."""
    if described is None:
        return []
    if framework == "cyclopts":
        names = names_in_value(arguments.get("name", 0))
        return names + names_in_value(arguments.get("alias"))
    texts = names_in_value(arguments.positional)
    return [each for each in texts if each.startswith("-")]


def _is_bool(annotation: ast.expr | None) -> bool:
    if annotation is None:
        return False
    return re.fullmatch(r"(Optional\[)?bool\]?( \| None)?", ast.unparse(annotation)) is not None


def _add_negative(
    option: Option, arguments: Arguments, framework: Framework, *, given: bool
) -> None:
    if framework == "typer" and given:
        return
    negative = arguments.get("negative", default=ABSENT)
    if framework == "cyclopts" and negative is not ABSENT:
        option.flags += [each for each in names_in_value(negative) if each]
        return
    option.flags += [f"--no-{each[2:]}" for each in option.flags if each.startswith("--")]


def documented(function: Function) -> dict[str, str]:
    """What a docstring's list of parameters says about each: numpydoc, Google or reST."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    text = docstring_of(function) or ""
    head = _SECTION.search(text)
    types_first = head is not None and "--" in head[0]
    arguments = function.node.args
    names = {each.arg for each in (*arguments.args, *arguments.kwonlyargs, *arguments.posonlyargs)}
    for line in text[head.start() if head else len(text) :].splitlines():
        match = _FIELD.match(line)
        if match and match[1] in names:
            current = found[match[1]] = [] if types_first else [match[2]]
        elif line[:1].isspace():
            current.append(line.strip())
        else:
            current = []
    return {name: " ".join(filter(None, lines)) for name, lines in found.items() if any(lines)}


def without_parameters(text: str | None) -> str | None:
    """A docstring up to its list of parameters."""
    found = _SECTION.search(text) if text else None
    return (text[: found.start()].strip() or None) if found and text else text
