# ruff: noqa: D103, F811 (an `overload` that is not from `typing` is not known as one)
"""The decorators (Feature Stability Policy, section 2)."""

from __future__ import annotations

from api_stability.runtime.attributes import Mark
from api_stability.runtime.kinds import mark_any

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from functools import cached_property
    from typing import Any, Protocol, TypeVar, overload

    T = TypeVar("T")
    Markable = TypeVar(
        "Markable",
        bound=Callable[..., Any]
        | classmethod[Any, ..., Any]
        | staticmethod[..., Any]
        | cached_property[Any]
        | property,
    )

    class Decorator(Protocol):
        """Gives back what it gets, with the type that it had."""

        def __call__(self, marked: T, /) -> T:
            """`marked`, or what stands for it."""
            ...
else:

    def overload(function):
        """Only type checkers look at overloads; `typing` is slow to import."""
        return function


@overload
def experimental(
    reason: str = "",
    *,
    feature: str | None = None,
    since: str | None = None,
    issue: str | None = None,
    parameter: str | None = None,
) -> Decorator: ...
@overload
def experimental(reason: Markable, /) -> Markable: ...
def experimental(
    reason: Any = "",
    *,
    feature: str | None = None,
    since: str | None = None,
    issue: str | None = None,
    parameter: str | None = None,
) -> Any:
    """Mark what may change or be removed without notice; `FutureWarning` on its first use.

    On a function of any kind, a method, a class, a property, also without parentheses. Using a
    class is to make an instance, or a subclass that names it; using a coroutine or a generator is
    to start it.

    Args:
        reason: Why, as a sentence; it ends the warning.
        feature: The feature that this belongs to.
        since: The version that this holds since.
        issue: Where it is discussed.
        parameter: Mark this parameter, not the function: a call that passes it is a use.

    Raises:
        TypeError: For what cannot be marked, or cannot warn, and for a parameter that is not there.

    """
    return _mark_level("experimental", FutureWarning, reason, feature, since, issue, parameter)


@overload
def beta(
    reason: str = "",
    *,
    feature: str | None = None,
    since: str | None = None,
    issue: str | None = None,
    parameter: str | None = None,
) -> Decorator: ...
@overload
def beta(reason: Markable, /) -> Markable: ...
def beta(
    reason: Any = "",
    *,
    feature: str | None = None,
    since: str | None = None,
    issue: str | None = None,
    parameter: str | None = None,
) -> Any:
    """Mark what is complete and may change with notice; no warning.

    Takes what `experimental` takes, and gives back the same object.

    Raises:
        TypeError: For what cannot be marked, and for a parameter that is not there.

    """
    return _mark_level("beta", None, reason, feature, since, issue, parameter)


def deprecated(
    reason: str,
    removal: str | None = None,
    alternative: str | None = None,
    *,
    feature: str | None = None,
    since: str | None = None,
    issue: str | None = None,
    parameter: str | None = None,
) -> Decorator:
    """Mark what should no longer be used; `DeprecationWarning` on every use.

    Type checkers report uses only of what `warnings.deprecated` marks (PEP 702); for those, put
    `removal` beside it instead. A level that is marked too is kept in ``__stability_level__``.

    Args:
        reason: Why, as a sentence.
        removal: The version that removes it.
        alternative: What to use instead: a name, or a sentence that begins with "Use".
        feature: As for `experimental`; so are the others.
        since: The version that deprecates it.
        issue: Where it is discussed.
        parameter: Mark this parameter, not the function.

    Raises:
        TypeError: Without a reason, for what cannot be marked, or cannot warn, and for a parameter
            that is not there.

    """
    if not isinstance(reason, str):
        raise TypeError('deprecated needs a reason: write @deprecated("why", removal="2.0")')
    details = {
        "__deprecated_reason__": reason,
        "__removal_version__": removal,
        "__alternative__": alternative,
    }
    return _make_decorator(None, DeprecationWarning, details, feature, since, issue, parameter)


def removal(
    version: str,
    alternative: str | None = None,
    *,
    feature: str | None = None,
    since: str | None = None,
    issue: str | None = None,
    parameter: str | None = None,
) -> Decorator:
    """Say which version removes what is deprecated; no warning of its own.

    For `warnings.deprecated` and `typing_extensions.deprecated`, which type checkers report and
    which cannot say when (PEP 702), above or below them. Above or below our own `deprecated`, it
    is in that warning too.

    Raises:
        TypeError: Without a version, for what cannot be marked, and for a parameter that is not
            there.

    """
    if not isinstance(version, str):
        raise TypeError('removal needs a version, as text: write @removal("2.0")')
    details = {"__removal_version__": version, "__alternative__": alternative}
    return _make_decorator(None, None, details, feature, since, issue, parameter)


def _mark_level(
    level: str,
    category: type[Warning] | None,
    reason: Any,
    feature: str | None,
    since: str | None,
    issue: str | None,
    parameter: str | None,
) -> Any:
    """A decorator, or the marked thing where `reason` is one: a use without parentheses."""
    bare = not isinstance(reason, str)
    details = {"__stability_reason__": "" if bare else reason}
    decorator = _make_decorator(level, category, details, feature, since, issue, parameter)
    return decorator(reason) if bare else decorator


def _make_decorator(
    level: str | None,
    category: type[Warning] | None,
    details: Mapping[str, str | None],
    feature: str | None,
    since: str | None,
    issue: str | None,
    parameter: str | None,
) -> Decorator:
    extras = {
        "__stability_feature__": feature,
        "__stability_since__": since,
        "__stability_issue__": issue,
    }
    for name, value in {**details, **extras, "parameter": parameter}.items():
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{name.strip('_')} has to be text, not {value!r}")
    mark = Mark(level=level, category=category, details=details, extras=extras, parameter=parameter)

    def decorate(marked: T, /) -> T:
        result: T = mark_any(marked, mark)
        return result

    return decorate
