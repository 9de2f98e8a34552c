"""What the arguments of a framework's call say of an option, whatever the framework."""

from __future__ import annotations

from typing import Final

from api_stability.readers.cli.collected import Deprecated, Option
from api_stability.readers.cli.values import (
    ABSENT,
    Arguments,
    Called,
    Foreign,
    Instance,
    Unknown,
    Value,
    alternatives,
    default_of,
    is_plain,
    variables_of,
)

_SUPPRESS: Final = Foreign("argparse.SUPPRESS")
_SUPPRESSED: Final = "==SUPPRESS=="
_MAX_DEFAULT: Final = 200


def is_suppressed(value: Value) -> bool:
    """Whether *value* is argparse's word for "do not show"."""
    return value in (_SUPPRESS, _SUPPRESSED) if isinstance(value, (Foreign, str)) else False


def read_help(option: Option, value: Value, text: str) -> None:
    """The help text, or that there is none to be shown."""
    for each in alternatives(value):
        if is_suppressed(each):
            option.hidden = True
        elif isinstance(each, str):
            option.help = option.help or each
        elif isinstance(default_of(each), str):
            option.help = option.help or default_of(each)
        elif isinstance(each, Unknown) and each.partial is not None:
            option.help = option.help or each.partial
            option.unresolved.append(f"help: {shorten(text)}")
        elif each is not None and each is not ABSENT and option.help is None:
            option.unresolved.append(f"help: {shorten(text)}")


def read_default(option: Option, value: Value) -> None:
    """The default as text, and the variables that it is read from."""
    option.variables.extend(name for name in variables_of(value) if name not in option.variables)
    option.default = default_text(default_of(value)) or option.default


def default_text(value: Value) -> str | None:
    """A default as a person would write it; ``None`` where there is none, or it is not known."""
    if value is None or value is ABSENT or not is_plain(value) or is_suppressed(value):
        return None
    text = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return text if 0 < len(text) <= _MAX_DEFAULT else None


def names_in_value(value: Value) -> list[str]:
    """The texts that *value* is or may be, or holds."""
    found: list[str] = []
    for each in alternatives(value):
        parts = each if isinstance(each, (list, tuple)) else (each,)
        found += [name for part in parts for name in alternatives(part) if isinstance(name, str)]
    return list(dict.fromkeys(found))


def read_deprecated(name: str, value: Value, text: str) -> Deprecated | None:
    """``deprecated=`` of a framework: true, or why."""
    if value is ABSENT or value is None or value is False:
        return None
    if isinstance(value, str):
        return Deprecated(name, reason=value) if value else None
    if value is True:
        return Deprecated(name)
    return Deprecated(name, unresolved=[f"deprecated: {shorten(text)}"])


def part_of(value: Value, key: str | None, parameters: tuple[str, ...]) -> Value:
    """An argument of the call that made *value*; `ABSENT` where there is none."""
    if key is None or not isinstance(value, (Called, Instance)):
        return ABSENT
    if isinstance(value, Instance) and key in value.attributes:
        return value.attributes[key]
    return value.arguments.role(key, parameters)[0]


def shorten(text: str, width: int = 200) -> str:
    """Source text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def add_flags(option: Option, values: list[Value]) -> list[Value]:
    """Take the spellings among *values*; what is not known is given back."""
    unknown: list[Value] = []
    for value in values:
        texts = [each for each in alternatives(value) if isinstance(each, str) and each]
        option.flags.extend(each for each in texts if each not in option.flags)
        if not texts and isinstance(value, (Unknown, Foreign)):
            unknown.append(value)
    return unknown


def negate(option: Option) -> None:
    """Add ``--no-…`` of each long spelling."""
    flags = []
    for flag in option.flags:
        flags.append(flag)
        if flag.startswith("--"):
            flags.append(f"--no-{flag[2:]}")
            if flag in option.obsolete:
                option.obsolete.append(flags[-1])
    option.flags = list(dict.fromkeys(flags))


def spelled(arguments: Arguments) -> str:
    """The arguments given by position, as they are written."""
    return shorten(
        ", ".join(text for key, text in arguments.texts.items() if key.isdecimal() or key == "*")
    )
