"""Constants, a table and objects for another module."""

import os

HOST = "FOL_HOST"
BY_KIND = {"one": HOST, "two": "FOL_TWO"}


class Variable:
    def __init__(self, name: str, default: str = "") -> None:
        self.name = name
        self.default = default

    def get(self) -> str:
        return os.environ.get(self.name, self.default)


class Flag(Variable):
    def __init__(self, name: str) -> None:
        super().__init__(f"FOL_{name}", "0")


class Same(Variable):
    pass


TIMEOUT = Variable("FOL_TIMEOUT", "30")
VERBOSE = Flag("VERBOSE")
AGAIN = Same("FOL_AGAIN")
