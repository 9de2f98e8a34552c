"""Variables that have had other names (Feature Stability Policy, section 5)."""

import os
from unittest import mock

from checking import warns
from stability import env

NEW, BETA, OLD = "DYN_CACHING", "DYN_BETA_CACHING", "DYN_EXPERIMENTAL_CACHING"
BETA_WARNING = "DeprecationWarning: DYN_BETA_CACHING is DEPRECATED. Use DYN_CACHING instead."
OLD_WARNING = "DeprecationWarning: DYN_EXPERIMENTAL_CACHING is DEPRECATED. Use DYN_CACHING instead."

# What is set, what is read, which warning.
TABLE = [
    ({}, "default", []),
    ({NEW: "n"}, "n", []),
    ({NEW: ""}, "", []),
    ({NEW: "", OLD: "o"}, "", []),
    ({NEW: "n", BETA: "b", OLD: "o"}, "n", []),
    ({BETA: "b"}, "b", [BETA_WARNING]),
    ({BETA: "", OLD: "o"}, "", [BETA_WARNING]),
    ({OLD: "o"}, "o", [OLD_WARNING]),
    ({BETA: "b", OLD: "o"}, "b", [BETA_WARNING]),
]


def check_each():
    for variables, value, expected in TABLE:
        with mock.patch.dict(os.environ, variables, clear=True):
            for was in ((BETA, OLD), [BETA, OLD], iter([BETA, OLD])):
                with warns(*expected): assert env(NEW, default="default", was=was) == value


def check_every_use_warns():
    with mock.patch.dict(os.environ, {OLD: "o"}, clear=True):
        for _ in range(2):
            with warns(OLD_WARNING): env(NEW, was=[OLD])


def check_one_old_name():
    with mock.patch.dict(os.environ, {OLD: "o"}, clear=True):
        with warns(OLD_WARNING): assert env(NEW, was=OLD) == "o"
        with warns(OLD_WARNING + " Will be removed in version 2.0."):
            assert env(NEW, was=OLD, removal="2.0") == "o"


def check_defaults():
    with mock.patch.dict(os.environ, {}, clear=True):
        with warns():
            assert env(NEW) is None
            assert env(NEW, 3) == 3
            assert env(NEW, default="x", was=[OLD]) == "x"
