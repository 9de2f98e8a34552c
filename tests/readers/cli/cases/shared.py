"""Two programs that share the definition of options, with helpers of the project's own."""

import argparse
import os
from dataclasses import dataclass

REMOVAL = "v2.0"


@dataclass
class Gone:
    replacement: str
    remove_in: str


def moved(name: str) -> Gone:
    return Gone(f"{name} in --config", remove_in=REMOVAL)


def add_option(parser, *, flag, env, default, help, old_flag=None, gone=None, **kwargs):
    """Described in helpers.toml."""
    names = [flag] + ([old_flag] if old_flag else [])
    text = help if help == argparse.SUPPRESS else f"{help}\nenv var: {env} | default: {default}"
    parser.add_argument(*names, default=os.environ.get(env, default), help=text, **kwargs)


class Group:
    def __init__(self, *, everything: bool) -> None:
        self.everything = everything

    def add_arguments(self, parser) -> None:
        group = parser.add_argument_group("Shared options")
        add_option(
            group,
            flag="--namespace",
            env="APP_NAMESPACE",
            default=None,
            help="The namespace. "
            "It is shared.",
        )
        add_option(
            group,
            flag="--weight",
            env="APP_WEIGHT",
            default=1.0,
            help="[EXPERIMENTAL] The weight.",
            gone=moved("weight"),
        )
        add_option(
            group,
            flag="--score",
            old_flag="--old-score",
            env="APP_SCORE" if "APP_SCORE" in os.environ else "APP_OLD_SCORE",
            default=None,
            help=argparse.SUPPRESS,
            gone=Gone("--weight", remove_in=f"{REMOVAL}"),
        )
        if self.everything:
            add_option(
                group, flag="--all", env="APP_ALL", default=False, help=f"All of {REMOVAL}.",
                action=argparse.BooleanOptionalAction,
            )


def first() -> None:
    parser = argparse.ArgumentParser()
    Group(everything=True).add_arguments(parser)
    parser.parse_args()


def second() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--own", default=os.environ.get("APP_OWN", "x"), help="Own (default: %(default)s)")
    Group(everything=False).add_arguments(parser)
    arguments, _ = parser.parse_known_args()
    if arguments.own == "more":
        inner = argparse.ArgumentParser()
        inner.add_argument("--rest")
        inner.parse_args()
