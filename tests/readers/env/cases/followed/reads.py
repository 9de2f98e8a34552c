"""Reads through locals, objects, functions, defaults, and other names of the environment."""

import os
from collections.abc import Mapping

from .names import BY_KIND, TIMEOUT

get = os.environ.get
CI = frozenset({"FOL_CI", "FOL_BUILD"})


def through_a_table(kind: str) -> None:
    os.environ.get(BY_KIND[kind])
    os.environ.get(BY_KIND.get(kind, "FOL_OTHER"))
    os.environ.get(TIMEOUT.name)
    get("FOL_GOT")


def assigned_on_the_way(key: str) -> None:
    if value := os.environ.get(name := "FOL_WALRUS"):
        print(name, value)
    variable = f"FOL_{key.upper()}_KEY"
    os.environ[variable]


assigned_on_the_way("api")


def first(*names: str) -> None:
    any(os.environ.get(name) for name in names)


def first_of(names: list[str], fallback: str = "FOL_FALLBACK") -> None:
    for name in names:
        os.getenv(name)
    os.getenv(fallback)


first("FOL_A", "FOL_B")
first_of(["FOL_C", "FOL_D"])


def normalised(name: str) -> str | None:
    if name.startswith("env:"):
        name = name.replace("env:", "")
    return os.environ.get(name)


def wrapped(name: str) -> str | None:
    return normalised(name)


wrapped("FOL_SAME")
wrapped("env:FOL_MAYBE")


class Accelerator:
    environment: Mapping[str, str] = os.environ

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        self._given = given or os.environ

    @staticmethod
    def variable() -> str:
        return "FOL_VISIBLE"

    def read(self) -> None:
        os.environ.get(Accelerator.variable())
        self.environment.get("FOL_OF_CLASS")
        self._given["FOL_OF_OBJECT"]
        "FOL_IN" in self._given


def with_default(environ: Mapping[str, str] = os.environ, other: dict[str, str] = {}) -> None:
    environ.get("FOL_DEFAULTED")
    other.get("FOL_NOT_READ")


def all_of_them() -> None:
    from .names import HOST as host

    os.environ.get(host)
    any(os.environ.get(name) for name in CI)
    {key: value for key, value in os.environ.items() if key.startswith("FOL_")}
    for option in [object()]:
        os.environ.get(option.variable)
    os.environb.get(b"FOL_BYTES")
