"""Arguments of `argparse`: a label in the help text, a warning when one is passed."""

import argparse
import contextlib
import io
import sys

from checking import raises, warns
from stability import label

EXPERIMENTAL = "FutureWarning: "
DEPRECATED = "DeprecationWarning: "


def parser():
    return argparse.ArgumentParser("prog")


# How the argument is added, command line that passes it, value, value when it is not passed.
ACTIONS = [
    ({}, ["--x", "1"], "1", None),
    ({"type": int, "default": 5}, ["--x", "5"], 5, 5),
    ({"default": "d"}, ["--x=d"], "d", "d"),
    ({"action": "store_true"}, ["--x"], True, False),
    ({"action": "store_false"}, ["--x"], False, True),
    ({"action": "store_const", "const": 3}, ["--x"], 3, None),
    ({"action": "append"}, ["--x", "1"], ["1"], None),
    ({"action": "append_const", "const": 3}, ["--x"], [3], None),
    ({"action": "extend", "nargs": "+"}, ["--x", "1", "2"], ["1", "2"], None),
    ({"action": "count"}, ["--x"], 1, None),
    ({"action": argparse.BooleanOptionalAction}, ["--x"], True, None),
    ({"nargs": "?", "const": "c", "default": "d"}, ["--x"], "c", "d"),
    ({"nargs": "*", "default": ["d"]}, ["--x"], [], ["d"]),
    ({"nargs": 2}, ["--x", "1", "2"], ["1", "2"], None),
    ({"choices": ["a", "b"]}, ["--x", "a"], "a", None),
]


def check_each_action():
    for options, line, value, default in ACTIONS:
        for level, first, later in [
            ("experimental", [EXPERIMENTAL + "--x is EXPERIMENTAL and may change without notice. R"], []),
            ("deprecated", [DEPRECATED + "--x is DEPRECATED. R"], [DEPRECATED]),
            ("beta", [], []),
        ]:
            p = parser()
            action = p.add_argument("--x", help="Help 5 %% of %(dest)s.", **options)
            before = {**vars(action)}
            kind = action.__class__
            assert label(action, level, "R") is action
            assert isinstance(action, kind) and action.__class__ is kind
            changed = {name for name, value in before.items() if getattr(action, name) != value}
            assert changed == {"help"}
            assert action.help.endswith(f" [{level.upper()}]")
            assert f"Help 5 % of x." in p.format_help()
            assert f"[{level.upper()}]" in p.format_help()
            with warns(): assert p.parse_args([]).x == default
            with warns(*first): assert p.parse_args(line).x == value, options
            with warns(*later): assert p.parse_args(line).x == value, options


# How the positional is added, command line, value, whether it is passed.
POSITIONALS = [
    ({}, ["1"], "1", True),
    ({"nargs": "+"}, ["1"], ["1"], True),
    ({"nargs": "?"}, [], None, False),
    ({"nargs": "?"}, ["1"], "1", True),
    ({"nargs": "?", "default": "d"}, [], "d", False),
    ({"nargs": "?", "default": "4", "type": int}, [], 4, False),
    ({"nargs": "?", "default": "4", "type": int}, ["3"], 3, True),
    ({"nargs": "*"}, [], [], False),
    ({"nargs": "*"}, ["1"], ["1"], True),
    ({"nargs": "*", "default": ["d"]}, [], ["d"], False),
    ({"nargs": argparse.REMAINDER}, ["1"], ["1"], True),
]


def check_positionals():
    for options, line, value, passed in POSITIONALS:
        p = parser()
        label(p.add_argument("x", **options), "deprecated", "R")
        expected = [DEPRECATED + "x is DEPRECATED. R"] if passed else []
        with warns(*expected): assert p.parse_args(line).x == value, (options, line)


def check_the_option_that_was_passed_is_named():
    p = parser()
    label(p.add_argument("-x", "--long-x", action="count"), "deprecated", "R")
    label(p.add_argument("--y", action=argparse.BooleanOptionalAction), "deprecated", "R")
    label(p.add_argument("file", metavar="FILE"), "deprecated", "R")
    file = DEPRECATED + "FILE is"
    with warns(DEPRECATED + "-x is", file): p.parse_args(["-x", "f"])
    with warns(DEPRECATED + "--long-x is", file): p.parse_args(["--long", "f"])
    with warns(DEPRECATED + "--no-y is", file): p.parse_args(["--no-y", "f"])
    with warns(DEPRECATED + "-x is", DEPRECATED + "-x is", file): p.parse_args(["-xx", "f"])


def check_removal_and_alternative():
    p = parser()
    action = label(
        p.add_argument("--x"), "deprecated", "Slow", removal="2.0", alternative="--y")
    text = "--x is DEPRECATED. Slow. Use --y instead. Will be removed in version 2.0."
    with warns(DEPRECATED + text): p.parse_args(["--x", "1"])
    assert (action.__removal_version__, action.__alternative__) == ("2.0", "--y")
    assert action.__stability__ == "deprecated"


# Help text before, label, help text after.
HELP = [
    ("Text", "beta", "Text [BETA]"),
    ("Text. ", "experimental", "Text. [EXPERIMENTAL]"),
    ("Text [BETA]", "beta", "Text [BETA]"),
    ("[BETA] Text", "beta", "[BETA] Text"),
    ("Text [BETA]", "deprecated", "Text [BETA] [DEPRECATED]"),
    (None, "beta", "[BETA]"),
    ("", "beta", "[BETA]"),
    (argparse.SUPPRESS, "experimental", argparse.SUPPRESS),
    ("100 %% of %(prog)s", "beta", "100 %% of %(prog)s [BETA]"),
]


def check_help():
    for before, level, after in HELP:
        p = parser()
        action = p.add_argument("--x", help=before)
        label(action, level)
        assert action.help == after
        label(action, level)
        assert action.help == after
        shown = p.format_help()
        assert "None" not in shown and ("--x" in shown) == (before != argparse.SUPPRESS)


def check_hidden_still_warns():
    p = parser()
    label(p.add_argument("--x", help=argparse.SUPPRESS), "deprecated", "R")
    with warns(DEPRECATED): p.parse_args(["--x", "1"])


def check_levels_together():
    p = parser()
    action = p.add_argument("--x", action="store_true", help="H")
    label(label(action, "experimental", "E"), "deprecated", "D")
    assert action.help == "H [EXPERIMENTAL] [DEPRECATED]"
    assert (action.__stability__, action.__stability_level__) == ("deprecated", "experimental")
    with warns(DEPRECATED, EXPERIMENTAL): assert p.parse_args(["--x"]).x is True


def check_own_action_and_groups():
    class Own(argparse.Action):
        def __call__(self, parser, namespace, values, option_string=None):
            setattr(namespace, self.dest, ("own", values))
    p = parser()
    group = p.add_argument_group("g").add_mutually_exclusive_group(required=True)
    action = label(group.add_argument("--x", action=Own), "experimental")
    group.add_argument("--y")
    assert type(action).__name__ == "Own" and isinstance(action, Own)
    with warns(EXPERIMENTAL): assert p.parse_args(["--x", "1"]).x == ("own", "1")
    with contextlib.redirect_stderr(io.StringIO()): raises(SystemExit, p.parse_args, [])
    child = argparse.ArgumentParser(parents=[label_parent()])
    with warns(DEPRECATED): child.parse_args(["--z", "1"])


def label_parent():
    p = argparse.ArgumentParser(add_help=False)
    label(p.add_argument("--z"), "deprecated", "R")
    return p


def check_subcommands_and_version():
    p = parser()
    commands = p.add_subparsers(dest="command")
    sub = commands.add_parser("run")
    label(sub.add_argument("--x"), "deprecated", "R")
    with warns(DEPRECATED): assert p.parse_args(["run", "--x", "1"]).x == "1"
    label(p.add_argument("--version", action="version", version="1"), "deprecated", "R")
    with warns(DEPRECATED), contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        p.parse_args(["--version"])


def check_wrong_level():
    raises(ValueError, label, parser().add_argument("--x"), "stable", saying="experimental, beta, deprecated")
