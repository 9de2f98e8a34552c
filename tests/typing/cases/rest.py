"""Environment variables and labels."""

import argparse
from pathlib import Path
from typing import assert_type

from api_stability import env, label

assert_type(env("NAME"), str | None)
assert_type(env("NAME", None), str | None)
assert_type(env("NAME", default=None, was=("OLD", "OLDER")), str | None)
assert_type(env("NAME", "x", was="OLD"), str)
assert_type(env("NAME", default=3, was=["OLD"], removal="2.0"), str | int)
assert_type(env("NAME", Path()), str | Path)
env("NAME", "x", ("OLD",))  # error
env(3)  # error

parser = argparse.ArgumentParser()
action = parser.add_argument("--x", action=argparse.BooleanOptionalAction)
assert_type(label(action, "experimental"), argparse.Action)
assert_type(
    label(argparse.BooleanOptionalAction(["--y"], "y"), "beta", "x"), argparse.BooleanOptionalAction
)
label(action, "deprecated", "x", removal="2.0", alternative="--z")
label(action, "stable")  # error
label(parser, "beta")  # error
