"""Labels of command-line arguments (Feature Stability Policy, section 3)."""

from __future__ import annotations

from api_stability.runtime.attributes import Mark, apply_mark
from api_stability.runtime.frames import OWN_MODULES
from api_stability.runtime.functions import set_attributes
from api_stability.runtime.instances import watch_calls
from api_stability.runtime.notices import Notice

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any, Literal, TypeVar

    ActionT = TypeVar("ActionT", bound=argparse.Action)

OWN_MODULES.add(__name__)

CATEGORIES: dict[str, type[Warning] | None] = {
    "experimental": FutureWarning,
    "beta": None,
    "deprecated": DeprecationWarning,
}


def label(
    action: ActionT,
    level: Literal["experimental", "beta", "deprecated"],
    reason: str = "",
    *,
    removal: str | None = None,
    alternative: str | None = None,
) -> ActionT:
    """Label an argument of `argparse` and warn when a command line passes it.

    The help text ends with ``[EXPERIMENTAL]``, ``[BETA]`` or ``[DEPRECATED]``, once; an argument
    without a help text gets the label alone, and a hidden one stays hidden. An experimental one
    is a `FutureWarning` when it is first passed, a deprecated one a `DeprecationWarning` each time,
    as for the decorators. Returns the same action, for ``label(parser.add_argument(…), "beta")``.

    Raises `ValueError` for another level.
    """
    if level not in CATEGORIES:
        raise ValueError(f"level has to be one of {', '.join(CATEGORIES)}, not {level!r}")
    category = CATEGORIES[level]
    if level == "deprecated":
        details = {
            "__deprecated_reason__": reason,
            "__removal_version__": removal,
            "__alternative__": alternative,
        }
    else:
        details = {"__stability_reason__": reason}
    mark = Mark(
        level=None if level == "deprecated" else level,
        category=category,
        details=details,
        extras={},
    )
    set_attributes(action, apply_mark(vars(action), mark))
    action.help = add_label(action.help, f"[{level.upper()}]")
    if category is not None:
        watch_action(action, Notice(name_of(action), category, lambda: vars(action)))
    return action


def add_label(text: str | None, tag: str) -> str | None:
    """The help text with the label at its end, unless it has it or is hidden."""
    from argparse import SUPPRESS

    if not text:
        return tag
    return text if text == SUPPRESS or tag in text else f"{text.rstrip()} {tag}"


def name_of(action: argparse.Action) -> str:
    """What a user knows the argument by: its option, or the name in the usage line."""
    if action.option_strings:
        return action.option_strings[-1]
    return action.metavar if isinstance(action.metavar, str) else action.dest


def watch_action(action: argparse.Action, notice: Notice) -> None:
    """Give notice where the parser acts on something that was passed."""

    def notify(args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        # As `argparse.Action.__call__` has it: parser, namespace, values, option_string.
        values = args[2] if len(args) > 2 else kwargs.get("values")
        option: str | None = args[3] if len(args) > 3 else kwargs.get("option_string")
        if option is not None or not is_default(action, values):
            notice.give(name=option)

    watch_calls(action, notify)


def is_default(action: argparse.Action, values: Any) -> bool:
    """Whether these values of a positional are what the parser fills in for an absent one.

    `argparse` does not say, and so passing exactly the default is taken for passing nothing.
    """
    if action.nargs not in ("?", "*"):
        return False
    default = action.default
    if isinstance(default, str) and action.nargs == "?" and callable(action.type):
        # The parser has converted it, and so it can be done again.
        default = action.type(default)
    return values is default or values == default or values == []
