"""Helpers of a project that a marker set describes: one call says flag, variable, deprecation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api_stability.markers.options import DeprecatedArgument, OptionHelper
from api_stability.readers.cli.argparse_objects import Action, Holder
from api_stability.readers.cli.arguments import (
    add_flags,
    names_in_value,
    negate,
    part_of,
    read_default,
    read_deprecated,
    read_help,
    shorten,
)
from api_stability.readers.cli.collected import Deprecated, Labelled, Option
from api_stability.readers.cli.frames import Site
from api_stability.readers.cli.values import (
    ABSENT,
    Arguments,
    Called,
    Instance,
    Unknown,
    Value,
    alternatives,
)

if TYPE_CHECKING:
    from api_stability.readers.cli.interpreter import Interpreter


def add_described_option(
    interpreter: Interpreter, path: str, arguments: Arguments, site: Site
) -> Value:
    """Add the option that a call of the helper at *path* describes."""
    helper = interpreter.helper(path)
    assert helper is not None  # noqa: S101 - asked for before
    target, _ = arguments.role(helper.parser, helper.parameters)
    if not isinstance(target, Holder):
        return Unknown(path)
    option = Option(site.place(), framework="helper")
    unknown: list[Value] = []
    for key in helper.flags:
        value, _ = arguments.role(key, helper.parameters)
        unknown += add_flags(option, [value])
    if unknown or not option.flags:
        text = ", ".join(arguments.texts.get(key, key) for key in helper.flags)
        message = f"an option whose name is computed ({shorten(text)}) cannot be listed"
        interpreter.say("unresolved", "computed-option", message, option.place)
        return Unknown(path)
    _describe(option, helper, arguments, path)
    if helper.negatable or target.is_negatable(arguments.get("action")):
        negate(option)
    return target.add(option)


def _describe(option: Option, helper: OptionHelper, arguments: Arguments, path: str) -> None:
    for key in helper.obsolete:
        value, _ = arguments.role(key, helper.parameters)
        names = names_in_value(value)
        option.obsolete += names
        add_flags(option, list(names))
    if helper.variable is not None:
        value, text = arguments.role(helper.variable, helper.parameters)
        option.variables = names_in_value(value)
        if isinstance(value, Unknown):
            option.unresolved.append(f"env: {shorten(text)}")
    if helper.help is not None:
        read_help(option, *arguments.role(helper.help, helper.parameters))
    if helper.default is not None:
        read_default(option, arguments.role(helper.default, helper.parameters)[0])
    if helper.deprecated is not None:
        spec = helper.deprecated
        value, text = arguments.role(spec.argument, helper.parameters)
        option.deprecated = read_described_deprecation(spec, value, text, path)


def read_described_deprecation(
    spec: DeprecatedArgument, value: Value, text: str, path: str
) -> Deprecated | None:
    """What an argument that deprecates says: true, a reason, or the parts of a call."""
    value = next((each for each in alternatives(value) if each is not None), None)
    if not isinstance(value, (Called, Instance)):
        return read_deprecated(path, value, text)
    found = Deprecated(path)
    for role in ("replacement", "removal", "since", "reason"):
        part = part_of(value, getattr(spec, role), spec.parameters)
        texts = names_in_value(part)
        if texts:
            setattr(found, role, texts[0])
        elif part is not ABSENT and part is not None:
            found.unresolved.append(f"{_ROLES[role]}: {shorten(text)}")
    return found


_ROLES = {
    "replacement": "alternative",
    "removal": "removal",
    "since": "since",
    "reason": "reason",
}


def label_action(_interpreter: Interpreter, arguments: Arguments, _site: Site) -> Value:
    """``api_stability.label(action, level, reason, removal=…, alternative=…)``."""
    action = arguments.get("action", 0)
    level = arguments.get("level", 1)
    if isinstance(action, Action) and isinstance(level, str):
        reason = arguments.get("reason", 2) or None
        if level == "deprecated":
            action.option.deprecated = Deprecated(
                "api_stability.label",
                reason=reason if isinstance(reason, str) else None,
                replacement=next(iter(names_in_value(arguments.get("alternative"))), None),
                removal=next(iter(names_in_value(arguments.get("removal"))), None),
            )
        else:
            text = reason if isinstance(reason, str) else None
            action.option.labels.append(Labelled("api_stability.label", level, text))
    return action
