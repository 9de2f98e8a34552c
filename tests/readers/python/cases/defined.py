"""Decorators of the project's own: whatever sets ``__stability__`` on what it is given."""

import functools
from dataclasses import dataclass

DEFAULT = "No reason."


def experimental(reason: str = ""):
    def decorator(func):
        @functools.wraps(func)
        def wrapper(*args, **kwargs):
            return func(*args, **kwargs)

        wrapper.__stability__ = "experimental"
        wrapper.__stability_reason__ = reason
        return wrapper

    return decorator


def plain(func):
    func.__stability__ = "beta"
    return func


def both(func=None, *, reason=DEFAULT):
    def decorate(f):
        setattr(f, "__stability__", "beta")
        f.__dict__["__stability_reason__"] = reason or "none"
        return f

    return decorate if func is None else decorate(func)


def marked(level="preview", /, *, since=None):
    text = f"Since {since}." if since else None

    def decorate(f):
        f.__stability__ = level
        f.__stability_since__ = since
        f.__stability_reason__ = text
        return f

    return decorate


def _set(f, level, reason=None, **others):
    f.__stability__ = level
    f.__stability_reason__ = reason
    return f


def through(reason="Through a helper."):
    return lambda f: _set(f, "alpha", reason)


def shortcut(reason):
    return through(reason=reason)


class Gone:
    def __init__(self, reason, removal=None, instead=None):
        self.reason = reason
        self.removal = removal
        self.instead = instead

    def __call__(self, f):
        f.__stability__ = "deprecated"
        f.__deprecated_reason__ = self.reason
        f.__removal_version__ = self.removal
        f.__alternative__ = self.instead
        return f


@dataclass
class Marker:
    level: str
    reason: str = "From a dataclass."

    def __call__(self, f):
        f.__stability__ = self.level
        f.__stability_reason__ = self.reason
        return f


class Stability:
    @staticmethod
    def beta(f):
        f.__stability__ = "beta"
        return f

    @classmethod
    def at(cls, level):
        def decorate(f):
            f.__stability__ = level
            return f

        return decorate

    def of_itself(self):
        self.__stability__ = "beta"


def target(): ...


def marks_something_else(f):
    target.__stability__ = "beta"
    return f


@experimental("A closure.")
def closure(): ...


@experimental()
def without_reason(): ...


@plain
def bare(): ...


@both
def both_bare(): ...


@both(reason="Called.")
def both_called(): ...


@marked()
def default_level(): ...


@marked("beta", since="1.2")
def given_level(): ...


@marked(input())
def unknown_level(): ...


@through()
def helper(): ...


@shortcut("Two helpers.")
def two_helpers(): ...


@Gone("Old.", "2.0", instead="defined.bare")
class ByClass:
    @Marker("experimental")
    def by_dataclass(self): ...

    @Stability.beta
    def by_static(self): ...

    @Stability.at("beta")
    def by_classmethod(self): ...

    @Stability.of_itself
    def not_marked(self): ...


@marks_something_else
def also_not_marked(): ...
