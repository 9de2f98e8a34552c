"""Constants of another module, loops, helpers, click."""

import os
from os import environ as surroundings
from os import getenv

import click

from . import constants
from .constants import NAMES, PORT


class Keys:
    HOST = "MORE_HOST"

    def read(self) -> str:
        return os.environ[self.HOST]


def pick(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str) -> bool:
    return pick(f"MORE_{name}") == "1"


def main(environment=None) -> None:
    getenv(PORT, "80")
    surroundings[constants.USER]
    for name in NAMES:
        os.getenv(name)
    for flag_name, variable in (("--a", "MORE_A"), ("--b", "MORE_B")):
        print(flag_name, os.environ.get(variable))
    copied = dict(os.environ)
    copied.get("MORE_COPIED")
    flag("DEBUG")
    os.environ["MORE_WRITTEN"] = "1"
    os.environ[input()]
    {"MORE_HOME": "not read"}


@click.command(context_settings={"auto_envvar_prefix": "MADE_UP"})
@click.option("--given", envvar=["MORE_GIVEN", "MORE_GIVEN_TOO"], help="Given.")
@click.option("--not-given", help="Made up.")
def command(given: str, not_given: str) -> None: ...


if __name__ == "__main__":
    command()
