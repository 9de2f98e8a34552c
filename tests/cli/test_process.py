"""The command as a process: entry points, pipes, signals, terminals."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from api_stability import __version__
from tests.cli.running import write_project

MODULE = [sys.executable, "-m", "api_stability"]


def run_process(*arguments: str, **extra: object) -> subprocess.CompletedProcess[str]:
    """Run `python -m api_stability`."""
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [*MODULE, *arguments], check=False, capture_output=True, text=True, **extra
    )


def test_it_says_its_version(empty: Path) -> None:
    answer = run_process("--version")
    assert (answer.returncode, answer.stdout) == (0, f"api-stability {__version__}\n")


def test_without_arguments_it_shows_its_help(empty: Path) -> None:
    answer = run_process()
    assert answer.returncode == 2
    shown = answer.stdout + answer.stderr
    for command in ("scan", "check", "table", "explain", "merge", "init", "vendor"):
        assert f"\n  {command} " in shown


@pytest.mark.parametrize(
    "command", ["scan", "check", "table", "explain", "merge", "init", "vendor"]
)
def test_every_help_page_has_examples(command: str, empty: Path) -> None:
    answer = run_process(command, "--help")
    assert answer.returncode == 0
    lines = [line.strip() for line in answer.stdout.splitlines()]
    example = lines[lines.index("Examples:") + 1]
    assert f"{example} ".startswith(f"api-stability {command} ")


def test_exit_codes_reach_the_shell(project: Path) -> None:
    assert run_process("scan").returncode == 0
    assert run_process("check").returncode == 1
    assert run_process("check", "--config", "none.toml").returncode == 2
    Path("src/demo/broken.py").write_text("def f(:\n")
    assert run_process("check").returncode == 3


def test_the_same_bytes_with_any_hash_seed_and_locale(project: Path) -> None:
    answers = {
        run_process("check", "--format", "json", env=os.environ | changes).stdout
        for changes in (
            {"PYTHONHASHSEED": "1"},
            {"PYTHONHASHSEED": "2", "LC_ALL": "C"},
            {"PYTHONHASHSEED": "3", "LC_ALL": "C.UTF-8", "FORCE_COLOR": "1"},
        )
    }
    assert len(answers) == 1


def test_an_encoding_that_lacks_a_letter_is_no_error(project: Path) -> None:
    answer = run_process("check", env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert answer.returncode == 1
    assert 'add alternative="\\u2026"' in answer.stdout


@pytest.mark.parametrize(
    ("command", "word"),
    [
        ("check --format json", '"d\u00e9mod\u00e9.f"'),
        ("check --format junit", "d\u00e9mod\u00e9.f"),
        ("check --format github", "d\u00e9mod\u00e9.f"),
        ("scan --format markdown", "d\u00e9mod\u00e9.f"),
        ("table deprecation --format html", "d\u00e9mod\u00e9.f"),
        ("table deprecation --format json", "d\u00e9mod\u00e9.f"),
        ("explain d\u00e9mod\u00e9.f --format json", "d\u00e9mod\u00e9.f"),
    ],
)
def test_what_machines_read_is_utf_8_whatever_the_terminal_is(
    command: str, word: str, empty: Path
) -> None:
    code = "from api_stability import deprecated\n@deprecated('x')\ndef f(): ...\n"
    write_project(empty, code, name="d\u00e9mod\u00e9")
    answer = subprocess.run(
        [*MODULE, *command.split()],
        check=False,
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )
    assert word.strip('"') in answer.stdout.decode("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", ["scan", "scan --format json", "check", "scan --help"])
def test_a_full_disk_is_said_and_is_no_finding(command: str, project: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        answer = subprocess.run(
            [*MODULE, *command.split()], check=False, stdout=full, stderr=subprocess.PIPE
        )
    assert answer.returncode == 2
    assert answer.stderr == b"api-stability: error: No space left on device\n"


@pytest.mark.parametrize(("command", "code"), [("scan", 0), ("check", 1), ("scan --help", 0)])
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_without_standard_streams_it_still_works(
    command: str, code: int, closed: str, project: Path
) -> None:
    line = f'"{sys.executable}" -m api_stability {command} {closed}'
    answer = subprocess.run(["sh", "-c", line], check=False, capture_output=True)
    assert (answer.returncode, answer.stderr) == (code, b"")


def test_a_mistake_of_ours_does_not_look_like_a_finding(project: Path) -> None:
    code = (
        "import sys\n"
        "from api_stability.cli import app, inputs\n"
        "inputs.open_workspace = lambda *_, **__: 1 / 0\n"
        "sys.exit(app.run(['check']))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True
    )
    assert (answer.returncode, answer.stdout) == (70, "")
    assert "ZeroDivisionError" in answer.stderr
    assert answer.stderr.endswith("this is a mistake of ours, not of your input\n")


def test_without_the_extra_it_says_which(empty: Path) -> None:
    source = Path(sys.modules["api_stability"].__file__ or "").parents[1]
    code = (
        f"import sys; sys.path.insert(0, {str(source)!r})\n"
        "import api_stability.cli; sys.exit(api_stability.cli.main())"
    )
    answer = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], check=False, capture_output=True, text=True
    )
    assert answer.returncode == 2
    assert answer.stderr == (
        "api-stability: error: the command needs more than is installed (click, rich, "
        'markdown_it, msgspec, packaging, yaml is missing): pip install "api-stability[cli]"\n'
    )


@pytest.mark.parametrize("buffered", ["", "1"])
def test_a_closed_pipe_is_no_error(buffered: str, project: Path) -> None:
    many = "".join(f"def function_{number}(): ...\n" for number in range(5000))
    Path("src/demo/many.py").write_text(many)
    process = subprocess.Popen(
        [*MODULE, "scan", "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": buffered},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 141
    assert said == b""


def test_an_interruption_exits_with_130(project: Path) -> None:
    os.mkfifo("a.json")  # reading it waits until somebody writes
    process = subprocess.Popen(
        [*MODULE, "merge", "a.json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # what a shell starts in the background ignores interruptions, and so do its children
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    with open("a.json", "wb"):  # noqa: PTH123 - opens as soon as the other side reads
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in said


def run_on_a_terminal(*arguments: str, **changes: str) -> str:
    """What the command writes where its output is a terminal."""
    return show_on_a_terminal([*MODULE, *arguments], **changes)


def show_on_a_terminal(command: list[str], **changes: str) -> str:
    """What any command writes where its output is a terminal."""
    master, slave = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "CI")}
    process = subprocess.Popen(
        command,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment | {"TERM": "xterm-256color", "COLUMNS": "100"} | changes,
    )
    os.close(slave)
    parts = []
    while True:
        try:
            part = os.read(master, 4096)
        except OSError:  # Linux's way of saying that the other side is closed
            break
        if not part:
            break
        parts.append(part)
    os.close(master)
    process.wait()
    return b"".join(parts).decode()


def test_a_terminal_has_colours_unless_they_are_not_wanted(project: Path) -> None:
    shown = run_on_a_terminal("table", "deprecation")
    assert "\x1b[" in shown
    assert "demo.read" in shown
    plain = run_on_a_terminal("table", "deprecation", NO_COLOR="1")
    assert "\x1b[3" not in plain
    assert "\x1b[" not in run_on_a_terminal("table", "deprecation", TERM="dumb")


def test_texts_are_no_markup_on_a_terminal(project: Path) -> None:
    assert "May change [red]a bit[/red]." in run_on_a_terminal(
        "table", "stability", "--columns", "name,reason", COLUMNS="200"
    )


def test_what_forces_colours_makes_no_terminal(project: Path) -> None:
    answer = run_process("table", "deprecation", env=os.environ | {"FORCE_COLOR": "1"})
    assert "\x1b" not in answer.stdout + answer.stderr


def test_what_takes_long_shows_its_progress(empty: Path) -> None:
    code = (
        "import sys, time\n"
        "from api_stability.cli.progress import show_progress\n"
        "with show_progress('Reading [b]sources[/b]'): time.sleep(float(sys.argv[1]))\n"
    )
    slow = show_on_a_terminal([sys.executable, "-c", code, "1.5"])
    assert "Reading [b]sources[/b]" in slow
    assert show_on_a_terminal([sys.executable, "-c", code, "0.1"]) == ""
