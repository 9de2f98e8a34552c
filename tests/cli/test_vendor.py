"""`vendor`: the runtime as one file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from api_stability.runtime.vendoring import vendored_source
from tests.cli.running import error_of, run


def test_it_is_written_and_works_alone(empty: Path) -> None:
    result = run("vendor", "pkg/_stability.py")
    assert (result.exit_code, result.stdout) == (0, "pkg/_stability.py: written\n")
    code = "import _stability\n@_stability.beta()\ndef f(): ...\nprint(f.__stability__)"
    answer = subprocess.run(
        [sys.executable, "-S", "-c", code],
        check=True,
        capture_output=True,
        cwd="pkg",
        text=True,
    )
    assert answer.stdout == "beta\n"


def test_it_is_checked(empty: Path) -> None:
    missing = run("vendor", "--check", "s.py")
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert missing.stderr == "s.py is not there; write it with `api-stability vendor s.py`\n"
    run("vendor", "s.py")
    assert run("vendor", "--check", "s.py").stdout == "s.py is current\n"
    with Path("s.py").open("a") as file:
        file.write("# changed\n")
    stale = run("vendor", "--check", "s.py")
    assert stale.exit_code == 1
    assert stale.stderr == "s.py is not current; write it with `api-stability vendor s.py`\n"
    assert run("vendor", "s.py").stdout == "s.py: written anew\n"
    assert run("vendor", "--check", "s.py").exit_code == 0


def test_somebody_elses_file_is_left_alone(empty: Path) -> None:
    Path("mine.py").write_text("x = 1\n")
    assert error_of("vendor", "mine.py") == (
        "api-stability: error: mine.py: this file is not one that this command wrote; "
        "overwrite it with --force\n"
    )
    assert Path("mine.py").read_text() == "x = 1\n"
    assert run("vendor", "--force", "mine.py").exit_code == 0
    assert run("vendor", "--check", "mine.py").exit_code == 0


def test_an_empty_file_is_nobodys(empty: Path) -> None:
    Path("s.py").touch()
    assert run("vendor", "s.py").stdout == "s.py: written anew\n"


def test_a_link_is_written_through(empty: Path) -> None:
    Path("target.py").touch()
    Path("link.py").symlink_to("target.py")
    run("vendor", "link.py")
    assert Path("link.py").is_symlink()
    assert Path("target.py").read_bytes() == vendored_source().encode()


def test_a_folder_is_no_file(empty: Path) -> None:
    assert error_of("vendor", ".") == "api-stability: error: .: Is a directory\n"
