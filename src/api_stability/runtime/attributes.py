"""The attributes that a mark leaves, and how those of several marks go together.

==============================  ====================================================================
``__stability__``               ``"experimental"``, ``"beta"``; ``"deprecated"`` whatever the level
``__stability_level__``         the level, kept where ``__stability__`` says ``"deprecated"``
``__stability_reason__``        why it has this level
``__deprecated_reason__``       why it is deprecated
``__removal_version__``         the version that removes it, or `None`
``__alternative__``             what to use instead, or `None`
``__deprecated__``              the message of PEP 702
``__stability_feature__``       the feature that it belongs to, where given
``__stability_since__``         since which version, where given; of a level before a deprecation
``__stability_issue__``         where it is discussed, where given
``__stability_parameters__``    the same of each marked parameter, by its name
==============================  ====================================================================
"""

from __future__ import annotations

from api_stability.runtime.messages import say_deprecation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

HOOK = "__stability_hook__"
PARAMETERS = "__stability_parameters__"
EXTRAS = ("__stability_feature__", "__stability_since__", "__stability_issue__")
NAMES = (
    "__stability__",
    "__stability_level__",
    "__stability_reason__",
    *EXTRAS,
    "__deprecated_reason__",
    "__removal_version__",
    "__alternative__",
    "__deprecated__",
    PARAMETERS,
)


class Mark:
    """One use of a decorator: what it says, and how it warns."""

    __slots__ = ("category", "details", "extras", "level", "parameter")

    def __init__(
        self,
        *,
        level: str | None = None,
        category: type[Warning] | None = None,
        details: Mapping[str, str | None],
        extras: Mapping[str, str | None],
        parameter: str | None = None,
    ) -> None:
        self.level = level
        """`None` for a deprecation, which says nothing about the level."""
        self.category = category
        self.details = details
        self.extras = extras
        self.parameter = parameter


def merge_attributes(present: Mapping[str, Any], mark: Mark) -> dict[str, Any]:
    """All attributes of a thing that had `present` and now gets `mark`.

    The order of the marks does not matter: "deprecated" stays, of two levels the least stable
    stays, and what a mark does not say takes nothing away.
    """
    merged = {name: present[name] for name in NAMES if name in present}
    if mark.level is None:
        merged["__stability__"] = "deprecated"
        if find_level(present):
            # Set here as well, for a level that is there by plain assignment.
            merged["__stability_level__"] = find_level(present)
        _fill(merged, mark.details, over=True)
        _fill(merged, mark.extras, over=False)
        if mark.category is not None or "__deprecated_reason__" in merged:
            merged["__deprecated__"] = say_deprecation(merged)
    elif mark.level == "experimental" or find_level(present) != "experimental":
        if merged.get("__stability__") != "deprecated":
            merged["__stability__"] = mark.level
        merged["__stability_level__"] = mark.level
        _fill(merged, mark.details, over=True)
        _fill(merged, mark.extras, over=True)
    return merged


def find_level(attributes: Mapping[str, Any]) -> str | None:
    """The level that the attributes say; `None` where they only deprecate, or say nothing."""
    level: str | None = attributes.get("__stability_level__") or attributes.get("__stability__")
    return None if level == "deprecated" else level


def _fill(merged: dict[str, Any], said: Mapping[str, str | None], *, over: bool) -> None:
    for name, value in said.items():
        if value is not None and (over or merged.get(name) is None):
            merged[name] = value
        elif name not in EXTRAS:
            merged.setdefault(name, None)


def merge_parameters(present: Mapping[str, Any], mark: Mark) -> dict[str, dict[str, Any]]:
    """``__stability_parameters__`` of a thing that had `present` and now gets `mark`."""
    parameters: dict[str, dict[str, Any]] = dict(present.get(PARAMETERS, {}))
    name = mark.parameter or ""
    parameters[name] = merge_attributes(parameters.get(name, {}), mark)
    return parameters


def apply_mark(present: Mapping[str, Any], mark: Mark) -> dict[str, Any]:
    """What to set on a thing that had `present` and now gets `mark`, for itself or a parameter."""
    if mark.parameter is not None:
        return {PARAMETERS: merge_parameters(present, mark)}
    return merge_attributes(present, mark)
