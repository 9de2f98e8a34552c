"""Captured help texts: layouts, several commands in one text, and what is no help text."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api_stability.model.ids import parse_id
from api_stability.readers.cli.captured import collect_captured, find_family
from api_stability.readers.cli.help_checks import CapturedText
from tests.readers.cli.help.reading import read_help_text, show

ARGPARSE = """\
usage: tool [-h] [--old OLD] {run,stop} ...

Does things.

positional arguments:
  {run,stop}
    run (r)             Run it [EXPERIMENTAL]
    stop                Stop it (deprecated, use
                        `tool halt` instead)

options:
  -h, --help            show this help message and exit
  --old OLD, -o OLD     [DEPRECATED since 1.2] Old. Will be removed in 2.0, use
                        --new instead. (default: 3) (env: TOOL_OLD)
  --a-very-long-option-that-needs-a-line VALUE
                        --a-very-long-option-that-needs-a-line is deprecated
                        and will be removed in v1.7; use the config file.

Experimental options:
  --fast                Be fast.
  --level {alpha,beta}  One of alpha, beta, rc.
"""

CLAP = """\
Runs things

Usage: tool run [OPTIONS] <FILE>

Arguments:
  <FILE>
          What to run

Options:
  -q, --quiet
          Say less (unstable)

          A second paragraph.

      --old <OLD>
          [deprecated: use --new] [env: TOOL_OLD=] [default: 3] [aliases: --older]
  -h, --help
          Print help
"""

COBRA = """\
Experimental: Manage things.

Usage:
  tool things [flags]
  tool things [command]

Available Commands:
  list        List things (beta)

Flags:
      --all             list all
  -f, --filter string   DEPRECATED: use --where (default "x")

Global Flags:
  -v, --verbose   say more

Use "tool things [command] --help" for more information about a command.
"""

KUBECTL = """\
Experimental: Wait.

Options:
    --all=false:
\tSelect all. This flag is beta and may change in the future.

    -f, --filename=[]:
\tThe files.

Usage:
  kubectl wait ([-f FILENAME] | resource) [options]
"""

TYPER = """\

 Usage: tool run [OPTIONS] NAME

 Runs it. (beta)

╭─ Arguments ──────────────────────────────────────────────────────╮
│ *    name      TEXT  What to run. [BETA] [required]              │
╰──────────────────────────────────────────────────────────────────╯
╭─ Options ────────────────────────────────────────────────────────╮
│ --old          -o      INTEGER  Old.            (deprecated)     │
│                                 [default: 1]                     │
│ --color  --no-color             Colours.                         │
╰──────────────────────────────────────────────────────────────────╯
╭─ Experimental ───────────────────────────────────────────────────╮
│ --fast                          Be fast.                         │
╰──────────────────────────────────────────────────────────────────╯
"""

SEVERAL = """\
$ tool --help
Usage: tool [OPTIONS] COMMAND [ARGS]...

Options:
  --help  Show this message and exit.

Commands:
  run  Run it.

$ tool run --help
Usage: tool run [OPTIONS]

  Run it.

Options:
  --fast  Be fast. [BETA]
"""

MARKDOWN = """\
# tool reference

## `tool thing <command>`

Things

### `tool thing add <name> [flags]`

Add a thing

  -f, --force   Do it anyway (EXPERIMENTAL)
"""

EXPECTED = [
    (
        "argparse",
        "tool",
        ARGPARSE,
        """\
cli:tool --a-very-long-option-that-needs-a-line  [deprecated]; removal: v1.7; use: the config file
cli:tool --fast  [experimental]
cli:tool --level  [experimental]
cli:tool --old  [deprecated]; since: 1.2; removal: 2.0; use: --new
cli:tool run  [experimental]
cli:tool stop  [deprecated]; use: tool halt
""",
    ),
    (
        "clap",
        "tool run",
        CLAP,
        "cli:tool run --old  [deprecated]; use: --new\ncli:tool run --quiet  [unstable]\n",
    ),
    (
        "cobra",
        "tool things",
        COBRA,
        """\
cli:tool things  [experimental]
cli:tool things --filter  [deprecated]; use: --where
cli:tool things list  [beta]
""",
    ),
    (
        "cobra",
        "kubectl wait",
        KUBECTL,
        "cli:kubectl wait  [experimental]\ncli:kubectl wait --all  [beta]\n",
    ),
    (
        "click",
        "tool run",
        TYPER,
        """\
cli:tool run  [beta]
cli:tool run --fast  [experimental]
cli:tool run --old  [deprecated]
cli:tool run <name>  [beta]
""",
    ),
    ("click", "tool", SEVERAL, "cli:tool run --fast  [beta]\n"),
    ("cobra", "tool", MARKDOWN, "cli:tool thing add --force  [experimental]\n"),
]


@pytest.mark.parametrize(("family", "program", "text", "expected"), EXPECTED)
def test_each_family_is_recognised_and_read(
    family: str, program: str, text: str, expected: str, tmp_path: Path
) -> None:
    assert find_family(text).name == family
    assert show(*read_help_text(text, tmp_path, program)) == expected


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("Run", "\x1b[1mRun\x1b[0m").replace("[EXP", "\x1b[33m[EXP"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("Experimental options", "\u202bExperimental options\u202c"),
        lambda text: "RuntimeWarning: something else\n" + text,
    ],
    ids=["windows", "colours", "mark", "right-to-left", "warning"],
)
def test_what_terminals_add_changes_nothing(change: object, tmp_path: Path) -> None:
    assert callable(change)
    assert show(*read_help_text(change(ARGPARSE), tmp_path)) == EXPECTED[0][3]


def test_powershell_captures_utf_16(tmp_path: Path) -> None:
    assert show(*read_help_text(ARGPARSE.encode("utf-16"), tmp_path)) == EXPECTED[0][3]


def test_options_say_their_variables_defaults_and_other_spellings(tmp_path: Path) -> None:
    found, _ = read_help_text(CLAP, tmp_path, "tool run")
    (old,) = (each for each in found if each.id == "cli:tool run --old")
    assert (old.facts["env"], old.facts["default"]) == ("TOOL_OLD", "3")
    assert old.aliases == ("cli:tool run --older",)
    assert [each.id for each in found if each.kind == "argument"] == ["cli:tool run <FILE>"]
    (quiet,) = (each for each in found if each.id == "cli:tool run --quiet")
    assert quiet.summary == "Say less (unstable) A second paragraph."


def test_both_spellings_of_a_switch_are_one_option(tmp_path: Path) -> None:
    found, _ = read_help_text(TYPER, tmp_path, "tool run")
    (color,) = (each for each in found if "--color" in each.id)
    assert color.aliases == ("cli:tool run --no-color",)


def test_a_header_that_a_narrow_table_wraps_is_one_header(tmp_path: Path) -> None:
    text = (
        "Usage: tool\n\n╭─ Options ─────────────────╮\n"
        "│ --enforce-it     Whether [BETA] │\n│   --no-enforce-it  it is.       │\n"
        "╰──────────────────╯\n"
    )
    found, problems = read_help_text(text, tmp_path)
    (option,) = (each for each in found if each.kind == "option")
    assert (option.id, option.aliases) == (
        "cli:tool --enforce-it",
        ("cli:tool --no-enforce-it",),
    )
    assert option.summary == "Whether [BETA] it is."
    assert problems == []


def test_boxes_of_plain_characters_are_boxes(tmp_path: Path) -> None:
    drawn = str.maketrans("╭╮╰╯─│", "++++-|")
    assert show(*read_help_text(TYPER.translate(drawn), tmp_path, "tool run")) == EXPECTED[4][3]


def test_a_label_that_stands_in_a_column_of_its_own_is_no_value(tmp_path: Path) -> None:
    text = (
        "Usage: tool\n\n╭─ Options ──────────────────╮\n│ --a        [EXPERIMENTAL]  │\n"
        "│ --b  TEXT  DEPRECATED      │\n│ --c        [default: x]    │\n╰──────╯\n"
    )
    assert show(*read_help_text(text, tmp_path)) == (
        "cli:tool --a  [experimental]\ncli:tool --b  [deprecated]\n"
    )


def test_a_description_above_a_box_is_no_title(tmp_path: Path) -> None:
    text = "Usage: tool\n\nManages it. (beta)\n\n╭─ Commands ─╮\n│ a  Does it │\n╰────────────╯\n"
    assert show(*read_help_text(text, tmp_path)) == "cli:tool  [beta]\n"


def test_a_flag_that_a_narrow_box_breaks_is_said(tmp_path: Path) -> None:
    text = (
        "Usage: tool COMMAND\n\n"
        "╭─ Options ────────────────────────────╮\n"
        "│ --install-comp  Register             │\n"
        "│   letion        shell-completion.    │\n"
        "│ --version       Display the version. │\n"
        "╰──────────────────────────────────────╯\n"
    )
    found, problems = read_help_text(text, tmp_path)
    assert [(each.code, each.line) for each in problems] == [("cut-off-name", 4)]
    assert "cli:tool --version" in {each.id for each in found}


def test_a_quoted_flag_in_a_sentence_is_no_option(tmp_path: Path) -> None:
    text = (
        "Usage: tool [OPTIONS]\n\n  A script. It must be given with the '\n"
        "  --app' option, 'TOOL_APP' environment variable,\n    or a file.\n\n"
        "Options:\n  --help  Show this message and exit.\n"
    )
    found, problems = read_help_text(text, tmp_path)
    assert {each.id for each in found} == {"cli:tool", "cli:tool --help"}
    assert problems == []


def test_the_family_can_be_said() -> None:
    text = "Usage: tool\n\nOptions:\n  --x  [BETA] x\n"
    for family in ("argparse", "click", "cobra", "clap"):
        source = CapturedText(program="tool", file="x", text=text, family=family)
        (command,) = collect_captured([source]).commands
        assert [each.flags for each in command.options] == [["--x"]]


def test_texts_of_one_program_make_one_command() -> None:
    texts = [
        CapturedText(
            program="tool run", file="b", text="usage: x.py run [-f]\n\noptions:\n  -f  x\n"
        ),
        CapturedText(program="tool", file="a", text="Commands:\n  run  Run [BETA]\n"),
    ]
    (command,) = collect_captured(texts).commands
    assert [words for words, _ in command.walk()] == [(), ("run",)]
    assert command.commands[0].help == "Run [BETA]"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "! incomplete no-help-text, line 1\n"),
        ("bash: tool: command not found\n", "! incomplete no-help-text, line 1\n"),
        (
            "warning\nTraceback (most recent call last):\n  File\nImportError: x\n",
            "! incomplete no-help-text, line 2\n",
        ),
        (
            "usage: tool [-h]\ntool: error: the following arguments are required: x\n",
            "! incomplete no-help-text, line 2\n",
        ),
        ("Usage: tool\nError: No such command 'x'.\n", "! incomplete no-help-text, line 2\n"),
        ("error: unknown flag: --help\n", "! incomplete no-help-text, line 1\n"),
        ("usage: tool\n", "! note nothing-listed, line 1\n"),
        (b"usage: tool\n\xff\xfe", "! incomplete undecodable-file, line None\n"),
        (
            "usage: tool [-h] [--a A] [--b B]\n\noptions:\n  -h, --help  help\n  --a A  Wha",
            "! incomplete truncated-help, line 1\n",
        ),
        (
            "Usage: tool\n\n╭─ Options ───╮\n│ --a  Wha    │\n│ --b",
            "! incomplete truncated-help, line 4\n",
        ),
        (
            "Usage: tool\n\n╭─ Options ─╮\n│ --a  --no-…  x │\n│ --qui…  y      │\n╰───────────╯\n",
            "! incomplete cut-off-name, line 4\n! incomplete cut-off-name, line 5\n",
        ),
        ("usage: tool\n\n  --a  x\n" + "x" * 3_000_001, "! incomplete too-large, line 1\n"),
    ],
)
def test_what_is_no_help_text_is_said(text: str | bytes, problem: str, tmp_path: Path) -> None:
    assert show(*read_help_text(text, tmp_path)) == problem


@pytest.mark.parametrize(
    "unit",
    ["  --a  [BETA] x\n", "  --a\n", " " * 100 + "\n", "│ --a │\n", "╭─ x ─╮\n", "usage: x\n",
     "$ tool x --help\n", "[", "  {a,b}\n", "-", "  -" + "-" * 500 + "\n", "a:\n", "## tool\n",
     "\t--a=:\n", "<" * 300 + "\n", "  --a <<<<<<<  [DEPRECATED: \n", "Commands:\n  a  b\n"],
)  # fmt: skip
def test_hostile_texts_are_read_in_linear_time(unit: str, tmp_path: Path) -> None:
    text = unit * (400_000 // len(unit))
    text = "\n".join(text.split("\n")[:15_000])
    start = time.process_time()
    read_help_text(text, tmp_path)
    assert time.process_time() - start < 4


def test_many_options_and_commands_are_read_in_linear_time(tmp_path: Path) -> None:
    options = "".join(f"  --option-{number}  [BETA] x\n" for number in range(9_000))
    commands = "".join(f"  command-{number}  x\n" for number in range(9_000))
    start = time.process_time()
    found, problems = read_help_text(f"Options:\n{options}\nCommands:\n{commands}", tmp_path)
    assert time.process_time() - start < 6
    assert (len(found), problems) == (18_001, [])


LINES = st.lists(
    st.sampled_from(
        [
            *ARGPARSE.splitlines(),
            *TYPER.splitlines(),
            *COBRA.splitlines(),
            *("", "  -x", "  - y", "$ tool --help", "\t", "Usage:", "  --a, --b=<c  d>  (beta)"),
        ]
    ),
    max_size=30,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(lines=LINES)
def test_any_lines_give_ids_that_parse_and_lines_that_exist(
    lines: list[str], tmp_path: Path
) -> None:
    found, _ = read_help_text("\n".join(lines), tmp_path)
    for each in found:
        assert str(parse_id(each.id)) == each.id
        assert all(1 <= place.line <= len(lines) for place in each.locations)


def argparse_help(width: int) -> str:
    """The help of one parser, as wide as a terminal."""

    def formatter(prog: str) -> argparse.HelpFormatter:
        return argparse.HelpFormatter(prog, width=width)

    parser = argparse.ArgumentParser("tool", formatter_class=formatter, description="Does things.")
    parser.add_argument("source", help="where to read from (experimental)")
    parser.add_argument("--plain", "-p", metavar="PLAIN", help="a plain option, one of alpha, beta")
    parser.add_argument(
        "--quite-a-long-name", help="[DEPRECATED since 1.2] old; will be removed in 2.0, use --new"
    )
    parser.add_argument("--fast", action="store_true", help="go fast [EXPERIMENTAL] (default: no)")
    group = parser.add_argument_group("Experimental options", "These may change.")
    group.add_argument("--depth", type=int, help="how deep; the beta parameter of the search")
    commands = parser.add_subparsers()
    commands.add_parser("run", help="run it (beta)", aliases=["r"])
    commands.add_parser("a-command-with-a-long-name", help="Deprecated: use `run` instead of this")
    return parser.format_help()


def click_help(width: int) -> str:
    """The same of a click command."""

    @click.command("tool", help="Does things.")
    @click.option("--plain", "-p", help="a plain option, one of alpha, beta")
    @click.option(
        "--quite-a-long-name", help="[DEPRECATED since 1.2] old; will be removed in 2.0, use --new"
    )
    @click.option("--fast/--slow", help="go fast [EXPERIMENTAL]", show_default=True)
    @click.option("--deep", help="how deep", deprecated=True)
    def command() -> None:
        """Nothing."""

    context = click.Context(
        command, info_name="tool", terminal_width=width, max_content_width=width
    )
    return command.get_help(context)


@pytest.mark.parametrize("make", [argparse_help, click_help])
@pytest.mark.parametrize("width", [40, 60, 120, 200])
def test_the_width_of_the_terminal_changes_nothing(
    make: Callable[[int], str], width: int, tmp_path: Path
) -> None:
    usual = read_help_text(make(80), tmp_path)
    wide = read_help_text(make(width), tmp_path)
    assert len(show(*usual).splitlines()) >= 3
    assert show(*wide) == show(*usual)
    assert [(each.id, each.aliases, each.summary) for each in wide[0]] == [
        (each.id, each.aliases, each.summary) for each in usual[0]
    ]
